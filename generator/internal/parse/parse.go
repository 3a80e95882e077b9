// Package parse turns inputs into the nouns of package brief: articles and
// annotations from Markdown and wire copy, sources from CSL files, briefings,
// entities, stories and free pages from their front matter and text.
//
// One input is parsed without a look at any other, so that what comes out
// depends on nothing but the input's bytes and can be kept by them. Whether a
// name, a kind or a source exists is for later stages to say.
package parse

import (
	"sync"

	"github.com/yuin/goldmark/parser"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Highlighter divides code in a language into tokens; a nil result leaves it
// plain. It must be a pure function, safe for concurrent use.
type Highlighter func(language, code string) []brief.Token

// Parser parses inputs. It is safe for concurrent use.
type Parser struct {
	prose     parser.Parser // texts: articles, pages, entities, stories
	notes     parser.Parser // annotation files, whose quotes have marks of their own
	highlight Highlighter
	scratch   sync.Pool // of *scratch
}

// New returns a parser that colours code with the highlighter.
func New(highlight Highlighter) *Parser {
	return &Parser{
		prose: newProseParser(), notes: newNotesParser(), highlight: highlight,
		scratch: sync.Pool{New: func() any { return newScratch() }},
	}
}

// input is what the parsing of one file works with.
type input struct {
	brief.Input
	lines   *diag.Lines // nil until a place is asked for
	list    *diag.List
	within  *brief.Pos // of a text that stands within another, such as a text in JSON: the place of all of it
	scratch *scratch   // lent by the parser until the input is closed
}

func (p *Parser) open(in brief.Input, list *diag.List) *input {
	return &input{Input: in, list: list, scratch: p.scratch.Get().(*scratch)}
}

// close takes the scratch back. No syntax tree of the input may be used any
// more.
func (p *Parser) close(in *input) { p.scratch.Put(in.scratch) }

// at returns the place of a byte offset in the file.
func (in *input) at(offset int) brief.Pos {
	if in.within != nil {
		return *in.within
	}
	if in.lines == nil {
		in.lines = diag.NewLines(in.Path, in.Text)
	}
	return brief.Pos(in.lines.At(offset))
}

// complain adds a diagnostic at a byte offset in the file.
func (in *input) complain(code diag.Code, offset int, hint, format string, args ...any) {
	in.list.Add(code, diag.Pos(in.at(offset)), hint, format, args...)
}
