package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// What describes a page to search engines is JSON on one line, in which every
// thing has a type and no list is empty, whatever the content holds.
func TestJSONLD(t *testing.T) {
	r := newRenderer(t)
	described := 0
	for _, s := range append(samples(r), hostileSamples(r)...) {
		view, ok := s.page.View.(framed)
		if !ok {
			continue
		}
		var b bytes.Buffer
		r.voice("en").printJSONLD(&b, view)
		if b.Len() == 0 {
			continue
		}
		described++
		text, begun := strings.CutPrefix(b.String(), `<script type="application/ld+json">`)
		text, ended := strings.CutSuffix(text, `</script>`)
		if !begun || !ended || strings.ContainsAny(text, "<>&\n\u2028\u2029") {
			t.Errorf("%s: what is written does not stay in its element: %s", s.name, b.String())
		}
		var graph struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(text), &graph); err != nil {
			t.Errorf("%s: %v in %s", s.name, err, text)
			continue
		}
		if graph.Context != "https://schema.org" || len(graph.Graph) == 0 {
			t.Errorf("%s: nothing is described: %s", s.name, text)
		}
		for _, thing := range graph.Graph {
			checkThing(t, s.name, thing)
		}
	}
	if described < 20 {
		t.Errorf("only %d pages are described", described)
	}
}

func checkThing(t *testing.T, page string, value any) {
	switch value := value.(type) {
	case map[string]any:
		if sort, _ := value["@type"].(string); sort == "" {
			t.Errorf("%s: a thing without a type: %v", page, value)
		}
		for name, member := range value {
			if text, ok := member.(string); ok && text == "" && name != "name" {
				t.Errorf("%s: %s is empty", page, name)
			}
			checkThing(t, page, member)
		}
	case []any:
		if len(value) == 0 {
			t.Errorf("%s: an empty list", page)
		}
		for _, one := range value {
			checkThing(t, page, one)
		}
	}
}
