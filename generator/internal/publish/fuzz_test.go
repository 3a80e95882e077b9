package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"reflect"
	"testing"
)

// FuzzDecodeManifest reads any bytes as the manifest of a publication. What is
// taken names files in order, none of which leads out of the place, and comes
// back the same when it is written and read again; what is not taken is said
// to be damaged.
func FuzzDecodeManifest(f *testing.F) {
	for _, seed := range []string{
		`{"gloss": 1, "files": []}`, `{"gloss": 1, "files": [{"path":"a","size":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","tag":"x"},{"path":"b"}]}`,
		`{"gloss": 1, "files": [{"path":"b"},{"path":"a"}]}`, `{"gloss": 1, "files": [{"path":"../a"}]}`, `{"gloss": 2}`, `{"gloss": 1, "files": [{"path":"a","size":-1}]}`, "[", "null", "",
		`{"gloss": 1, "files": [{"path":"a","sha256":"zz"}]}`, `{"gloss": 1, "files": null, "files": [{"path":"a"}]}`, `{"gloss":1,"files":[{"path":"\ud800"}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		m, err := DecodeManifest(bytes.NewReader(content))
		if damaged := new(damage); err != nil && !errors.As(err, &damaged) {
			t.Fatalf("%v does not say that it is damaged", err)
		}
		if err != nil {
			return
		}
		for i, e := range m.Files {
			if !fs.ValidPath(e.Path) || i > 0 && m.Files[i-1].Path >= e.Path {
				t.Fatalf("%q", e.Path)
			}
			if found, ok := m.Lookup(e.Path); !ok || found.Path != e.Path {
				t.Fatalf("%q is not found", e.Path)
			}
		}
		again, err := DecodeManifest(bytes.NewReader(m.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Files) > 0 && !reflect.DeepEqual(again.Files, m.Files) {
			t.Fatalf("%+v came back as %+v", m.Files, again.Files)
		}
	})
}
