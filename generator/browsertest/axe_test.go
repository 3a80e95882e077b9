package browsertest

import (
	"bytes"
	"os"
	"testing"
)

// violation is what axe complains of.
type violation struct {
	ID, Help, Where string
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(
	(r) => r.violations.map((v) => ({ID: v.id, Help: v.help, Where: v.nodes.map((n) => n.target.join(" ") + " " + n.html.slice(0, 100)).slice(0, 3).join("; ")})))`

// TestAxe looks at one page of each type, an article from right to left and
// one of long words, on a phone and a screen, in light and dark.
func TestAxe(t *testing.T) {
	file := os.Getenv("GLOSS_AXE")
	if file == "" {
		t.Skip("GLOSS_AXE does not name axe.min.js of axe-core 4.14")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := demonstration(t)
	// A redirect is looked at where it stays.
	stay := &guarded{site: site, alter: func(_ string, content []byte) []byte {
		return bytes.Replace(content, []byte(`http-equiv="refresh"`), []byte(`name="stay"`), 1)
	}}
	base := stay.start(t).URL
	var addresses []string
	for _, page := range onePerType(site) {
		addresses = append(addresses, base+page.Address)
	}
	addresses = append(addresses, base+redirect)
	hard := trial(t)
	addresses = append(addresses, hard+"/2021/12/03/arabic/", hard+"/2021/12/03/long/")
	b := openTab(t, "")
	for _, address := range addresses {
		b.visit(address)
		ask[bool](b, string(axe)+";typeof axe.run === 'function'")
		for _, theme := range []string{"light", "dark"} {
			b.prefer("prefers-color-scheme", theme, "prefers-reduced-motion", "reduce")
			for _, width := range []int{360, 1280} {
				b.size(width, 900)
				for _, v := range ask[[]violation](b, runAxe) {
					t.Errorf("%s at %d px, %s: %s (%s): %s", address, width, theme, v.ID, v.Help, v.Where)
				}
			}
		}
	}
}
