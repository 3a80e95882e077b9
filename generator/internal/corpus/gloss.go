package corpus

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// WriteGloss writes a corpus as a site of Gloss into a folder.
func (c *Corpus) WriteGloss(dir string) error {
	f := folder{dir: dir}
	f.put("config.toml", glossSettings())
	type date struct {
		Parts [1][3]int `json:"date-parts"`
	}
	on := func(t time.Time) date { return date{[1][3]int{{t.Year(), int(t.Month()), t.Day()}}} }
	items := make([]any, len(c.Sources))
	for i, s := range c.Sources {
		items[i] = struct {
			ID        string `json:"id"`
			Type      string `json:"type"`
			Title     string `json:"title"`
			Container string `json:"container-title"`
			URL       string `json:"URL"`
			Issued    date   `json:"issued"`
			Accessed  date   `json:"accessed"`
			Archive   string `json:"archive-url"`
		}{s.ID, "webpage", s.Title, s.Publisher, s.URL, on(s.Issued), on(s.Accessed), s.Archive}
	}
	f.putJSON("content/sources/sources.json", items)
	for _, e := range c.Entities {
		f.put("content/entities/"+e.ID+".md", fmt.Sprintf("---\nname: %s\ntype: %s\n---\n", quoted(e.Name), e.Type))
	}
	for i := range c.Articles {
		a := c.Article(i)
		text, annotations := c.glossArticle(&a)
		name := fmt.Sprintf("content/articles/%d/%s-%s", a.Date.Year(), a.Date.Format(time.DateOnly), a.ID)
		f.put(name+".md", text)
		f.put(name+".annotations.md", annotations)
	}
	return f.err
}

func glossSettings() string {
	var b strings.Builder
	b.WriteString("title = \"Corpus\"\nbase_url = \"https://corpus.example/\"\nlanguage = \"en\"\n")
	for _, name := range Annotators {
		fmt.Fprintf(&b, "\n[annotators.%s]\nname = %s\n", slug(name), quoted(name))
	}
	return b.String()
}

func (c *Corpus) glossArticle(a *Article) (text, annotations string) {
	var t, n strings.Builder
	fmt.Fprintf(&t, "---\ntitle: %s\ndate: %s\nslug: %s\ndek: %s\ntopics: %s\nentities: %s\n---\n",
		quoted(a.Title), a.Date.Format(time.DateOnly), a.ID, quoted(a.Dek), list(a.Topics), list(c.entityIDs(a)))
	fmt.Fprintf(&n, "---\nby: %s\n---\n", slug(Annotators[0]))
	for _, block := range a.Blocks {
		t.WriteString("\n" + opening[block.Sort])
		for _, part := range block.Parts {
			t.WriteString(part.Text)
			if part.Source >= 0 {
				fmt.Fprintf(&t, " [@%s]", c.Sources[part.Source].ID)
			}
			if part.Note != nil {
				c.glossNote(&n, a, part)
			}
		}
		t.WriteString("\n")
	}
	return t.String(), n.String()
}

func (c *Corpus) glossNote(b *strings.Builder, a *Article, part Part) {
	n := part.Note
	fmt.Fprintf(b, "\n## %s {by=%s date=%q}\n\n> ==%s==\n\n%s", n.Kind, slug(Annotators[n.Annotator]), a.Date.Format(time.DateOnly), part.Text, n.Text)
	if n.See >= 0 {
		fmt.Fprintf(b, " See the [[%s|earlier article]].", ID(n.See))
	}
	for i, s := range n.Sources {
		b.WriteString([]string{" [@", "; @"}[min(i, 1)] + c.Sources[s].ID)
	}
	b.WriteString("]\n")
}

// opening is what a block of each sort begins with, in Markdown.
var opening = map[Sort]string{Heading: "## ", Quotation: "> "}

func (c *Corpus) entityIDs(a *Article) []string {
	ids := make([]string, len(a.Entities))
	for i, e := range a.Entities {
		ids[i] = c.Entities[e].ID
	}
	return ids
}

func (c *Corpus) sourceIDs(a *Article) []string {
	ids := make([]string, len(a.Sources))
	for i, s := range a.Sources {
		ids[i] = c.Sources[s].ID
	}
	return ids
}

// quoted returns a text as a string of JSON, which YAML and TOML read too.
func quoted(text string) string {
	b, _ := json.Marshal(text) // a string can always be
	return string(b)
}

func list(items []string) string { return "[" + strings.Join(items, ", ") + "]" }
