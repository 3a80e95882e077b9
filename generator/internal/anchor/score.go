package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/internal/wording"
)

// The score of a candidate is the mean of two numbers from 0 to 1: how alike
// its words are to the quoted ones ([wording.Alignment.Likeness]), and how much
// of what stood around the passage stands around the candidate. What is not
// known about the surroundings counts as a half: neither for nor against.
//
// The thresholds were set on English prose in which words of passages were
// replaced, left out, put in and misspelled, and passages removed; the manual
// gives the figures, TestRecall measures them.
const (
	// reach is how many characters of context on either side are compared, as
	// many as Hypothesis records. Context further off says little more, and
	// changes more often.
	reach = 32

	// unknown is what surroundings count for of which nothing is known: they
	// speak neither for a candidate nor against it.
	unknown = 0.5

	// known is how much context makes the surroundings wholly known: reach on
	// both sides. With less, their agreement moves towards a half.
	known = 2 * reach

	// namedFloor is the least score of a candidate worth showing to the
	// author. In surroundings that are the same, a tenth of the words would
	// do, and likeFloor asks for more; without context it is reached by a
	// passage of which three fifths are kept, and against surroundings that
	// are those of other words (which agree by about a quarter, by chance) by
	// one of which more than four fifths are.
	namedFloor = 0.55

	// likeFloor is the least likeness of words worth showing: passages on
	// different things share a fifth of their letters, in words such as "the",
	// and rarely three tenths.
	likeFloor = 0.35

	// acceptFloor is the least score of a candidate that is placed. It cannot
	// be reached against the surroundings: words that are wholly the same score
	// 0.63 where a quarter of the context agrees. Without context it takes
	// words that are four fifths the same.
	acceptFloor = 0.65

	// lead is by how much a candidate must be ahead of the next one to be
	// placed: as much as a fifth of its words, or a fifth of its surroundings.
	lead = 0.1

	// agrees is the share of a side's characters that must be the same for the
	// side to stand. Other words agree by a quarter, and by a half where
	// both are such as "the minister said that".
	agrees = 0.75

	// enough is the least number of characters of context that can stand for
	// a side: two or three words.
	enough = 12

	// fewest is the fewest letters in kept words that can identify a passage
	// without context: four or five words.
	fewest = 20
)

// side is how what stands before or after a passage agrees with what a target
// says stood there.
type side struct {
	length int     // characters of context; 0 when the target says nothing
	same   float64 // share of them that agree
}

// firm reports whether the side stands as it was, beyond chance.
func (s side) firm() bool { return s.length >= enough && s.same >= agrees }

// surroundings returns how much of the context on both sides agrees; a half
// when there is none.
func surroundings(before, after side) float64 {
	length := before.length + after.length
	if length == 0 {
		return unknown
	}
	same := (before.same*float64(before.length) + after.same*float64(after.length)) / float64(length)
	return unknown + (same-unknown)*min(1, float64(length)/known)
}

// reading is one way to read a target in a text that lacks its very words.
type reading struct {
	stretch       // of the passage, in the folded text
	likeness      float64
	kept          int  // letters in words that stand for each other
	turned        bool // a word that may turn the meaning changed
	before, after side
}

func (r *reading) score() float64 { return (r.likeness + surroundings(r.before, r.after)) / 2 }

// named reports whether the reading is worth showing to the author.
func (r *reading) named() bool {
	return r.likeness >= likeFloor && r.score() >= namedFloor && (r.kept >= fewest || r.before.firm() || r.after.firm())
}

// acceptable reports whether the reading may be placed without asking, by
// itself. Where both sides stand as they were, what is between them is the
// passage, however edited. Anywhere else a changed number, name or negation
// may mean that it is another passage.
func (r *reading) acceptable() bool {
	return r.named() && r.score() >= acceptFloor && (!r.turned || r.before.firm() && r.after.firm())
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
	return w.Number || unicode.IsUpper(first) || strings.HasSuffix(word, "n't") || deciding[word]
}

// deciding are words that turn a sentence's meaning, in the languages that the
// interface speaks first. What they miss is caught by context, or by the
// author: nothing is placed without a warning.
var deciding = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`
		no not never none nor neither without cannot nobody nothing hardly false
		hundred thousand million billion trillion dozen half twice double
		one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
		first second third fourth fifth less more fewer under over before after
		nicht kein keine keinen nie niemals ohne weder hundert tausend zwei drei vier fünf sechs sieben acht neun zehn
		ne pas jamais sans ni aucun aucune cent mille deux trois quatre cinq sept huit neuf dix
		nunca sin ninguno ninguna ciento mil dos tres cuatro cinco seis siete ocho nueve diez
		не нет ни никогда без ні немає ніколи сто тысяча тисяча миллион мільйон`) {
		words[w] = true
	}
	return words
}()
