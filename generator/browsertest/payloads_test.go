package browsertest

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
)

//go:embed testdata/payloads.txt
var payloadText string

// payloads are the words of testdata/payloads.txt, each of them once.
var payloads = sync.OnceValue(func() []string {
	var all []string
	seen := map[string]bool{}
	for line := range strings.SplitSeq(payloadText, "\n") {
		if line == "" || strings.HasPrefix(line, "%% ") {
			continue
		}
		if words, err := strconv.Unquote(line); err == nil && line[0] == '"' {
			line = words
		}
		if !seen[line] {
			seen[line] = true
			all = append(all, line)
		}
	}
	return all
})

// handlers is every tag with some handlers, and every handler with some tags.
var handlers = sync.OnceValue(func() []string {
	var all []string
	n := 0
	for tag := range strings.FieldsSeq("a abbr address article aside audio b base bdo blockquote body br button canvas caption code col dd del details dfn dialog div dl dt em embed fieldset figure footer form frame h1 head header hr html i iframe img input ins kbd label legend li link main map mark menu meta nav object ol option p param pre progress q s section select small source span style sub summary sup svg table td textarea th tr u ul var video wbr x-y") {
		for _, handler := range []string{
			"onload", "onerror", "onfocus autofocus tabindex=1", "onanimationstart", "onscrollsnapchange", "onclick", "onauxclick", "oncopy", "ondrag",
			"onpointerover", "onmouseenter", "onwheel", "ontoggle", "onbeforeinput", "onsecuritypolicyviolation", "onwebkitanimationend",
		} {
			if n++; n%5 > 0 {
				continue
			}
			name, more, _ := strings.Cut(handler, " ")
			all = append(all, fmt.Sprintf("<%s %s=alert(1) %s>", tag, name, more))
		}
	}
	return all
})

// disguised is every address that a page must not link to in every disguise
// under which a browser, or somebody who decodes too much, would know it.
var disguised = sync.OnceValue(func() []string {
	inside := func(with string) func(string) string {
		return func(s string) string { return s[:3] + with + s[3:] }
	}
	disguises := []func(string) string{
		func(s string) string { return s },
		strings.ToUpper,
		func(s string) string { return strings.ToUpper(s[:1]) + s[1:2] + strings.ToUpper(s[2:3]) + s[3:] },
		inside("\t"), inside("\n"), inside("\r"), inside("\r\n"), inside("\x00"), inside("\x01"), inside("\u200b"), inside("\u00ad"), inside("\ufeff"),
		inside("&Tab;"), inside("&NewLine;"), inside("&#9;"), inside("&#x0A;"), inside("&#00009"), inside("&#0;"), inside("\\"), inside("%09"),
		func(s string) string { return " " + s },
		func(s string) string { return "\x01\x1f" + s },
		func(s string) string { return "\u00a0" + s },
		func(s string) string { return "\u2028" + s },
		func(s string) string { return "\x7f" + s },
		func(s string) string { return "&nbsp;" + s },
		func(s string) string { return "&#14;" + s },
		func(s string) string { return fmt.Sprintf("&#%d;%s", s[0], s[1:]) },
		func(s string) string { return fmt.Sprintf("&#x%X;%s", s[0], s[1:]) },
		func(s string) string { return fmt.Sprintf("&#%07d%s", s[0], s[1:]) },
		func(s string) string { return fmt.Sprintf("&amp;#%d;%s", s[0], s[1:]) },
		func(s string) string { return fmt.Sprintf("%%%x%s", s[0], s[1:]) },
		func(s string) string { return strings.Replace(s, ":", "&colon;", 1) },
		func(s string) string { return strings.Replace(s, ":", "&#58;", 1) },
		func(s string) string { return strings.Replace(s, ":", "%3A", 1) },
		func(s string) string { return strings.Replace(s, ":", "\uff1a", 1) },
		func(s string) string { return strings.Replace(s, ":", " :", 1) },
		func(s string) string { return strings.Replace(s, ":", "\t:", 1) },
		func(s string) string { return strings.Replace(s, ":", ":\n", 1) },
		func(s string) string { return "x-" + s },
	}
	var all []string
	for _, address := range []string{
		"javascript:alert(1)", "javascript://example.com/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
		"data:image/svg+xml,<svg onload=alert(1)>", "vbscript:msgbox(1)", "blob:https://example.com/1-2", "livescript:alert(1)", "mocha:alert(1)",
		"file:///etc/passwd", "filesystem:https://example.com/x", "view-source:javascript:alert(1)", "about:srcdoc", "intent:x#Intent;end", "ws://evil.example/", "jar:https://evil.example/x!/",
		"//evil.example/", "\\\\evil.example/", "/\\evil.example/", "\\/evil.example/", "///evil.example/",
	} {
		for _, disguise := range disguises {
			all = append(all, disguise(address))
		}
	}
	return all
})

func TestThereAreManyPayloads(t *testing.T) {
	if n := len(payloads()); n < 500 {
		t.Errorf("%d payloads", n)
	}
}
