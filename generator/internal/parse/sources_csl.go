package parse

import (
	"maps"
	"slices"
	"strings"

	"gloss/generator/internal/diag"
)

// cslTypes are the types of items (CSL 1.0.2, appendix III).
var cslTypes = []string{
	"article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
	"classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
	"figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
	"musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
	"personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
	"song", "speech", "standard", "thesis", "treaty", "webpage",
}

// urlStatuses are the states of a work's own address (MediaWiki, Template:Cite
// web, url-status).
var urlStatuses = []string{"live", "dead", "unfit", "usurped"}

// cslVariables are the fields that an item may have: the variables of CSL
// 1.0.2 (appendix IV), the further properties of its JSON schema, and what
// Gloss has beyond them.
var cslVariables = setOf(
	// Gloss
	"archive-url", "archive-date", "url-status", "quote", "via", "agency", "publisher-url", "reliability",
	// csl-data.json
	"id", "type", "categories", "custom", "journalAbbreviation", "shortTitle",
	// Standard variables
	"abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
	"call-number", "citation-key", "citation-label", "collection-title", "container-title",
	"container-title-short", "dimensions", "division", "DOI", "event", "event-title", "event-place", "genre",
	"ISBN", "ISSN", "jurisdiction", "keyword", "language", "license", "medium", "note", "original-publisher",
	"original-publisher-place", "original-title", "part-title", "PMCID", "PMID", "publisher", "publisher-place",
	"references", "reviewed-genre", "reviewed-title", "scale", "source", "status", "title", "title-short", "URL",
	"volume-title", "volume-title-short", "year-suffix",
	// Number variables
	"chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue",
	"locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number",
	"printing-number", "section", "supplement-number", "version", "volume",
	// Date variables
	"accessed", "available-date", "event-date", "issued", "original-date", "submitted",
	// Name variables
	"author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
	"director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
	"illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
	"reviewed-author", "script-writer", "series-creator", "translator",
)

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// nearestVariable returns a hint that names the field nearest to a key, or
// another hint when none is near.
func nearestVariable(key, otherwise string) string {
	names := slices.Sorted(maps.Keys(cslVariables))
	for _, name := range names {
		if strings.EqualFold(key, name) {
			return "did you mean " + name + "?"
		}
	}
	return diag.DidYouMean(key, names, otherwise)
}

// cslMarkup are the tags that CSL data may have in its texts (CSL-JSON, "Rich
// text fields"). Other tags are text.
var cslMarkup = []string{"i", "b", "sc", "sup", "sub", "span"}

// plainCSL returns a text without CSL's markup.
func plainCSL(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		tag, after, closed := strings.Cut(rest, ">")
		if closed && isCSLTag(tag) {
			text = after
			continue
		}
		b.WriteByte('<')
		text = rest
	}
}

// isCSLTag reports whether what stands between < and > is markup of CSL.
func isCSLTag(tag string) bool {
	name, attributes, _ := strings.Cut(strings.TrimPrefix(tag, "/"), " ")
	if attributes != "" && (name != "span" || !strings.HasPrefix(attributes, "class=") && !strings.HasPrefix(attributes, "style=")) {
		return false
	}
	return slices.Contains(cslMarkup, name)
}
