package render

import (
	"strings"

	"gloss/generator/brief"
)

// The style sheet tells kinds apart by class: k-KIND on a note, on a
// reference and on a passage, and line-STYLE for the underline. A passage of
// several notes has the class over too, is underlined as the first of them
// asks, and carries also-KIND for the second rule of the first other kind.

// kindClass returns the class of a kind. Ids are keys of config.toml; what a
// class name in a selector cannot hold without an escape becomes a hyphen.
func kindClass(kind *brief.Kind) string {
	return "k-" + className(kind.ID)
}

// kindWords is what pages say of a kind of notes.
type kindWords struct {
	class  string // of a note and of references to it
	called string
}

// kind returns the words for a kind: those of the site's own are ready.
func (v *voice) kind(kind *brief.Kind) *kindWords {
	if said, known := v.kinds[kind]; known {
		return said
	}
	return v.kindWords(kind)
}

func (v *voice) kindWords(kind *brief.Kind) *kindWords {
	said := &kindWords{class: kindClass(kind) + " line-" + className(kind.Underline), called: kind.Label}
	if key := "/notes/" + kind.ID + "/"; !kind.Named && v.words.knows(key) {
		said.called = v.words.say(key)
	}
	return said
}

// noteClass returns the classes of a note of a kind and of references to it.
func (v *voice) noteClass(kind *brief.Kind) string { return v.kind(kind).class }

// called returns what a kind of notes is called: by the site's settings, or
// else in the page's language, under the address of the kind's page.
func (v *voice) called(kind *brief.Kind) string { return v.kind(kind).called }

// segmentClass returns the classes of a stretch of text that belongs to the
// given notes, of which there is at least one.
func (v *voice) segmentClass(notes []*brief.Note) string {
	first := notes[0].Kind
	class := v.noteClass(first)
	if len(notes) == 1 {
		return class
	}
	class += " over"
	for _, n := range notes[1:] {
		if n.Kind.ID != first.ID {
			return class + " also-" + className(n.Kind.ID)
		}
	}
	return class
}

func className(id string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r >= 0x80:
			return r
		}
		return '-'
	}, id)
}
