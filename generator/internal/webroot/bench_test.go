package webroot

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkTenThousandFiles publishes 10,000 files of 16 KB of which 10 have
// changed: what is looked at, and what is written.
//
//	go test ./generator/internal/webroot -run '^$' -bench Ten -benchtime 3x
func BenchmarkTenThousandFiles(b *testing.B) {
	root := filepath.Join(b.TempDir(), "www")
	s := site{}
	for i := range 10_000 {
		s[fmt.Sprintf("2021/%02d/%02d/article-%05d/index.html", 1+i%12, 1+i%28, i)] = strings.Repeat(fmt.Sprintf("%016d", i), 1000)
	}
	publishTo(b, root, s)
	for n := 0; b.Loop(); n++ {
		for i := range 10 {
			s[fmt.Sprintf("2021/%02d/%02d/article-%05d/index.html", 1+i%12, 1+i%28, i)] = fmt.Sprint("changed ", n, i)
		}
		publishTo(b, root, s)
	}
}
