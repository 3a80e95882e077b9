package brief

import (
	"fmt"
	"testing"
)

// Dates print as fmt would print them.
func TestDatePrints(t *testing.T) {
	for _, year := range []int{-12021, -476, -44, -1, 1, 10, 99, 100, 476, 1000, 2021, 12021} {
		for month := range 13 {
			for _, day := range []int{0, 3, 31} {
				d := Date{Year: year, Month: month, Day: day}
				want := fmt.Sprintf("%04d", year)
				if month > 0 {
					want += fmt.Sprintf("-%02d", month)
					if day > 0 {
						want += fmt.Sprintf("-%02d", day)
					}
				}
				if got := d.String(); got != want {
					t.Errorf("%#v prints %s, want %s", d, got, want)
				}
			}
		}
	}
}
