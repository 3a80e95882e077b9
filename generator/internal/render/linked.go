package render

import (
	"strings"

	"gloss/generator/brief"
)

// isSiteFeed reports whether a feed is the site's: every page has those.
func isSiteFeed(a brief.Anchor) bool { return strings.Count(a.Address, "/") == 1 }

// siteFeeds returns the feeds of the site among those of a page.
func siteFeeds(view framed) []brief.Anchor { return feedsOf(view, true) }

// ownFeeds returns the feeds that a page has beyond the site's.
func ownFeeds(view framed) []brief.Anchor { return feedsOf(view, false) }

func feedsOf(view framed, site bool) []brief.Anchor {
	var feeds []brief.Anchor
	for _, a := range view.Framed().Feeds {
		if isSiteFeed(a) == site {
			feeds = append(feeds, a)
		}
	}
	return feeds
}

// isJSON reports whether a feed is a JSON Feed and not Atom.
func isJSON(address string) bool { return strings.HasSuffix(address, ".json") }

// feedName returns the key of a word for the form of a feed.
func feedName(a brief.Anchor) string {
	if isJSON(a.Address) {
		return "feed-json"
	}
	return "feed-atom"
}

// about returns the sentence at the head of an index.
func (v *voice) about(view framed) string { return v.words.say("about-" + string(view.Framed().Type)) }
