package exchange

import "gloss/generator/internal/jsontext"

func (p *page) write(w *jsontext.Writer) {
	w.Object()
	w.Member("@context", p.Context)
	w.Member("id", p.ID)
	w.Member("type", p.Type)
	w.Name("items")
	w.Array()
	for i := range p.Items {
		p.Items[i].write(w)
	}
	w.EndArray()
	w.EndObject()
}

func (a *annotation) write(w *jsontext.Writer) {
	w.Object()
	w.Member("id", a.ID)
	w.Member("type", a.Type)
	w.Member("motivation", a.Motivation)
	if a.Creator != nil {
		w.Name("creator")
		a.Creator.write(w)
	}
	w.Filled("created", a.Created)
	w.Filled("schema:creativeWorkStatus", a.Status)
	if a.Rating != nil {
		w.Name("schema:reviewRating")
		w.Object()
		w.Member("type", a.Rating.Type)
		w.Member("schema:alternateName", a.Rating.Name)
		w.EndObject()
	}
	if a.Claim != nil {
		w.Name("schema:itemReviewed")
		a.Claim.write(w)
	}
	if len(a.Body) > 0 {
		w.Name("body")
		w.Array()
		for i := range a.Body {
			a.Body[i].write(w)
		}
		w.EndArray()
	}
	w.Name("target")
	w.Array()
	for i := range a.Target {
		a.Target[i].write(w)
	}
	w.EndArray()
	w.EndObject()
}

func (a *agent) write(w *jsontext.Writer) {
	w.Object()
	w.Member("id", a.ID)
	w.Member("name", a.Name)
	w.Member("nickname", a.Nickname)
	w.Filled("homepage", a.Homepage)
	w.EndObject()
}

func (c *claim) write(w *jsontext.Writer) {
	w.Object()
	w.Member("type", c.Type)
	w.Name("schema:author")
	w.Object()
	w.Member("schema:name", c.Author.Name)
	w.EndObject()
	w.EndObject()
}

func (b *body) write(w *jsontext.Writer) {
	w.Object()
	w.Member("type", b.Type)
	w.Member("purpose", b.Purpose)
	w.Member("value", b.Value)
	w.Filled("format", b.Format)
	w.Filled("language", b.Language)
	w.EndObject()
}

func (r *resource) write(w *jsontext.Writer) {
	w.Object()
	w.Member("type", r.Type)
	w.Member("source", r.Source)
	if len(r.Selector) > 0 {
		w.Name("selector")
		w.Array()
		for i := range r.Selector {
			r.Selector[i].write(w)
		}
		w.EndArray()
	}
	if r.State != nil {
		w.Name("state")
		w.Object()
		w.Member("type", r.State.Type)
		w.Member("sourceDate", r.State.SourceDate)
		w.EndObject()
	}
	w.Filled("schema:version", r.Version)
	w.EndObject()
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
