package serve

import (
	"bytes"
	"html/template"

	"gloss/generator/internal/diag"
)

// errorPage is shown where there is no page, not even an older one. It is as
// plain as can be: layouts may be what is broken.
func errorPage(items []diag.Diagnostic) []byte {
	var b bytes.Buffer
	if err := errorLayout.Execute(&b, items); err != nil {
		return []byte(template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}

// errorPolicy is the Content-Security-Policy of the page: it quotes what may
// be hostile.
const errorPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

var errorLayout = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page cannot be shown</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}pre{overflow:auto}</style>
</head>
<body>
<h1>This page cannot be shown</h1>
{{if .}}<p>It comes back by itself when the mistake is mended and the file saved.</p>
{{range .}}<section>
<p><b>{{.File}}{{if .Line}}:{{.Line}}{{end}}</b> {{.Severity}}[{{.Code}}]: {{.Message}}</p>
{{with .Excerpt}}<pre>{{.}}</pre>
{{end}}{{with .Hint}}<p>{{.}}</p>
{{end}}</section>
{{end}}{{else}}<p>There is nothing at this address.</p>
{{end}}</body>
</html>
`))
