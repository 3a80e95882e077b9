package picture

import (
	"strings"
	"testing"
)

func TestScript(t *testing.T) {
	for svg, want := range map[string]string{
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><style>p{}</style><a href="https://example.org/"><path d="M0 3V1"/></a><image href="data:image/png;base64,AA"/></svg>`: "",
		`<svg><script>alert(1)</script></svg>`:                                       "the element script",
		`<svg xmlns:s="http://www.w3.org/2000/svg"><s:ScRiPt href="x.js"/></svg>`:    "the element script",
		`<svg onload="alert(1)"/>`:                                                   "the attribute onload",
		`<svg><foreignObject><iframe src="x"/></foreignObject></svg>`:                "the element foreignobject",
		"<svg><a xlink:href=\"java\tscript&#58;alert(1)\">x</a></svg>":               "an address in href that runs",
		`<svg><a><set attributeName="href" to="javascript:alert(1)"/></a></svg>`:     "an address in to that runs",
		`<svg><animate attributeName="href" values="x; javascript:alert(1)"/></svg>`: "an address in values that runs",
		`<svg><use href="data:image/svg+xml,&lt;svg onload='alert(1)'>#x"/></svg>`:   "an address in href that runs",
		`<?xml-stylesheet href="x.xsl" type="text/xsl"?><svg/>`:                      "the instruction xml-stylesheet",
		`<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]><svg>&x;</svg>`:     "entities of its own",
		`<svg><g></svg><script>alert(1)</script>`:                                    "the element script",
		"\xff\xfe<\x00s\x00v\x00g\x00":                                               "what is not UTF-8",
		"":                                                                           "",
	} {
		if got := Script(strings.NewReader(svg)); got != want {
			t.Errorf("%q: %q, want %q", svg, got, want)
		}
	}
}
