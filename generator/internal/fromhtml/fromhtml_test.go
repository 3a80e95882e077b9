package fromhtml

import (
	"slices"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		name, html, want string
		lost             []string
	}{
		{"words", "Plain words", "Plain words\n", nil},
		{"paragraphs", "<p>One</p>\n<p>Two<br>lines</p>", "One\n\nTwo\\\nlines\n", nil},
		{"emphasis", "<p>a <em>b</em><strong> c</strong> d<b>!</b>e</p>", "a *b* **c** d<!-- -->**!**<!-- -->e\n", nil},
		{"link", `<a href="https://example.org/a_(b)?x=1&amp;y=2">see</a>`, "[see](https://example.org/a_\\(b\\)?x=1\\&y=2)\n", nil},
		{"hidden scheme", `<a href="jav&#x09;ascript:alert(1)">see</a>`, "see\n", nil},
		{"data", `<a href="data:text/html,x">see</a>`, "see\n", nil},
		{"script", `<p onclick="x()">a</p><script>alert(1)</script>`, "a\n", []string{"script"}},
		{"picture", `a<img src=x onerror=alert(1)>b`, "ab\n", []string{"img"}},
		{"list", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n  <!-- -->\n  1. c\n", nil},
		{"quote", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n", nil},
		{"code", "<p><code>a`b</code></p><pre>x\n  y\n</pre>", "``a`b``\n\n```\nx\n  y\n```\n", nil},
		{"heading", "<h1>Title</h1><p>1. not a list</p><p># no heading</p>", "### Title\n\n1\\. not a list\n\n\\# no heading\n", nil},
		{"markup in words", "<p>*a* _b_ [c](d) `e` &lt;f&gt; &amp;amp; ==g==</p>", "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\<f> \\&amp; \\=\\=g\\=\\=\n", nil},
		{"nothing", "<p> </p><ul></ul>", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, lost := Markdown(c.html)
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if !slices.Equal(lost, c.lost) {
				t.Errorf("lost %q, want %q", lost, c.lost)
			}
		})
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add(`<p>a <b>b</b> <a href="https://example.org/">c</a></p><ul><li>d</ul>`)
	f.Add(`<<script>alert(1)</script>&lt;img src=x onerror=alert(1)&gt;`)
	f.Add(strings.Repeat("<blockquote>", 200) + "deep")
	f.Fuzz(func(t *testing.T, source string) {
		text, _ := Markdown(source)
		again, _ := Markdown(source)
		if text != again {
			t.Error("not the same twice")
		}
		if strings.Contains(strings.ReplaceAll(text, "<!-- -->", ""), "<script") && !strings.Contains(text, `\<script`) && !strings.Contains(text, "`") {
			t.Errorf("a script comes through: %q", text)
		}
	})
}

// What is nested deeper than anybody writes keeps its words.
func TestDeepHTML(t *testing.T) {
	for _, depth := range []int{90, 300, 5000} {
		text, _ := Markdown(strings.Repeat("<blockquote>", depth) + "deep")
		if !strings.HasSuffix(text, "deep\n") {
			t.Errorf("%d deep: %.40q", depth, text)
		}
	}
}
