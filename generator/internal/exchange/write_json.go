package exchange

import "gloss/generator/internal/jsontext"

// selector is a selector of the Web Annotation Data Model (section 4.2), which
// Hypothesis has as well. The tags say to encoding/json what write writes.
type selector struct {
	Type   string    `json:"type"`
	Exact  string    `json:"exact,omitempty"`
	Prefix string    `json:"prefix,omitempty"`
	Suffix string    `json:"suffix,omitempty"`
	Start  *int      `json:"start,omitempty"`
	End    *int      `json:"end,omitempty"`
	From   *selector `json:"startSelector,omitempty"`
	To     *selector `json:"endSelector,omitempty"`
	Finer  *selector `json:"refinedBy,omitempty"`
}

func (s *selector) write(w *jsontext.Writer) {
	w.Object()
	w.Member("type", s.Type)
	w.Filled("exact", s.Exact)
	w.Filled("prefix", s.Prefix)
	w.Filled("suffix", s.Suffix)
	if s.Start != nil {
		w.Name("start")
		w.Number(*s.Start)
	}
	if s.End != nil {
		w.Name("end")
		w.Number(*s.End)
	}
	for _, part := range []struct {
		name string
		*selector
	}{{"startSelector", s.From}, {"endSelector", s.To}, {"refinedBy", s.Finer}} {
		if part.selector != nil {
			w.Name(part.name)
			part.write(w)
		}
	}
	w.EndObject()
}
