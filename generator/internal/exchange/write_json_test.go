package exchange

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/internal/jsontext"
)

// TestWrittenAsTagged holds what the methods write against encoding/json, which
// goes by the tags, for pages of any content.
func TestWrittenAsTagged(t *testing.T) {
	pages := rapid.MakeCustom[page](rapid.MakeConfig{Types: map[reflect.Type]*rapid.Generator[any]{
		reflect.TypeFor[selector](): nested(2).AsAny(),
	}})
	rapid.Check(t, func(t *rapid.T) {
		p := pages.Draw(t, "page")
		if p.Items == nil {
			p.Items = []annotation{}
		}
		for i := range p.Items {
			if p.Items[i].Target == nil {
				p.Items[i].Target = []resource{}
			}
		}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(p); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		p.write(jsontext.New(&got, "  "))
		if got.String()+"\n" != want.String() {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

// nested are selectors of selectors, to a depth.
func nested(depth int) *rapid.Generator[selector] {
	return rapid.Custom(func(t *rapid.T) selector {
		s := selector{
			Type: rapid.String().Draw(t, "type"), Exact: rapid.String().Draw(t, "exact"),
			Prefix: rapid.String().Draw(t, "prefix"), Suffix: rapid.String().Draw(t, "suffix"),
			Start: rapid.Ptr(rapid.Int(), true).Draw(t, "start"), End: rapid.Ptr(rapid.Int(), true).Draw(t, "end"),
		}
		if depth > 0 {
			inner := rapid.Ptr(nested(depth-1), true)
			s.From, s.To, s.Finer = inner.Draw(t, "from"), inner.Draw(t, "to"), inner.Draw(t, "finer")
		}
		return s
	})
}
