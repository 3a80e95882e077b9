package generator_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus writes a site of n articles for benchmarks: about 500 words, eight
// annotations and six cited sources each. The same n gives the same site.
func corpus(tb testing.TB, n int) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	put := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	put("config.toml", "title = \"Corpus\"\nbase_url = \"https://corpus.example/\"\n[annotators.desk]\nname = \"The desk\"\n")
	sources := n/5 + 50
	var library strings.Builder
	library.WriteString("references:\n")
	for i := range sources {
		fmt.Fprintf(&library, "  - id: s%05d\n    type: webpage\n    title: \"%s\"\n    publisher: %s\n    issued: 2021-%02d-%02d\n    URL: https://news.example/%d\n",
			i, strings.TrimSuffix(sentence(rand.New(rand.NewPCG(1, uint64(i))), 7), "."), cities[i%len(cities)], 1+i%12, 1+i%28, i)
	}
	put("content/sources/library.yaml", library.String())
	for i := range n {
		writeArticle(i, sources, put)
	}
	return dir
}

// writeArticle writes one article with its annotations. Every passage is the
// only one of its words: a number stands in it.
func writeArticle(i, sources int, put func(name, text string)) {
	r := rand.New(rand.NewPCG(2, uint64(i)))
	date := fmt.Sprintf("%04d-%02d-%02d", 2015+i%9, 1+i/9%12, 1+i/108%28)
	var text, notes strings.Builder
	fmt.Fprintf(&text, "---\ntitle: \"%s\"\ndate: %s\nslug: a%06d\n---\n", strings.TrimSuffix(sentence(r, 8), "."), date, i)
	notes.WriteString("---\nby: desk\n---\n")
	for p := range 8 {
		passage := fmt.Sprintf("%d %s in %s", 1000*(p+1)+r.IntN(1000), things[r.IntN(len(things))], cities[r.IntN(len(cities))])
		fmt.Fprintf(&text, "\n%s %s The count of %s was *disputed* at once. %s", sentence(r, 18), sentence(r, 14), passage, sentence(r, 16))
		if p < 6 {
			fmt.Fprintf(&text, " %s [@s%05d].", strings.TrimSuffix(sentence(r, 9), "."), r.IntN(sources))
		}
		text.WriteString("\n")
		fmt.Fprintf(&notes, "\n## %s {#n%d date=\"2021-12-04\"}\n\n> The count of ==%s== was disputed\n\n%s %s [@s%05d, p. %d]\n",
			kinds[r.IntN(len(kinds))], p, passage, sentence(r, 14), sentence(r, 12), r.IntN(sources), 1+r.IntN(90))
	}
	name := fmt.Sprintf("content/articles/%s/%s-a%06d", date[:4], date, i)
	put(name+".md", text.String())
	put(name+".annotations.md", notes.String())
}

func sentence(r *rand.Rand, words int) string {
	s := make([]string, words)
	for i := range s {
		s[i] = vocabulary[r.IntN(len(vocabulary))]
	}
	return strings.ToUpper(s[0][:1]) + strings.Join(s, " ")[1:] + "."
}

var (
	kinds      = strings.Fields("context fact-check correction definition dispute update translation")
	things     = strings.Fields("vehicles seats ballots barrels tents reports requests vessels crates hectares")
	cities     = strings.Fields("Tallinn Ottawa Nairobi Lisbon Quito Hanoi Tbilisi Oslo Accra Montevideo")
	vocabulary = strings.Fields("the a of to in that council harbour minister report was said figure plan over after between " +
		"several under inquiry bridge winter budget vote water company court delay night paper with for not more than last week " +
		"region officials question answer while before it its their new railway school hospital energy price contract border")
)
