package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// story is a running thread with its articles. One that articles name and
// nobody has written about has its name for a title.
type story struct {
	*brief.Story
	articles []int // in the order of the site
}

func (t *story) address() string { return "/stories/" + t.Slug + "/" }

func (t *story) anchor() brief.Anchor { return brief.Anchor{Address: t.address(), Title: t.Title} }

// collectStories gathers the articles of every story, and complains of names
// that none of the site's own stories has.
func (s *Site) collectStories(list *diag.List) {
	s.storyOf = map[string]*story{}
	var known []string
	for i := range s.corpus.Stories {
		t := &story{Story: &s.corpus.Stories[i]}
		known = append(known, t.Slug)
		s.stories = append(s.stories, t)
		for _, name := range []string{key(t.Slug), key(t.Title)} {
			if s.storyOf[name] == nil {
				s.storyOf[name] = t
			}
		}
	}
	for i, a := range s.articles {
		for _, name := range a.Stories {
			t := s.storyNamed(name.Text)
			if t == nil {
				slug := brief.Slug(name.Text)
				if slug == "" || len(slug) > brief.MaxSlug {
					list.Add(diag.SlugInvalid, diag.Pos(name.Pos), "name the story in a few words", "the story %q gives its page no address", name.Text)
					continue
				}
				if len(known) > 0 {
					list.Add(diag.StoryUnknown, diag.Pos(name.Pos), diag.DidYouMean(name.Text, known, "add a file to content/stories, or take the name out"),
						"there is no story %q", name.Text)
				}
				t = &story{Story: &brief.Story{Slug: slug, Title: name.Text}}
				s.stories = append(s.stories, t)
				s.storyOf[slug], s.storyOf[key(name.Text)] = t, t
			}
			if n := len(t.articles); n == 0 || t.articles[n-1] != i {
				t.articles = append(t.articles, i)
			}
		}
	}
	slices.SortStableFunc(s.stories, func(a, b *story) int {
		return cmp.Or(strings.Compare(key(a.Title), key(b.Title)), strings.Compare(a.Slug, b.Slug))
	})
}

// storyNamed returns the story with a name, and nil when there is none.
func (s *Site) storyNamed(name string) *story {
	if t := s.storyOf[key(name)]; t != nil {
		return t
	}
	return s.storyOf[brief.Slug(name)]
}

// addStories registers the pages of stories.
func (s *Site) addStories(list *diag.List) {
	if len(s.stories) == 0 {
		return
	}
	s.add(brief.StoriesPage, "/stories/", brief.Pos{}, list, (*Site).storyIndex)
	for _, t := range s.stories {
		s.add(brief.StoryPage, t.address(), t.Pos, list, func(s *Site) any { return s.story(t) })
		s.addFeeds(t.anchor(), t.articles, list)
	}
}

func (s *Site) storyAnchors(names []brief.Name) []brief.Anchor {
	var anchors []brief.Anchor
	for _, name := range names {
		if t := s.storyNamed(name.Text); t != nil {
			anchors = append(anchors, t.anchor())
		} else {
			anchors = append(anchors, brief.Anchor{Title: name.Text})
		}
	}
	return anchors
}

// storyIndex builds the view of the index of stories.
func (s *Site) storyIndex() any {
	v := &brief.IndexView{Frame: s.newFrame(brief.StoriesPage, "/stories/", "", "", "", homeAnchor)}
	for _, t := range s.stories {
		item := brief.IndexItem{Anchor: t.anchor(), Text: t.Summary, Articles: len(t.articles)}
		if n := len(t.articles); n > 0 {
			item.Latest = s.articles[t.articles[n-1]].Date
		}
		v.Items = append(v.Items, item)
	}
	slices.SortStableFunc(v.Items, func(a, b brief.IndexItem) int { return b.Latest.Compare(a.Latest) })
	return v
}

// story builds the view of a story: its articles, what they say happened, and
// the editions that stood under a headline of their own, in order of time.
func (s *Site) story(t *story) any {
	v := &brief.StoryView{
		Frame: s.newFrame(brief.StoryPage, t.address(), t.Title, described(t.Summary, t.Body.Text), "",
			homeAnchor, brief.Anchor{Address: "/stories/"}),
		Story:    t.Story,
		Articles: len(t.articles),
	}
	v.Feeds = append(v.Feeds, feedAnchors(t.anchor())...)
	v.Body, v.Sources = s.plainText(&t.Body, &t.Reading)
	var items []brief.TimelineItem
	var last *day
	for _, i := range t.articles {
		a := s.articles[i]
		items = append(items, brief.TimelineItem{Date: a.Date, Sort: "article", Text: a.Dek, Link: s.toArticle[i]})
		for event := range a.Events {
			items = append(items, s.eventItem(i, event))
		}
		if d := s.editions[i]; d != last && d.Path != "" {
			items = append(items, brief.TimelineItem{Date: d.Date, Sort: "briefing", Link: *d.anchor()})
			last = d
		}
	}
	v.Years = byYear(items)
	return v
}

// threads returns the stories of the article at a place with the articles
// before and after it.
func (s *Site) threads(order int) []brief.Thread {
	var threads []brief.Thread
	for _, name := range s.articles[order].Stories {
		t := s.storyNamed(name.Text)
		if t == nil {
			continue
		}
		i, found := slices.BinarySearch(t.articles, order)
		if !found {
			continue
		}
		thread := brief.Thread{Story: t.anchor(), Place: i + 1, Count: len(t.articles)}
		if i > 0 {
			thread.Previous = &s.toArticle[t.articles[i-1]]
		}
		if i+1 < len(t.articles) {
			thread.Next = &s.toArticle[t.articles[i+1]]
		}
		threads = append(threads, thread)
	}
	return threads
}
