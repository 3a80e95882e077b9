package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// folder is a site that is being written: its files by their paths.
type folder map[string]string

func (f folder) put(name, format string, args ...any) { f[name] += fmt.Sprintf(format, args...) }

// write writes the files to a new folder.
func (f folder) write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range f {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// load makes the site of a folder. Warnings are as they should be. An error is
// not, as what it is about may be missing, apart from those that are named.
func load(t testing.TB, dir string, expected ...diag.Code) *generator.Site {
	t.Helper()
	site, err := generator.Load(t.Context(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	for _, d := range site.Diagnostics {
		if d.Severity == diag.Error && !slices.Contains(expected, d.Code) {
			t.Errorf("%s:%d:%d: %s[%s]", d.File, d.Line, d.Column, d.Message, d.Code)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return site
}

// quoted writes words as a string that JSON, YAML and TOML read alike.
func quoted(words string) string {
	text, err := json.Marshal(words)
	if err != nil {
		panic(err) // a string always has a form in JSON
	}
	return strings.ReplaceAll(string(text), "\x7f", `\u007f`)
}

// line returns words on one line.
func line(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, words)
}

// literal writes words so that Markdown takes them literally.
func literal(words string) string {
	var b strings.Builder
	for _, r := range strings.TrimSpace(line(words)) {
		if r < 0x7f && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// attribute writes words as the value of an attribute in an annotation's
// heading.
func attribute(words string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(line(words)) + `"`
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"/>`

// filled is a site in which each of the words stands in every field that
// content can fill with plain words, and in every name that settings give. Its
// structure depends on how many words there are, and on nothing else.
func filled(words []string) folder {
	f := folder{}
	f.put("config.toml", "title = %s\ndescription = %s\nbase_url = \"https://news.example/\"\nlink_entities = \"none\"\n[publisher]\nname = %s\n", quoted(words[0]), quoted(words[1]), quoted(words[2]))
	for i, w := range words {
		q, l := quoted(w), literal(w)
		name := fmt.Sprintf("content/articles/2021-12-%02d-n%d", 1+i/40, i)
		if i%16 == 0 {
			f.put("config.toml", "[kinds.k%d]\nlabel = %s\n", i, q)
		}
		f.put("config.toml", "[annotators.a%d]\nname = %s\nrole = %s\n", i, quoted(fmt.Sprintf("%d %s", i, w)), q)
		f.put(name+".md", "---\ntitle: %[1]s\ndek: %[1]s\nbyline: %[1]s\ndateline: %[1]s\ntopics: [%[2]s]\nstories: [s%[3]d]\nentities: [e%[3]d]\nlicence: %[1]s\nrevision: %[1]s\nupdated: 2021-12-28\n"+
			"corrections:\n- {date: 2021-12-28, text: %[1]s}\nevents:\n- {date: 2021-11-01, text: %[2]s, sources: [s%[3]d]}\nimage: pic.svg\nimage_alt: %[1]s\n---\n\n", q, quoted(fmt.Sprintf("t%d %.100s", i, w)), i) // addresses of topics have a limit
		f.put(name+".md", "Before%[1]d %[2]s after%[1]d, and [@s%[1]d] too.\n\n# Heading %[2]s\n\n![Alt %[2]s](pic.svg \"Title %[3]s | By %[3]s\")\n\n| Cell %[2]s |\n|---|\n| Cell %[2]s |\n\n- Item [Link %[2]s](https://example.com/ \"Title %[2]s\")[^n]\n\n[^n]: Foot %[2]s\n\n[[e%[1]d|Shown %[3]s]]\n\n````\n%[4]s\n````\n", i, l, literal(strings.NewReplacer("[", "", "]", "", "|", "").Replace(w)), line(w))
		f.put(name+".annotations.md", "## context {#n%[1]d by=a%[1]d date=\"2021-12-28\" verdict=%[2]s claimant=%[2]s tags=%[2]s}\n\n> ==Before%[1]d […] after%[1]d==\n\nNote %[3]s [@s%[1]d]\n\n## correction {#o%[1]d by=a%[1]d date=\"2021-12-28\"}\n\n> Before%[1]d %[3]s nowhere\n\nLost %[3]s\n", i, attribute(w), l)
		f.put(name+".annotations.jsonld", `{"type": "Annotation", "id": %[1]s, "creator": {"name": %[1]s}, "created": "2021-12-28T00:00:00Z", "body": [{"type": "TextualBody", "value": %[1]s, "format": "text/plain"}, {"type": "TextualBody", "value": %[1]s, "purpose": "tagging"}], "target": {"selector": {"type": "TextQuoteSelector", "exact": "and", "prefix": "after%[2]d, ", "suffix": " "}}}`, quoted("Plain "+line(w)), i)
		f.put(name+".hypothesis.json", `{"rows": [{"id": "r", "user": "acct:x@y", "text": "Words", "tags": [%[1]s, %[2]s], "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "too"}]}]}, {"id": "b", "references": ["r"], "user": "acct:z@y", "user_info": {"display_name": %[1]s}, "text": "Reply"}]}`, quoted("Tag "+line(w)), quoted("verdict:"+w))
		f.put(fmt.Sprintf("content/articles/2021-12-%02d-w%d.txt", 1+i/40, i), "title: %s\n\nA line of wire copy that stands first.\n\nWire %s\n", strings.TrimSpace("Wire "+line(w)), line(w))
		f.put("content/sources/s.yaml", "- {id: s%[1]d, type: webpage, URL: \"https://example.com/%[1]d\", issued: 2021-12-01, author: [{literal: %[2]s}, {family: %[2]s, given: %[2]s, suffix: %[2]s}], editor: [{literal: %[2]s}], translator: [{literal: %[2]s}], publisher: %[3]s", i, q, quoted(fmt.Sprintf("%d %s", i, w)))
		for _, key := range strings.Fields("title container-title publisher-place agency via event genre number volume issue edition section page quote reliability abstract note") {
			f.put("content/sources/s.yaml", ", %s: %s", key, q)
		}
		f.put("content/sources/s.yaml", "}\n")
		f.put(fmt.Sprintf("content/entities/e%d.md", i), "---\nname: %s\ntype: person\naliases: [%s]\nborn: %s\n%s: fact\n---\n\nAbout %s\n", quoted(fmt.Sprintf("E%d %s", i, w)), quoted(fmt.Sprintf("F%d %s", i, w)), q, quoted("key "+w), l)
		f.put(fmt.Sprintf("content/stories/s%d.md", i), "---\ntitle: %s\nsummary: %s\n---\n\nStory %s\n", quoted(fmt.Sprintf("S%d %s", i, w)), q, l)
		f.put(fmt.Sprintf("content/pages/more/p%d.md", i), "---\ntitle: %[1]s\ndescription: %[2]s\n---\n\nPage %[3]s\n", quoted(fmt.Sprintf("%d %s", i, w)), q, l)
		if i%40 == 0 {
			f.put(fmt.Sprintf("content/briefings/2021-12-%02d.md", 1+i/40), "---\ntitle: %[1]s\nsummary: %[1]s\n---\n\nEdition %[2]s\n", q, l)
		}
	}
	f.put("content/articles/pic.svg", picture)
	f.put("content/pages/more/index.md", "---\ntitle: More\n---\n\nMore.\n")
	return f
}

// written is a site in which the words stand where Markdown and HTML are read,
// and the addresses wherever an address can stand.
func written(words, addresses []string) folder {
	f := folder{}
	f.put("config.toml", "title = \"Texts\"\nbase_url = \"https://news.example/\"\nlink_entities = \"all\"\n[annotators.a]\nname = \"A\"\n")
	f.put("content/articles/pic.svg", picture)
	const together = 24 // on one page
	for i, w := range words {
		w = strings.ReplaceAll(w, "\x00", " ") // which no file may hold
		name := fmt.Sprintf("content/articles/2021-12-%02d-t%d", 1+i/together%28, i/together)
		if i%together == 0 {
			f.put(name+".md", "---\ntitle: Texts %d\n---\n", i)
			f.put(name+".annotations.md", "---\nby: a\n---\n")
			f.put(name+".annotations.jsonld", "[")
			f.put(name+".hypothesis.json", `{"rows": [`)
		}
		f.put(name+".md", "\n- Item%[1]d %[2]s\n\n- %[2]s\n\n> %[2]s\n\n**%[2]s**\n\n![%[3]s](pic.svg \"%[3]s\")\n\nTerm\n: %[2]s\n\n[[E%[1]d]] and %[4]s and F%[1]d %[3]s\n", i, w, line(w), tame(w))
		f.put(name+".annotations.md", "\n## context {#n%d}\n\n> Item%d\n\nNote %s\n", i, i, w)
		f.put(name+".annotations.jsonld", `{"type": "Annotation", "id": "j%[1]d", "body": {"type": "TextualBody", "value": %[2]s, "format": "text/html"}, "target": {"selector": {"type": "TextQuoteSelector", "exact": "E%[1]d"}}},`, i, quoted("<p>Body</p>"+w))
		f.put(name+".hypothesis.json", `{"id": "h%[1]d", "user": "acct:x@y", "text": %[2]s, "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "F%[1]d"}]}]},`, i, quoted("Text "+w))
		f.put(fmt.Sprintf("content/articles/2021-12-%02d-w%d.txt", 1+i/together%28, i/together), "%s\n\n", strings.TrimSpace(w))
		f.put(fmt.Sprintf("content/entities/e%d.md", i), "---\nname: E%d\ntype: person\naliases: [%s]\n---\n\n%s\n", i, quoted(fmt.Sprintf("F%d %s", i, w)), w)
	}
	for i, a := range addresses {
		a := strings.ReplaceAll(a, "\x00", "\x02")
		name := fmt.Sprintf("content/articles/2021-11-%02d-a%d", 1+i/together%28, i/together)
		if i%together == 0 {
			f.put(name+".md", "---\ntitle: Addresses %d\n---\n", i)
			f.put(name+".annotations.jsonld", "[")
		}
		f.put(name+".md", "\nLinks%[1]d [a](<%[2]s>) [b](%[3]s) <%[2]s> ![c](<%[2]s>) [d][r%[1]d] [[%[3]s|e]] %[2]s [@a%[1]d]\n\n[r%[1]d]: <%[2]s>\n", i, line(a), strings.ReplaceAll(line(a), " ", ""))
		f.put(name+".annotations.jsonld", `{"type": "Annotation", "id": "a%[1]d", "body": [{"type": "TextualBody", "value": %[2]s, "format": "text/html"}, %[3]s], "target": {"selector": {"type": "TextQuoteSelector", "exact": "Links%[1]d"}}},`,
			i, quoted(fmt.Sprintf(`<p>Body <a href="%[1]s">a</a> <a href='%[1]s'>b</a> <img src="%[1]s"></p>`, a)), quoted(a))
		f.put("content/sources/s.yaml", "- {id: a%d, type: webpage, title: T, URL: %[2]s, archive-url: %[2]s, publisher-url: %[2]s, publisher: P, DOI: %[2]s}\n", i, quoted(a))
		f.put(fmt.Sprintf("content/entities/a%d.md", i), "---\nname: A%d\ntype: place\nurl: %[2]s\nwebsite: %[2]s\n---\n", i, quoted(a))
		if _, safe := brief.SafeURL(a); !safe && i%8 == 0 {
			f.put(fmt.Sprintf("content/articles/2021-10-%02d-c%d.md", 1+i/together%28, i), "---\ntitle: Canonical %d\ncanonical: %[2]s\nimage: %[2]s\nimage_alt: x\n---\n\nWords.\n", i, quoted(a))
		}
	}
	for name := range f {
		switch {
		case strings.HasSuffix(name, ".annotations.jsonld"):
			f[name] = strings.TrimSuffix(f[name], ",") + "]"
		case strings.HasSuffix(name, ".hypothesis.json"):
			f[name] = strings.TrimSuffix(f[name], ",") + "]}"
		}
	}
	return f
}
