package brief

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Annotation is an editor's remark on an article. Readers see it as a note.
type Annotation struct {
	ID       string // unique within the article, without the prefix that its fragment has
	Kind     string // key of a [Kind]
	By       string // key of an [Annotator]; empty when nobody is named
	BySpot   Spot   // where that is said, in the same input
	Date     Date
	Language string // BCP 47; empty for the article's
	GivenID  bool   // the author wrote the id; otherwise it is derived
	Status   Status
	Verdict  string
	Claimant string
	Tags     []string
	Targets  []Target // none when it is about the whole article
	Body     Prose
	Pos      Pos // of its heading
}

// Fragment returns the annotation's fragment on its article's page.
func (a *Annotation) Fragment() string { return notePrefix + a.ID }

// AddressOn returns the annotation's address on the page of its article:
// /2021/12/03/slug/#note-ID.
func (a *Annotation) AddressOn(page string) string { return page + "#" + notePrefix + a.ID }

// Status says how far an annotation has come.
type Status uint8

// The statuses of an annotation.
const (
	Published      Status = iota
	DraftStatus           // not shown to readers yet
	ResolvedStatus        // what it asked has been settled; still shown
)

// String returns the word that annotation files use.
func (s Status) String() string { return [...]string{"published", "draft", "resolved"}[s] }

// Target is a passage as an annotation quotes it. Parts are the quoted words;
// where there are several, a stretch of the article was left out between one
// and the next. The passage itself begins at Start and ends at End; what
// stands before and after is context to find it by. It may end at the very
// start of a part, as the range of a Web Annotation does: that part is then
// where the passage stops, and none of its words belong to it.
//
// Prefix and Suffix are soft context: words that stood directly before and
// after the passage when it was quoted, as in the TextQuoteSelector of the Web
// Annotation Data Model (W3C Recommendation, 2017, section 4.2.4). They may
// begin and end within a word. They decide between several places and weigh in
// the search for a passage that was edited, but a passage that stands in one
// place is placed whether they agree or not. In annotation files context is
// part of the quote, and both are empty.
//
// A target without Parts has nothing but its Position, and is placed only
// when the version of the text matches.
type Target struct {
	Parts          []string
	Start, End     Point
	Divided        bool  // the quote itself runs over several blocks
	Lines          int32 // how many lines the quote takes in its annotation file, from Pos on; 0 when it is in none
	Prefix, Suffix string
	Position       *Position // nil where none was recorded
	Literal        *Target   // the same quote with its markup taken literally, where that reads differently
	Pos            Pos
}

// Position is where a passage stood in a version of a text. It decides
// between several places that fit, and only when Version is the [Version] of
// the text at hand: offsets into any other text mean nothing.
type Position struct {
	Start, End int    // the first character of the passage, and the one after its last; both from 0
	Unit       Unit   // what Start and End count
	Version    string // of the text that they were counted in; empty when it was not recorded
}

// Unit is what the offsets of a position count.
type Unit uint8

// The units of a position.
const (
	CodePoints Unit = iota // Unicode code points, as the TextPositionSelector of the W3C counts
	UTF16                  // UTF-16 code units, as JavaScript and so Hypothesis count
)

// Version returns what tells this text from every other: "sha256:" and the
// hexadecimal SHA-256 of a prose's Text, as UTF-8 bytes. Markup is no part of
// it, and a text that reads the same has the same version.
func Version(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Span returns the stretch of a text that a position means, and false when
// there is no such stretch: an offset is negative, past the end or within a
// character, or the end does not come after the start. Version is not looked
// at.
func (p *Position) Span(text string) (Span, bool) {
	if p.Start < 0 || p.End <= p.Start {
		return Span{}, false
	}
	span := Span{-1, -1}
	at := 0
	for i, r := range text {
		if at == p.Start {
			span.Start = i
		}
		if at == p.End {
			span.End = i
		}
		at++
		if p.Unit == UTF16 && r > 0xffff {
			at++
		}
	}
	if at == p.End {
		span.End = len(text)
	}
	return span, span.Start >= 0 && span.End >= 0
}

// PositionOf returns where a span stands in a text, in some unit, with the
// text's version.
func PositionOf(text string, s Span, unit Unit) *Position {
	length := func(words string) (n int) {
		for _, r := range words {
			n++
			if unit == UTF16 && r > 0xffff {
				n++
			}
		}
		return n
	}
	start := length(text[:s.Start])
	return &Position{Start: start, End: start + length(s.Of(text)), Unit: unit, Version: Version(text)}
}

// Point is a place within a target's parts.
type Point struct {
	Part int // index of the part
	At   int // byte offset into it
}

// Passage returns the words of the passage itself, stretches left out shown
// as […].
func (t *Target) Passage() string {
	s := ""
	for i := t.Start.Part; i <= t.End.Part && i < len(t.Parts); i++ {
		part, from, to := t.Parts[i], 0, len(t.Parts[i])
		if i == t.Start.Part {
			from = t.Start.At
		}
		if i == t.End.Part {
			to = t.End.At
		}
		if i > t.Start.Part {
			s += " […] "
		}
		s += strings.TrimSpace(part[from:to])
	}
	return s
}

// Outcome says what became of a target.
type Outcome uint8

// The outcomes of anchoring, best first.
const (
	Placed    Outcome = iota // found in exactly one place
	Moved                    // not found, but a candidate was
	Ambiguous                // found in several places
	Orphaned                 // not found
)

// String returns the word that reports use.
func (o Outcome) String() string {
	return [...]string{"placed", "moved", "ambiguous", "orphaned"}[o]
}

// Placement is what anchoring found for one target.
type Placement struct {
	Outcome Outcome
	Shown   bool    // Span holds: the target is placed, or moved and accepted
	Clear   bool    // for Moved: Places[0] is well ahead of any other place, and what stands around it does not speak against it
	Span    Span    // where the passage stands; only when it is shown there
	Places  []Place // every place that it might be, for Moved and Ambiguous; the likeliest first
}

// Place is somewhere that a target might be.
type Place struct {
	Span          // of the passage
	Parts []Span  // for each part of the target, the words that would quote it today; empty spans where there are none. Nil where it was not worked out
	Score float64 // how alike the words and what is around them are: 1 for the same, less for an edited passage
}

// Anchored is an annotation with what became of its targets.
type Anchored struct {
	*Annotation
	Placements []Placement // one for each target
}

// Outcome returns the worst outcome of the targets; an annotation on the
// whole article is placed.
func (a *Anchored) Outcome() Outcome {
	worst := Placed
	for _, p := range a.Placements {
		worst = max(worst, p.Outcome)
	}
	return worst
}

// First returns the passage at whose end the note is read, which is the one
// that ends first, and the index of its target. It returns -1 when none is
// shown.
func (a *Anchored) First() (Span, int) {
	first := -1
	for i, p := range a.Placements {
		if p.Shown && (first < 0 || p.Span.End < a.Placements[first].Span.End) {
			first = i
		}
	}
	if first < 0 {
		return Span{}, -1
	}
	return a.Placements[first].Span, first
}

// Shown reports whether at least one passage is shown in the article, or the
// annotation is about the whole article.
func (a *Anchored) Shown() bool {
	for _, p := range a.Placements {
		if p.Shown {
			return true
		}
	}
	return len(a.Targets) == 0
}
