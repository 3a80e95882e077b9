package brief

import (
	"cmp"
	"strconv"
	"time"
)

// Date is a calendar day that may be partial: Day, or Day and Month, are 0
// where they are not known. The zero Date is no date. A partial date is never
// completed.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads a date in the forms of ISO 8601: 2021-12-03, 2021-12 or
// 2021. It returns false for anything else and for days that no calendar has.
func ParseDate(s string) (Date, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		d := Date{Year: t.Year()}
		if len(layout) > len("2006") {
			d.Month = int(t.Month())
		}
		if len(layout) > len("2006-01") {
			d.Day = t.Day()
		}
		return d, true
	}
	return Date{}, false
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// IsDay reports whether the date is complete.
func (d Date) IsDay() bool { return d.Day != 0 }

// Compare orders dates by time; a partial date stands before every date that
// it contains.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// String returns the date as ISO 8601 writes it, as far as it is known, and
// the empty string when there is none.
func (d Date) String() string { return d.join('-', "") }

// Address returns the address of the date's archive page: /2021/12/03/.
func (d Date) Address() string { return d.join('/', "/") }

// join writes the known parts of a date. Pages are full of dates, and package
// fmt takes ten times as long.
func (d Date) join(between byte, around string) string {
	var room [32]byte
	return string(d.appendTo(room[:0], between, around))
}

func (d Date) appendTo(b []byte, between byte, around string) []byte {
	b = append(b, around...)
	if d.IsZero() {
		return append(b, around...)
	}
	b = appendNumber(b, d.Year, 4)
	for _, part := range [...]int{d.Month, d.Day} {
		if part == 0 {
			break
		}
		b = appendNumber(append(b, between), part, 2)
	}
	return append(b, around...)
}

// appendNumber appends a number with zeros before it.
func appendNumber(b []byte, n, digits int) []byte {
	if n < 0 {
		b, n, digits = append(b, '-'), -n, digits-1 // the sign is one of the places
	}
	for limit := 10; digits > 1; digits, limit = digits-1, limit*10 {
		if n < limit {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Time returns the first moment of a date in UTC; a partial date counts from
// its first day.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
}
