// Package stamp keeps, for each output folder, what it was last made from and
// what came of it, so that to do the same again can be known to be needless.
// Stamps are a cache: they may be lost at any time, and only cost the next
// build its time.
package stamp

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Stamp is what one output folder was last made from and what came of it.
type Stamp struct {
	Program string // that made it, and the choices that it made it with
	Outline string // digest of the names and sizes of all that it was made from
	Inputs  string // digest of the names and bytes of the same
	Outputs string // digest of all that was made

	// The day that counted as today lasts from From until Until, which is not
	// part of it. Both are zero where the day does not matter.
	From, Until time.Time

	Said json.RawMessage // what the build had to say
}

// Today reports whether a moment lies within the stamp's day.
func (s *Stamp) Today(now time.Time) bool {
	return s.Until.IsZero() || !now.Before(s.From) && now.Before(s.Until)
}

// Read returns the stamp of an output folder from the folder of stamps, and
// false when there is none. The output folder is an absolute path.
func Read(stamps, out string) (*Stamp, bool) {
	text, err := os.ReadFile(file(stamps, out))
	if err != nil {
		return nil, false
	}
	s := new(Stamp)
	return s, json.Unmarshal(text, s) == nil
}

// Write keeps the stamp of an output folder in the folder of stamps, which is
// made if it is missing, and lets go of the oldest when there are very many.
func Write(stamps, out string, s *Stamp) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(stamps, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(stamps, "new-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	if err = cmp.Or(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), file(stamps, out))
	}
	if err != nil {
		os.Remove(temp.Name())
		return err
	}
	return prune(stamps)
}

// file returns the file that holds an output folder's stamp.
func file(stamps, out string) string {
	sum := sha256.Sum256([]byte(out))
	return filepath.Join(stamps, hex.EncodeToString(sum[:16])+".json")
}

// most is how many stamps are kept: those of the folders written to last.
const most = 200

func prune(stamps string) error {
	entries, err := os.ReadDir(stamps)
	if err != nil || len(entries) <= most {
		return err
	}
	var all []os.FileInfo
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && strings.HasSuffix(info.Name(), ".json") {
			all = append(all, info)
		}
	}
	slices.SortFunc(all, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, old := range all[min(most, len(all)):] {
		if err := os.Remove(filepath.Join(stamps, old.Name())); err != nil {
			return err
		}
	}
	return nil
}
