package anchor

// side is how what stands before or after a passage agrees with what a target
// says stood there.
type side struct {
	length int     // characters of context; 0 when the target says nothing
	same   float64 // share of them that agree
}

// firm reports whether the side stands as it was, beyond chance.
func (s side) firm() bool { return s.length >= enough && s.same >= agrees }

// differs reports whether the target says enough of what stood there, and
// something else does.
func (s side) differs() bool { return s.length >= telling && s.same < agrees }

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

// sides compares what stands around a stretch with the piece's context. Where
// there is none, and the stretch begins or ends the article, that is as good:
// the passage had nothing before or after it, and has nothing there now.
func (s *script) sides(p *piece, r stretch) (before, after side) {
	start, end := s.letterAt(int32(r.start)), s.letterAt(int32(r.end))
	for start > 0 && s.letters[start-1] == s.blank {
		start--
	}
	for end < len(s.letters) && s.letters[end] == s.blank {
		end++
	}
	const room = reach + reach/2
	var backward [room]letter
	n := 0
	for i := start - 1; i >= 0 && n < room; i-- {
		backward[n] = s.letters[i]
		n++
	}
	before = compare(p.left, backward[:n])
	after = compare(p.right, s.letters[end:min(len(s.letters), end+room)])
	if p.left == nil && p.right != nil && start == 0 {
		before = side{reach, 1}
	}
	if p.right == nil && p.left != nil && end == len(s.letters) {
		after = side{reach, 1}
	}
	return before, after
}

// compare compares context with the text at hand, both outward from the
// passage.
func compare(wanted *pattern, text []letter) side {
	if wanted == nil {
		return side{}
	}
	n := len(wanted.letters)
	distance := wanted.prefixDistance(text[:min(len(text), n+n/2)])
	return side{n, 1 - float64(distance)/float64(n)}
}
