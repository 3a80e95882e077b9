package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// seed is the wire copy that this project began with. It is not in the
// repository, so the quotes below are made from whatever it says.
const seed = "../../shared/seed/2021-12-03.txt"

// TestSeed annotates real wire copy that nobody prepared: typed with straight
// quotes and hyphens, across a sentence that a line break cut in two, with
// passages that overlap and a word that stands in it more than once.
func TestSeed(t *testing.T) {
	raw, err := os.ReadFile(seed)
	if err != nil {
		t.Skip("the first article is not beside this repository")
	}
	paragraphs := regexp.MustCompile(`\n\s*\n`).Split(strings.TrimSpace(string(raw)), -1)
	typed := strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "—", "-", "–", "-")

	var notes strings.Builder
	var wanted []string
	add := func(quote, passage, body string) {
		fmt.Fprintf(&notes, "## context {#n%d}\n\n> %s\n\nNote %s.\n\n", len(wanted), typed.Replace(quote), body)
		wanted = append(wanted, passage)
	}
	cut := 0 // the paragraph that ends in mid-sentence
	curly := ""
	for i, p := range paragraphs {
		if !strings.ContainsAny(p[len(p)-3:], ".”") {
			cut = i
		}
		if n := strings.Index(p, "“"); n >= 0 && curly == "" {
			curly = strings.Join(strings.Fields(p[n:])[:12], " ")
		}
	}
	before, after := strings.Fields(paragraphs[cut]), strings.Fields(paragraphs[cut+1])
	over := append(before[len(before)-2:], strings.Trim(strings.Join(after[:min(2, len(after))], " "), "."))
	add(strings.Join(over, " "), strings.Join(over, " "), "[@a]")
	add(curly, curly, "[@b, p. 2]")
	words := strings.Fields(curly)
	tail := strings.Join(words[6:], " ") + " " + nextWords(string(raw), curly, 3)
	add(tail, tail, "[@a; @c]")
	repeated, context := repeatedWord(paragraphs[1:])
	add(context, repeated, "[@c]")

	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":                                "title = \"Seed\"\n",
		"content/articles/2021-12-03.txt":            string(raw),
		"content/articles/2021-12-03.annotations.md": notes.String(),
		"content/sources/s.yaml":                     "references:\n- {id: a, type: webpage, title: A}\n- {id: b, type: webpage, title: B}\n- {id: c, type: webpage, title: C}\n",
	} {
		put(t, dir, name, text)
	}
	site := open(t, dir)
	article := site.Articles[0]
	for i, a := range article.Annotations {
		if a.Outcome() != brief.Placed {
			t.Errorf("%q is %s", wanted[i], a.Outcome())
			continue
		}
		got := strings.Join(strings.Fields(a.Placements[0].Span.Of(article.Body.Text)), " ")
		if got != wanted[i] {
			t.Errorf("placed on %q, not on %q", got, wanted[i])
		}
	}
	if cited := article.Reading.Cited; len(cited) != 5 || cited[len(cited)-1].Number > 3 {
		t.Errorf("citations: %+v", cited)
	}
	for _, d := range site.Diagnostics {
		if d.Code != "title-guessed" {
			t.Errorf("%s:%d: %s", d.File, d.Line, d.Message)
		}
	}
	for _, page := range site.Pages {
		if content, err := site.Render(page); err != nil {
			t.Errorf("%s: %v", page.Address, err)
		} else if page.Type == brief.ArticlePage {
			checkFragments(t, page.Address, content)
		}
	}
}

func nextWords(text, after string, n int) string {
	_, rest, _ := strings.Cut(text, after)
	return strings.Join(strings.Fields(rest)[:n], " ")
}

// repeatedWord finds a long word that stands in the text more than once, and
// quotes it with its neighbours.
func repeatedWord(paragraphs []string) (word, quote string) {
	all := strings.Join(paragraphs, "\n\n")
	for _, p := range paragraphs {
		words := strings.Fields(p)
		for i := 2; i+2 < len(words); i++ {
			context := strings.Join(words[i-2:i], " ") + " ==" + words[i] + "== " + words[i+1]
			if len(words[i]) > 6 && regexp.MustCompile(`^\pL+$`).MatchString(words[i]) && strings.Count(all, words[i]) > 1 &&
				strings.Count(all, strings.ReplaceAll(context, "==", "")) == 1 {
				return words[i], context
			}
		}
	}
	return "", ""
}

// checkFragments expects every link within a page to lead to an id of it.
func checkFragments(t *testing.T, address string, content []byte) {
	t.Helper()
	ids := idsOf(t, address, content)
	for _, link := range linksOf(t, content) {
		if fragment, ok := strings.CutPrefix(link, "#"); ok && !ids[fragment] {
			t.Errorf("%s: nothing has the id %s", address, fragment)
		}
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
