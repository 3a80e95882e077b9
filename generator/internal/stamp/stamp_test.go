package stamp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func TestStampsAreOfOneOutputFolder(t *testing.T) {
	stamps := filepath.Join(t.TempDir(), "not", "there", "yet")
	day := time.Date(2021, 12, 3, 0, 0, 0, 0, time.UTC)
	want := &Stamp{Program: "p", Outline: "n", Inputs: "i", Outputs: "o", From: day, Until: day.AddDate(0, 0, 1), Said: json.RawMessage(`{"a":1}`)}
	if err := Write(stamps, "/a/public", want); err != nil {
		t.Fatal(err)
	}
	if got, ok := Read(stamps, "/a/public"); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
	if got, ok := Read(stamps, "/b/public"); ok {
		t.Errorf("another folder has the stamp %+v", got)
	}
	if err := os.WriteFile(file(stamps, "/a/public"), []byte(`{"Program": "p"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := Read(stamps, "/a/public"); ok {
		t.Error("half a stamp was read")
	}
}

func TestToday(t *testing.T) {
	day := time.Date(2021, 12, 3, 0, 0, 0, 0, time.FixedZone("", 2*60*60))
	s := Stamp{From: day, Until: day.AddDate(0, 0, 1)}
	for now, want := range map[time.Time]bool{
		day: true, day.Add(-time.Nanosecond): false, s.Until.Add(-time.Nanosecond): true, s.Until: false,
		time.Date(2021, 12, 3, 23, 0, 0, 0, time.UTC): false,
	} {
		if s.Today(now) != want {
			t.Errorf("%v is today: %t, want %t", now, !want, want)
		}
	}
	if !new(Stamp).Today(day) {
		t.Error("where the day does not matter any day is today")
	}
}

// Of very many stamps the oldest go, and nothing else in the folder does.
func TestOldStampsGo(t *testing.T) {
	stamps := t.TempDir()
	other := filepath.Join(stamps, "README")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	out := func(i int) string { return fmt.Sprintf("/site/%d/public", i) }
	began := time.Date(2021, 12, 3, 0, 0, 0, 0, time.UTC)
	for i := range most + 2 {
		if err := Write(stamps, out(i), &Stamp{Program: "p"}); err != nil {
			t.Fatal(err)
		}
		at := began.Add(time.Duration(i) * time.Second)
		if err := os.Chtimes(file(stamps, out(i)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(stamps, "/new", &Stamp{}); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for i := range most + 2 {
		if _, ok := Read(stamps, out(i)); ok {
			kept++
			if i < 3 {
				t.Errorf("stamp %d of %d is still there", i, most+2)
			}
		}
	}
	if _, err := os.Stat(other); kept != most-1 || err != nil {
		t.Errorf("%d stamps are left beside the newest, want %d; the other file: %v", kept, most-1, err)
	}
}
