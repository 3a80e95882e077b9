package parse

import (
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// matter reads the values of front matter: a [tree.Reader] with what texts
// need beyond it.
type matter struct {
	*tree.Reader
	in      brief.Input
	list    *diag.List
	partial bool // a key that is missing may have been lost
}

func newMatter(in brief.Input, fields *tree.Node, list *diag.List) *matter {
	r := tree.NewReader(fields, "front matter", matterCodes, list)
	return &matter{Reader: r, in: in, list: list, partial: fields.Partial}
}

// top returns where complaints about the text as a whole point.
func (m *matter) top() diag.Pos { return m.Pos() }

// pos returns the place of a key's value, and that of the front matter when
// there is none.
func (m *matter) pos(key string) brief.Pos {
	if f := m.Field(key); f != nil {
		return brief.Pos(f.Value.Pos)
	}
	return brief.Pos(m.Pos())
}

// line returns the text of a key with every run of white space as one blank.
func (m *matter) line(key string) string { return oneLine(m.String(key)) }

func (m *matter) needLine(key string) string {
	return oneLine(m.Need(key, "write "+key+": and a piece of text"))
}

// name returns the text of a key that names something, with a complaint about
// characters in it that the reader cannot see. One that holds nothing else is
// none.
func (m *matter) name(key string) string {
	n := m.Scalar(key)
	if n == nil {
		return ""
	}
	m.warnHidden(n.Text, brief.Pos(n.Pos))
	if blank(n.Text) {
		return ""
	}
	return oneLine(n.Text)
}

func (m *matter) needName(key string) string {
	hint := "write " + key + ": and a piece of text"
	given, name := m.Need(key, hint), m.name(key)
	if given != "" && name == "" {
		m.Complain(m.Scalar(key), hint, "there is nothing to see in %s", key)
	}
	return name
}

// maxNames is the most topics, stories or entities that an article may name.
// Each has a page, and each of these pages shows the article with all of them:
// what they take together grows with the square of their number.
const maxNames = 100

// fewNames is names for a list that has a limit.
func (m *matter) fewNames(key string) []brief.Name {
	names := m.names(key)
	if len(names) > maxNames {
		m.list.Add(diag.FrontMatterValue, diag.Pos(names[maxNames].Pos), "keep those that readers would look for", "%s are %d; the limit is %d", key, len(names), maxNames)
		names = names[:maxNames]
	}
	return names
}

// names returns the names of a list, with the same complaint.
func (m *matter) names(key string) []brief.Name {
	names := m.Names(key)
	for i := range names {
		m.warnHidden(names[i].Text, names[i].Pos)
		if blank(names[i].Text) {
			m.list.Add(diag.FrontMatterValue, diag.Pos(names[i].Pos), "take the item out", "there is nothing to see in an item of %s", key)
		}
		names[i].Text = oneLine(names[i].Text)
	}
	return slices.DeleteFunc(names, func(n brief.Name) bool { return blank(n.Text) })
}

func (m *matter) warnHidden(text string, at brief.Pos) { warnHidden(text, diag.Pos(at), m.list) }

func warnHidden(text string, at diag.Pos, list *diag.List) {
	if r, ok := hiddenIn(text); ok {
		list.Add(diag.HiddenCharacter, at, "take it out", "%s holds the invisible character %U", tree.Shown(visible(text)), r)
	}
}

// hiddenIn returns the first character of a text that is invisible or changes
// the direction of what follows: controls, zero-width characters and those of the
// bidirectional algorithm (Unicode Standard Annex 9, section 2). The soft
// hyphen is not one of them: it shows where a word may be divided.
func hiddenIn(text string) (rune, bool) {
	for _, r := range text {
		if isHidden(r) {
			return r, true
		}
	}
	return 0, false
}

func isHidden(r rune) bool {
	switch {
	case r < 0x200b:
		return r == 0x061c || unicode.IsControl(r) && !unicode.IsSpace(r)
	case r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x2064, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
		return true
	}
	return false
}

// visible returns a text without its hidden characters.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if isHidden(r) {
			return -1
		}
		return r
	}, text)
}

// moment returns the date of a key, which is a day or a date-time of RFC 3339,
// and the time of day and offset of the latter.
func (m *matter) moment(key string) (brief.Date, string) {
	n := m.Scalar(key)
	if n == nil {
		return brief.Date{}, ""
	}
	text := strings.TrimSpace(n.Text)
	if len(text) <= len("2021-12-03") {
		return m.Day(key), ""
	}
	// RFC 3339, section 5.6: T and Z may be in lower case, and a blank may
	// stand for the T.
	text = strings.ToUpper(text)
	if text[10] == ' ' {
		text = text[:10] + "T" + text[11:]
	}
	if _, err := time.Parse(time.RFC3339Nano, text); err != nil {
		hint := "write YYYY-MM-DD, or 2021-12-03T18:30:00+02:00"
		if _, err := time.Parse("2006-01-02T15:04:05", text); err == nil {
			hint = "add the offset: Z or +02:00"
		}
		m.Complain(n, hint, "%s is neither a day nor a date with a time and an offset: %s", key, tree.Shown(n.Text))
		return brief.Date{}, ""
	}
	date, _ := brief.ParseDate(text[:10])
	return date, text[11:]
}

func (m *matter) needDay(key string) brief.Date {
	m.Need(key, "write "+key+": YYYY-MM-DD")
	return m.Day(key)
}

func (m *matter) needDate(key string) brief.Date {
	m.Need(key, "write "+key+": YYYY-MM-DD")
	return m.Date(key)
}

// orFileDate returns a date of the front matter, or that of the file's name
// when there is none, and complains when there is neither.
func (m *matter) orFileDate(date brief.Date, name inputName) brief.Date {
	if !date.IsZero() {
		return date
	}
	date, ok := brief.ParseDate(name.date)
	switch {
	case ok || m.partial || m.Field("date") != nil:
	case name.date != "":
		m.list.Add(diag.DateMissing, m.top(), "rename the file, or add date: YYYY-MM-DD", "the file's name begins with a day that is in no calendar: %s", name.date)
	default:
		m.list.Add(diag.DateMissing, m.top(), "begin the file's name with YYYY-MM-DD-, or add date: YYYY-MM-DD", "there is no date")
	}
	return date
}

// link returns an address that pages may link to, and drops any other with a
// complaint.
func (m *matter) link(key string) string {
	n := m.Scalar(key)
	if n == nil {
		return ""
	}
	address, ok := brief.SafeURL(n.Text)
	if !ok {
		m.list.Add(diag.UnsafeURL, n.Pos, brief.BetterURL(n.Text, "write an address that begins with https://"), "%s is not linked to: %s", key, tree.Shown(n.Text))
	}
	return address
}

// origin returns an address on the web: one that names its host.
func (m *matter) origin(key string) string {
	address := m.link(key)
	if address == "" {
		return ""
	}
	lower := strings.ToLower(address)
	if !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://") {
		m.Complain(m.Scalar(key), "begin it with https://", "%s is no address on the web: %s", key, tree.Shown(address))
		return ""
	}
	return address
}

// picture returns the path or address of a picture with its alternative text.
func (m *matter) picture(key, altKey string) (address, alt string) {
	address, alt = m.link(key), m.line(altKey)
	if address != "" && alt == "" {
		m.list.Add(diag.PictureAlt, m.Scalar(key).Pos, "say in "+altKey+" what it shows", "the picture %s has no %s", tree.Shown(address), altKey)
	}
	return address, alt
}

// slug returns the slug of a key. One that cannot be part of an address is
// complained of and dropped.
func (m *matter) slug(key string) string {
	n := m.Scalar(key)
	if n == nil {
		return ""
	}
	if !brief.ValidSlug(n.Text) {
		hint := "use lower-case letters, digits and single hyphens"
		if near := shortSlug(n.Text); near != "" {
			hint = "write " + near
		}
		m.list.Add(diag.SlugInvalid, n.Pos, hint, "%s cannot be part of an address", tree.Shown(n.Text))
		return ""
	}
	return n.Text
}

// fileSlug returns the slug that the name of the file gives to a text that has
// no date.
func (m *matter) fileSlug() string {
	base := strings.TrimSuffix(path.Base(m.in.Path), path.Ext(m.in.Path))
	slug := shortSlug(base)
	if slug == "" {
		m.list.Add(diag.SlugInvalid, m.top(), "rename the file", "%s cannot be part of an address", tree.Shown(base))
	}
	return slug
}

// inputName is the name of an input: 2021-12-03-leaders-to-talk.
type inputName struct {
	path string // the path without its extension
	date string // the date that it begins with, whether or not there is such a day
	rest string // what follows the date
}

// fileName divides the path of an input.
func fileName(p string) inputName {
	n := inputName{path: strings.TrimSuffix(p, path.Ext(p))}
	n.rest = path.Base(n.path)
	if len(n.rest) >= 10 && hasDateShape(n.rest[:10]) && (len(n.rest) == 10 || n.rest[10] == '-') {
		n.date, n.rest = n.rest[:10], strings.TrimPrefix(n.rest[10:], "-")
	}
	return n
}

// slug returns the slug that the name gives, and nothing when it has none
// that can be part of an address.
func (n inputName) slug() string { return shortSlug(n.rest) }

// shortSlug returns words as a slug that is short enough, cut at a hyphen
// where one is near. It is empty when the words hold no letter or digit, or
// only a name that some systems reserve.
func shortSlug(words string) string {
	slug := brief.Slug(words)
	if len(slug) > brief.MaxSlug {
		cut := brief.MaxSlug
		for !utf8.RuneStart(slug[cut]) {
			cut--
		}
		if slug[cut] != '-' {
			if hyphen := strings.LastIndexByte(slug[:cut], '-'); hyphen > brief.MaxSlug/2 {
				cut = hyphen
			}
		}
		slug = strings.Trim(slug[:cut], "-")
	}
	if !brief.ValidSlug(slug) {
		return ""
	}
	return slug
}

// runes returns how many code points a text has.
func runes(text string) int { return utf8.RuneCountInString(text) }

// fieldOf returns the field of a key, and nil when there is none.
func fieldOf(n *tree.Node, key string) *tree.Field {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return &n.Fields[i]
		}
	}
	return nil
}
