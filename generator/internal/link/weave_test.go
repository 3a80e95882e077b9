package link

import (
	"fmt"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// marked makes a text of words with markup: <p>, </p> and *…* are elements,
// ^ is a citation.
func marked(s string) *brief.Prose {
	p := &brief.Prose{Elements: []brief.Element{{Name: "p"}, {Name: "em"}}}
	em := false
	for i := 0; i < len(s); i++ {
		step := brief.Step{At: int32(len(p.Text))}
		switch {
		case strings.HasPrefix(s[i:], "<p>"):
			i += 2
			step.Op = brief.OpenBlock
		case strings.HasPrefix(s[i:], "</p>"):
			i += 3
			step.Op = brief.CloseBlock
		case s[i] == '*':
			step.Arg = 1
			if step.Op = brief.OpenInline; em {
				step.Op = brief.CloseInline
			}
			em = !em
		case s[i] == '^':
			step.Op = brief.Cite
		default:
			p.Text += s[i : i+1]
			continue
		}
		p.Steps = append(p.Steps, step)
	}
	return p
}

// shown prints a text with its steps.
func shown(p *brief.Prose, hrefs []string) string {
	var b strings.Builder
	at := 0
	for _, s := range p.Steps {
		b.WriteString(p.Text[at:s.At])
		at = int(s.At)
		switch s.Op {
		case brief.OpenBlock:
			b.WriteString("<p>")
		case brief.CloseBlock:
			b.WriteString("</p>")
		case brief.OpenInline, brief.CloseInline:
			b.WriteString("*")
		case brief.Cite:
			b.WriteString("^")
		case brief.OpenLink:
			fmt.Fprintf(&b, "[%s|", hrefs[s.Arg])
		case brief.CloseLink:
			b.WriteString("]")
		}
	}
	return b.String() + p.Text[at:]
}

// Links are laid within the elements that hold their words, and before what
// follows them; what crosses markup is not linked.
func TestWeave(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"<p>NATO met.</p>", "<p>[/n/|NATO] met.</p>"},
		{"<p>It was NATO</p><p>NATO it was</p>", "<p>It was [/n/|NATO]</p><p>[/n/|NATO] it was</p>"},
		{"<p>*NATO* met</p>", "<p>*[/n/|NATO]* met</p>"},
		{"<p>*all NATO* met</p>", "<p>*all [/n/|NATO]* met</p>"},
		{"<p>NATO^ met, ^NATO^</p>", "<p>[/n/|NATO]^ met, ^[/n/|NATO]^</p>"},
		{"<p>NA*TO* met</p>", "<p>NA*TO* met</p>"},
		{"<p>*NA*TO met</p>", "<p>*NA*TO met</p>"},
		{"<p>NA^TO met</p>", "<p>NA^TO met</p>"},
	} {
		p := marked(test.text)
		before := len(p.Steps)
		var overlays []overlay
		for at := 0; ; {
			i := strings.Index(p.Text[at:], "NATO")
			if i < 0 {
				break
			}
			span := brief.Span{Start: at + i, End: at + i + 4}
			if !crosses(p, span) {
				overlays = append(overlays, overlay{span, "/n/"})
			}
			at = span.End
		}
		woven, hrefs := weave(p, nil, overlays)
		if got := shown(woven, hrefs); got != test.want {
			t.Errorf("%s became %s, want %s", test.text, got, test.want)
		}
		if len(p.Steps) != before || len(p.Links) != 0 {
			t.Errorf("%s: weaving changed the text itself", test.text)
		}
	}
}
