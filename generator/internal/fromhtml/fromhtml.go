// Package fromhtml turns HTML that was written elsewhere, and by anybody, into
// Markdown.
//
// The HTML goes through a sanitiser first, which keeps words with their
// paragraphs, emphasis, links, lists, quotes, code and headings; links only
// with addresses that pages may link to. What it takes out that a reader would
// have seen is named, so that it can be reported.
//
// The library that sanitises HTML enters the program here.
package fromhtml

import (
	"html"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"

	"gloss/generator/brief"
	"gloss/generator/internal/markdown"
	"gloss/generator/internal/markup"
)

// maxDepth is the deepest nesting of elements that is converted; what is
// deeper becomes plain words.
const maxDepth = 100

// kept are the elements that have a counterpart in Markdown.
var kept = []string{
	"p", "br", "hr", "em", "i", "strong", "b", "code", "pre", "blockquote", "ul", "ol", "li",
	"h1", "h2", "h3", "h4", "h5", "h6",
}

// through are the elements that mean nothing to a reader of words: they are
// left out, and what stands in them is kept, without a report.
var through = []string{
	"html", "head", "body", "div", "span", "section", "article", "main", "header", "footer", "aside", "figure",
	"figcaption", "font", "small", "u", "mark", "abbr", "cite", "q", "time", "sup", "sub", "wbr", "a", "style", "title", "meta", "link",
}

// Markdown returns what HTML says as Markdown, and the names of the elements
// in it that were left out although a reader would have met them: pictures,
// scripts, frames, tables. They are in order of the alphabet.
func Markdown(source string) (text string, lost []string) {
	lost = dropped(source)
	clean := policy().Sanitize(source)
	root, err := markup.Fragment(clean)
	if err != nil { // nested deeper than the parser goes: the words alone
		plain := html.UnescapeString(bluemonday.StrictPolicy().Sanitize(source))
		return markdown.Text([]*markdown.Node{{Words: spaced(plain)}}, markdown.Typeset), lost
	}
	var blocks []*markdown.Node
	for n := range root.ChildNodes() {
		blocks = append(blocks, convert(n, 0)...)
	}
	return markdown.Text(blocks, markdown.Typeset), lost
}

// policy returns what the sanitiser lets through. It is made when the first
// text needs it, never changes, and is safe for concurrent use.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(kept...)
	p.AllowAttrs("href").OnElements("a")
	p.AllowStandardURLs()
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(false)
	p.RequireNoFollowOnLinks(false)
	p.AddSpaceWhenStrippingTag(false)
	return p
})

// dropped returns the elements of HTML that are neither kept nor passed
// through.
func dropped(source string) []string {
	var names []string
	for name := range markup.Tags(source) {
		if len(name) <= 20 && len(names) < 20 && !slices.Contains(kept, name) && !slices.Contains(through, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// names are the elements that Markdown has under another name.
var names = map[string]string{"i": "em", "b": "strong"}

// convert returns what a node of sanitised HTML becomes.
func convert(n *markup.Node, depth int) []*markdown.Node {
	switch {
	case n.Type == markup.Text:
		return []*markdown.Node{{Words: spaced(n.Data)}}
	case n.Type != markup.Element:
		return nil
	case depth == maxDepth:
		return []*markdown.Node{{Words: spaced(words(n))}}
	}
	made := &markdown.Node{Name: n.Data}
	if other := names[n.Data]; other != "" {
		made.Name = other
	}
	switch n.Data {
	case "pre":
		made.Words = strings.TrimPrefix(words(n), "\n")
		return []*markdown.Node{made}
	case "code":
		made.Words = spaced(words(n))
		return []*markdown.Node{made}
	case "a":
		made.Href = address(n)
	case "h1", "h2":
		made.Name = "h3" // a heading of the second level would begin another annotation
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		made.Children = append(made.Children, convert(c, depth+1)...)
	}
	return []*markdown.Node{made}
}

// address returns where a link leads, when a page may link there.
func address(n *markup.Node) string {
	for _, a := range n.Attr {
		if a.Key == "href" {
			if safe, ok := brief.SafeURL(a.Val); ok && brief.IsAbsolute(safe) {
				return safe
			}
		}
	}
	return ""
}

// words returns the text in a node. It does not recurse, however deep the
// node is.
func words(n *markup.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == markup.Text {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// spaced returns text with every run of ASCII white space made one blank, as
// browsers show it.
func spaced(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}
