package brief

import "strconv"

// Fragments are made here, all of them, so that no two can be the same: each
// sort has a prefix of its own, and what tells two of a sort apart is part of
// the prefix, never of what follows it.

const notePrefix = "note-"

// HeadingFragment returns the fragment of a heading with an id.
func HeadingFragment(id string) string { return "h-" + id }

// RefFragment returns the fragment of the reference to an annotation from the
// nth of its passages, from 1.
func RefFragment(annotation string, nth int) string { return numbered("ref", nth) + annotation }

// CitationFragment returns the fragment of the nth use of a source on a page,
// from 1.
func CitationFragment(s *Source, nth int) string {
	return "cite-" + s.Slug() + "-" + strconv.Itoa(nth)
}

// FootnoteFragment returns the fragment of a footnote with a label.
func FootnoteFragment(label string) string { return "fn-" + PathPart(label) }

// FootnoteMarkFragment returns the fragment of the nth reference to a footnote
// with a label, from 1.
func FootnoteMarkFragment(label string, nth int) string {
	return numbered("fnref", nth) + PathPart(label)
}

func numbered(prefix string, nth int) string {
	if nth > 1 {
		prefix += strconv.Itoa(nth)
	}
	return prefix + "-"
}
