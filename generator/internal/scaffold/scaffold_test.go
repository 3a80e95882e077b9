package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/brief"
)

var friday = brief.Date{Year: 2021, Month: 12, Day: 3}

func refused(t *testing.T, err error, message string) {
	t.Helper()
	var refusal *Refusal
	switch {
	case !errors.As(err, &refusal):
		t.Errorf("error %v, want a refusal that says %q", err, message)
	case !strings.Contains(refusal.message, message):
		t.Errorf("refused with %q, want %q", refusal.message, message)
	case refusal.hint == "":
		t.Errorf("refused without a hint: %s", refusal.message)
	}
}

func TestArticle(t *testing.T) {
	site := &Site{Articles: []*brief.Article{{Path: "content/articles/x.md", Date: friday, Slug: "leaders-to-talk"}}}

	file, err := site.Article(`A "quoted" title: with a colon`, friday)
	if err != nil {
		t.Fatal(err)
	}
	if want := "content/articles/2021/12/2021-12-03-a-quoted-title-with-a-colon.md"; file.Path != want {
		t.Errorf("path %s, want %s", file.Path, want)
	}
	if want := `title: "A \"quoted\" title: with a colon"` + "\ndate: 2021-12-03\n"; !strings.Contains(file.Text, want) {
		t.Errorf("front matter lacks %s:\n%s", want, file.Text)
	}

	long, err := site.Article(strings.Repeat("many words ", 40), friday)
	if name := filepath.Base(long.Path); err != nil || len(name) > 100 || strings.HasSuffix(name, "-.md") {
		t.Errorf("a long title gives the name %s and the error %v", name, err)
	}

	_, err = site.Article("Leaders to talk", friday)
	refused(t, err, "content/articles/x.md has the address /2021/12/03/leaders-to-talk/ already")
	_, err = site.Article("…", friday)
	refused(t, err, "no address can be made")
	_, err = site.Article("CON", friday)
	refused(t, err, "no address can be made")
}

func TestOpening(t *testing.T) {
	heading := brief.Prose{
		Text:     "Numbers\nThe minister counted them. Twice.",
		Elements: []brief.Element{{Name: "h2"}, {Name: "p"}},
		Steps:    []brief.Step{{Op: brief.OpenBlock, Arg: 0}, {Op: brief.OpenBlock, Arg: 1, At: 8}},
	}
	if got, want := opening(&heading), "The minister counted them."; got != want {
		t.Errorf("the opening below a heading is %q, want %q", got, want)
	}
	for text, want := range map[string]string{
		"":                              "",
		"Words came. Two.":              "Words came.",
		"No end":                        "No end",
		"Mr. Jones waits. Nobody came.": "Mr. Jones waits.",
		"It grew by 3.5 per cent. So.":  "It grew by 3.5 per cent.",
		"Is it? Yes.":                   "Is it?",
		"First\nSecond. Third.":         "First",
		strings.Repeat("words ", 100):   strings.TrimSpace(strings.Repeat("words ", 26)),
	} {
		if got := opening(&brief.Prose{Text: text}); got != want {
			t.Errorf("the opening of %q is %q, want %q", text, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	site := &Site{Articles: []*brief.Article{
		{Path: "content/articles/2021-12-03-call.md", Name: "content/articles/2021-12-03-call", Slug: "call", Title: "Before the call"},
		{Path: "content/articles/2021-12-04-call.md", Name: "content/articles/2021-12-04-call", Slug: "call", Title: "After the call"},
		{Path: "content/articles/2021-12-05-troops.txt", Name: "content/articles/2021-12-05-troops", Slug: "counting-troops", Title: "Counting"},
	}}
	for words, want := range map[string]int{
		"content/articles/2021-12-03-call.md":            0,
		"./content/articles/2021-12-04-call.md":          1,
		"2021-12-04-call":                                1,
		"/home/desk/content/articles/2021-12-03-call.md": 0,
		"after THE call":                                 1,
		"counting-troops":                                2,
	} {
		if got, err := site.Find(words); err != nil || got != site.Articles[want] {
			t.Errorf("%s finds %v and the error %v, want %s", words, got, err, site.Articles[want].Path)
		}
	}
	_, err := site.Find("call")
	refused(t, err, "2 articles go by call")
	_, err = site.Find("the troops")
	refused(t, err, "there is no article the troops")
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.hint != "did you mean counting-troops?" {
		t.Errorf("hint %q", refusal.hint)
	}
}

func TestSource(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.un.org/en/about-us/universal-declaration-of-human-rights": "un-universal-declaration-of-human-rights",
		"https://www.bbc.co.uk/news/world-europe-59528864":                     "bbc-world-europe-59528864",
		"https://example.org/":                         "example-example-org",
		"https://example.org/2021/12/report.pdf?x=1#y": "example-report",
		"http://localhost:8080/some_page.html":         "localhost-some-page",
	} {
		site := &Site{}
		file, err := site.Source(address, friday)
		if err != nil || file.Path != "content/sources/"+want+".yaml" {
			t.Errorf("%s gives %s and the error %v, want the id %s", address, file.Path, err, want)
			continue
		}
		site.Sources = append(site.Sources, &brief.Source{ID: want})
		if again, err := site.Source(address, friday); err != nil || again.Path != "content/sources/"+want+"-2.yaml" {
			t.Errorf("a taken id gives %s and the error %v", again.Path, err)
		}
		site.Sources[0].URL = address
		_, err = site.Source(address, friday)
		refused(t, err, "is the source "+want+" already")
	}
	for _, address := range []string{"", "un.org", "javascript:alert(1)", "ftp://example.org/x", "https://"} {
		_, err := (&Site{}).Source(address, friday)
		refused(t, err, "no address of a page")
	}
}

func TestNothingIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	file := File{Path: "content/entities/nato.md", Text: "new"}
	if err := Write(dir, file); err != nil {
		t.Fatal(err)
	}
	refused(t, Write(dir, File{Path: file.Path, Text: "newer"}), "content/entities/nato.md is there already")
	if text, err := os.ReadFile(filepath.Join(dir, file.Path)); err != nil || string(text) != "new" {
		t.Errorf("the file holds %q, and reading it fails with %v", text, err)
	}

	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "content/sources")); err != nil {
		t.Skip(err)
	}
	if err := Write(dir, File{Path: "content/sources/x.yaml"}); err == nil {
		t.Error("a file was written through a link that leads out of the site")
	}
}
