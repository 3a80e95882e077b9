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
func (d Date) String() string { return d.parted('-') }

// Address returns the address of the date's archive page: /2021/12/03/.
func (d Date) Address() string { return "/" + d.parted('/') + "/" }

// parted returns the parts of the date that are known. A site prints dates by
// the ten thousand, which is why this goes without fmt.
func (d Date) parted(by byte) string {
	if d.IsZero() {
		return ""
	}
	b := make([]byte, 0, len("2006-01-02"))
	year, least := d.Year, 1000
	if year < 0 {
		b = append(b, '-')
		year, least = -year, 100
	}
	for ; least > max(year, 1); least /= 10 {
		b = append(b, '0')
	}
	b = strconv.AppendInt(b, int64(year), 10)
	for _, n := range []int{d.Month, d.Day} {
		if n == 0 {
			break
		}
		b = append(b, by, byte('0'+n/10), byte('0'+n%10))
	}
	return string(b)
}

// Time returns the first moment of a date in UTC; a partial date counts from
// its first day.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
}
