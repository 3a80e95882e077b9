package jsontext

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestText holds what is written against encoding/json, for any value.
func TestText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := values(3).Draw(t, "value")
		indent := rapid.SampledFrom([]string{"", " ", "  ", "\t"}).Draw(t, "indent")
		html := rapid.Bool().Draw(t, "escape HTML")

		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetIndent("", indent)
		encoder.SetEscapeHTML(html)
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		w := New(&got, indent)
		w.EscapeHTML = html
		write(w, value)
		if got.String()+"\n" != want.String() {
			t.Errorf("wrote %s, want %s", got.String(), want.String())
		}
	})
}

// values are strings, numbers, and arrays and objects of them.
func values(depth int) *rapid.Generator[any] {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "a\"b\\c", "<b>&amp;</b>", "\x00\x1f\x7f\b\f\n\r\t", "\u2028\u2029", "“Kyïv” 🇺🇦", "\xff", "a\xe2\x80", "\xed\xa0\x80",
	})).AsAny()
	number := rapid.Int().AsAny()
	if depth == 0 {
		return rapid.OneOf(text, number)
	}
	return rapid.OneOf(
		text, number,
		rapid.SliceOfN(values(depth-1), 0, 3).AsAny(),
		rapid.MapOfN(rapid.StringMatching(`@?[a-z]{1,3}`), values(depth-1), 0, 3).AsAny(),
	)
}

func write(w *Writer, value any) {
	switch value := value.(type) {
	case string:
		w.String(value)
	case int:
		w.Number(value)
	case []any:
		w.Array()
		for _, v := range value {
			write(w, v)
		}
		w.EndArray()
	case map[string]any:
		w.Object()
		for _, name := range slices.Sorted(maps.Keys(value)) { // as encoding/json has it
			if s, ok := value[name].(string); ok {
				w.Member(name, s)
				continue
			}
			w.Name(name)
			write(w, value[name])
		}
		w.EndObject()
	}
}

func TestFilled(t *testing.T) {
	var b bytes.Buffer
	w := New(&b, " ")
	w.Object()
	w.Filled("empty", "")
	w.Filled("filled", "x")
	w.EndObject()
	if got := b.String(); got != "{\n \"filled\": \"x\"\n}" {
		t.Error(got)
	}
}

func BenchmarkString(b *testing.B) {
	text := strings.Repeat("He warned on Friday that “more than 94,000” troops stand near the border. ", 10)
	var out bytes.Buffer
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		out.Reset()
		New(&out, "").String(text)
	}
}
