package diff

import (
	"crypto/sha256"
	_ "embed" // the report's layout
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"path"
	"regexp"
	"strings"
)

//go:embed report.html
var reportLayout string

//go:embed report.css
var reportStyle string

//go:embed report.js
var reportScript string

//go:embed marks.css
var marksStyle string

// mostShown is how many pages are shown as they look; of further ones there
// are the changes alone. It keeps the report a file that a browser opens.
const mostShown = 100

// HTML writes the report as one page that needs nothing besides itself. The
// pages are shown in frames without scripts and without the network.
func (r *Report) HTML(w io.Writer) error {
	layout, err := template.New("report").Parse(reportLayout)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(reportScript))
	v := htmlReport{
		Old: r.Old, New: r.New, Summary: r.Summary(),
		Style: template.CSS(reportStyle), Script: template.JS(reportScript),
		Policy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
	}
	for i, g := range groups {
		v.Groups = append(v.Groups, htmlGroup{ID: strings.Fields(g.name)[0], Name: g.name, Count: r.InGroup(g.group), Key: i + 1})
	}
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Shared() {
			v.Shared = append(v.Shared, r.htmlChange(c))
		}
	}
	styles := styleSheets{report: r, seen: map[string]string{}}
	shown := 0
	for i := range r.Pages {
		p := &r.Pages[i]
		page := htmlPage{ID: fmt.Sprintf("p%d", i+1), Address: p.Address, From: p.From, Status: p.Status, Groups: ids(p.Groups), Names: p.Groups.String()}
		for _, h := range p.hunks(2, func(edit int) bool { return !r.Changes[p.Change[edit]].Shared() }) {
			page.Hunks = append(page.Hunks, htmlHunkOf(h))
		}
		if page.Several = len(p.Edits) > 0 && len(page.Hunks) == 0; page.Several {
			v.Several++
		}
		if len(page.Hunks) > 0 && isPage(p.new) && shown < mostShown {
			shown++
			page.InPlace = styles.document(r.new, p.new, p.body(inPlace))
			page.Before = styles.document(r.old, p.old, p.body(before))
		}
		v.Pages = append(v.Pages, page)
	}
	return layout.Execute(w, v)
}

// The report as its layout sees it.
type (
	htmlReport struct {
		Old, New, Summary string
		Style             template.CSS
		Script            template.JS
		Policy            string
		Groups            []htmlGroup
		Shared            []htmlShared
		Pages             []htmlPage
		Several           int // pages all of whose changes are shared
	}
	htmlGroup struct {
		ID, Name string
		Count    int
		Key      int
	}
	htmlShared struct {
		Hunk      htmlHunk
		Addresses []string
	}
	htmlPage struct {
		ID, Address, From string
		Status            Status
		Groups, Names     string
		Several           bool // all its changes are shared with other pages
		Hunks             []htmlHunk
		InPlace, Before   string // whole pages; empty when the page is not shown
	}
	htmlHunk struct {
		Groups, Names, Where string
		Lines                []htmlLine
	}
	htmlLine struct {
		Sign   string
		Indent int
		Pieces []htmlPiece
	}
	htmlPiece struct {
		Marked bool
		Text   string
	}
)

// ids returns the groups as the words that the report's script filters by.
func ids(g Group) string {
	var words []string
	for _, name := range g.Names() {
		words = append(words, strings.Fields(name)[0])
	}
	return strings.Join(words, " ")
}

func (r *Report) htmlChange(c *Change) htmlShared {
	p := &r.Pages[c.Pages[0]]
	s := htmlShared{Hunk: htmlHunkOf(p.hunk(c.first, c.first, 2))}
	for _, i := range c.Pages {
		s.Addresses = append(s.Addresses, r.Pages[i].Address)
	}
	return s
}

// htmlHunkOf returns a hunk with the words marked that differ between lines
// that answer each other.
func htmlHunkOf(h hunk) htmlHunk {
	out := htmlHunk{Groups: ids(h.groups), Names: h.groups.String(), Where: h.where}
	base := h.base()
	for i := 0; i < len(h.lines); {
		minus, plus := i, i
		for minus < len(h.lines) && h.lines[minus].sign == '-' {
			minus++
		}
		for plus = minus; plus < len(h.lines) && h.lines[plus].sign == '+'; {
			plus++
		}
		if minus-i == 0 || minus-i != plus-minus {
			out.Lines = append(out.Lines, htmlLineOf(h.lines[i], base, nil))
			i++
			continue
		}
		var came []htmlLine
		for j := i; j < minus; j++ {
			was, is := h.lines[j], h.lines[j+minus-i]
			var pieces []piece
			if answers(was.line, is.line) {
				pieces = compareWords(was.line.Text, is.line.Text)
			}
			out.Lines = append(out.Lines, htmlLineOf(was, base, pieces))
			came = append(came, htmlLineOf(is, base, pieces))
		}
		out.Lines = append(out.Lines, came...)
		i = plus
	}
	return out
}

func htmlLineOf(m marked, base int, pieces []piece) htmlLine {
	l := htmlLine{Sign: string(m.sign), Indent: min(m.line.Depth-base, 20)}
	if pieces == nil {
		l.Pieces = []htmlPiece{{false, m.line.Text}}
	}
	for _, p := range pieces {
		if p.sign == ' ' || p.sign == m.sign {
			l.Pieces = append(l.Pieces, htmlPiece{p.sign != ' ', p.text})
		}
	}
	return l
}

// styleSheets gives pages the style sheets that they refer to.
type styleSheets struct {
	report *Report
	seen   map[string]string // by the side's label and the file's name
}

var (
	sheetLinks = regexp.MustCompile(`(?i)<link\b[^>]*\brel=["']?stylesheet\b[^>]*>`)
	hrefs      = regexp.MustCompile(`(?i)\bhref=["']?([^"'\s>]+)`)
	innerStyle = regexp.MustCompile(`(?is)<style\b[^>]*>(.*?)</style`)
	htmlTags   = regexp.MustCompile(`(?is)<html\b([^>]*)>`)
	pictures   = regexp.MustCompile(` src="([^"]*)"`)
)

// document returns a page that holds a marked body and the style that the page
// has on its own.
func (s *styleSheets) document(side *Side, name, body string) string {
	content, err := side.Read(name)
	if err != nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("<!doctype html><html" + attributesOf(string(content)) + `><head><meta charset="utf-8">`)
	for _, link := range sheetLinks.FindAllString(string(content), 20) {
		if m := hrefs.FindStringSubmatch(link); m != nil {
			b.WriteString("<style>" + s.sheet(side, name, m[1]) + "</style>")
		}
	}
	for _, m := range innerStyle.FindAllStringSubmatch(string(content), 20) {
		b.WriteString("<style>" + m[1] + "</style>")
	}
	b.WriteString("<style>" + marksStyle + "</style></head>")
	b.WriteString(pictures.ReplaceAllStringFunc(body, func(src string) string {
		return ` src="` + s.picture(side, name, pictures.FindStringSubmatch(src)[1]) + `"`
	}))
	return b.String()
}

// attributesOf returns the language and direction of a page.
func attributesOf(page string) string {
	if m := htmlTags.FindStringSubmatch(page); m != nil && !strings.ContainsAny(m[1], "<") {
		return m[1]
	}
	return ""
}

// sheet returns a style sheet that can stand within a page.
func (s *styleSheets) sheet(side *Side, page, href string) string {
	name := resolve(page, href)
	key := side.Label + "\x00" + name
	if css, seen := s.seen[key]; seen {
		return css
	}
	content, err := side.Read(name)
	if err != nil {
		content = nil // the page is shown without it
	}
	s.seen[key] = strings.ReplaceAll(string(content), "</", `<\/`)
	return s.seen[key]
}

// mostPicture is the most bytes of a picture that is shown.
const mostPicture = 200 << 10

// picture returns a picture as a data address, and an empty one for a picture
// that is too large or of another host.
func (s *styleSheets) picture(side *Side, page, src string) string {
	types := map[string]string{".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".avif": "avif", ".svg": "svg+xml"}
	name := resolve(page, src)
	kind := types[strings.ToLower(path.Ext(name))]
	if kind == "" {
		return ""
	}
	content, err := side.Read(name)
	if err != nil || len(content) > mostPicture {
		return ""
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(content)
}

// resolve returns the name of the file that a page's address leads to.
func resolve(page, href string) string {
	href, _, _ = strings.Cut(href, "?")
	href, _, _ = strings.Cut(href, "#")
	if strings.HasPrefix(href, "/") {
		return strings.TrimPrefix(path.Clean(href), "/")
	}
	return path.Join(path.Dir(page), href)
}
