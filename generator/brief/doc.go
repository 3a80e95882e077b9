// Package brief holds the nouns of an annotated news briefing: what the stages
// hand to each other and what guests of a finished site look at.
//
// An [Article] is a text that is annotated. Its words are a [Prose]: the text
// as the reader sees it, with the markup that stands around the words kept
// beside them as [Step] values. An [Annotation] is an editor's remark on an
// article; its [Target] values quote the passages that it is about, and
// anchoring turns each of them into a [Span] of the article's text. A [Source]
// is a work that is cited, a [Citation] one use of it. A [Briefing] is one
// day's gathering of articles. The types whose names end in View are what
// layouts are given, one for each type of page.
//
// The package imports nothing but the standard library, holds no state and
// reads no file.
package brief
