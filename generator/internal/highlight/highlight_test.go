package highlight

import (
	"strings"
	"testing"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// What takes longer than chroma allows a pattern, as everything does on a
// machine that is busy enough, is matched all the same.
func TestSlowPatternsAreNotGivenUp(t *testing.T) {
	pattern := regexp2.MustCompile(`^(a+)+$`) // takes twice as long for each letter
	pattern.MatchTimeout = 250 * time.Millisecond
	for n := 16; n < 40; n++ {
		started := time.Now()
		if _, err := pattern.MatchString(strings.Repeat("a", n) + "!"); err != nil {
			t.Fatal(err)
		}
		if time.Since(started) > 3*pattern.MatchTimeout {
			return
		}
	}
	t.Error("no match took long")
}
