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
