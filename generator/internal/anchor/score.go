package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/internal/wording"
)

// The score of a candidate is the mean of two numbers from 0 to 1: how alike
// its words are to the quoted ones ([wording.Alignment.Likeness]), and how much
// of what stood around the passage stands around the candidate. The score
// orders candidates; whether one is shown to the author, or placed, depends on
// its words and on each side of its surroundings:
//
//	surroundings                          shown   placed
//	both sides stand                      0.55    0.55
//	one stands, or none; none differs     0.60    0.80, if no number, name or negation changed
//	a side differs                        1       never
//
// The thresholds were set on English prose of which words were replaced, left
// out, put in and misspelled, and passages removed: TestRecall measures it,
// and the manual gives the figures.
const (
	// reach is how many characters of context on either side are compared, as
	// many as Hypothesis records. Context further off says little more, and
	// changes more often.
	reach = 32

	// known is how much context makes the surroundings wholly known: reach on
	// both sides. With less, their agreement moves towards unknown.
	known = 2 * reach

	// unknown is what surroundings count for of which nothing is known: they
	// speak neither for a candidate nor against it.
	unknown = 0.5

	// agrees is the share of a side's characters that must be the same for the
	// side to stand. Other words agree by a quarter, and by a half where both
	// are such as "the minister said that".
	agrees = 0.75

	// enough is the least number of characters of context that can stand for
	// a side: two or three words.
	enough = 12

	// telling is the least number of characters of context that say something
	// when others are there: fewer than make a side stand, as it is better to
	// ask too often.
	telling = 8

	// framedFloor is the likeness that words need between two sides that
	// stand. With three words in ten edited, one passage in seventy falls
	// below it. Other words that came in the place of a passage are 0.08 like
	// it on average, and reach half at most.
	framedFloor = 0.55

	// likeFloor is the likeness that words need where less is known.
	// Sentences on the same matter in one article reach it, so that they are
	// shown and never placed.
	likeFloor = 0.6

	// sameFloor is the likeness that words need to be placed where less is
	// known than both sides: one word in five, and that a harmless one.
	sameFloor = 0.8

	// againstFloor is the likeness that words need to be shown although what
	// stands around them differs: all of it, a sentence that was moved as it
	// is. It is never placed, as the passage may be gone and this a repetition.
	againstFloor = 1

	// lead is by how much the score of a candidate must be ahead of the next
	// one's to be placed: by a fifth of the words, or of the surroundings.
	lead = 0.1

	// fewest is the least weight of kept words that can identify a passage
	// when neither side stands: two or three words.
	// To be shown against the surroundings it takes twice as much, and to be
	// placed three times: a whole clause.
	fewest = 10
)

// reading is one way to read a target in a text that lacks its very words.
type reading struct {
	stretch               // of the passage, in the folded text
	head, tail    stretch // its beginning and end, where it was read by these
	likeness      float64
	kept          int  // letters in words that stand for each other
	turned        bool // a word that may turn the meaning changed
	before, after side
}

func (r *reading) score() float64 { return (r.likeness + surroundings(r.before, r.after)) / 2 }

// standing returns how many sides of the reading are as they were.
func (r *reading) standing() int {
	n := 0
	for _, s := range []side{r.before, r.after} {
		if s.firm() {
			n++
		}
	}
	return n
}

// named reports whether the reading is worth showing to the author.
func (r *reading) named() bool {
	switch standing := r.standing(); {
	case standing == 2:
		return r.likeness >= framedFloor
	case r.before.differs() || r.after.differs():
		return r.likeness >= againstFloor && r.kept >= 2*fewest
	default:
		return r.likeness >= likeFloor && (r.kept >= fewest || standing == 1)
	}
}

// acceptable reports whether the reading may be placed without asking, by
// itself. Where both sides stand as they were, what is between them is the
// passage, however edited. Anywhere else a changed number, name or negation
// may mean that it is another passage.
func (r *reading) acceptable() bool {
	if !r.named() || r.before.differs() || r.after.differs() {
		return false
	}
	return r.standing() == 2 || r.likeness >= sameFloor && r.kept >= 3*fewest && !r.turned
}

// turns reports whether words that stand for no equal on the other side may
// turn the meaning: numbers, names and whatever else is written with a
// capital, negations, and words for numbers.
func turns(al *wording.Alignment, a string, v []wording.Word, b string, w []wording.Word) bool {
	sameA, sameB := make([]bool, len(v)), make([]bool, len(w))
	for _, p := range al.Pairs {
		sameA[p.A], sameB[p.B] = p.Same, p.Same
	}
	for i, word := range v {
		if !sameA[i] && decides(word, a) {
			return true
		}
	}
	for j, word := range w {
		if !sameB[j] && decides(word, b) {
			return true
		}
	}
	return false
}

func decides(w wording.Word, text string) bool {
	word := w.Of(text)
	first, _ := utf8.DecodeRuneInString(word)
	return w.Number || unicode.IsUpper(first) || strings.HasSuffix(word, "n't") || strings.HasPrefix(word, "n'") || deciding[word]
}
