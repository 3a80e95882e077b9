package render

import (
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"gloss/generator/brief"
	"gloss/generator/internal/asset"
	"gloss/generator/internal/diag"
)

// Assets are the files that pages refer to.
type Assets struct {
	StyleSheet asset.Asset
	Script     asset.Asset
	Icon       asset.Asset // browsers ask for it unasked, at this address and no other

	SearchLibrary asset.Asset // of the search page alone
	SearchScript  asset.Asset
}

// All returns the assets in a fixed order.
func (a *Assets) All() []asset.Asset {
	return []asset.Asset{a.StyleSheet, a.Script, a.Icon, a.SearchLibrary, a.SearchScript}
}

// sums returns the hash of each asset by its address.
func (a *Assets) sums() map[string]string {
	sums := map[string]string{}
	for _, one := range a.All() {
		sum := sha512.Sum384(one.Content)
		sums[one.Address] = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	return sums
}

// makeAssets puts the style sheet together: style.css, what kinds.css makes of
// the site's kinds, and rules that other rooms made.
func makeAssets(files fs.FS, settings *brief.Settings, more string, list *diag.List) Assets {
	style := read(files, "style.css", list) + read(files, "linked.css", list) + kindRules(read(files, "kinds.css", list), settings.Kinds, list) + more
	return Assets{
		StyleSheet: makeAsset("style.css", style, list),
		Script:     makeAsset("gloss.js", read(files, "gloss.js", list), list),
		Icon:       asset.Asset{Address: "/favicon.ico", Content: readBytes(files, "favicon.ico", list)},

		SearchLibrary: makeAsset("minisearch.js", read(files, "minisearch.js", list), list),
		SearchScript:  makeAsset("search.js", read(files, "search.js", list), list),
	}
}

func makeAsset(name, text string, list *diag.List) asset.Asset {
	made, err := asset.Make(name, text)
	if err != nil {
		list.Add(diag.LayoutSyntax, diag.Pos{File: layoutsFolder + name}, "mend the file; it is published as it is written", "%v", err)
	}
	return made
}

// read returns a layout as text, in which line ends are line feeds.
func read(files fs.FS, name string, list *diag.List) string {
	return strings.ReplaceAll(string(readBytes(files, name, list)), "\r\n", "\n")
}

func readBytes(files fs.FS, name string, list *diag.List) []byte {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		list.Add(diag.FileUnreadable, diag.Pos{File: layoutsFolder + name}, "check the file's permissions", "%v", err)
	}
	return content
}

// kindRules executes kinds.css, a text template that is given the site's
// kinds. A kind's class, not its id, may stand in a selector.
func kindRules(text string, kinds []brief.Kind, list *diag.List) string {
	t, err := template.New("kinds.css").Funcs(template.FuncMap{"class": kindClass}).Parse(text)
	if err != nil {
		list.Append(layoutDiagnostic(diag.LayoutSyntax, err))
		return ""
	}
	var b strings.Builder
	if err := t.Execute(&b, kinds); err != nil {
		list.Append(layoutDiagnostic(diag.LayoutFails, err))
		return ""
	}
	return fmt.Sprintf("\n%s\n", b.String())
}
