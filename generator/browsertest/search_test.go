package browsertest

import (
	"net/url"
	"strconv"
	"testing"
)

// TestSearchLeadsToTheNote looks for words of the demonstration: a result
// leads to the note that alone holds them, else to the article.
func TestSearchLeadsToTheNote(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	for query, want := range map[string]string{
		"clearance":            "/2021/12/04/counting-troops/#note-unclassified",
		"satellite reckoning":  "/2021/12/04/counting-troops/",
		"artillery reckoning":  "/2021/12/04/counting-troops/#note-battalion-tactical-group",
		"nothing holds this x": "",
	} {
		b.visit("/search/?q=" + url.QueryEscape(query))
		got := ask[string](b, `new Promise((done) => {
			const until = Date.now() + 5000;
			const look = () => {
				const link = document.querySelector("#search-found a");
				const leads = link ? link.pathname + link.hash : "";
				if (document.querySelector("#search-status").textContent && leads === `+strconv.Quote(want)+` || Date.now() > until) done(leads);
				else setTimeout(look, 50);
			};
			look();
		})`)
		if got != want {
			t.Errorf("%s leads to %q, want %q", query, got, want)
		}
	}
}
