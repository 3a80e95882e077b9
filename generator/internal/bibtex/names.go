package bibtex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// names returns the names of a field as CSL has them (BibTeXing, section 4;
// BibLaTeX manual, sections 2.3.3 and 3.14.1).
func (r *reader) names(f *field) *tree.Node {
	list := &tree.Node{Kind: tree.Sequence, Pos: f.value.pos}
	for _, raw := range splitDepth(f.text, " and ") {
		name := strings.TrimSpace(raw)
		if name == "" || name == "others" {
			continue
		}
		list.Items = append(list.Items, r.person(name, f.value.pos))
	}
	return list
}

func (r *reader) person(name string, at diag.Pos) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping, Pos: at}
	add := func(key, raw string) {
		if text := r.plain(strings.TrimSpace(raw), at); text != "" {
			n.Fields = append(n.Fields, tree.Field{Key: key, Value: scalar(text, at), Pos: at})
		}
	}
	if braced(name) { // an organisation, printed as it stands
		add("literal", name)
		return n
	}
	parts := splitDepth(name, ",")
	if strings.Contains(parts[0], "=") { // given=Jean, family=Fontaine, prefix=de la
		keys := map[string]string{"given": "given", "family": "family", "prefix": "non-dropping-particle", "suffix": "suffix"}
		for _, p := range parts {
			key, text, _ := strings.Cut(p, "=")
			if csl := keys[strings.TrimSpace(key)]; csl != "" {
				add(csl, unbraced(strings.TrimSpace(text)))
			}
		}
		return n
	}
	var given, particle, family, suffix string
	switch len(parts) {
	case 1:
		given, particle, family = inOrder(tokens(name))
	case 2:
		particle, family = lowerFirst(tokens(parts[0]))
		given = parts[1]
	default:
		particle, family = lowerFirst(tokens(parts[0]))
		suffix, given = parts[1], strings.Join(parts[2:], ",")
	}
	add("family", family)
	add("given", given)
	add("non-dropping-particle", particle)
	add("suffix", suffix)
	if len(n.Fields) == 0 {
		add("literal", name)
	}
	return n
}

// inOrder divides a name without commas: what comes before the first word in
// lower case, the words in lower case, the rest. The last word is always the
// family name.
func inOrder(words []string) (given, particle, family string) {
	last := len(words) - 1
	if last < 0 {
		return "", "", ""
	}
	from := 0
	for from < last && !lower(words[from]) {
		from++
	}
	to := last
	for to > from && !lower(words[to-1]) {
		to--
	}
	if from == last {
		return strings.Join(words[:last], " "), "", words[last]
	}
	return strings.Join(words[:from], " "), strings.Join(words[from:to], " "), strings.Join(words[to:], " ")
}

// lowerFirst divides the part of a name before its comma: the words in lower
// case that begin it, the rest.
func lowerFirst(words []string) (particle, family string) {
	n := 0
	for n < len(words)-1 && lower(words[n]) {
		n++
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " ")
}

// lower reports whether a word begins with a letter in lower case. A word in
// braces does not.
func lower(word string) bool {
	if strings.HasPrefix(word, "{") && !strings.HasPrefix(word, `{\`) {
		return false
	}
	text, _ := decode(word)
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

// tokens divides a text at blanks outside of braces.
func tokens(text string) []string {
	var words []string
	for _, w := range splitDepth(strings.NewReplacer("\n", " ", "\t", " ", "~", " ").Replace(text), " ") {
		if w != "" {
			words = append(words, w)
		}
	}
	return words
}

// splitDepth divides a text at a separator outside of braces. Blanks of the
// separator stand for any white space, and its letters for either case.
func splitDepth(text, separator string) []string {
	var parts []string
	depth, start := 0, 0
	flat := strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
	for i := 0; i < len(flat); i++ {
		switch flat[i] {
		case '\\':
			i++
			continue
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 && i+len(separator) <= len(flat) && strings.EqualFold(flat[i:i+len(separator)], separator) {
			parts = append(parts, text[start:max(i, start)])
			start = i + len(separator)
			i = start - 1
			if separator == " and " {
				i-- // its last blank may be the first of the next one
			}
		}
	}
	if start > len(text) {
		start = len(text)
	}
	return append(parts, text[start:])
}

// braced reports whether one pair of braces encloses all of a text.
func braced(text string) bool {
	if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") || strings.HasPrefix(text, `{\`) {
		return false
	}
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 && i < len(text)-1 {
				return false
			}
		}
	}
	return true
}

func unbraced(text string) string {
	if braced(text) {
		return text[1 : len(text)-1]
	}
	return text
}
