package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tree is a page that tests make: an element, or a text when name is empty.
type tree struct {
	name  string
	attrs [][2]string
	text  string
	below []*tree
}

var (
	blocks  = []string{"div", "section", "article", "h2", "ul", "blockquote"}
	phrases = []string{"span", "em", "strong", "code", "q", "mark"}
	terms   = []string{"troops", "border", "94,000", "Kyiv", "said", "a < b", "R&D", "“quote”", "no", "␣", "│"}
)

// drawTree draws an element with what it holds.
func drawTree(t *rapid.T, depth int, names []string) *tree {
	n := &tree{name: rapid.SampledFrom(names).Draw(t, "name")}
	for _, key := range []string{"id", "class", "title", "lang", "data-n"} {
		if rapid.IntRange(0, 4).Draw(t, key+"?") == 0 {
			n.attrs = append(n.attrs, [2]string{key, rapid.SampledFrom([]string{"a", "b", "note-x", "c d"}).Draw(t, key)})
		}
	}
	inner := phrases
	if slices.Contains(blocks, n.name) && rapid.Bool().Draw(t, "holds blocks") {
		inner = blocks
	}
	for range rapid.IntRange(0, 4).Draw(t, "below") {
		if depth > 0 && rapid.Bool().Draw(t, "element") {
			n.below = append(n.below, drawTree(t, depth-1, inner))
		} else {
			n.below = append(n.below, drawText(t))
		}
	}
	return n
}

func drawText(t *rapid.T) *tree {
	return &tree{text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(terms), 1, 6).Draw(t, "words"), " ")}
}

// html writes a tree; noise is asked for everything that means nothing.
func (n *tree) html(noise func(n int) int) string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
	if n.name == "" {
		return strings.ReplaceAll(escape.Replace(n.text), " ", strings.Repeat(" ", 1+noise(2)))
	}
	var b strings.Builder
	b.WriteString("<" + n.name)
	attrs := slices.Clone(n.attrs)
	for i := range attrs {
		j := i + noise(len(attrs)-i)
		attrs[i], attrs[j] = attrs[j], attrs[i]
		value := attrs[i][1]
		if attrs[i][0] == "class" && value == "c d" && noise(2) == 1 {
			value = " d  c"
		}
		fmt.Fprintf(&b, ` %s="%s"`, attrs[i][0], escape.Replace(value))
	}
	b.WriteString(">")
	for _, c := range n.below {
		if noise(3) == 1 {
			b.WriteString("<!-- nothing -->")
		}
		b.WriteString(c.html(noise))
	}
	b.WriteString("</" + n.name + ">")
	return b.String()
}

func quiet(int) int { return 0 }

// meant says what a tree means, by itself: texts that touch are one.
func (n *tree) meant(b *strings.Builder) {
	if n.name == "" {
		b.WriteString("«" + n.text + "»")
		return
	}
	attrs := slices.Clone(n.attrs)
	slices.SortFunc(attrs, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	fmt.Fprintf(b, "(%s %q ", n.name, attrs)
	for _, c := range n.below {
		c.meant(b)
	}
	b.WriteString(")")
}

func (n *tree) meaning() string {
	var b strings.Builder
	n.meant(&b)
	return strings.ReplaceAll(b.String(), "»«", "")
}

// clone returns a copy that shares nothing.
func (n *tree) clone() *tree {
	c := &tree{name: n.name, text: n.text, attrs: slices.Clone(n.attrs)}
	for _, b := range n.below {
		c.below = append(c.below, b.clone())
	}
	return c
}

// elements returns the elements of a tree.
func (n *tree) elements() []*tree {
	if n.name == "" {
		return nil
	}
	all := []*tree{n}
	for _, c := range n.below {
		all = append(all, c.elements()...)
	}
	return all
}

// change makes one random edit.
func (n *tree) change(t *rapid.T) {
	e := rapid.SampledFrom(n.elements()).Draw(t, "where")
	at := rapid.IntRange(0, len(e.below)).Draw(t, "at")
	switch rapid.SampledFrom([]string{"insert text", "insert element", "remove", "swap", "attribute", "word", "rename"}).Draw(t, "edit") {
	case "insert text":
		e.below = slices.Insert(e.below, at, drawText(t))
	case "insert element":
		e.below = slices.Insert(e.below, at, drawTree(t, 1, phrases))
	case "remove":
		if at < len(e.below) {
			e.below = slices.Delete(e.below, at, at+1)
		}
	case "swap":
		if at+1 < len(e.below) {
			e.below[at], e.below[at+1] = e.below[at+1], e.below[at]
		}
	case "attribute":
		e.attrs = slices.DeleteFunc(e.attrs, func(a [2]string) bool { return a[0] == "title" })
		e.attrs = append(e.attrs, [2]string{"title", rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "title")})
	case "word":
		if at < len(e.below) && e.below[at].name == "" {
			e.below[at].text += " more"
		}
	case "rename":
		if slices.Contains(phrases, e.name) {
			e.name = rapid.SampledFrom(phrases).Draw(t, "new name")
		}
	}
}

// Random edits are all found, nothing else is, and taking the lines of the
// edits out of the old form and putting them in gives the new form.
func TestRandomEdits(t *testing.T) {
	form := &Form{}
	rapid.Check(t, func(t *rapid.T) {
		old := drawTree(t, 4, blocks)
		new := old.clone()
		for range rapid.IntRange(0, 5).Draw(t, "edits") {
			new.change(t)
		}
		noise := func(n int) int {
			if n < 2 {
				return 0
			}
			return rapid.IntRange(0, n-1).Draw(t, "noise")
		}
		before, after := form.Lines("a.html", []byte(old.html(quiet))), form.Lines("a.html", []byte(new.html(noise)))
		found := edits(before, after)
		if same := old.meaning() == new.meaning(); same != (len(found) == 0) {
			t.Fatalf("same is %v, and %d edits are found\nold %s\nnew %s", same, len(found), old.html(quiet), new.html(quiet))
		}
		if got := apply(before, found); !slices.Equal(got, texts(after)) {
			t.Fatalf("the edits do not explain the new form:\n%s\n---\n%s", strings.Join(got, "\n"), strings.Join(texts(after), "\n"))
		}
		for _, e := range found {
			if e.Groups == 0 {
				t.Fatal("an edit is in no group")
			}
		}
	})
}

// apply patches a form.
func apply(old []Line, edits []Edit) []string {
	var lines []string
	at := 0
	for _, e := range edits {
		lines = append(lines, texts(old[at:e.At])...)
		lines = append(lines, texts(e.New)...)
		at = e.end()
	}
	return append(lines, texts(old[at:])...)
}
