package render

import (
	"bytes"
	"html/template"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
)

// functions are what layouts can call besides the functions that every
// template has. Those that print an attribute print all of it, with a blank
// before it: one escaped value costs a third of what a quoted address does.
func (v *voice) functions() template.FuncMap {
	return template.FuncMap{
		// Words of the interface, in the page's language.
		"say":    func(key string, fill ...any) string { return v.words.say(key, fill...) },
		"date":   func(d brief.Date) template.HTML { return v.date(d) },
		"day":    func(d brief.Date) string { return v.day(d) },
		"name":   func(a brief.Anchor) string { return v.name(a) },
		"title":  func(view framed) string { return v.title(view) },
		"label":  func(prefix, key string) string { return v.label(prefix, key) },
		"called": func(kind *brief.Kind) string { return v.called(kind) },
		"quoted": func(passage string) string { return v.quoted(passage) },

		// Parts of the content.
		// Not html: that name means an escaper to html/template.
		"prose":      returning[brief.Extract, template.HTML](v.printExtract),
		"filled":     filled,
		"lead":       lead,
		"rest":       rest,
		"untilHeads": untilHeads,
		"heads":      heads,
		"gist":       gist,
		"reference":  func(s *brief.Source) (template.HTML, error) { return v.cite(s) },
		"evidence":   evidence,
		"jsonld":     returning[framed, template.HTML](v.printJSONLD),
		"margin":     margin,
		"fact":       func(value string) template.HTML { return v.fact(value) },

		// Feeds and indexes.
		"siteFeeds": siteFeeds,
		"ownFeeds":  ownFeeds,
		"isJSON":    isJSON,
		"feedName":  feedName,
		"about":     func(view framed) string { return v.about(view) },

		// Attributes and addresses.
		"path":      brief.PathPart,
		"href":      func(parts ...string) template.HTMLAttr { return v.href(parts...) },
		"absolute":  func(address string) string { return v.absolute(address) },
		"src":       func(address string) template.HTMLAttr { return v.src(address) },
		"refresh":   func(address string) template.HTMLAttr { return v.refresh(address) },
		"integrity": returning[string, template.HTMLAttr](v.printIntegrity),
		"policy":    returning[string, template.HTMLAttr](printPolicy),
		"host":      host,
		"lang":      func(tag string) template.HTMLAttr { return v.lang(tag) },
		"ours":      func() template.HTMLAttr { return v.ours() },
		"class":     func(kind *brief.Kind) string { return v.noteClass(kind) },
		"kind":      kindClass,

		// Small questions.
		"oneof": func(word string, words ...string) bool { return slices.Contains(words, word) },
		"last":  func(i int, list reflect.Value) bool { return i == list.Len()-1 },
	}
}

// printings are those of the functions that can print what they return where
// it stands, without a string in between.
func (v *voice) printings() map[string]any {
	return map[string]any{
		"prose":     v.printExtract,
		"gist":      printGist,
		"jsonld":    v.printJSONLD,
		"href":      func(b *bytes.Buffer, parts ...string) { v.printLink(b, "href", parts...) },
		"src":       func(b *bytes.Buffer, address string) { v.printLink(b, "src", address) },
		"integrity": v.printIntegrity,
		"policy":    printPolicy,
	}
}

// returning is a function that returns what another one prints.
func returning[A any, T ~string](print func(*bytes.Buffer, A)) func(A) T {
	return func(a A) T {
		var b bytes.Buffer
		print(&b, a)
		return T(b.String())
	}
}

// fact returns the value of a fact, in words when it is a date.
func (v *voice) fact(value string) template.HTML {
	if d, ok := brief.ParseDate(value); ok {
		return v.date(d)
	}
	return template.HTML(template.HTMLEscapeString(value))
}

// name returns what a link says: its title, else its date in words, else what
// the catalogue says for its address, as for "/sources/".
func (v *voice) name(a brief.Anchor) string {
	switch {
	case a.Title != "":
		return a.Title
	case !a.Date.IsZero():
		return v.day(a.Date)
	}
	return v.words.say(a.Address)
}

// title returns the title of a page. Pages that nobody wrote have theirs from
// the catalogue.
func (v *voice) title(view framed) string {
	if topic, ok := view.(*brief.TopicView); ok {
		return v.words.say("topic") + ": " + topic.Title // an entity may have the same name
	}
	if frame := view.Framed(); frame.Title != "" {
		return frame.Title
	}
	switch view := view.(type) {
	case *brief.HomeView:
		return view.Site.Title
	case *brief.BriefingView:
		return v.words.say("briefing-of", v.day(view.Briefing.Date))
	case *brief.ArchiveView:
		return v.words.say("archive-of", v.day(view.Period))
	case *brief.KindView:
		if view.Year > 0 {
			return v.called(view.Kind) + v.words.say("comma") + strconv.Itoa(view.Year)
		}
	case *brief.CorrectionsView:
		if n := len(view.Trail); view.Year > 0 {
			return v.name(view.Trail[n-1]) + v.words.say("comma") + strconv.Itoa(view.Year)
		}
	case *brief.NotFoundView:
		return v.words.say("not-found")
	case *brief.RedirectView:
		return v.words.say("moved")
	case *brief.SourcesView:
		if view.List != "" && view.List != "by-publisher" {
			return v.words.say("/sources/") + ": " + v.words.say("sources-"+view.List)
		}
	}
	return v.words.say(view.Framed().Address)
}

// label returns what the catalogue says under PREFIX-KEY, and failing that
// the key itself with a capital: the key of a fact, the type of a source.
func (v *voice) label(prefix, key string) string {
	if v.words.knows(prefix + "-" + key) {
		return v.words.say(prefix + "-" + key)
	}
	words := strings.NewReplacer("-", " ", "_", " ").Replace(key)
	first, size := utf8.DecodeRuneInString(words)
	return strings.ToUpper(string(first)) + words[size:]
}

// href returns the attribute for an address, which may come in parts. One
// that pages must not link to gives nothing: the link is then no link.
func (v *voice) href(parts ...string) template.HTMLAttr {
	return v.linkAttr("href", parts...)
}

// src returns the attribute for the address of what a page loads.
func (v *voice) src(address string) template.HTMLAttr { return v.linkAttr("src", address) }

func (v *voice) linkAttr(name string, parts ...string) template.HTMLAttr {
	var b bytes.Buffer
	v.printLink(&b, name, parts...)
	return template.HTMLAttr(b.String())
}

// printLink prints an attribute for an address.
func (v *voice) printLink(b *bytes.Buffer, name string, parts ...string) {
	made := append(b.AvailableBuffer(), ' ')
	made = append(append(made, name...), `="`...)
	start := len(made)
	for _, part := range parts {
		made = append(made, part...)
	}
	if address := made[start:]; !plainAddress(address) || v.folder != "" && address[0] == '/' {
		safe := v.escapedAddress(strings.Join(parts, ""))
		if safe == "" {
			return
		}
		made = append(made[:start], safe...)
	}
	b.Write(append(made, '"'))
}

// escapedAddress returns an address as it stands in an attribute, and nothing
// for one that pages must not link to.
func (v *voice) escapedAddress(address string) string {
	safe, ok := brief.SafeURL(v.address(address))
	if !ok {
		return ""
	}
	return escapeAddress(safe)
}

// plainAddress reports whether an address is plainly safe and holds nothing to
// escape, as nearly all do. An @ may stand after a user's name (see
// brief.SafeURL).
func plainAddress(address []byte) bool {
	for _, c := range address {
		if !addressPlain[c] {
			return false
		}
	}
	switch {
	case len(address) == 0:
		return false
	case address[0] == '#':
		return true
	case address[0] == '/':
		return len(address) == 1 || address[1] != '/'
	}
	return bytes.HasPrefix(address, []byte("https://")) || bytes.HasPrefix(address, []byte("http://"))
}

// addressPlain are the bytes that stand for themselves in the attribute of an
// address.
var addressPlain = func() (plain [256]bool) {
	for c := '!'; c < 0x7f; c++ {
		plain[c] = c != '@' && !strings.ContainsRune(addressSpecial, c)
	}
	return plain
}()

// refresh returns the attribute that takes a reader to an address at once.
// Nothing but an address in the site is one.
func (v *voice) refresh(address string) template.HTMLAttr {
	if !leadsWithin(v.address(address)) {
		address = (&url.URL{Path: address}).EscapedPath()
	}
	return template.HTMLAttr(` content="0; url=` + escapeAddress(v.address(address)) + `"`)
}

// printIntegrity prints the attribute by which a browser knows that what it
// loads from an address is what this site was built with (W3C, Subresource
// Integrity), and nothing for what is no asset of the site.
func (v *voice) printIntegrity(b *bytes.Buffer, address string) {
	if sum, known := v.sums[address]; known {
		b.WriteString(` integrity="`)
		b.WriteString(sum)
		b.WriteByte('"')
	}
}

// printPolicy prints the attribute for a Content-Security-Policy.
func printPolicy(b *bytes.Buffer, text string) {
	b.WriteString(` content="`)
	policyEscapes.WriteString(b, text) //nolint:errcheck // a buffer takes everything
	b.WriteByte('"')
}

// policyEscapes leaves single quotes as they are, of which policies are full.
var policyEscapes = strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;")

// leadsWithin reports whether an address plainly leads to a page of the site:
// it holds nothing but printable ASCII without a backslash.
func leadsWithin(address string) bool {
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || c == '\\' {
			return false
		}
	}
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
}

// escapeAddress escapes what an attribute cannot hold and what the URL
// standard does not allow unescaped. Letters beyond ASCII stay readable:
// browsers encode them.
func escapeAddress(address string) string {
	if !strings.ContainsAny(address, addressSpecial) {
		return address
	}
	return addressEscapes.Replace(address)
}

// addressSpecial are the characters that escapeAddress escapes.
const addressSpecial = " \"'&<>`\\^{|}"

var addressEscapes = strings.NewReplacer(" ", "%20", `"`, "%22", "'", "%27", "&", "&amp;", "<", "%3C", ">", "%3E", "`", "%60", `\`, "%5C", "^", "%5E", "{", "%7B", "|", "%7C", "}", "%7D")

// host returns the host of an address, as readers know it.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// lang returns the attributes that say which language an element is in, and
// nothing where it is the page's.
func (v *voice) lang(tag string) template.HTMLAttr {
	if tag == "" || tag == v.language {
		return ""
	}
	attrs := ` lang="` + template.HTMLEscapeString(tag) + `"`
	if brief.Direction(tag) != brief.Direction(v.language) {
		attrs += ` dir="` + brief.Direction(tag) + `"`
	}
	return template.HTMLAttr(attrs)
}

// ours returns the attributes for the words of the interface where they are
// not in the page's language, for want of a catalogue.
func (v *voice) ours() template.HTMLAttr {
	if base(v.words.language) == base(v.language) {
		return ""
	}
	return v.lang(v.words.language)
}
