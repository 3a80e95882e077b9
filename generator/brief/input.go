package brief

// Input is a file that was read: text whose line ends are line feeds.
type Input struct {
	Path string // slash-separated, relative to the site's folder
	Text string // valid UTF-8 without a byte order mark
}

// File is an input that is published as it is, such as a picture. Its content
// is read only when it is written out or served.
type File struct {
	Path   string // slash-separated, relative to the site's folder
	Size   int64  // in bytes
	Width  int    // of a picture, in pixels; 0 where it is not known
	Height int    // likewise
}

// Pos is a place in an input.
type Pos struct {
	File   string // slash-separated, relative to the site's folder
	Line   int    // from 1
	Column int    // from 1, in code points
}

// Spot is a place in an input that is known from elsewhere: most of what has a
// place is one of many in the same input.
type Spot struct {
	Line   int32 // from 1
	Column int32 // from 1, in code points
}

// Spot returns where in its input a place is.
func (p Pos) Spot() Spot { return Spot{int32(p.Line), int32(p.Column)} }

// In returns the place that a spot is in an input.
func (s Spot) In(file string) Pos { return Pos{file, int(s.Line), int(s.Column)} }
