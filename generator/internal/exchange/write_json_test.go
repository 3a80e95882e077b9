package exchange_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/exchange"
)

// The shape of what is written, as encoding/json would have it said.
type (
	page struct {
		Context string       `json:"@context"`
		ID      string       `json:"id"`
		Type    string       `json:"type"`
		Items   []annotation `json:"items"`
	}
	annotation struct {
		ID         string     `json:"id"`
		Type       string     `json:"type"`
		Motivation string     `json:"motivation"`
		Creator    *agent     `json:"creator,omitempty"`
		Created    string     `json:"created,omitempty"`
		Status     string     `json:"schema:creativeWorkStatus,omitempty"`
		Rating     *rating    `json:"schema:reviewRating,omitempty"`
		Claim      *claim     `json:"schema:itemReviewed,omitempty"`
		Body       []body     `json:"body,omitempty"`
		Target     []resource `json:"target"`
	}
	agent struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Nickname string `json:"nickname"`
		Homepage string `json:"homepage,omitempty"`
	}
	rating struct {
		Type string `json:"type"`
		Name string `json:"schema:alternateName"`
	}
	claim struct {
		Type   string   `json:"type"`
		Author claimant `json:"schema:author"`
	}
	claimant struct {
		Name string `json:"schema:name"`
	}
	body struct {
		Type     string `json:"type"`
		Purpose  string `json:"purpose"`
		Value    string `json:"value"`
		Format   string `json:"format,omitempty"`
		Language string `json:"language,omitempty"`
	}
	resource struct {
		Type     string     `json:"type"`
		Source   string     `json:"source"`
		Selector []selector `json:"selector,omitempty"`
		State    *timeState `json:"state,omitempty"`
		Version  string     `json:"schema:version,omitempty"`
	}
	timeState struct {
		Type       string `json:"type"`
		SourceDate string `json:"sourceDate"`
	}
	selector struct {
		Type   string    `json:"type"`
		Exact  string    `json:"exact,omitempty"`
		Prefix string    `json:"prefix,omitempty"`
		Suffix string    `json:"suffix,omitempty"`
		Start  *int      `json:"start,omitempty"`
		End    *int      `json:"end,omitempty"`
		From   *selector `json:"startSelector,omitempty"`
		To     *selector `json:"endSelector,omitempty"`
		Finer  *selector `json:"refinedBy,omitempty"`
	}
)

// TestWrittenAsEncoded holds what is written against encoding/json, for
// annotations of any content: read into the types above, which know every
// member, and encoded again, it is the same to the byte.
func TestWrittenAsEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &brief.Annotated{Article: &brief.Article{
			Slug: "a", Date: brief.Date{Year: 2021, Month: 12, Day: 3}, Updated: drawDate(t), Body: brief.Prose{Text: "Some 94,000 “troops”.\nNear 😀 the border.\nAnd more."},
		}}
		for range rapid.IntRange(0, 3).Draw(t, "annotations") {
			a.Annotations = append(a.Annotations, drawAny(t))
		}
		settings := *site
		settings.BaseURL = rapid.SampledFrom([]string{"", "https://example.org/a/"}).Draw(t, "base")
		var got bytes.Buffer
		if err := exchange.WriteWebAnnotations(&got, &settings, exchange.All(a)); err != nil {
			t.Fatal(err)
		}
		var read page
		decoder := json.NewDecoder(bytes.NewReader(got.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&read); err != nil {
			t.Fatalf("%v\n%s", err, got.String())
		}
		if len(read.Items) != len(a.Annotations) {
			t.Errorf("%d annotations of %d", len(read.Items), len(a.Annotations))
		}
		for i, item := range read.Items {
			n := &a.Annotations[i]
			if len(item.Target) != max(1, len(n.Targets)) || item.Status != "" != (n.Status != brief.Published) ||
				item.Created != "" == n.Date.IsZero() || len(item.Body) <= len(n.Tags) {
				t.Errorf("annotation %d became %+v", i, item)
			}
		}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(read); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

func drawDate(t *rapid.T) brief.Date {
	return rapid.SampledFrom([]brief.Date{{}, {Year: 2021, Month: 12, Day: 3}, {Year: 2021, Month: 2}, {Year: 812}}).Draw(t, "date")
}

// drawAny draws an annotation that may say anything anywhere.
func drawAny(t *rapid.T) brief.Anchored {
	text := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"a\"b\\c", "<b>&amp;</b>", "\x00\x1f\n\t", "\u2028"}))
	n := brief.Anchored{Annotation: &brief.Annotation{
		ID: rapid.StringMatching(`[a-z]{1,9}`).Draw(t, "id"), Kind: rapid.SampledFrom([]string{"context", "fact-check", "unknown"}).Draw(t, "kind"),
		By: rapid.SampledFrom([]string{"", "mk", "desk"}).Draw(t, "by"), Date: drawDate(t), Language: text.Draw(t, "language"),
		Status:  rapid.SampledFrom([]brief.Status{brief.Published, brief.DraftStatus, brief.ResolvedStatus}).Draw(t, "status"),
		Verdict: text.Draw(t, "verdict"), Claimant: text.Draw(t, "claimant"), Tags: rapid.SliceOfN(text, 0, 2).Draw(t, "tags"),
		Body: brief.Prose{Text: text.Draw(t, "body")},
	}}
	for range rapid.IntRange(0, 2).Draw(t, "targets") {
		switch rapid.IntRange(0, 2).Draw(t, "target") {
		case 0: // "94,000 “troops”.\nNear", which runs over what is no edge of a block
			n.Targets = append(n.Targets, brief.Target{Parts: []string{"troops"}})
			n.Placements = append(n.Placements, brief.Placement{Outcome: brief.Placed, Shown: true, Span: brief.Span{Start: 5, End: 31}})
		case 1:
			parts := rapid.SliceOfN(text, 1, 3).Draw(t, "parts")
			last := len(parts) - 1
			target := brief.Target{Parts: parts, End: brief.Point{Part: last, At: rapid.SampledFrom([]int{0, len(parts[last])}).Draw(t, "end")}}
			target.Prefix, target.Suffix = text.Draw(t, "prefix"), text.Draw(t, "suffix")
			n.Targets = append(n.Targets, target)
			n.Placements = append(n.Placements, brief.Placement{Outcome: brief.Orphaned})
		case 2:
			n.Targets = append(n.Targets, brief.Target{Position: &brief.Position{Start: rapid.Int().Draw(t, "start"), End: 3, Version: text.Draw(t, "version")}})
			n.Placements = append(n.Placements, brief.Placement{Outcome: brief.Moved})
		}
	}
	return n
}
