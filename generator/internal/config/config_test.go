package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// read returns the settings of a text with the complaints about it, one a
// line: "line:column code: message (hint)".
func read(text string) (*brief.Settings, string) {
	var list diag.List
	settings := Read(brief.Input{Path: "config.toml", Text: text}, &list)
	var b strings.Builder
	for _, d := range diag.Sorted(list.All()) {
		fmt.Fprintf(&b, "%d:%d %s: %s (%s)\n", d.Line, d.Column, d.Code, d.Message, d.Hint)
	}
	return settings, b.String()
}

func TestASiteThatSaysAll(t *testing.T) {
	got, complaints := read(`
title = "The Morning Brief"
description = "Annotated news"
base_url = "https://example.org/brief"
language = "en-GB"
time_zone = "Europe/Kyiv"
link_entities = "all"

[publisher]
name = "Example Press"
url = "https://example.org/"
logo = "/logo.png"
principles_url = "/principles/"
corrections_url = "/corrections/"

[annotators.mk]
name = "M. K."
role = "editor"
url = "https://example.org/mk"
[annotators.desk]

[kinds.fact-check]
label = "Checked"
[kinds.follow-up]
underline = "wavy"

[anchoring]
moved = "accept"

[check]
source = ["follow-up"]
locator = ["translation", "fact-check"]
[check.severity]
source-undated = "error"
page-link = "off"

[diff]
ignore = [".built", "meta[name=generator]"]

[hosting]
files = ["CNAME", "_redirects"]
policy = "off"

[hosting.allow]
script = "https://stats.example"
font = ["self", "data:"]
style = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

[[headers]]
for = "/**/*.pdf"
set = { Cache-Control = "public, max-age=86400", Permissions-Policy = "" }

[security]
contact = ["mailto:security@example.org", "https://example.org/tell"]
expires = 2027-01-01
policy = "https://example.org/policy/"
languages = ["en", "uk"]
`)
	if complaints != "" {
		t.Fatalf("complaints:\n%s", complaints)
	}
	kinds := brief.BuiltinKinds()
	kinds[1].Label, kinds[1].Named = "Checked", true
	kinds = append(kinds, brief.Kind{ID: "follow-up", Label: "Follow-up", Named: true, Underline: "wavy", Motivation: "commenting"})
	want := &brief.Settings{
		Title: "The Morning Brief", Description: "Annotated news", BaseURL: "https://example.org/brief/",
		Language: "en-GB", TimeZone: "Europe/Kyiv", Entities: brief.LinkAll, Kinds: kinds,
		Publisher: brief.Publisher{
			Name: "Example Press", URL: "https://example.org/", Logo: "/logo.png",
			PrinciplesURL: "/principles/", CorrectionsURL: "/corrections/",
		},
		Annotators: []brief.Annotator{
			{ID: "mk", Name: "M. K.", Role: "editor", URL: "https://example.org/mk"},
			{ID: "desk", Name: "desk"},
		},
		Anchoring: brief.Anchoring{AcceptMoved: true},
		Check: brief.Check{
			Source: []string{"follow-up"}, Locator: []string{"translation", "fact-check"},
			Severity: map[string]string{"source-undated": "error", "page-link": "off"},
		},
		Diff: brief.Diff{Ignore: []string{".built", "meta[name=generator]"}},
		Hosting: brief.Hosting{
			Files: []string{"CNAME", "_redirects"}, Unprotected: true,
			Allow: []brief.PolicySource{
				{Directive: "font-src", Source: "'self'"},
				{Directive: "font-src", Source: "data:"},
				{Directive: "script-src", Source: "https://stats.example"},
				{Directive: "style-src", Source: "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"},
			},
			Headers: []brief.HeaderRule{{
				For: "/**/*.pdf", Pos: brief.Pos{File: "config.toml", Line: 50, Column: 7},
				Set: []brief.Header{{Name: "Cache-Control", Value: "public, max-age=86400"}, {Name: "Permissions-Policy"}},
			}},
		},
		Security: brief.Security{
			Contact: []string{"mailto:security@example.org", "https://example.org/tell"},
			Expires: brief.Date{Year: 2027, Month: 1, Day: 1}, Policy: "https://example.org/policy/", Languages: []string{"en", "uk"},
			Pos: brief.Pos{File: "config.toml", Line: 55, Column: 11},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestASiteThatSaysLittle(t *testing.T) {
	got, complaints := read("title = \"T\"\n")
	if complaints != "" {
		t.Fatalf("complaints:\n%s", complaints)
	}
	want := &brief.Settings{
		Title: "T", Language: "en", TimeZone: "UTC", Entities: brief.LinkFirst, Kinds: brief.BuiltinKinds(),
		Check:   brief.Check{Source: []string{"fact-check", "correction"}},
		Hosting: brief.Hosting{Files: []string{"_headers", "_redirects", ".nojekyll"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryComplaintAtOnce(t *testing.T) {
	_, got := read(`titel = "T"
base_url = "example.org"
language = "english_uk"
time_zone = "Mars/Olympus"
link_entities = "frist"
description = ["a"]
[publisher]
url = "javascript:alert(1)"
principles = "/p/"
[annotators."M K"]
name = "x"
[annotators.mk]
nmae = "x"
[kinds.own]
underline = "curly"
motivation = "assesing"
[anchoring]
moved = "accpet"
[publish]
target = "x"
[hosting]
files = ["_header", "CNAME", ".htaccess"]
policy = "lax"
[hosting.allow]
script = ["unsafe-inline", "https:", "http://a.example"]
scripts = "https://a.example"
[[headers]]
for = "*.pdf"
set = { "Cache Control" = "x", Content-Length = "1", X-A = "ü" }
[[headers]]
for = "/**"
[security]
contact = ["security@example.org"]
languages = "english_uk"
`)
	want := `1:1 config-key: titel is not a known key (did you mean title?)
1:1 config-value: title is missing (add title = "the site's name")
2:12 config-value: base_url is no address on the web: example.org (write an address such as https://example.org/)
3:12 config-value: language is no language tag: english_uk (write a tag such as en, en-GB or zh-Hant)
4:13 config-value: time_zone is no time zone: Mars/Olympus (write a name such as Europe/Berlin or UTC)
5:17 config-value: link_entities cannot be frist (did you mean first?)
6:15 config-value: description is a list, not text (write description: and one piece of text)
8:7 config-value: url must not be linked to: javascript:alert(1) (write an address that begins with https:// or with one slash)
9:1 config-key: principles is not a known key (did you mean principles_url?)
10:13 config-value: M K cannot be an ID in [annotators] (use lower-case letters, digits and single hyphens)
13:1 config-key: nmae is not a known key (did you mean name?)
15:13 config-value: underline cannot be curly (write one of solid, double, thick, dotted, dashed, wavy, thin)
16:14 config-value: motivation cannot be assesing (did you mean assessing?)
18:9 config-value: moved cannot be accpet (did you mean accept?)
20:10 config-value: target is text, not keys with values (write key: value, one to a line)
20:10 config-value: url is missing (add url = "s3://BUCKET", "git:origin#gh-pages" or another address)
22:10 config-value: Gloss writes no file _header for hosts (did you mean _headers?)
22:21 config-value: CNAME holds the host of base_url, which is not set (set base_url)
22:30 config-value: Gloss writes no file .htaccess for hosts (write one of _headers, _redirects, .nojekyll, CNAME)
23:10 config-value: policy cannot be lax (write one of strict, off)
25:11 config-value: script cannot be allowed to come from unsafe-inline (write a host with https://, "self", "data:", or the hash of an inline script or style: "sha256-…")
25:28 config-value: script cannot be allowed to come from https: (write a host with https://, "self", "data:", or the hash of an inline script or style: "sha256-…")
25:38 config-value: script cannot be allowed to come from http://a.example (write a host with https://, "self", "data:", or the hash of an inline script or style: "sha256-…")
26:1 config-key: scripts is not a known key (did you mean script?)
28:7 config-value: for is no glob: *.pdf (begin with a slash; * stands for anything within a folder and ** for any folders: "/**/*.pdf")
29:9 config-value: Cache Control is no name of a header (write a name such as Cache-Control)
29:32 config-value: Content-Length is for the host to say (take it out)
29:60 config-value: the value of X-A has characters that no header can have (write it in ASCII and on one line)
30:3 config-value: set is missing (add set = { Cache-Control = "public, max-age=86400" })
32:2 config-value: expires is missing: RFC 9116 asks for it (add expires = 2027-01-01, a day within a year)
33:12 config-value: contact is no address to write to: security@example.org (begin it with mailto:, tel: or https://)
34:13 config-value: languages has no language tag: english_uk (write a tag such as en, en-GB or zh-Hant)
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestBrokenLinesDoNotHideTheRest(t *testing.T) {
	settings, got := read("title = \"T\nlanguage = en\ntime_zone = \"UTC\"\ntime_zone = \"UTC\"\nbase_ur = 1\n")
	want := `1:11 config-syntax: a text in quotes is not closed in its line (close it with the same mark; write \" for a quotation mark within it)
2:12 config-syntax: en is not a value (write text in double quotes: key = "text")
4:1 config-key: time_zone is there already, in line 3 (take one of the two out)
5:1 config-key: base_ur is not a known key (did you mean base_url?)
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if settings.TimeZone != "UTC" || settings.Language != "en" {
		t.Errorf("settings %+v", settings)
	}
}

func TestBaseURL(t *testing.T) {
	for given, want := range map[string]string{
		"https://example.org":      "https://example.org/",
		"https://example.org/a//":  "https://example.org/a/",
		"http://127.0.0.1:4747/a":  "http://127.0.0.1:4747/a/",
		"https://example.org/?a=1": "",
		"https://example.org/#":    "",
		"https://u:p@example.org/": "",
		"//example.org/":           "",
		"ftp://example.org/":       "",
		"https:///a":               "",
		"javascript:alert(1)":      "",
		"https://example.org/%zz":  "",
	} {
		settings, complaints := read(fmt.Sprintf("title = 'T'\nbase_url = '%s'\n", given))
		if settings.BaseURL != want || (complaints == "") != (want != "") {
			t.Errorf("%s: %q, want %q; %s", given, settings.BaseURL, want, complaints)
		}
	}
}

func TestEditor(t *testing.T) {
	for given, want := range map[string]string{
		"vscode":                                 "vscode://file/a%20b/c.md:9:3",
		"idea":                                   "idea://open?file=/a%20b/c.md&line=9&column=3",
		"my-editor://open?file={file}&at={line}": "my-editor://open?file=/a%20b/c.md&at=9",
		"vscod":                                  "",
		"my-editor://open":                       "",
		"javascript:alert({file})":               "",
	} {
		settings, complaints := read(fmt.Sprintf("title = 'T'\neditor = '%s'\n", given))
		if got := settings.Editor.Address("/a b/c.md", 9, 3); got != want || (complaints == "") != (want != "") {
			t.Errorf("%s: %q, want %q; %s", given, got, want, complaints)
		}
	}
}
