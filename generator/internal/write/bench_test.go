package write

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkFolder writes 10,000 files of 16 KB, fresh and again unchanged,
// and in the same round as plain os.WriteFile calls. It reports the medians of the rounds' ratios, and of the times:
//
//	go test ./generator/internal/write -run '^$' -bench Folder -benchtime 9x
//
// The disk is shared and noisy, so look at the ratios. Nothing is removed
// between timed runs: every round has folders of its own.
func BenchmarkFolder(b *testing.B) {
	const count, size = 10_000, 16 << 10
	content := make([]byte, size)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range content {
		content[i] = "etaoin shrdlu<>/"[random.IntN(16)]
	}
	outputs := make([]Output, count)
	for i := range outputs {
		outputs[i] = Output{
			Path: fmt.Sprintf("2021/%02d/%02d/article-%05d/index.html", 1+i%12, 1+i%28, i),
			Content: func(b *bytes.Buffer) error {
				fmt.Fprintf(b, "%08d", i)
				b.Write(content[8:])
				return nil
			},
		}
	}

	dir := b.TempDir()
	var plain, fresh, again []float64
	for round := 0; b.Loop(); round++ {
		plain = append(plain, seconds(func() { writePlainly(b, filepath.Join(dir, fmt.Sprint("plain-", round)), outputs) }))
		out := filepath.Join(dir, fmt.Sprint("fresh-", round))
		for _, times := range []*[]float64{&fresh, &again} {
			*times = append(*times, seconds(func() {
				if _, found, err := Folder(b.Context(), b.TempDir(), out, nil, outputs); err != nil || len(found) > 0 {
					b.Fatal(found, err)
				}
			}))
		}
	}
	b.ReportMetric(0, "ns/op") // a round is of no interest
	b.ReportMetric(median(ratios(fresh, plain)), "fresh/plain")
	b.ReportMetric(median(ratios(again, plain)), "unchanged/plain")
	b.ReportMetric(median(plain), "plain-s")
	b.ReportMetric(median(fresh), "fresh-s")
	b.ReportMetric(median(again), "unchanged-s")
}

func writePlainly(b *testing.B, dir string, outputs []Output) {
	var content bytes.Buffer
	for _, o := range outputs {
		content.Reset()
		if err := o.Content(&content); err != nil {
			b.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(o.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, content.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

func seconds(f func()) float64 {
	start := time.Now()
	f()
	return time.Since(start).Seconds()
}

// ratios compares times of the same round.
func ratios(times, to []float64) []float64 {
	all := make([]float64, len(times))
	for i := range times {
		all[i] = times[i] / to[i]
	}
	return all
}

func median(times []float64) float64 {
	slices.Sort(times)
	return times[len(times)/2]
}
