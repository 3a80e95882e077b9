package render

import (
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
	counts   memo[counted, string]
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

// say returns an entry with its gaps filled. A key without an entry says
// itself, so that nothing is lost where words are asked for by data, such as
// the type of an entity.
func (w *words) say(key string, fill ...any) string {
	entry, found := w.entries[key]
	if !found {
		return key
	}
	text := entry["other"]
	if len(fill) > 0 {
		if n, ok := fill[0].(int); ok {
			if form, ok := entry[plural(w.language, n)]; ok {
				text = form
			}
			if none, ok := entry["zero"]; ok && n == 0 {
				text = none // in any language, as "not cited" is
			}
		}
	}
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	return fillIn(text, fill)
}

// count is say with one number to fill in. There are few of them on many
// pages, so what was said is kept for the small ones.
func (w *words) count(key string, n int) string {
	if n < 0 || n >= 100 {
		return w.say(key, n)
	}
	at := counted{key, n}
	if text, found := w.counts.get(at); found {
		return text
	}
	text := w.say(key, n)
	w.counts.put(at, text)
	return text
}

// counted is what a count is kept under.
type counted struct {
	key string
	n   int
}

// fillIn returns a text with {1} replaced by the first value, {2} by the second
// and so on. A gap for which there is no value stays.
func fillIn(text string, fill []any) string {
	made := make([]byte, 0, len(text)+32)
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 || open+2 >= len(text) {
			return string(append(made, text...))
		}
		made = append(made, text[:open]...)
		n := int(text[open+1]) - '1'
		if n < 0 || n >= len(fill) || text[open+2] != '}' {
			made = append(made, '{')
			text = text[open+1:]
			continue
		}
		switch value := fill[n].(type) {
		case string:
			made = append(made, value...)
		case int:
			made = strconv.AppendInt(made, int64(value), 10)
		default:
			made = fmt.Append(made, value)
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
