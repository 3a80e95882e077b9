package parse

import (
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// show writes a prose in one line, so that tests can say what they expect of
// both its words and its markup.
func show(p *brief.Prose) string {
	var s strings.Builder
	at := 0
	for _, step := range p.Steps {
		s.WriteString(p.Text[at:step.At])
		at = int(step.At)
		switch step.Op {
		case brief.OpenBlock, brief.OpenInline, brief.Void:
			e := p.Elements[step.Arg]
			s.WriteString("<" + e.Name)
			for _, a := range e.Attrs {
				s.WriteString(" " + a.Name + "=" + a.Value)
			}
			if e.Src > 0 {
				s.WriteString(" src=→" + p.Links[e.Src-1].Target)
			}
			s.WriteString(">")
		case brief.CloseBlock, brief.CloseInline:
			s.WriteString("</" + p.Elements[step.Arg].Name + ">")
		case brief.OpenLink:
			l := p.Links[step.Arg]
			s.WriteString("<→" + l.Target)
			if l.Fragment != "" {
				s.WriteString("#" + l.Fragment)
			}
			s.WriteString(">")
		case brief.CloseLink:
			s.WriteString("</→>")
		case brief.Cite:
			s.WriteString("{")
			for i, item := range p.Citations[step.Arg].Items {
				if i > 0 {
					s.WriteString("; ")
				}
				s.WriteString(strings.Trim(item.Around().Prefix+" @"+item.Key+"|"+item.Around().Locator+"|"+item.Around().Suffix, " |"))
			}
			s.WriteString("}")
		case brief.FootnoteMark:
			s.WriteString("{^" + p.Footnotes[step.Arg].Label + ": " + show(&p.Footnotes[step.Arg].Body) + "}")
		}
	}
	return strings.ReplaceAll(s.String()+p.Text[at:], "\n", "⏎")
}

// complaints lists diagnostics as line:column code.
func complaints(list *diag.List) string {
	var all []string
	for _, d := range diag.Sorted(list.All()) {
		all = append(all, strings.Join([]string{itoa(d.Line), itoa(d.Column)}, ":")+" "+string(d.Code))
	}
	return strings.Join(all, ", ")
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}

// article parses a Markdown body below a title and returns what became of it.
// Complaints are numbered from the body's first line.
func article(t *testing.T, body string) (brief.Article, string) {
	t.Helper()
	list := new(diag.List)
	a := New(nil).Article(brief.Input{Path: "content/articles/2021-12-03-a.md", Text: "+++\ntitle = \"A\"\n+++\n" + body}, list)
	shifted := new(diag.List)
	for _, d := range list.All() {
		d.Line = max(0, d.Line-3)
		shifted.Append(d)
	}
	return a, complaints(shifted)
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"paragraphs", "One *two*\nthree.\n\nFour.", "<p>One <em>two</em>⏎three.</p>⏎<p>Four.</p>"},
		{"entities and escapes", `A&amp;B \*C\* &lt;d&gt; &#8364; \&amp;`, "<p>A&B *C* <d> € &amp;</p>"},
		{"what looks like an entity", "AT&T &nosuch; &#0; &#x110000;", "<p>AT&T &nosuch; \uFFFD \uFFFD</p>"},
		{"typography", `"It's" -- he said...`, "<p>“It’s” – he said…</p>"},
		{"code is left alone", "`\"a\"--&amp;`", `<p><code>"a"--&amp;</code></p>`},
		{"headings make an outline", "### A\n\n##### B\n\n### C", "<h2 id=h-a>A</h2>⏎<h3 id=h-b>B</h3>⏎<h2 id=h-c>C</h2>"},
		{"headings have one id each", "## A\n\n## A\n\n## A {#a-2}", "<h2 id=h-a>A</h2>⏎<h2 id=h-a-2>A</h2>⏎<h2 id=h-a-2-2>A</h2>"},
		{"a heading's braces may be words", "## Sets {a, b}", "<h2 id=h-sets-a-b>Sets {a, b}</h2>"},
		{"lists", "- a\n- b\n  1. c", "<ul><li>a</li>⏎<li>b⏎<ol><li>c</li></ol></li></ul>"},
		{"a list may start anywhere", "3. c", "<ol start=3><li>c</li></ol>"},
		{"a table", "| a | b |\n|---|--:|\n| c | d |", "<table><thead><tr><th scope=col>a</th>⏎<th class=align-right scope=col>b</th></tr></thead>⏎<tbody><tr><td>c</td>⏎<td class=align-right>d</td></tr></tbody></table>"},
		{"definitions", "Term\n: What it means.", "<dl><dt>Term</dt>⏎<dd>What it means.</dd></dl>"},
		{"a quotation and a rule", "> Said.\n\n---", "<blockquote><p>Said.</p></blockquote>⏎<hr>"},
		{"hard breaks", "a\\\nb", "<p>a<br>⏎b</p>"},
		{"links", "[a](https://e.org/?x=1&amp;y) <https://e.org>", "<p><a href=https://e.org/?x=1&y>a</a> <a href=https://e.org>https://e.org</a></p>"},
		{"links in the site", "[a](b.md#c) [[NATO]] [[nato|the alliance]] [d](#e)", "<p><→b.md#c>a</→> <→NATO>NATO</→> <→nato>the alliance</→> <→#e>d</→></p>"},
		{"mail", "<desk@e.org>", "<p><a href=mailto:desk@e.org>desk@e.org</a></p>"},
		{"a link never stands in a link", "[see [[NATO]] and <https://e.org>](https://e.org)", "<p><a href=https://e.org>see NATO and https://e.org</a></p>"},
		{"a citation follows its link", "[a [@x] b](https://e.org)", "<p><a href=https://e.org>a b</a>{@x}</p>"},
		{"citations", "A [@x]. B [see @y, p. 4; -@z, and more] [@{a b}, 12].", "<p>A{@x}. B{see @y|p. 4; @z||and more}{@a b|12}.</p>"},
		{"a citation over two lines", "A [see @x;\n@y, ch. 2].", "<p>A{see @x; @y|ch. 2}.</p>"},
		{"keys end before punctuation", "[@a.b:c-1, p. 3] [@a.]", "<p>{@a.b:c-1|p. 3}{@a||.}</p>"},
		{"what is no citation", "me@e.org [a@b] [x] \\[@y]", "<p>me@e.org [a@b] [x] [@y]</p>"},
		{"a link whose words begin with an at sign", "[@desk](https://e.org)", "<p><a href=https://e.org>@desk</a></p>"},
		{"footnotes", "A[^1] b[^1].\n\n[^1]: Said *so*.", "<p>A{^1: <p>Said <em>so</em>.</p>} b{^1: <p>Said <em>so</em>.</p>}.</p>"},
		{"pictures", `a ![A *map*](m.png "Where") b`, "<p>a <img alt=A map src=→m.png> b</p>"},
		{"a picture by itself is a figure", `![A map](m.png "Where")`, "<figure><img alt=A map src=→m.png><figcaption>Where</figcaption></figure>"},
		{"comments are not published", "a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf", "<p>a  c</p>⏎<p>f</p>"},
		{"marks of quotes mean nothing here", "a ==b== […] [...]", "<p>a ==b== […] […]</p>"},
		{"template syntax is words", "{{ .Site }} {% if %}", "<p>{{ .Site }} {% if %}</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, found := article(t, c.markdown)
			if got := show(&a.Body); got != c.want {
				t.Errorf("%s\nis     %s\nwanted %s", c.markdown, got, c.want)
			}
			if found != "" {
				t.Errorf("%s\ncomplaints: %s", c.markdown, found)
			}
		})
	}
}

func TestProseComplaints(t *testing.T) {
	for _, c := range []struct{ name, markdown, shown, want string }{
		{"HTML is shown", "a <b>c</b>\n\n<script>x</script>", "<p>a <b>c</b></p>⏎<p><script>x</script></p>", "1:3 raw-html, 3:1 raw-html"},
		{"schemes that hide", "[a](javascript:x) [b](JaVa&#x0A;Script&colon;x) [c](//e.org)", "<p>a b c</p>", "1:1 unsafe-url, 1:19 unsafe-url, 1:49 unsafe-url"},
		{"data pictures", "![a](data:image/svg+xml,x)", "<figure>a</figure>", "1:1 unsafe-url"},
		{"attributes of headings", "## A {#b .c onclick=x}", "<h2 id=h-b>A</h2>", "1:4 heading-attributes"},
		{"footnotes that are not there", "A[^x].\n\n[^y]: Z.", "<p>A[^x].</p>", "1:2 footnote-undefined, 3:1 footnote-unused"},
		{"two footnotes of one label", "A[^x].\n\n[^x]: Y.\n\n[^x]: Z.", "<p>A{^x: <p>Y.</p>}.</p>", "5:1 footnote-duplicate"},
		{"a footnote in a footnote", "A[^x].\n\n[^x]: Y[^x].", "<p>A{^x: <p>Y[^x].</p>}.</p>", "3:8 footnote-undefined"},
		{"a part that cites nothing", "A [@x; and so on].", "<p>A [@x; and so on].</p>", "1:3 citation-syntax"},
		{"no alternative text", "![](m.png)", "<figure><img alt= src=→m.png></figure>", "1:1 picture-alt"},
		{"no text", "", "", "0:9 article-empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, found := article(t, c.markdown)
			if got := show(&a.Body); got != c.shown {
				t.Errorf("%s\nis     %s\nwanted %s", c.markdown, got, c.shown)
			}
			if found != c.want {
				t.Errorf("%s\ncomplaints %s\nwanted     %s", c.markdown, found, c.want)
			}
		})
	}
}
