package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// words is the interface in one language: what layouts say besides the
// content. A catalogue is a file words/LANGUAGE.json; each of its entries is a
// string, or an object with a string for each plural form of the language
// (the categories of Unicode CLDR, "Language Plural Rules"). {1}, {2} … stand
// for what is filled in; the first of them decides the plural form.
type words struct {
	language string
	entries  map[string]forms
}

// forms are the wordings of one entry by plural category. An entry without
// plurals has only "other".
type forms map[string]string

// UnmarshalJSON reads a string or an object of strings.
func (f *forms) UnmarshalJSON(b []byte) error {
	var one string
	if err := json.Unmarshal(b, &one); err == nil {
		*f = forms{"other": one}
		return nil
	}
	var several map[string]string
	if err := json.Unmarshal(b, &several); err != nil {
		return err
	}
	*f = several
	return nil
}

// builtinFolder is where package layouts keeps a built-in file whose place a
// site's own has taken.
const builtinFolder = "builtin/"

// readCatalogues reads every catalogue. One for en-US says only what differs
// from the one for en, and a site's own only what differs from the built-in
// one; what a language does not say is said in English.
func readCatalogues(files fs.FS, list *diag.List) map[string]*words {
	catalogues := map[string]*words{"en": {language: "en", entries: map[string]forms{}}}
	names, _ := fs.Glob(files, "words/*.json")
	for _, name := range names {
		w := &words{language: strings.TrimSuffix(path.Base(name), ".json"), entries: map[string]forms{}}
		for _, file := range []string{builtinFolder + name, name} {
			text, err := fs.ReadFile(files, file)
			switch {
			case err == nil:
				w.read(name, string(text), list)
			case !errors.Is(err, fs.ErrNotExist):
				list.Add(diag.FileUnreadable, diag.Pos{File: layoutsFolder + name}, "check the file's permissions", "%v", err)
			}
		}
		catalogues[w.language] = w
	}
	for _, w := range catalogues {
		for _, fallback := range []string{base(w.language), "en"} {
			if from := catalogues[fallback]; from != nil {
				for key, entry := range from.entries {
					if _, own := w.entries[key]; !own {
						w.entries[key] = entry
					}
				}
			}
		}
	}
	return catalogues
}

// read takes the entries of a file in, over those that are there.
func (w *words) read(name, text string, list *diag.List) {
	const hint = "write a JSON object of strings, or of objects with a string for each plural form"
	lines := diag.NewLines(layoutsFolder+name, text)
	var entries map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &entries); err != nil {
		at := 0
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = int(syntax.Offset)
		}
		list.Add(diag.LayoutSyntax, lines.At(at), hint, "%v", err)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		var entry forms
		if err := json.Unmarshal(entries[key], &entry); err != nil {
			at := max(0, strings.Index(text, strconv.Quote(key)))
			list.Add(diag.LayoutSyntax, lines.At(at), hint, "the words for %q are neither a string nor an object of strings", key)
			continue
		}
		w.entries[key] = entry
	}
}

// base returns the language of a BCP 47 tag without script and region.
func base(tag string) string {
	language, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(language)
}

// filling is what stands in a gap of an entry: words or a number.
type filling struct {
	text   string
	number int
	counts bool // it is the number
}

// mostFillings is how many gaps an entry may have.
const mostFillings = 3

// say returns an entry with its gaps filled. A key without an entry says
// itself, so that nothing is lost where words are asked for by data, such as
// the type of an entity.
func (w *words) say(key string, fill ...any) string {
	if len(fill) == 0 {
		if text := w.wording(key, filling{}); strings.IndexByte(text, '{') < 0 {
			return text
		}
	}
	var gaps [mostFillings]filling
	for i, value := range fill {
		switch value := value.(type) {
		case string:
			gaps[i] = filling{text: value}
		case int:
			gaps[i] = filling{number: value, counts: true}
		default:
			gaps[i] = filling{text: fmt.Sprint(value)}
		}
	}
	var b bytes.Buffer
	w.print(&b, plain, key, gaps[:len(fill)]...)
	return b.String()
}

// print prints what say returns, the words and what fills their gaps each by
// the given function.
func (w *words) print(b *bytes.Buffer, write func(*bytes.Buffer, string), key string, fill ...filling) {
	var first filling
	if len(fill) > 0 {
		first = fill[0]
	}
	fillIn(b, write, w.wording(key, first), fill)
}

// plain writes words as they are.
func plain(b *bytes.Buffer, s string) { b.WriteString(s) }

// wording returns the text of an entry, in the plural form that the first
// filling asks for.
func (w *words) wording(key string, first filling) string {
	entry, found := w.entries[key]
	if !found {
		return key
	}
	if first.counts {
		if none, ok := entry["zero"]; ok && first.number == 0 {
			return none // in any language, as "not cited" is
		}
		if form, ok := entry[plural(w.language, first.number)]; ok {
			return form
		}
	}
	return entry["other"]
}

// fillIn prints a text with {1} replaced by the first filling, {2} by the
// second and so on. A gap for which there is none stays.
func fillIn(b *bytes.Buffer, write func(*bytes.Buffer, string), text string, fill []filling) {
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 || open+2 >= len(text) {
			write(b, text)
			return
		}
		n := int(text[open+1]) - '1'
		if n < 0 || n >= len(fill) || text[open+2] != '}' {
			write(b, text[:open+1])
			text = text[open+1:]
			continue
		}
		write(b, text[:open])
		if fill[n].counts {
			printNumber(b, fill[n].number)
		} else {
			write(b, fill[n].text)
		}
		text = text[open+3:]
	}
}

// knows reports whether the language says anything under a key.
func (w *words) knows(key string) bool { return w.entries[key] != nil }

// plural returns the plural category of a whole number that is not negative
// (Unicode CLDR 46, "Language Plural Rules", cardinals). Languages that are
// not listed are counted as English is.
func plural(language string, n int) string {
	ten, hundred := n%10, n%100
	switch base(language) {
	case "ar":
		switch {
		case n == 0:
			return "zero"
		case n == 1:
			return "one"
		case n == 2:
			return "two"
		case hundred >= 3 && hundred <= 10:
			return "few"
		case hundred >= 11:
			return "many"
		}
		return "other"
	case "uk", "ru", "be":
		switch {
		case ten == 1 && hundred != 11:
			return "one"
		case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
			return "few"
		}
		return "many"
	case "pl":
		switch {
		case n == 1:
			return "one"
		case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
			return "few"
		}
		return "many"
	case "fr", "pt":
		if n <= 1 {
			return "one"
		}
		return "other"
	case "ja", "zh", "ko", "vi", "th", "id":
		return "other"
	}
	if n == 1 {
		return "one"
	}
	return "other"
}

// date says a date as far as it is known. The catalogue has the order of its
// parts: {1} is the day, {2} the month, {3} the year.
func (w *words) date(d brief.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return w.say("date-year", "", "", d.Year)
	case !d.IsDay():
		return w.say("date-month", "", w.say("month-alone-"+strconv.Itoa(d.Month)), d.Year)
	}
	return w.say("date-day", strconv.Itoa(d.Day), w.say("month-"+strconv.Itoa(d.Month)), d.Year)
}
