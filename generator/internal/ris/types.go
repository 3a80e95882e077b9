package ris

import (
	"maps"
	"slices"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// types are the CSL types of the types of records.
var types = map[string]string{
	"ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog",
	"BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic", "COMP": "software", "CONF": "paper-conference",
	"CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
	"EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "figure", "FIGURE": "figure", "GEN": "document",
	"GOVDOC": "report", "GRANT": "document", "GRNT": "document", "HEAR": "hearing", "ICOMM": "post", "INPR": "article", "JFULL": "article-journal",
	"JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
	"MULTI": "webpage", "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
	"RPRT": "report", "SER": "periodical", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
	"UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}

// written are the types of records that CSL types are written as: those that
// read as the same CSL type. Others are GEN, with the CSL type beside it.
var written = map[string]string{
	"article": "INPR", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK", "chapter": "CHAP",
	"classic": "CLSWK", "dataset": "DATA", "document": "GEN", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "ART",
	"hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT", "manuscript": "MANSCPT", "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC",
	"pamphlet": "PAMP", "paper-conference": "CONF", "patent": "PAT", "periodical": "SER", "personal_communication": "PCOMM", "post": "ICOMM",
	"post-weblog": "BLOG", "report": "RPRT", "software": "COMP", "song": "SOUND", "speech": "SLIDE", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}

// kind returns the CSL type of a record.
func (r *reader) kind(l line) string {
	if csl, ok := types[l.text]; ok {
		return csl
	}
	hint := "use GEN, or a type such as NEWS, ELEC, RPRT or BOOK"
	if r.hints++; r.hints <= maxHints && len(l.text) < 20 {
		hint = diag.DidYouMean(l.text, slices.Sorted(maps.Keys(types)), hint)
	}
	r.list.Add(r.codes.Key, l.at, hint, "%s is no type of record; it is read as GEN", tree.Shown(l.text))
	return "document"
}

// maxHints is how often the nearest known type is looked for.
const maxHints = 50
