// Package exchange reads annotations that were made elsewhere and writes those
// of a site for elsewhere.
//
// In come files of JSON: Web Annotations (W3C Web Annotation Data Model,
// Recommendation of 2017) and exports of Hypothesis, by its API or its client.
// Each annotation of them becomes a [Note]: what the file says, before
// anything of the site is known. [Settle] then makes annotations of the notes
// on one article: kinds and annotators are those of the site, offsets are held
// against the article's text. What has no counterpart here is complained of,
// one line for each thing, and never dropped without a word.
//
// Out go the same formats, annotation files and tables.
package exchange

import (
	"path"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// Note is an annotation as a file from elsewhere has it.
type Note struct {
	ID          string   // that it has in a site made by Gloss; empty for others
	Motivations []string // of the Web Annotation Vocabulary, without prefixes
	Tags        []string
	Creator     Creator
	Date        brief.Date
	Language    string
	Status      brief.Status
	Verdict     string
	Claimant    string
	Targets     []brief.Target // none when it is about the whole article
	Addresses   []string       // of the pages that it is about, in order, each once
	Body        string         // in Markdown
	BodyPos     brief.Pos
	Text        brief.Prose // of Body, once somebody has parsed it
	Pos         brief.Pos
}

// Creator is who a file says has made an annotation. It may say anything.
type Creator struct {
	ID   string // an address, an account, or the key of an annotator
	Name string
	URL  string
	Pos  brief.Pos
}

// Format is a format of annotations.
type Format uint8

// The formats that are read.
const (
	Unknown Format = iota
	WebAnnotation
	Hypothesis
)

// The endings of the files beside an article that hold annotations made
// elsewhere.
const (
	WebAnnotationEnding = ".annotations.jsonld"
	HypothesisEnding    = ".hypothesis.json"
)

// FormatOf returns the format that a file's name promises.
func FormatOf(name string) Format {
	switch {
	case strings.HasSuffix(name, WebAnnotationEnding), path.Ext(name) == ".jsonld":
		return WebAnnotation
	case strings.HasSuffix(name, HypothesisEnding):
		return Hypothesis
	}
	return Unknown
}

// codes are the codes of complaints about files from elsewhere.
var codes = tree.Codes{Syntax: diag.ExchangeSyntax, Key: diag.ExchangeSyntax, Value: diag.ExchangeValue}

// Read reads a file of annotations in the format that its name promises, or
// else the one that its content shows. It returns the notes in the order of
// the file, how many annotations could not be read, each of which has its
// complaint, and false when the file holds no annotations at all.
func Read(in brief.Input, list *diag.List) (notes []Note, rejected int, ok bool) {
	var found diag.List
	root := tree.JSON(in.Text, diag.Pos{File: in.Path, Line: 1, Column: 1}, codes, &found)
	format := FormatOf(in.Path)
	if format == Unknown {
		format = sniff(root)
	}
	if format == Unknown {
		return nil, 0, false
	}
	list.Append(found.All()...)
	r := reader{list: list}
	if format == Hypothesis {
		r.hypothesis(root)
	} else {
		r.webAnnotations(root, 0)
	}
	return r.notes, r.rejected, true
}

// sniff tells the format by the keys that only one of them has.
func sniff(root *tree.Node) Format {
	if root.Kind == tree.Sequence {
		if len(root.Items) == 0 {
			return Unknown
		}
		root = root.Items[0]
	}
	switch {
	case root.Get("rows") != nil, root.Get("annotations") != nil, root.Get("uri") != nil && root.Get("user") != nil:
		return Hypothesis
	case root.Get("@context") != nil, root.Get("target") != nil, root.Get("@graph") != nil,
		strings.HasPrefix(typeOf(root), "Annotation"):
		return WebAnnotation
	}
	return Unknown
}

// reader reads one file.
type reader struct {
	list     *diag.List
	notes    []Note
	rejected int
}

// value complains of a value that cannot be used.
func (r *reader) value(at *tree.Node, hint, format string, args ...any) {
	r.list.Add(diag.ExchangeValue, at.Pos, hint, format, args...)
}

// lost says that something has no counterpart here.
func (r *reader) lost(at diag.Pos, hint, format string, args ...any) {
	r.list.Add(diag.ExchangeLost, at, hint, format, args...)
}

// text returns the text of a key, and a complaint when it is something else.
func (r *reader) text(n *tree.Node, key string) string {
	v := n.Get(key)
	switch {
	case v == nil || v.Kind == tree.Null:
		return ""
	case v.Kind != tree.Scalar:
		r.value(v, "write "+key+" as one text", "%s is %s, not text", key, v.Kind)
		return ""
	}
	return v.Text
}

// each returns the items of a value that may be a list or one thing by
// itself, as JSON-LD has it.
func each(n *tree.Node) []*tree.Node {
	switch {
	case n == nil || n.Kind == tree.Null:
		return nil
	case n.Kind == tree.Sequence:
		return n.Items
	}
	return []*tree.Node{n}
}

// date returns the day of a moment as XML Schema and RFC 3339 write them:
// the day that its clock showed.
func (r *reader) date(n *tree.Node, key string) brief.Date {
	text := r.text(n, key)
	if text == "" {
		return brief.Date{}
	}
	day := text
	if len(day) > len("2021-12-04") {
		day = day[:len("2021-12-04")]
	}
	date, ok := brief.ParseDate(day)
	if !ok || !date.IsDay() || len(text) > len(day) && text[len(day)] != 'T' && text[len(day)] != ' ' {
		r.value(n.Get(key), "write 2021-12-04T15:04:05Z", "%s is no date: %s", key, tree.Shown(text))
		return brief.Date{}
	}
	return date
}
