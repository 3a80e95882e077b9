// Package diff says what a change of text, layout or program did to the pages
// that readers get, without the noise of how they are written down.
//
// Every file is brought into a canonical form, one node a line ([Form]). Two
// forms are aligned line by line, and what differs between them is a [Change],
// which belongs to one or several groups by what it means to a reader. The same
// change on many pages is one change with many pages. [Compare] does all of
// that for two sides; [Report] holds the result, and prints itself as text, as
// JSON and as a page of HTML.
package diff

import "strings"

// Side is one of the two things that are compared: files by the names that
// they are published under.
type Side struct {
	Label string
	Names []string // slash-separated, sorted
	Read  func(name string) ([]byte, error)
}

// Group is what a difference means to a reader. A change may belong to
// several.
type Group uint8

// The groups, in the order in which a reviewer wants to see them.
const (
	Words    Group = 1 << iota // what the page says
	Notes                      // notes, and the passages that they are about
	Sources                    // citations, and what is cited
	Links                      // where links lead, what pictures show, and fragments to link to
	Metadata                   // what search engines, feed readers and previews are told
	Markup                     // nothing that is read: elements, classes, style sheets, scripts
)

// groups are all groups with their names, in order.
var groups = [...]struct {
	group Group
	name  string
}{{Words, "words"}, {Notes, "notes"}, {Sources, "sources"}, {Links, "links"}, {Metadata, "metadata"}, {Markup, "markup only"}}

// Names returns the names of the groups that a set holds.
func (g Group) Names() []string {
	var names []string
	for _, each := range groups {
		if g&each.group != 0 {
			names = append(names, each.name)
		}
	}
	return names
}

// String returns the names joined by commas.
func (g Group) String() string { return strings.Join(g.Names(), ", ") }

// Line is one line of a canonical form. Its Text alone is compared: a
// paragraph that moves one level down is the same paragraph.
type Line struct {
	Text  string // without indentation
	Depth int    // how far to indent it
	Where string // the fragment that it stands in or under: #note-troops
	sort  sort
	place Group  // Notes, Sources, Metadata or Markup by where it stands, Words anywhere else
	says  saying // what it tells a reader
}

// sort says what a line is.
type sort uint8

const (
	raw   sort = iota // a line of a file that is no HTML, of a script or a style sheet
	open              // an element opens
	shut              // an element closes
	void              // an element that holds nothing
	words             // a stretch of text
)

// saying is what a line tells a reader, by group; the rest of the line is
// markup.
type saying struct {
	words, links, facts string
}
