package parse

import (
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/tree"
)

// date returns the date of a field, and the end of the range where it is one.
// It may be written as CSL-JSON does (date-parts, raw, literal), as Pandoc
// does (text such as 2021-12-03 or 2021-12-03/2021-12-07, or a mapping of
// year, month and day) or as EDTF does, which marks doubt by ? and ~. Seasons
// and doubt are accepted and not kept.
func (r *sourceReader) date(f *tree.Field) (from, to brief.Date) {
	switch f.Value.Kind {
	case tree.Scalar:
		return r.dateText(f.Key, f.Value, true)
	case tree.Sequence:
		return r.dateList(f.Key, f.Value)
	}
	if parts := f.Value.Get("date-parts"); parts != nil && parts.Kind == tree.Sequence {
		return r.dateList(f.Key, parts)
	}
	for _, key := range []string{"raw", "literal"} {
		if n := f.Value.Get(key); n != nil && n.Kind == tree.Scalar {
			return r.dateText(f.Key, n, false)
		}
	}
	if f.Value.Get("year") != nil {
		return r.dateYear(f.Key, f.Value), to
	}
	if len(f.Value.Fields) > 0 {
		r.noDate(f.Key, f.Value)
	}
	return from, to
}

// dateList returns the date of a list: of lists of numbers, of numbers, or of
// mappings of year, month and day.
func (r *sourceReader) dateList(key string, n *tree.Node) (from, to brief.Date) {
	if len(n.Items) > 0 && n.Items[0].Kind == tree.Scalar {
		return r.dateParts(key, n, n.Items), to
	}
	for i, item := range n.Items {
		var date brief.Date
		switch item.Kind {
		case tree.Sequence:
			date = r.dateParts(key, item, item.Items)
		case tree.Mapping:
			date = r.dateYear(key, item)
		default:
			r.noDate(key, item)
		}
		switch i {
		case 0:
			from = date
		case 1:
			to = date
		}
	}
	return from, to
}

// dateYear returns the date of a mapping of year, month and day.
func (r *sourceReader) dateYear(key string, n *tree.Node) brief.Date {
	var parts []*tree.Node
	for _, part := range []string{"year", "month", "day"} {
		value := n.Get(part)
		if value == nil {
			break
		}
		parts = append(parts, value)
	}
	return r.dateParts(key, n, parts)
}

// dateParts returns the date of a year, a month and a day, each a number or
// text that is one. Parts at the end that are empty are not known.
func (r *sourceReader) dateParts(key string, at *tree.Node, parts []*tree.Node) brief.Date {
	var numbers [3]int
	for i, part := range parts {
		text := strings.TrimSpace(part.Text)
		if text == "" && part.Kind != tree.Sequence && part.Kind != tree.Mapping {
			break
		}
		n, err := strconv.Atoi(text)
		if err != nil || i == len(numbers) {
			r.noDate(key, part)
			return brief.Date{}
		}
		numbers[i] = n
	}
	date := brief.Date{Year: numbers[0], Month: numbers[1], Day: numbers[2]}
	if date.IsZero() {
		return date
	}
	if m := date.Month; date.Day == 0 && (13 <= m && m <= 16 || 21 <= m && m <= 24) {
		date.Month = 0 // a season (citeproc-js: 13–16; EDTF: 21–24)
	}
	if !isInCalendar(date) {
		if len(parts) > 0 {
			at = parts[0]
		}
		r.complain(at, "write a year, a month and a day that there are", "%s is in no calendar: %s", key, date)
		return brief.Date{}
	}
	return date
}

// isInCalendar reports whether a date is one of the years 1 to 9999, and has
// only parts that there are.
func isInCalendar(d brief.Date) bool {
	if d.Year < 1 || d.Year > 9999 || d.Month == 0 && d.Day != 0 {
		return false
	}
	year, month, day := d.Time().Date()
	return year == d.Year && int(month) == max(1, d.Month) && day == max(1, d.Day)
}

// dateText returns the date that a text says. Text that is not written as a
// date is a complaint if the field wants one; otherwise it counts as far as it
// names one year.
func (r *sourceReader) dateText(key string, n *tree.Node, want bool) (from, to brief.Date) {
	text := strings.TrimSpace(n.Text)
	if text == "" {
		return from, to
	}
	first, last, isRange := strings.Cut(text, "/")
	from, good := edtfDate(first)
	if good && isRange {
		to, good = edtfDate(last)
	}
	switch {
	case good:
		return from, to
	case want || isDateLike(text):
		r.noDate(key, n)
		return brief.Date{}, brief.Date{}
	}
	return brief.Date{Year: onlyYear(text)}, brief.Date{}
}

// edtfDate returns a date of EDTF, level 1 (ISO 8601-2:2019), or the day of a
// date-time. An open end is no date, and good.
func edtfDate(text string) (date brief.Date, good bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "?~%")
	if text == "" || text == ".." {
		return date, true
	}
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	if len(text) == len("2021-21") && text[4] == '-' && text[5:] >= "21" && text[5:] <= "24" {
		text = text[:4] // a season
	}
	return brief.ParseDate(text)
}

// isDateLike reports whether a text is written as a date, though there is no
// such day.
func isDateLike(text string) bool {
	return len(text) >= len("2021-1") && strings.Trim(text, "0123456789-/") == "" && text[4] == '-'
}

// onlyYear returns the only number of four digits in a text, and 0 when there
// is none or several.
func onlyYear(text string) int {
	year := 0
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c < '0' || c > '9' }) {
		if len(word) != 4 || word[0] == '0' {
			continue
		}
		if year != 0 {
			return 0
		}
		year, _ = strconv.Atoi(word)
	}
	return year
}

func (r *sourceReader) noDate(key string, n *tree.Node) {
	if n.Partial {
		return
	}
	shown := "this"
	if n.Kind == tree.Scalar {
		shown = tree.Shown(n.Text)
	}
	r.complain(n, "write YYYY-MM-DD, YYYY-MM or YYYY", "%s is no date: %s", key, shown)
}
