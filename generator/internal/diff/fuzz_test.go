package diff

import (
	"slices"
	"testing"
)

// Whatever two files hold, the edits between their forms explain them, each is
// in a group, and the page with its changes can be written.
func FuzzEdits(f *testing.F) {
	for _, seed := range [][2]string{
		{"<p>one <b>two</b></p>", "<p>one<b> two</b> three</p>"},
		{"<table><td>a<pre>\n b</table><!-- c -->d", "<svg><title>a</title></svg><template><p>b</template>"},
		{"<script type=application/ld+json>{\"a\":[1,{}]}</script>", "<style>a{b:c;}}</style><textarea>\n\n</textarea>"},
		{"<a href=x>1<a href=y>2", "<select><option>a<option>b</select>␣│&shy;"},
	} {
		f.Add(seed[0], seed[1], "a.html")
		f.Add(seed[0], seed[1], "a.xml")
	}
	f.Add("a{b:c}", "{\"a\":1}", "a.json")
	f.Fuzz(func(t *testing.T, old, new, name string) {
		form := &Form{stable: assetName}
		p := Page{oldForm: form.Lines(name, []byte(old)), newForm: form.Lines(name, []byte(new))}
		p.Edits = edits(p.oldForm, p.newForm)
		if !slices.Equal(apply(p.oldForm, p.Edits), texts(p.newForm)) {
			t.Error("the edits do not explain the new form")
		}
		for _, e := range p.Edits {
			if e.Groups == 0 {
				t.Error("an edit is in no group")
			}
		}
		if old == new && len(p.Edits) > 0 {
			t.Error("a file differs from itself")
		}
		p.body(inPlace)
		p.body(before)
		p.hunks(3, func(int) bool { return true })
	})
}
