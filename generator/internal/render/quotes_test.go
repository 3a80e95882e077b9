package render

import "testing"

// Marks around a passage are the page's; those that the passage brings are
// never doubled.
func TestQuoted(t *testing.T) {
	r := newRenderer(t)
	for _, c := range []struct{ language, passage, want string }{
		{"en", "for which no date was set", "for which no date was set"},
		{"en", "“to impose severe costs.”", "to impose severe costs."},
		{"en", "He said: “That is not on the table.”", "He said: ‘That is not on the table.’"},
		{"en", "“No”, he said, “never”", "‘No’, he said, ‘never’"},
		{"en", "(“No”)—“never”", "(‘No’)—‘never’"},
		{"en", "“very, very difficult", "‘very, very difficult"},
		{"en", "anyone’s red line”", "anyone’s red line’"},
		{"en", "“He called it “sacred””", "He called it ‘sacred’"},
		{"en", `"plain" marks`, "‘plain’ marks"},
		{"en", "’tis ‘done’", "’tis ‘done’"},
		{"en", "”", "’"},
		{"en", "“", "’"},
		{"en", "“”", ""},
		{"de", "er sagte: „Nein“", "er sagte: ‚Nein‘"},
		{"de", "„Nein“", "Nein"},
		{"de", "»Nein« war es", "‚Nein‘ war es"},
		{"uk", "він сказав: «Ні»", "він сказав: „Ні“"},
		{"uk", "«Ні»", "Ні"},
		{"fr", "« Non »", "Non"},
		{"fr", "il a dit « non » deux fois", "il a dit ‘non’ deux fois"}, // for want of a catalogue
		{"ar", "قال: «لا»", "قال: ”لا“"},
	} {
		if got := r.voice(c.language).quoted(c.passage); got != c.want {
			t.Errorf("%s: %q is set as %q, want %q", c.language, c.passage, got, c.want)
		}
	}
}
