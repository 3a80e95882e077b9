package write

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// FuzzManifest reads any bytes as a manifest. What is taken is a list of
// outputs, none of which leads out of the folder, and is written again as it
// was; what is not taken is refused with a hint, and never an error of the
// machine.
func FuzzManifest(f *testing.F) {
	for _, seed := range []string{
		format, format + "a\nb/c\n", format + "a\r\nb\r\n", format + "b\na\n", format + "../a\n", format + "/a\n", format + "a", format + "a\n\n", "gloss manifest 2\n", "",
		format + "a/../b\n", format + ".gloss-manifest\n", format + "a\x00b\n", format + "a\\b\n", format + "C:a\n", format + "\xff\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := parseManifest(raw)
		if refused := new(refusal); err != nil && !errors.As(err, &refused) {
			t.Fatalf("%v is no refusal", err)
		}
		if err != nil {
			return
		}
		if !slices.IsSorted(m.names) {
			t.Fatalf("%q are not in order", m.names)
		}
		for _, name := range m.names {
			for part := range strings.SplitSeq(name, "/") {
				if part == "" || part == "." || part == ".." || strings.ContainsAny(part, "\\\x00") {
					t.Fatalf("%q may be removed", name)
				}
			}
			if strings.HasPrefix(name, ".gloss-") {
				t.Fatalf("%q is the room's own", name)
			}
		}
		if again := manifestOf(m.names); !slices.Equal(mustParse(t, again.raw).names, m.names) {
			t.Fatalf("%q came back as %q", m.names, again.raw)
		}
	})
}

func mustParse(t *testing.T, raw []byte) manifest {
	t.Helper()
	m, err := parseManifest(raw)
	if err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	return m
}
