package parse

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newProseParser returns goldmark for texts: CommonMark with GFM tables,
// definition lists, typographic punctuation, and our footnotes, citations and
// links by name.
func newProseParser() parser.Parser {
	return newGoldmark(util.Prioritized(bracketParser{}, 150))
}

// newNotesParser returns goldmark for annotation files, where a quote may mark
// its passage with == and leave out a stretch with […].
func newNotesParser() parser.Parser {
	return newGoldmark(
		util.Prioritized(bracketParser{gaps: true}, 150),
		util.Prioritized(passageParser{}, 150),
	)
}

// newGoldmark returns goldmark with our inline parsers. They come after code
// spans (100) and before links (200), so that brackets are ours first.
func newGoldmark(inline ...util.PrioritizedValue) parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(),
			extension.DefinitionList,
			extension.NewTypographer(extension.WithTypographicSubstitutions(punctuation)),
		),
		goldmark.WithParserOptions(
			// Footnotes of our own: goldmark's drop those that nothing refers
			// to, and those that are missing, without a word.
			parser.WithBlockParsers(util.Prioritized(footnoteParser{}, 950)),
			parser.WithInlineParsers(inline...),
		),
	).Parser()
}

// punctuation is what the typographer writes, as characters rather than HTML
// entities: a prose holds the words that its reader sees.
var punctuation = map[extension.TypographicPunctuation]string{
	extension.LeftSingleQuote:  "‘",
	extension.RightSingleQuote: "’",
	extension.LeftDoubleQuote:  "“",
	extension.RightDoubleQuote: "”",
	extension.EnDash:           "–",
	extension.EmDash:           "—",
	extension.Ellipsis:         "…",
	extension.LeftAngleQuote:   "«",
	extension.RightAngleQuote:  "»",
	extension.Apostrophe:       "’",
}
