package diag

// Nearest returns the known word that is closest to the given one in edit
// distance (Levenshtein 1966, with adjacent transpositions as one edit), and
// false when none is close enough for the writer to have meant it. Of words
// that are equally close the first known one is returned.
func Nearest(word string, known []string) (string, bool) {
	limit := max(1, (len([]rune(word))+2)/3)
	best, found := "", false
	for _, k := range known {
		if d := distance([]rune(word), []rune(k)); d <= limit {
			best, found, limit = k, true, d-1
		}
	}
	return best, found
}

// DidYouMean returns "did you mean X?", or the fallback when no known word is
// near.
func DidYouMean(word string, known []string, fallback string) string {
	if near, ok := Nearest(word, known); ok {
		return "did you mean " + near + "?"
	}
	return fallback
}

// distance is the optimal string alignment distance of two words.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
