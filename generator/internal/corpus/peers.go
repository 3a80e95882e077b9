package corpus

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What the other generators are given beside the content: their settings and
// layouts, for the same addresses, lists of fifty, a feed and a site map.
//
//go:embed all:hugo all:eleventy
var peers embed.FS

// WriteHugo writes a corpus as a site of Hugo into a folder.
func (c *Corpus) WriteHugo(dir string) error {
	f := folder{dir: dir}
	f.err = f.layouts("hugo")
	for _, e := range c.Entities {
		f.put("content/entities/"+e.ID+"/_index.md", fmt.Sprintf("---\ntitle: %s\netype: %s\n---\n", quoted(e.Name), e.Type))
	}
	for _, s := range c.Sources {
		f.put("content/sources/"+s.ID+"/_index.md", fmt.Sprintf("---\ntitle: %s\npublisher: %s\nlink: %s\nissued: %q\naccessed: %q\narchive: %s\n---\n",
			quoted(s.Title), quoted(s.Publisher), s.URL, s.Issued.Format(time.DateOnly), s.Accessed.Format(time.DateOnly), s.Archive))
	}
	for i := range c.Articles {
		a := c.Article(i)
		f.put("content/articles/"+a.ID+".md", c.peerArticle(&a, "tags"))
	}
	return f.err
}

// WriteEleventy writes a corpus as a site of Eleventy into a folder.
func (c *Corpus) WriteEleventy(dir string) error {
	f := folder{dir: dir}
	f.err = f.layouts("eleventy")
	type source struct {
		Title     string `json:"title"`
		Publisher string `json:"publisher"`
		URL       string `json:"url"`
		Date      string `json:"date"`
		Accessed  string `json:"accessed"`
		Archive   string `json:"archive"`
	}
	type entity struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	sources, entities := map[string]source{}, map[string]entity{}
	for _, s := range c.Sources {
		sources[s.ID] = source{s.Title, s.Publisher, s.URL, s.Issued.Format(time.DateOnly), s.Accessed.Format(time.DateOnly), s.Archive}
	}
	for _, e := range c.Entities {
		entities[e.ID] = entity{e.Name, e.Type}
	}
	f.putJSON("_data/source.json", sources)
	f.putJSON("_data/entity.json", entities)
	for i := range c.Articles {
		a := c.Article(i)
		f.put("articles/"+a.ID+".md", c.peerArticle(&a, "topics"))
	}
	return f.err
}

// peerArticle returns an article whose notes are footnotes, and whose sources
// are written out in each of them, since the others have neither.
func (c *Corpus) peerArticle(a *Article, topics string) string {
	var b, foot strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndate: %s\ndescription: %s\n%s: %s\nentities: %s\nsources: %s\n---\n",
		quoted(a.Title), a.Date.Format(time.DateOnly), quoted(a.Dek), topics, list(a.Topics), list(c.entityIDs(a)), list(c.sourceIDs(a)))
	footnotes := 0
	for _, block := range a.Blocks {
		b.WriteString("\n" + opening[block.Sort])
		for _, part := range block.Parts {
			b.WriteString(part.Text)
			if part.Source >= 0 {
				fmt.Fprintf(&b, " [%s](/sources/%s/)", c.Sources[part.Source].Publisher, c.Sources[part.Source].ID)
			}
			if n := part.Note; n != nil {
				footnotes++
				fmt.Fprintf(&b, "[^%d]", footnotes)
				fmt.Fprintf(&foot, "\n[^%d]: **%s** (%s): %s", footnotes, n.Kind, Annotators[n.Annotator], n.Text)
				if n.See >= 0 {
					fmt.Fprintf(&foot, " See the [earlier article](/articles/%s/).", ID(n.See))
				}
				foot.WriteString(" Sources: " + c.references(n.Sources) + ".\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String() + foot.String()
}

func (c *Corpus) references(sources []int) string {
	all := make([]string, len(sources))
	for i, number := range sources {
		s := c.Sources[number]
		all[i] = fmt.Sprintf("[%s](%s), %s, %s (accessed %s; [archived](%s))", s.Title, s.URL, s.Publisher,
			s.Issued.Format(time.DateOnly), s.Accessed.Format(time.DateOnly), s.Archive)
	}
	return strings.Join(all, "; ")
}

// layouts copies what belongs to one of the others.
func (f *folder) layouts(peer string) error {
	return fs.WalkDir(peers, peer, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := peers.ReadFile(name)
		if err != nil {
			return err
		}
		file := filepath.Join(f.dir, filepath.FromSlash(strings.TrimPrefix(name, peer+"/")))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		return os.WriteFile(file, text, 0o666)
	})
}
