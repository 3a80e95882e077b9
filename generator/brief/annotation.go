package brief

import "strings"

// Annotation is an editor's remark on an article. Readers see it as a note.
type Annotation struct {
	ID       string // unique within the article, without the prefix that its fragment has
	GivenID  bool   // the author wrote the id; otherwise it is derived
	Kind     string // key of a [Kind]
	By       string // key of an [Annotator]; empty when nobody is named
	ByPos    Pos    // where that is said
	Date     Date
	Language string // BCP 47; empty for the article's
	Status   Status
	Verdict  string
	Claimant string
	Tags     []string
	Targets  []Target // none when it is about the whole article
	Body     Prose
	Pos      Pos // of its heading
}

// Fragment returns the annotation's fragment on its article's page.
func (a *Annotation) Fragment() string { return "note-" + a.ID }

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
// stands before and after is context to find it by.
type Target struct {
	Parts      []string
	Start, End Point
	Divided    bool    // the quote itself runs over several blocks
	Literal    *Target // the same quote with its markup taken literally, where that reads differently
	Pos        Pos
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
	Span    Span   // where the passage stands; only when it is shown there
	Shown   bool   // Span holds: the target is placed, or moved and accepted
	Places  []Span // every place that it might be, for Moved and Ambiguous
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
