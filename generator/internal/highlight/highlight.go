// Package highlight divides code into coloured tokens and makes the style
// sheet that colours them, light and dark. Chroma enters here.
package highlight

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/dlclark/regexp2/v2"

	"gloss/generator/brief"
)

// Chroma gives up on a pattern after a quarter of a second by the clock on the
// wall, tries the next one, and says nothing. On a busy machine a process may
// stand still for that long, and then the same code would have other colours.
// Its deadlines are held against a clock of regexp2 that moves on in steps:
// with steps of this length only a pattern that would hardly ever come to an
// end is given up. There is no other way to tell it.
func init() { regexp2.SetTimeoutCheckPeriod(patience) }

const patience = 20 * time.Second

// Within these limits no pattern of the common languages takes long.
const (
	maxCode = 64 << 10 // bytes
	maxLine = 2000     // bytes
)

// Code divides code in a language, named as after a fence, into tokens. It
// returns nil, for plain code, when the language is not known or the code is
// beyond the limits.
func Code(language, code string) []brief.Token {
	lexer := lexerOf(language)
	if lexer == nil || len(code) > maxCode || longestLine(code) > maxLine {
		return nil
	}
	iterator, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return nil
	}
	var tokens []brief.Token
	left := code
	for t := iterator(); t != chroma.EOF; t = iterator() {
		// Lexers may add a final line feed; what was written is what is shown.
		value := t.Value[:min(len(t.Value), len(left))]
		if !strings.HasPrefix(left, value) {
			return nil
		}
		left = left[len(value):]
		if value != "" {
			tokens = append(tokens, brief.Token{Class: class(t.Type), Text: value})
		}
	}
	if left != "" {
		return nil
	}
	return tokens
}

// lexerOf returns what reads a language; nil when it is not known. What chroma
// answered once is kept: it holds a name that it does not know against the file
// patterns of all its languages, which takes longer than most code does.
func lexerOf(language string) chroma.Lexer {
	if kept, ok := answers.Load(language); ok {
		return kept.(answer).lexer
	}
	found := answer{lexers.Get(language)}
	answers.Store(language, found)
	return found.lexer
}

// answers are chroma's, by the name of the language. They are the same always.
var answers sync.Map

type answer struct{ lexer chroma.Lexer }

func longestLine(code string) int {
	longest := 0
	for line := range strings.Lines(code) {
		longest = max(longest, len(line))
	}
	return longest
}

// class returns chroma's class for a type of token, or for the nearest type
// above it that the style sheet colours; empty for plain text.
func class(t chroma.TokenType) string {
	for _, candidate := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if short := chroma.StandardTypes[candidate]; short != "" && coloured(candidate) {
			return short
		}
	}
	return ""
}

// light and dark reach a contrast of 7:1 for every token (WCAG 2.2, 1.4.6).
func light() *chroma.Style { return styles.Get("modus-operandi") }
func dark() *chroma.Style  { return styles.Get("modus-vivendi") }

// coloured reports whether a type of token looks other than plain text does.
func coloured(t chroma.TokenType) bool {
	return t >= chroma.Keyword && t < chroma.Text && look(light(), t) != look(light(), chroma.Text)
}

// look is what a style gives a type of token.
func look(s *chroma.Style, t chroma.TokenType) string {
	e := s.Get(t)
	return e.Colour.String() + e.Bold.String() + e.Italic.String()
}

// StyleSheet returns the rules for every class that [Code] gives. Colours are
// written with light-dark(), so that one sheet follows the page's scheme.
func StyleSheet() string {
	rules := map[string][]string{}
	for t, short := range chroma.StandardTypes {
		if short == "" || !coloured(t) {
			continue
		}
		l, d := light().Get(t), dark().Get(t)
		rule := fmt.Sprintf("color: light-dark(%s, %s);", l.Colour, d.Colour)
		if l.Bold == chroma.Yes {
			rule += " font-weight: bold;"
		}
		if l.Italic == chroma.Yes {
			rule += " font-style: italic;"
		}
		rules[rule] = append(rules[rule], ".chroma ."+short)
	}
	var lines []string
	for rule, selectors := range rules {
		sort.Strings(selectors)
		lines = append(lines, strings.Join(selectors, ", ")+" { "+rule+" }\n")
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}
