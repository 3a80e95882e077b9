package anchor_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/diag"
)

// TestRecall measures how many passages are found again after their words were
// edited, and how many notes are put on other words, which must be none. It
// reads every .txt file of the folder that GLOSS_TEXTS names, each a text of
// several thousand characters that nobody wrote for this test, and edits its
// own copies. With GLOSS_CASES it writes every case to that file, a JSON object
// on a line, for another program to be measured on.
//
//	GLOSS_TEXTS=folder go test ./generator/internal/anchor -run TestRecall -v
func TestRecall(t *testing.T) {
	folder := os.Getenv("GLOSS_TEXTS")
	if folder == "" {
		t.Skip("GLOSS_TEXTS names no folder of texts")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	var texts []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	cases := newCaseWriter(t)
	goals := map[string]float64{"0 %": 1, "10 %": 0.98, "20 %": 0.95, "30 %": 0.88}
	for _, level := range []edit{{"0 %", 0}, {"5 %", 0.05}, {"10 %", 0.1}, {"20 %", 0.2}, {"30 %", 0.3}, {"removed", -1}, {"other words", -2}} {
		random := rand.New(rand.NewPCG(2021, 12)) // the same passages at every level
		var n, right, exact, named, orphaned, wrong int
		for i, text := range texts {
			for range 5 {
				c, ok := newCase(random, text, texts[(i+1)%len(texts)], level)
				if !ok {
					continue
				}
				cases(c)
				n++
				placement := c.anchor()
				switch {
				case placement.Shown && c.right(placement.Span):
					right++
					if placement.Span == c.truth {
						exact++
					}
				case placement.Shown:
					wrong++
					t.Logf("%s: WRONG: “%s” is put on “%s”; it is “%s”", level.name, c.Exact, placement.Span.Of(c.Text), c.truth.Of(c.Text))
				case placement.Outcome == brief.Orphaned:
					orphaned++
				case c.right(placement.Places[0].Span):
					named++
				}
				if os.Getenv("GLOSS_VERBOSE") != "" && (level.share >= 0 && (!placement.Shown || !c.right(placement.Span)) || level.share < 0 && placement.Outcome != brief.Orphaned) {
					t.Logf("%s: %v: “%s” [%s|%s] is now “%s”", level.name, placement, c.Exact, c.Prefix, c.Suffix, c.truth.Of(c.Text))
				}
			}
		}
		share := func(k int) float64 { return float64(k) / float64(n) }
		t.Logf("%-12s %d passages: placed rightly %.2f %% (to the letter %.2f %%), only named rightly %.2f %%, orphaned %.2f %%, on other words %d",
			level.name, n, 100*share(right), 100*share(exact), 100*share(named), 100*share(orphaned), wrong)
		if wrong > 0 {
			t.Errorf("%s: %d notes are on other words", level.name, wrong)
		}
		if goal := goals[level.name]; share(right) < goal {
			t.Errorf("%s: %.2f %% are placed, of %.0f %%", level.name, 100*share(right), 100*goal)
		}
		if level.share < 0 && orphaned < n {
			t.Errorf("%s: %d of %d are no orphans", level.name, n-orphaned, n)
		}
	}
}

// edit says what happens to a passage: the share of its words that are edited,
// -1 when it is taken out, -2 when words of another text take its place.
type edit struct {
	name  string
	share float64
}

// testCase is a passage as it was quoted, and a text that was edited since.
type testCase struct {
	Level                 string
	Text                  string
	Exact, Prefix, Suffix string
	Hint                  int // where the passage stood, in UTF-16 code units
	Start, End            int // where it stands now, in UTF-16 code units; equal when it is gone
	truth                 brief.Span
}

// around is how many characters of context a quote has on either side.
const around = 32

// newCase quotes a random passage of 4 to 40 words and edits it. It returns
// false where the passage has no room.
func newCase(random *rand.Rand, text, other string, level edit) (testCase, bool) {
	at := starts(text)
	n := 4 + random.IntN(37)
	if len(at) < n+2 {
		return testCase{}, false
	}
	first := random.IntN(len(at) - n)
	start, end := at[first], len(strings.TrimRight(text[:at[first+n]], " \n"))
	c := testCase{
		Level: level.name, Exact: text[start:end],
		Prefix: tail(text[:start], around), Suffix: head(text[end:], around),
		Hint: units(text[:start]),
	}
	var now string
	pool := starts(other)
	from := random.IntN(max(1, len(pool)-n-1))
	seed := random.Uint64()
	switch level.share {
	case -1:
		text = text[:start] + strings.TrimLeft(text[end:], " ")
	case -2:
		now = strings.TrimSpace(other[pool[from]:pool[from+n]])
	default:
		now = editWords(rand.New(rand.NewPCG(seed, 1)), c.Exact, strings.Fields(other), level.share)
	}
	if level.share != -1 {
		text = text[:start] + now + text[end:]
	}
	c.Text, c.truth = text, brief.Span{Start: start, End: start + len(now)}
	c.Start = units(text[:start])
	c.End = c.Start + units(now)
	return c, true
}

// editWords edits a share of a passage's words, at least one: half of them are
// replaced, a fifth left out, a fifth followed by a new word, the rest
// misspelled.
func editWords(random *rand.Rand, passage string, pool []string, share float64) string {
	words := strings.Fields(passage)
	edits := int(share*float64(len(words)) + 0.5)
	if share > 0 {
		edits = max(1, edits)
	}
	for _, i := range random.Perm(len(words))[:edits] {
		word := pool[random.IntN(len(pool))]
		switch k := random.IntN(10); {
		case k < 5:
			words[i] = word
		case k < 7:
			words[i] = ""
		case k < 9:
			words[i] += " " + word
		default:
			r := []rune(words[i])
			j := random.IntN(len(r))
			words[i] = string(r[:j]) + "x" + string(r[j:])
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// anchor finds the passage with moved = "accept".
func (c *testCase) anchor() brief.Placement {
	article := brief.Article{Path: "a.md", Body: brief.Prose{Text: c.Text}}
	target := brief.Target{
		Parts: []string{c.Exact}, End: brief.Point{At: len(c.Exact)}, Prefix: c.Prefix, Suffix: c.Suffix,
	}
	var list diag.List
	found := anchor.Article(&article, []brief.Annotation{{Targets: []brief.Target{target}}}, brief.Anchoring{AcceptMoved: true}, &list)
	return found[0].Placements[0]
}

// right reports whether a span is the passage: more than half of both is the
// same. A note on a word too many still stands on its words; one on another
// sentence does not.
func (c *testCase) right(s brief.Span) bool {
	shared := min(s.End, c.truth.End) - max(s.Start, c.truth.Start)
	return 2*shared > s.End-s.Start && 2*shared > c.truth.End-c.truth.Start
}

// starts returns where each word of a text starts.
func starts(text string) []int {
	var at []int
	blank := true
	for i, r := range text {
		space := r == ' ' || r == '\n'
		if blank && !space {
			at = append(at, i)
		}
		blank = space
	}
	return at
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// newCaseWriter returns what writes a case to the file that GLOSS_CASES names.
func newCaseWriter(t *testing.T) func(testCase) {
	name := os.Getenv("GLOSS_CASES")
	if name == "" {
		return func(testCase) {}
	}
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	return func(c testCase) {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(file, "%s\n", line); err != nil {
			t.Fatal(err)
		}
	}
}
