package render

import (
	"strings"

	"gloss/generator/brief"
)

// The views that tests render, built by hand as link would build them.

var settings = &brief.Settings{
	Title: "The Morning Gloss", Language: "en", BaseURL: "https://gloss.example/",
	Kinds: append(brief.BuiltinKinds(), brief.Kind{ID: "weather", Label: "Weather", Underline: "dotted", Motivation: "commenting"}),
	Annotators: []brief.Annotator{
		{ID: "mk", Name: "Military desk", Role: "checks numbers", URL: "/annotators/mk/"},
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
		Title: settings.Title, Description: "Annotated briefings.", BaseURL: settings.BaseURL, Language: settings.Language,
		Publisher: brief.Publisher{
			Name: "Gloss demonstration", URL: "https://gloss.example/about/", Logo: "https://gloss.example/logo.png",
			PrinciplesURL: "https://gloss.example/principles/", CorrectionsURL: "https://gloss.example/corrections-policy/",
		},
		Menu:       []brief.Anchor{{Address: "/2021/", Title: "Archive"}, {Address: "/sources/"}, {Address: "/entities/"}, {Address: "/about/", Title: "About"}},
		Footer:     []brief.Anchor{{Address: "/about/", Title: "About"}},
		StyleSheet: r.Assets.StyleSheet.Address, Script: r.Assets.Script.Address, Icon: r.Assets.Icon.Address,
		Kinds: settings.Kinds,
	}
}

func frame(r *Renderer, kind brief.PageType, address, title string) brief.Frame {
	return brief.Frame{
		Site: site(r), Type: kind, Address: address, Title: title, Description: "About " + title + ".",
		Language: "en", Direction: "ltr", Canonical: settings.BaseURL + address[1:],
		Trail: []brief.Anchor{{Address: "/"}},
		Feeds: []brief.Anchor{{Address: "/feed.xml"}},
	}
}

// text makes a setting of paragraphs, and heads where a line begins with "# ".
func text(lines ...string) *brief.Setting {
	p := &brief.Prose{Elements: []brief.Element{{Name: "p"}, {Name: "h2"}}}
	for i, line := range lines {
		element := int32(0)
		if rest, head := strings.CutPrefix(line, "# "); head {
			line, element = rest, 1
		}
		if i > 0 {
			p.Text += "\n"
		}
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Arg: element, Op: brief.OpenBlock})
		p.Text += line
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Arg: element, Op: brief.CloseBlock})
	}
	return &brief.Setting{Prose: p}
}

func whole(s *brief.Setting) brief.Extract {
	return brief.Extract{Setting: s, To: len(s.Prose.Steps)}
}

// block returns the blocks of a setting from one up to another.
func blocks(s *brief.Setting, from, to int) brief.Extract {
	return brief.Extract{Setting: s, From: 2 * from, To: 2 * to}
}
