package reanchor_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/reanchor"
)

// A selector rewritten to any span of any text tells just that, and the file
// is what it was around its values.
func TestRewriteSelector(t *testing.T) {
	signs := rapid.SampledFrom([]rune("ab \"\\\n/<&é—中😀\u2028"))
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOfN(signs, 1, 40).Draw(t, "text")
		from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(runes)).Draw(t, "to")
		text := string(runes)
		span := brief.Span{Start: len(string(runes[:from])), End: len(string(runes[:to]))}
		old, err := json.Marshal(rapid.StringOf(signs).Draw(t, "old"))
		if err != nil {
			t.Fatal(err)
		}
		context := rapid.IntRange(0, 5).Draw(t, "context")
		frame := []string{"{ \"schema:version\":", "\"v\"", ",\n\t\"selector\": [{\"start\":", "7", " ,\"end\":", "99", "},\n {\"prefix\" :", `"` + strings.Repeat("x", context) + `"`, ", \"exact\": ", string(old), "}] }\n"}
		at := brief.Pos{Line: 3, Column: 2 + len(frame[6]+frame[7]+frame[8]) - len("},\n ")}
		target := &brief.Target{Pos: at, Position: &brief.Position{Version: "v", Unit: brief.UTF16}}
		now, ok := reanchor.RewriteSelector(strings.Join(frame, ""), target, text, span)
		if !ok {
			t.Fatalf("no selector at %v", at)
		}
		var got struct {
			Version  string `json:"schema:version"`
			Selector []struct {
				Start, End    int
				Prefix, Exact string
			}
		}
		if err := json.Unmarshal([]byte(now), &got); err != nil {
			t.Fatalf("%v in %s", err, now)
		}
		quote, position := got.Selector[1], got.Selector[0]
		if quote.Exact != span.Of(text) || quote.Prefix != string(runes[max(0, from-context):from]) {
			t.Errorf("%q is quoted as %q after %q", span.Of(text), quote.Exact, quote.Prefix)
		}
		units := utf16.Encode(runes)
		if string(utf16.Decode(units[position.Start:position.End])) != span.Of(text) || got.Version != brief.Version(text) {
			t.Errorf("from %d to %d of version %s", position.Start, position.End, got.Version)
		}
		rest := now
		for i := 0; i < len(frame); i += 2 { // what stands between the values
			n := strings.Index(rest, frame[i])
			if n < 0 {
				t.Fatalf("%q is gone from %s", frame[i], now)
			}
			rest = rest[n+len(frame[i]):]
		}
	})
}

// What has no selector there, or no offsets to count anew, is told.
func TestRewriteSelectorRefuses(t *testing.T) {
	text, span := "one two", brief.Span{Start: 0, End: 3}
	recorded := &brief.Position{Version: "v"}
	for _, file := range []string{
		"", "[", `{"exact": "x"}`, // elsewhere
		` {"exact": 5}`, ` {"exact": ["x"]}`, // no words
	} {
		if now, ok := reanchor.RewriteSelector(file, &brief.Target{Pos: brief.Pos{Line: 1, Column: 12}}, text, span); ok {
			t.Errorf("%s became %s", file, now)
		}
	}
	file := `[{"start": "a", "end": 5}, {"exact": "x"}]`
	if now, ok := reanchor.RewriteSelector(file, &brief.Target{Pos: brief.Pos{Line: 1, Column: 38}, Position: recorded}, text, span); ok {
		t.Errorf("%s became %s", file, now)
	}
}
