package corpus

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// folder writes files and keeps the first error.
type folder struct {
	dir string
	err error
}

func (f *folder) put(name, text string) {
	if f.err != nil {
		return
	}
	file := filepath.Join(f.dir, filepath.FromSlash(name))
	if f.err = os.MkdirAll(filepath.Dir(file), 0o777); f.err == nil {
		f.err = os.WriteFile(file, []byte(text), 0o666)
	}
}

func (f *folder) putJSON(name string, value any) {
	b, err := json.Marshal(value)
	if f.err == nil {
		f.err = err
	}
	f.put(name, string(b))
}
