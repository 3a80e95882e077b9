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
	address string      // from the root, or a fragment of the same page; empty when it leads nowhere
	thing   *named      // that a link by name means; nil for other links
	picture *brief.File // of a link that is the address of a picture
}

// entity returns the entity that a link by name means, and nil for other links.
func (t *target) entity() *brief.Entity {
	if t.thing == nil {
		return nil
	}
	return t.thing.entity
}

// resolved is a text with links, and where each of them leads.
type resolved struct {
	prose   *brief.Prose
	targets []target
}

// links is where the links of texts lead.
type links struct {
	texts     []resolved                // of an article and its notes, where few of them have links
	byText    map[*brief.Prose][]target // of an article where many have, and of all texts that belong to none
	articles  []int                     // that an article's text and notes link to, by their places
	entities  []int32                   // of an article: those of its front matter, then those of its links, -1 for other links
	foreign   []string                  // addresses of pictures that are elsewhere
	published []published
	wrong     diag.List

	// steady says that the outline and the article alone decide where its
	// links lead: none leads to a place in another text, or to a file that
	// another text has published.
	steady bool
}

// of returns where the links of a text lead; nil for a text without links.
func (l *links) of(prose *brief.Prose) []target {
	for i := range l.texts {
		if l.texts[i].prose == prose {
			return l.texts[i].targets
		}
	}
	return l.byText[prose]
}

// fewTexts is how many texts are found by a look at each: no slower than a map,
// and a fraction of its memory.
const fewTexts = 16

// index makes a map of texts that are many.
func (l *links) index() {
	if len(l.texts) <= fewTexts {
		return
	}
	l.byText = make(map[*brief.Prose][]target, len(l.texts))
	for _, t := range l.texts {
		l.byText[t.prose] = t.targets
	}
	l.texts = nil
}

// published is a file that a text refers to, with its address.
type published struct {
	address string
	file    brief.File
}

// document is a text with the page that shows it.
type document struct {
	prose   *brief.Prose
	page    string // address
	path    string // of its input
	article *brief.Annotated
}

// resolver resolves the links of texts.
type resolver struct {
	*Site
	*links
	room *linkRoom
}

// linkRoom is the memory in which what articles keep of their links stands.
type linkRoom struct {
	links    pieces[links]
	texts    pieces[resolved]
	targets  pieces[target]
	entities pieces[int32]
}

// resolveLinks finds out where the links of every text lead, and gives the
// files that texts refer to an address beside their page. The links of an
// article that follow from what is as it was are as they were.
func (s *Site) resolveLinks(last *Site, list *diag.List) {
	used := map[string]bool{}
	add := func(l *links) {
		list.Append(l.wrong.All()...)
		for _, p := range l.published {
			used[p.file.Path] = true
		}
	}
	s.links = make([]*links, len(s.articles))
	room := new(linkRoom)
	for i, a := range s.articles {
		if s.outline == last.outline && last.articles[i] == a && last.links[i].steady {
			s.links[i] = last.links[i]
			for _, p := range s.links[i].published {
				s.publishAt(p, list)
			}
		} else {
			s.links[i] = s.resolveArticle(i, room, list)
		}
		add(s.links[i])
	}
	s.others = &links{byText: map[*brief.Prose][]target{}}
	r := resolver{s, s.others, room}
	for _, d := range s.otherTexts() {
		r.document(d, list)
	}
	add(s.others)
	s.unused(used, list)
}

// resolveArticle resolves the links of the article at a place and of its notes.
func (s *Site) resolveArticle(order int, room *linkRoom, list *diag.List) *links {
	a, l := s.articles[order], &room.links.make(1)[0]
	l.steady = true
	r := resolver{s, l, room}
	body := document{&a.Body, s.toArticle[order].Address, a.Path, a}
	r.document(body, list)
	for i := range a.Annotations {
		n := &a.Annotations[i]
		r.document(document{&n.Body, body.page, n.Pos.File, a}, list)
	}
	if a.Image != "" && !brief.IsAbsolute(a.Image) {
		if _, ok := r.publish(body, a.Image, list); !ok {
			l.wrong.Add(diag.FileMissing, diag.Pos(a.Pos), "put the file there, or correct the path", "there is no picture %s", path.Join(path.Dir(a.Path), a.Image))
		}
	}
	l.index()
	for _, name := range a.Entities {
		if e := s.entityNamed(name.Text); e != nil {
			l.entities = append(l.entities, s.indexOf[e])
		} else {
			l.entities = append(l.entities, -1)
		}
	}
	l.gather(s, &a.Body, a)
	for _, i := range a.Reading.Notes {
		l.gather(s, &a.Annotations[i].Body, a)
	}
	l.texts, l.entities = room.texts.keep(l.texts), room.entities.keep(l.entities)
	return l
}

// gather adds the articles and entities that the links of one text lead to.
func (l *links) gather(s *Site, prose *brief.Prose, a *brief.Annotated) {
	for _, t := range l.of(prose) {
		if t.thing != nil && t.thing.article > 0 {
			if order := t.thing.article - 1; s.articles[order] != a && !slices.Contains(l.articles, order) {
				l.articles = append(l.articles, order)
			}
		}
		if e := t.entity(); e != nil {
			l.entities = append(l.entities, s.indexOf[e])
		} else {
			l.entities = append(l.entities, -1)
		}
	}
}

// otherTexts returns every text of the site that belongs to no article, with
// its page.
func (s *Site) otherTexts() []document {
	var all []document
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

// document resolves the links of a text and of its footnotes.
func (r resolver) document(d document, list *diag.List) {
	r.text(d.prose, d, list)
	for i := range d.prose.Footnotes {
		r.text(&d.prose.Footnotes[i].Body, d, list)
	}
}

func (r resolver) text(prose *brief.Prose, d document, list *diag.List) {
	r.foreign = append(r.foreign, foreignPictures(prose)...)
	if len(prose.Links) == 0 {
		return
	}
	found := r.room.targets.make(len(prose.Links))
	for i, l := range prose.Links {
		switch {
		case l.Wiki:
			found[i] = r.name(l)
		case l.Picture:
			if address, ok := r.publish(d, l.Target, list); ok {
				found[i] = target{address: address, picture: &r.page(address).Media}
			} else {
				r.wrong.Add(diag.FileMissing, diag.Pos(l.Pos), "put the file there, or correct the path, which starts at the text's own folder",
					"there is no picture %s", path.Join(path.Dir(d.path), l.Target))
			}
		default:
			found[i] = r.path(l, d, list)
		}
	}
	if r.byText != nil {
		r.byText[prose] = found
	} else {
		r.texts = append(r.texts, resolved{prose, found})
	}
}

// name finds what a [[name]] means; it may end in #fragment.
func (r resolver) name(l brief.Link) target {
	name, fragment := l.Target, ""
	things := r.names.mean(name)
	if len(things) == 0 {
		if n := strings.LastIndexByte(name, '#'); n > 0 {
			name, fragment = name[:n], name[n+1:]
			things = r.names.mean(name)
		}
	}
	switch {
	case len(things) == 0:
		r.wrong.Add(diag.LinkDangling, diag.Pos(l.Pos), diag.DidYouMean(strings.ToLower(name), r.names.known(), "name an entity, article, story or page that there is, or write plain words"),
			"nothing is called [[%s]]", name)
		return target{}
	case len(things) > 1:
		var all []string
		for _, thing := range things {
			all = append(all, thing.what()+" [["+strings.Trim(thing.address, "/")+"]]")
		}
		slices.Sort(all)
		r.wrong.Add(diag.LinkAmbiguous, diag.Pos(l.Pos), "write one of the addresses: [[address|"+name+"]]",
			"[[%s]] can mean %s", name, strings.Join(all, " or "))
		return target{}
	}
	t := target{address: things[0].address, thing: things[0]}
	if fragment != "" {
		r.steady = false
		prose, article := r.at(things[0])
		found, ok := fragmentIn(prose, article, fragment)
		if !ok {
			r.noFragment(l, fragment, things[0].what())
			return t
		}
		t.address += "#" + found
	}
	return t
}

// path finds where a link without a scheme leads: to a heading or note
// of the same page, an address of the site, another input, or a file that is
// then published beside the page.
func (r resolver) path(l brief.Link, d document, list *diag.List) target {
	if l.Target == "" {
		found, ok := fragmentIn(d.prose, d.article, l.Fragment)
		if !ok && d.article != nil {
			found, ok = fragmentIn(&d.article.Body, d.article, l.Fragment)
		}
		if !ok {
			r.noFragment(l, l.Fragment, "this page")
			return target{}
		}
		return target{address: "#" + found}
	}
	name := unescape(l.Target)
	var address string
	if strings.HasPrefix(name, "/") {
		address = name
	} else if text, ok := r.textAt(path.Join(path.Dir(d.path), name)); ok {
		address = text
	} else if file, ok := r.publish(d, name, list); ok {
		return target{address: file}
	} else {
		address = path.Join(d.page, name)
		if strings.HasSuffix(name, "/") || path.Ext(name) == "" {
			address += "/"
		}
	}
	clean, query, _ := strings.Cut(address, "?")
	p := r.page(clean)
	if p == nil && !strings.HasSuffix(clean, "/") {
		if p = r.page(clean + "/"); p != nil {
			clean += "/"
		}
	}
	r.steady = r.steady && p != nil && p.Type != brief.MediaFile && l.Fragment == ""
	if p == nil {
		r.wrong.Add(diag.LinkDangling, diag.Pos(l.Pos), "correct the address; a path to another text starts at this one's folder", "the link to %s leads nowhere", l.Target)
		return target{}
	}
	if query != "" {
		clean += "?" + query
	}
	if l.Fragment != "" {
		found, ok := r.fragmentOn(clean, l.Fragment)
		if !ok {
			r.noFragment(l, l.Fragment, clean)
			return target{address: clean}
		}
		clean += "#" + found
	}
	return target{address: clean}
}

func (r resolver) noFragment(l brief.Link, fragment, where string) {
	r.wrong.Add(diag.LinkDangling, diag.Pos(l.Pos), "name a heading by its words in lower case with hyphens, or a note as note-ID",
		"%s has no place #%s", where, fragment)
}

// textAt returns the address of the text in a file.
func (s *Site) textAt(file string) (string, bool) {
	for _, thing := range s.names.mean(stem(file)) {
		if thing.article > 0 && s.articles[thing.article-1].Path == file {
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
	for _, things := range s.names.of {
		for _, thing := range things {
			if thing.address == address {
				prose, article := s.at(thing)
				return fragmentIn(prose, article, fragment)
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
func (r resolver) publish(d document, reference string, list *diag.List) (string, bool) {
	name := unescape(reference)
	file, ok := r.media[path.Join(path.Dir(d.path), name)]
	if !ok || strings.HasPrefix(name, "/") {
		return "", false
	}
	below := path.Clean(name)
	for strings.HasPrefix(below, "../") {
		below = below[len("../"):]
	}
	folder := d.page
	if !strings.HasSuffix(folder, "/") {
		folder = path.Dir(folder) + "/"
	}
	p := published{folder + below, file}
	r.published = append(r.published, p)
	if !r.publishAt(p, list) {
		r.steady = false
	}
	return p.address, true
}

// publishAt gives a file its address, and returns false when another one has
// it.
func (s *Site) publishAt(p published, list *diag.List) bool {
	made := &page{Page: brief.Page{Address: p.address, Type: brief.MediaFile, Media: p.file}, origin: brief.Pos{File: p.file.Path}}
	other := s.page(p.address)
	switch {
	case other == nil:
		s.beside[p.address] = made
	case other.Media.Path != p.file.Path:
		taken(other, made, list)
		return false
	}
	return true
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
func (l *links) hrefs(prose *brief.Prose) []string {
	targets := l.of(prose)
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
func (l *links) pictures(prose *brief.Prose) []brief.File {
	var files []brief.File
	for i, t := range l.of(prose) {
		if t.picture == nil {
			continue
		}
		if files == nil {
			files = make([]brief.File, len(prose.Links))
		}
		files[i] = *t.picture
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
