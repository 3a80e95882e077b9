package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// topic is what articles say that they are about. Names with the same slug
// are one topic, called as the first article calls it.
type topic struct {
	slug, title string
	articles    []int // in the order of the site
}

func (t *topic) address() string { return "/topics/" + t.slug + "/" }

func (t *topic) anchor() brief.Anchor { return brief.Anchor{Address: t.address(), Title: t.title} }

// collectTopics gathers the articles of every topic.
func (s *Site) collectTopics(list *diag.List) {
	s.topicOf = map[string]*topic{}
	bySlug := map[string]*topic{}
	for i, a := range s.articles {
		for _, name := range a.Topics {
			t := s.topicOf[name.Text]
			if t == nil {
				slug := brief.Slug(name.Text)
				if slug == "" || len(slug) > brief.MaxSlug {
					list.Add(diag.SlugInvalid, diag.Pos(name.Pos), "name the topic in a few words", "the topic %q gives its page no address", name.Text)
					continue
				}
				if t = bySlug[slug]; t == nil {
					t = &topic{slug: slug, title: name.Text}
					bySlug[slug] = t
					s.topics = append(s.topics, t)
				}
				s.topicOf[name.Text] = t
			}
			if n := len(t.articles); n == 0 || t.articles[n-1] != i {
				t.articles = append(t.articles, i)
			}
		}
	}
	slices.SortFunc(s.topics, func(a, b *topic) int {
		return cmp.Or(strings.Compare(key(a.title), key(b.title)), strings.Compare(a.slug, b.slug))
	})
}

// addTopics registers the pages of topics.
func (s *Site) addTopics(list *diag.List) {
	if len(s.topics) == 0 {
		return
	}
	s.add(brief.TopicsPage, "/topics/", brief.Pos{}, list, (*Site).topicIndex)
	for _, t := range s.topics {
		s.add(brief.TopicPage, t.address(), brief.Pos{}, list, func(s *Site) any { return s.topic(t) })
		s.addFeeds(t.anchor(), t.articles, list)
	}
}

// topicAnchors returns the topics of an article with their pages.
func (s *Site) topicAnchors(names []brief.Name) []brief.Anchor {
	anchors := make([]brief.Anchor, 0, len(names))
	for _, name := range names {
		anchor := brief.Anchor{Title: name.Text}
		if t := s.topicOf[name.Text]; t != nil {
			anchor.Address = t.address()
		}
		anchors = append(anchors, anchor)
	}
	return anchors
}

// topicIndex builds the view of the index of topics.
func (s *Site) topicIndex() any {
	v := &brief.IndexView{Frame: s.newFrame(brief.TopicsPage, "/topics/", "", "", "", homeAnchor)}
	for _, t := range s.topics {
		v.Items = append(v.Items, brief.IndexItem{Anchor: t.anchor(), Articles: len(t.articles), Latest: s.articles[t.articles[len(t.articles)-1]].Date})
	}
	return v
}

// topic builds the view of a topic.
func (s *Site) topic(t *topic) any {
	const whole = 12 // articles that are shown with their notes
	v := &brief.TopicView{Frame: s.newFrame(brief.TopicPage, t.address(), t.title, "", "", homeAnchor, brief.Anchor{Address: "/topics/"})}
	v.Feeds = append(v.Feeds, feedAnchors(t.anchor())...)
	for n, i := range slices.Backward(t.articles) {
		if len(t.articles)-n <= whole {
			v.Latest = append(v.Latest, s.card(i))
		} else {
			v.Earlier = append(v.Earlier, s.toArticle[i])
		}
	}
	shared := map[*topic]int{}
	for _, i := range t.articles {
		for _, name := range s.articles[i].Topics {
			if other := s.topicOf[name.Text]; other != nil && other != t {
				shared[other]++
			}
		}
	}
	for _, other := range s.topics {
		if shared[other] > 0 {
			v.Beside = append(v.Beside, brief.IndexItem{Anchor: other.anchor(), Articles: shared[other]})
		}
	}
	slices.SortStableFunc(v.Beside, func(a, b brief.IndexItem) int { return cmp.Compare(b.Articles, a.Articles) })
	return v
}

// latest returns the last places of a list, the latest first.
func latest(order []int, most int) []int {
	last := slices.Clone(order[max(0, len(order)-most):])
	slices.Reverse(last)
	return last
}
