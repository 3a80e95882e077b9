package link

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// target is where a link of a text leads.
type target struct {
	address string // from the root, or a fragment of the same page; empty when it leads nowhere
	entity  *brief.Entity
	article *brief.Annotated
	picture brief.File // of a link that is the address of a picture
}

// document is a text with the page that shows it.
type document struct {
	prose   *brief.Prose
	page    string // address
	path    string // of its input
	article *brief.Annotated
}

// resolveLinks finds out where the links of every text lead, and gives the
// files that texts refer to an address beside their page.
func (s *Site) resolveLinks(list *diag.List) {
	used := map[string]bool{}
	for _, d := range s.documents() {
		s.resolveText(d.prose, d, used, list)
		for i := range d.prose.Footnotes {
			s.resolveText(&d.prose.Footnotes[i].Body, d, used, list)
		}
	}
	for _, a := range s.articles {
		if a.Image != "" && !brief.IsAbsolute(a.Image) {
			d := document{page: a.Address(), path: a.Path}
			if _, ok := s.publish(d, a.Image, used, list); !ok {
				list.Add(diag.FileMissing, diag.Pos(a.Pos), "put the file there, or correct the path", "there is no picture %s", path.Join(path.Dir(a.Path), a.Image))
			}
		}
	}
	s.unused(used, list)
}

// documents returns every text of the site with its page.
func (s *Site) documents() []document {
	var all []document
	for _, a := range s.articles {
		all = append(all, document{&a.Body, a.Address(), a.Path, a})
		for i := range a.Annotations {
			n := &a.Annotations[i]
			all = append(all, document{&n.Body, a.Address(), n.Pos.File, a})
		}
	}
	for _, d := range s.days {
		if d.Path != "" {
			all = append(all, document{&d.Body, d.Date.Address(), d.Path, nil})
		}
	}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		all = append(all, document{&e.Body, e.Address(), e.Path, nil})
	}
	for _, t := range s.stories {
		if t.Path != "" {
			all = append(all, document{&t.Body, t.address(), t.Path, nil})
		}
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		all = append(all, document{&p.Body, p.Address, p.Path, nil})
	}
	return all
}

func (s *Site) resolveText(prose *brief.Prose, d document, used map[string]bool, list *diag.List) {
	if len(prose.Links) == 0 {
		return
	}
	targets := make([]target, len(prose.Links))
	for i, l := range prose.Links {
		switch {
		case l.Wiki:
			targets[i] = s.resolveName(l, list)
		case l.Picture:
			if address, ok := s.publish(d, l.Target, used, list); ok {
				targets[i] = target{address: address, picture: s.pages[address].Media}
			} else {
				list.Add(diag.FileMissing, diag.Pos(l.Pos), "put the file there, or correct the path, which starts at the text's own folder",
					"there is no picture %s", path.Join(path.Dir(d.path), l.Target))
			}
		default:
			targets[i] = s.resolvePath(l, d, used, list)
		}
	}
	s.targets[prose] = targets
}

// resolveName finds what a [[name]] means; it may end in #fragment.
func (s *Site) resolveName(l brief.Link, list *diag.List) target {
	name, fragment := l.Target, ""
	things := s.names[key(name)]
	if len(things) == 0 {
		if n := strings.LastIndexByte(name, '#'); n > 0 {
			name, fragment = name[:n], name[n+1:]
			things = s.names[key(name)]
		}
	}
	switch {
	case len(things) == 0:
		list.Add(diag.LinkDangling, diag.Pos(l.Pos), diag.DidYouMean(strings.ToLower(name), s.names.known(), "name an entity, article, story or page that there is, or write plain words"),
			"nothing is called [[%s]]", name)
		return target{}
	case len(things) > 1:
		var all []string
		for _, thing := range things {
			all = append(all, thing.what+" [["+strings.Trim(thing.address, "/")+"]]")
		}
		slices.Sort(all)
		list.Add(diag.LinkAmbiguous, diag.Pos(l.Pos), "write one of the addresses: [[address|"+name+"]]",
			"[[%s]] can mean %s", name, strings.Join(all, " or "))
		return target{}
	}
	t := target{address: things[0].address, entity: things[0].entity, article: things[0].article}
	if fragment != "" {
		found, ok := fragmentIn(things[0].prose, things[0].article, fragment)
		if !ok {
			s.noFragment(l, fragment, things[0].what, list)
			return t
		}
		t.address += "#" + found
	}
	return t
}

// resolvePath finds where a link without a scheme leads: to a heading or note
// of the same page, an address of the site, another input, or a file that is
// then published beside the page.
func (s *Site) resolvePath(l brief.Link, d document, used map[string]bool, list *diag.List) target {
	if l.Target == "" {
		found, ok := fragmentIn(d.prose, d.article, l.Fragment)
		if !ok && d.article != nil {
			found, ok = fragmentIn(&d.article.Body, d.article, l.Fragment)
		}
		if !ok {
			s.noFragment(l, l.Fragment, "this page", list)
			return target{}
		}
		return target{address: "#" + found}
	}
	name := unescape(l.Target)
	var address string
	if strings.HasPrefix(name, "/") {
		address = name
	} else if text, ok := s.textAt(path.Join(path.Dir(d.path), name)); ok {
		address = text
	} else if file, ok := s.publish(d, name, used, list); ok {
		return target{address: file}
	} else {
		address = path.Join(d.page, name)
		if strings.HasSuffix(name, "/") || path.Ext(name) == "" {
			address += "/"
		}
	}
	clean, query, _ := strings.Cut(address, "?")
	p := s.pages[clean]
	if p == nil && !strings.HasSuffix(clean, "/") {
		if p = s.pages[clean+"/"]; p != nil {
			clean += "/"
		}
	}
	if p == nil {
		list.Add(diag.LinkDangling, diag.Pos(l.Pos), "correct the address; a path to another text starts at this one's folder", "the link to %s leads nowhere", l.Target)
		return target{}
	}
	if query != "" {
		clean += "?" + query
	}
	if l.Fragment != "" {
		found, ok := s.fragmentOn(clean, l.Fragment)
		if !ok {
			s.noFragment(l, l.Fragment, clean, list)
			return target{address: clean}
		}
		clean += "#" + found
	}
	return target{address: clean}
}

func (s *Site) noFragment(l brief.Link, fragment, where string, list *diag.List) {
	list.Add(diag.LinkDangling, diag.Pos(l.Pos), "name a heading by its words in lower case with hyphens, or a note as note-ID",
		"%s has no place #%s", where, fragment)
}

// textAt returns the address of the text in a file.
func (s *Site) textAt(file string) (string, bool) {
	for _, thing := range s.names[key(stem(file))] {
		if thing.article != nil && thing.article.Path == file {
			return thing.address, true
		}
	}
	for i := range s.corpus.Pages {
		if s.corpus.Pages[i].Path == file {
			return s.corpus.Pages[i].Address, true
		}
	}
	for i := range s.corpus.Entities {
		if s.corpus.Entities[i].Path == file {
			return s.corpus.Entities[i].Address(), true
		}
	}
	for _, t := range s.stories {
		if t.Path == file {
			return t.address(), true
		}
	}
	for _, d := range s.days {
		if d.Path == file {
			return d.Date.Address(), true
		}
	}
	return "", false
}

// fragmentOn finds a fragment on the page at an address.
func (s *Site) fragmentOn(address, fragment string) (string, bool) {
	for _, things := range s.names {
		for _, thing := range things {
			if thing.address == address {
				return fragmentIn(thing.prose, thing.article, fragment)
			}
		}
	}
	return "", false
}

// fragmentIn finds what an author means by a fragment: the id of a heading, or
// of a note, with or without the prefix that it has on the page.
func fragmentIn(prose *brief.Prose, a *brief.Annotated, fragment string) (string, bool) {
	heading := brief.HeadingFragment(fragment)
	for _, e := range prose.Elements {
		for _, attr := range e.Attrs {
			if attr.Name == "id" && (attr.Value == heading || attr.Value == fragment) {
				return attr.Value, true
			}
		}
	}
	if a != nil {
		for _, i := range a.Reading.Notes {
			if n := &a.Annotations[i]; n.Fragment() == fragment || n.ID == fragment {
				return n.Fragment(), true
			}
		}
		for _, c := range a.Reading.Cited {
			if c.Source.Fragment() == fragment {
				return fragment, true
			}
		}
	}
	return "", false
}

// publish gives a file that a text refers to an address beside the text's
// page, and returns false when there is no such file.
func (s *Site) publish(d document, reference string, used map[string]bool, list *diag.List) (string, bool) {
	name := unescape(reference)
	file, ok := s.media[path.Join(path.Dir(d.path), name)]
	if !ok || strings.HasPrefix(name, "/") {
		return "", false
	}
	used[file.Path] = true
	below := path.Clean(name)
	for strings.HasPrefix(below, "../") {
		below = below[len("../"):]
	}
	folder := d.page
	if !strings.HasSuffix(folder, "/") {
		folder = path.Dir(folder) + "/"
	}
	address := folder + below
	if other := s.pages[address]; other != nil && other.Media.Path == file.Path {
		return address, true
	}
	s.addPage(&page{Page: brief.Page{Address: address, Type: brief.MediaFile, Media: file}, origin: brief.Pos{File: file.Path}}, list)
	return address, true
}

// unused complains of files that are on no page.
func (s *Site) unused(used map[string]bool, list *diag.List) {
	for _, f := range s.corpus.Media {
		if !used[f.Path] {
			list.Add(diag.FileUnused, diag.Pos{File: f.Path}, "refer to it from a text, or take it out", "the file is on no page, so it is not published")
		}
	}
}

// hrefs returns the addresses of a text's links.
func (s *Site) hrefs(prose *brief.Prose) []string {
	targets := s.targets[prose]
	if targets == nil {
		return nil
	}
	hrefs := make([]string, len(targets))
	for i, t := range targets {
		hrefs[i] = t.address
	}
	return hrefs
}

// pictures returns the files of a text's links that are pictures, and nil
// where none is.
func (s *Site) pictures(prose *brief.Prose) []brief.File {
	var files []brief.File
	for i, t := range s.targets[prose] {
		if t.picture.Path == "" {
			continue
		}
		if files == nil {
			files = make([]brief.File, len(prose.Links))
		}
		files[i] = t.picture
	}
	return files
}

// picture returns the address of an article's picture.
func (s *Site) picture(a *brief.Annotated) string {
	if brief.IsAbsolute(a.Image) {
		return a.Image
	}
	below := path.Clean(unescape(a.Image))
	for strings.HasPrefix(below, "../") {
		below = below[len("../"):]
	}
	return a.Address() + below
}

func unescape(reference string) string {
	if name, err := url.PathUnescape(reference); err == nil {
		return name
	}
	return reference
}
