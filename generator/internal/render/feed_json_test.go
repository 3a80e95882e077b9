package render

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/internal/jsontext"
)

// TestJSONFeedIsWrittenAsTagged holds what the methods write against
// encoding/json, which goes by the tags, for feeds of any content.
func TestJSONFeedIsWrittenAsTagged(t *testing.T) {
	feeds := rapid.Make[jsonFeed]()
	rapid.Check(t, func(t *rapid.T) {
		f := feeds.Draw(t, "feed")
		if f.Items == nil {
			f.Items = []jsonItem{}
		}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		if err := encoder.Encode(f); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		w := jsontext.New(&got, " ")
		w.EscapeHTML = false
		f.write(w)
		if got.String()+"\n" != want.String() {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}
