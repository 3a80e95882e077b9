package link

import (
	"cmp"
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// How many articles a feed carries. Feeds carry them whole.
const (
	inSiteFeed = 20
	inFeed     = 8
)

// feedAnchors returns the feeds of something with a page.
func feedAnchors(of brief.Anchor) []brief.Anchor {
	return []brief.Anchor{
		{Address: of.Address + "feed.xml", Title: of.Title},
		{Address: of.Address + "feed.json", Title: of.Title},
	}
}

// addFeeds registers the feeds of a topic, story or entity, in both forms. Its
// articles are given by their places.
func (s *Site) addFeeds(of brief.Anchor, articles []int, list *diag.List) {
	for _, feed := range feedAnchors(of) {
		s.add(brief.FeedFile, feed.Address, brief.Pos{}, list, func(s *Site) any {
			return s.feedOf(feed, of.Address, latest(articles, inFeed))
		})
	}
}

// feedOf builds the view of a feed, of the articles at some places with their
// texts and notes.
func (s *Site) feedOf(feed brief.Anchor, home string, articles []int) *brief.FeedView {
	v := &brief.FeedView{Site: s.frame, Address: feed.Address, Title: feed.Title, Home: home}
	for _, order := range articles {
		v.Articles = append(v.Articles, s.articleText(order))
	}
	return v
}

// siteFeed builds the view of the site's feed.
func (s *Site) siteFeed(feed brief.Anchor) any {
	var articles []int
	for order := len(s.articles) - 1; order >= max(0, len(s.articles)-inSiteFeed); order-- {
		articles = append(articles, order)
	}
	return s.feedOf(feed, "/", articles)
}

// addSiteFeeds registers the feeds of the site and of its corrections.
func (s *Site) addSiteFeeds(list *diag.List) {
	for _, feed := range feedAnchors(brief.Anchor{Address: "/"}) {
		s.add(brief.FeedFile, feed.Address, brief.Pos{}, list, func(s *Site) any { return s.siteFeed(feed) })
	}
	for _, feed := range correctionsFeeds {
		s.add(brief.FeedFile, feed.Address, brief.Pos{}, list, func(s *Site) any { return s.changesFeed(feed.Address) })
	}
}

// Entities worth following have feeds: those that the front matter of at
// least three articles names, for those the articles are about and not merely
// naming; and of these the two dozen that are named most.
const (
	followedFrom = 3
	followedMost = 24
)

// collectFollowed finds the entities that have feeds.
func (s *Site) collectFollowed() {
	about := map[*brief.Entity][]int{}
	for i, a := range s.articles {
		for _, name := range a.Entities {
			e := s.entityNamed(name.Text)
			if n := len(about[e]); e != nil && (n == 0 || about[e][n-1] != i) {
				about[e] = append(about[e], i)
			}
		}
	}
	var followed []*brief.Entity
	for i := range s.corpus.Entities {
		if e := &s.corpus.Entities[i]; len(about[e]) >= followedFrom {
			followed = append(followed, e)
		}
	}
	slices.SortStableFunc(followed, func(a, b *brief.Entity) int { return cmp.Compare(len(about[b]), len(about[a])) })
	s.followed = map[*brief.Entity][]int{}
	for _, e := range followed[:min(len(followed), followedMost)] {
		s.followed[e] = about[e]
	}
}
