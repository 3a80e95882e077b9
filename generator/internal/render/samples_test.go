package render

import (
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
)

// The views that tests render, built by hand as link would build them.

var settings = &brief.Settings{
	Title: "The Morning Gloss", Language: "en", BaseURL: "https://gloss.example/",
	Publisher: brief.Publisher{
		Name: "Gloss demonstration", URL: "https://gloss.example/about/", Logo: "https://gloss.example/logo.png",
		PrinciplesURL: "https://gloss.example/principles/", CorrectionsURL: "https://gloss.example/corrections-policy/",
	},
	Kinds: append(brief.BuiltinKinds(), brief.Kind{ID: "weather", Label: "Weather", Named: true, Underline: "dotted", Motivation: "commenting"}),
	Annotators: []brief.Annotator{
		{ID: "mk", Name: "Military desk", Role: "checks numbers", URL: "https://gloss.example/desks/"},
		{ID: "hist", Name: "History desk"},
	},
}

func kind(id string) *brief.Kind {
	k, ok := settings.Kind(id)
	if !ok {
		panic("no kind " + id)
	}
	return k
}

func site(r *Renderer) *brief.SiteView {
	return &brief.SiteView{
		Title: settings.Title, Description: "Annotated briefings, with their sources.", BaseURL: settings.BaseURL, Language: settings.Language,
		Publisher:  settings.Publisher,
		Menu:       []brief.Anchor{{Address: "/2021/", Title: "Archive"}, {Address: "/sources/"}, {Address: "/entities/"}, {Address: "/about/", Title: "About"}},
		Footer:     []brief.Anchor{{Address: "/about/", Title: "About"}},
		StyleSheet: r.Assets.StyleSheet.Address, Script: r.Assets.Script.Address, Icon: r.Assets.Icon.Address,
		Kinds:  settings.Kinds,
		Policy: "default-src 'none'; img-src 'self' https://pictures.example?a&b",
	}
}

func frameOf(r *Renderer, kind brief.PageType, address, title string) brief.Frame {
	return brief.Frame{
		Site: site(r), Type: kind, Address: address, Title: title, Description: "What there is to know about " + title + ".",
		Language: "en", Direction: "ltr", Canonical: settings.BaseURL + address[1:],
		Trail: []brief.Anchor{{Address: "/"}},
		Feeds: []brief.Anchor{{Address: "/feed.xml"}},
	}
}

// paragraphs makes a setting of paragraphs; a line that begins with "# " is a
// heading, and @N cites the source of that number.
func paragraphs(lines ...string) *brief.Setting {
	p := &brief.Prose{Elements: []brief.Element{{Name: "p"}, {Name: "h2"}}}
	step := func(op brief.Op, arg int) {
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Arg: int32(arg), Op: op})
	}
	s := &brief.Setting{Prose: p}
	for i, line := range lines {
		element := 0
		if rest, head := strings.CutPrefix(line, "# "); head {
			line, element = rest, 1
		}
		if i > 0 {
			p.Text += "\n"
		}
		step(brief.OpenBlock, element)
		for {
			before, after, found := strings.Cut(line, " @")
			p.Text += before
			if !found {
				break
			}
			n, _ := strconv.Atoi(after[:1])
			if p.Text != "" {
				p.Text += " "
			}
			step(brief.Cite, len(p.Citations))
			p.Citations = append(p.Citations, brief.Citation{Items: []brief.CiteItem{{Key: works[n-1].ID}}})
			s.Uses = append(s.Uses, []*brief.Use{{Source: works[n-1], Number: n}})
			line = after[1:]
		}
		step(brief.CloseBlock, element)
	}
	return s
}

func whole(s *brief.Setting) brief.Extract {
	return brief.Extract{Setting: s, To: len(s.Prose.Steps)}
}

// remark is a note as a sample gives it.
type remark struct {
	kind, by, verdict string
	passage           string // empty for the whole article
	body              []string
}

// annotate places notes in an article's text and divides it into runs.
func annotate(view *brief.ArticleView, body *brief.Setting, remarks ...remark) {
	prose := body.Prose
	type placed struct {
		brief.Span
		note *brief.Note
	}
	var spans []placed
	for i, m := range remarks {
		annotator, _ := settings.Annotator(m.by)
		note := &brief.Note{
			Annotation: &brief.Annotation{ID: m.kind + "-" + strconv.Itoa(i+1), Kind: m.kind, Verdict: m.verdict, Date: brief.Date{Year: 2021, Month: 12, Day: 4}},
			Number:     i + 1, Kind: kind(m.kind), Annotator: annotator, Text: whole(paragraphs(m.body...)),
		}
		note.Address = view.Address + "#" + note.Fragment()
		if m.passage == "" {
			view.About = append(view.About, note)
			continue
		}
		note.Passages, note.Backlinks = []string{m.passage}, []string{"ref-" + note.ID}
		at := strings.Index(prose.Text, m.passage)
		if at < 0 {
			note.Backlinks, note.Lost = nil, brief.Orphaned
			view.Unplaced = append(view.Unplaced, note)
			continue
		}
		spans = append(spans, placed{brief.Span{Start: at, End: at + len(m.passage)}, note})
		body.Refs = append(body.Refs, brief.Ref{At: at + len(m.passage), Fragment: "ref-" + note.ID, Note: note})
	}
	slices.SortStableFunc(body.Refs, func(a, b brief.Ref) int { return a.At - b.At })
	var edges []int
	for _, s := range spans {
		edges = append(edges, s.Start, s.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	for i := 0; i+1 < len(edges); i++ {
		segment := brief.Segment{Span: brief.Span{Start: edges[i], End: edges[i+1]}}
		for _, s := range spans {
			if s.Start <= segment.Start && segment.End <= s.End {
				segment.Notes = append(segment.Notes, s.note)
			}
		}
		if segment.Notes == nil {
			continue
		}
		if n := len(body.Regions); n > 0 && body.Regions[n-1].End == segment.Start {
			last := &body.Regions[n-1]
			last.End, last.Segments = segment.End, append(last.Segments, segment)
		} else {
			body.Regions = append(body.Regions, brief.Region{Span: segment.Span, Segments: []brief.Segment{segment}})
		}
	}
	view.NoteCount = len(remarks)
	for _, k := range settings.Kinds {
		count := 0
		for _, m := range remarks {
			if m.kind == k.ID {
				count++
			}
		}
		if count > 0 {
			view.Kinds = append(view.Kinds, brief.KindCount{Kind: &k, Count: count})
		}
	}
	for i := 0; i < len(prose.Steps); {
		end := i + 1
		for prose.Steps[end].Op != brief.CloseBlock {
			end++
		}
		end++
		var notes []*brief.Note
		for _, ref := range body.Refs {
			if from, to := int(prose.Steps[i].At), int(prose.Steps[end-1].At); from < ref.At && ref.At <= to {
				notes = append(notes, ref.Note)
			}
		}
		block := brief.Extract{Setting: body, From: i, To: end}
		switch n := len(view.Runs); {
		case notes != nil:
			view.Runs = append(view.Runs, brief.Run{Block: block, Notes: notes})
		case n == 0:
			view.Runs = append(view.Runs, brief.Run{Plain: block})
		case filled(view.Runs[n-1].Plain):
			view.Runs[n-1].Plain.To = end
		default:
			view.Runs[n-1].Plain = block
		}
		i = end
	}
	// Every citation gets its number, letter and backlink.
	entries := map[*brief.Source]*brief.Entry{}
	cite := func(owner string, s *brief.Setting) {
		for i, items := range s.Uses {
			use := items[0]
			entry := entries[use.Source]
			if entry == nil {
				entry = &brief.Entry{Source: use.Source, Number: len(entries) + 1}
				entries[use.Source] = entry
				view.Sources = append(view.Sources, entry)
			}
			use.Number, use.Letter, use.Entry = entry.Number, letter(len(entry.Uses)), use.Source.Fragment()
			use.Fragment = "cite-" + owner + use.Source.Slug() + "-" + strconv.Itoa(len(entry.Uses)+1)
			if i == 0 && owner != "" {
				use.Locator = "para. 2"
			}
			entry.Uses = append(entry.Uses, use)
		}
	}
	cite("", body)
	for _, run := range view.Runs {
		for _, n := range run.Notes {
			cite(n.ID+"-", n.Text.Setting)
		}
	}
	for _, n := range slices.Concat(view.About, view.Unplaced) {
		cite(n.ID+"-", n.Text.Setting)
	}
}

func letter(i int) string {
	if i >= 26 {
		return letter(i/26-1) + letter(i%26)
	}
	return string(rune('a' + i))
}
