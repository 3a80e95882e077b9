package render

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gloss/generator/brief"
)

// hostile ends every context that a page has, and means something in each.
const hostile = "x\"'>--></title></script><script>alert(1)</script><img src=x onerror=alert(1)><!--\u2028]]>{{.Site}}`${1}"

// hostileAddress is an address that must not be linked.
const hostileAddress = " java\tscript:alert(1)//\" onclick=\"alert(1)"

// poison puts hostile text into every string that a view leads to. Addresses
// get hostile addresses; what the program itself makes, such as ids, paths
// and types, is left alone.
func poison(v reflect.Value, name string, seen map[uintptr]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		poison(v.Elem(), name, seen)
	case reflect.Struct:
		if _, prose := v.Interface().(brief.Prose); prose {
			return // its steps point into its text; link and parse answer for it
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				poison(v.Field(i), v.Type().Field(i).Name, seen)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), name, seen)
		}
	case reflect.String:
		switch name {
		case "Type", "ID", "Kind", "Underline", "Fragment", "Backlinks", "Entry", "Slug", "Direction", "Language", "Clock", "URLStatus", "StyleSheet", "Script", "Icon", "BaseURL", "Prefix":
		case "Address", "URL", "ArchiveURL", "PublisherURL", "PrinciplesURL", "CorrectionsURL", "Canonical", "Image", "Logo":
			v.SetString(hostileAddress)
		default:
			v.SetString(hostile)
		}
	}
}

// hostileSamples are the sample pages with poison in them. They have sources
// of their own, for those of the other tests are shared.
func hostileSamples(r *Renderer) []sample {
	clean := works
	defer func() { works = clean }()
	works = nil
	for _, w := range clean {
		copied := *w
		copied.Authors, copied.Editors = append([]brief.Person(nil), w.Authors...), append([]brief.Person(nil), w.Editors...)
		works = append(works, &copied)
	}
	kinds := settings.Kinds
	defer func() { settings.Kinds = kinds }()
	settings.Kinds = append([]brief.Kind(nil), kinds...)
	annotators := settings.Annotators
	defer func() { settings.Annotators = annotators }()
	settings.Annotators = append([]brief.Annotator(nil), annotators...)
	poisoned := samples(r)
	seen := map[uintptr]bool{}
	for i := range poisoned {
		poisoned[i].name += "-hostile"
		poison(reflect.ValueOf(poisoned[i].page.View), "", seen)
	}
	return poisoned
}

// Nothing that an author writes runs: no element, attribute or address comes
// out of it.
func TestHostile(t *testing.T) {
	r := newRenderer(t)
	for _, s := range hostileSamples(r) {
		page := render(t, r, s.page.View)
		if _, isPage := s.page.View.(framed); !isPage {
			continue
		}
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.CommentNode {
				t.Errorf("%s: a comment: %s", s.name, n.Data)
			}
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "img" || n.Data == "script" && attribute(n, "src") == "" && attribute(n, "type") != "application/ld+json" {
				t.Errorf("%s: <%s> came out of text", s.name, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: attribute %s of <%s>", s.name, a.Key, n.Data)
				}
				if _, safe := brief.SafeURL(a.Val); (a.Key == "href" || a.Key == "src") && !safe {
					t.Errorf("%s: %s=%q", s.name, a.Key, a.Val)
				}
			}
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
