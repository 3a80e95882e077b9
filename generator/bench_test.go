package generator_test

import (
	"context"
	"path/filepath"
	"runtime"
	"testing"

	"gloss/generator"
	"gloss/generator/internal/corpus"
)

// The corpus of the benchmarks: 1,000 articles with eight annotations and six
// citations each. Run: go test -bench . -benchmem ./generator
const benchArticles = 1000

func BenchmarkLoad(b *testing.B) {
	dir := benchSite(b)
	b.ReportAllocs()
	for b.Loop() {
		site := load(b, dir)
		site.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchArticles, "µs/article")
}

func BenchmarkRender(b *testing.B) {
	site := load(b, benchSite(b))
	defer site.Close()
	b.ReportAllocs()
	for b.Loop() {
		for _, page := range site.Pages {
			if _, err := site.Render(page); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(site.Pages))/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkBuild measures a whole build into a new folder, and how many bytes
// it allocates for each article.
func BenchmarkBuild(b *testing.B) {
	dir := benchSite(b)
	out := b.TempDir()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, pages := 0, 0
	for b.Loop() {
		n++
		pages = build(b, dir, filepath.Join(out, string(rune('a'+n/26))+string(rune('a'+n%26))))
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.N*pages)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/benchArticles, "B/article")
}

// BenchmarkRebuild measures a build over an output that is already right.
func BenchmarkRebuild(b *testing.B) {
	dir := benchSite(b)
	out := filepath.Join(b.TempDir(), "out")
	build(b, dir, out)
	for b.Loop() {
		build(b, dir, out)
	}
}

// benchSite writes the corpus and returns its folder.
func benchSite(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := corpus.New(benchArticles).WriteGloss(dir); err != nil {
		tb.Fatal(err)
	}
	return dir
}

func load(tb testing.TB, dir string) *generator.Site {
	tb.Helper()
	site, err := generator.Load(context.Background(), dir, generator.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	for _, d := range site.Diagnostics {
		tb.Fatalf("%s:%d: %s", d.File, d.Line, d.Message)
	}
	return site
}

func build(tb testing.TB, dir, out string) (pages int) {
	tb.Helper()
	site := load(tb, dir)
	defer site.Close()
	result, err := site.Write(context.Background(), out)
	if err != nil || len(result.Diagnostics) > 0 {
		tb.Fatal(err, result.Diagnostics)
	}
	return len(site.Pages)
}
