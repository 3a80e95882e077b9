package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// fault is something that an input, or who made it, can do to a build.
type fault struct {
	name  string
	files map[string]string // beside, or in place of, the files of faultless
	make  func(dir string) error
	flags []string
	exit  int
	says  []string // each is somewhere in what the build complains of
}

// faultless is a site without a fault.
var faultless = map[string]string{
	"config.toml": "title = \"T\"\nbase_url = \"https://example.org/\"\n\n[annotators.mk]\nname = \"M. K.\"\n",
	faultyArticle: article("", "The minister counted more than 94,000 troops near the border. The border is long."),
}

const (
	faultyArticle = "content/articles/2021-12-03-a.md"
	faultyNotes   = "content/articles/2021-12-03-a.annotations.md"
	faultyJSON    = "content/articles/2021-12-03-a.annotations.jsonld"
	faultySources = "content/sources/s"
)

func article(matter, body string) string { return "---\ntitle: A\n" + matter + "---\n\n" + body + "\n" }

func matterFault(name, matter string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultyArticle: article(matter, "Words.")}, exit: exit, says: says}
}

func textFault(name, body string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultyArticle: article("", body)}, exit: exit, says: says}
}

// quoteFault is an annotation on the faultless article.
func quoteFault(name, quote string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultyNotes: "---\nby: mk\n---\n\n## context\n\n> " + quote + "\n\nBody.\n"}, exit: exit, says: says}
}

func headingFault(name, heading string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultyNotes: "---\nby: mk\n---\n\n" + heading + "\n\n> troops\n\nBody.\n"}, exit: exit, says: says}
}

func jsonFault(name, json string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultyJSON: json}, exit: exit, says: says}
}

func selectorFault(name, selector string, exit int, says ...string) fault {
	return jsonFault(name, `{"type": "Annotation", "bodyValue": "B", "target": {"selector": {`+selector+`}}}`, exit, says...)
}

// sourceFault is a file of sources with the given ending.
func sourceFault(name, ending, text string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{faultySources + ending: text}, exit: exit, says: says}
}

func configFault(name, config string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{"config.toml": config}, exit: exit, says: says}
}

func layoutFault(name, file, layout string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{"layouts/" + file: layout}, exit: exit, says: says}
}

// placeFault has something odd stand where a file or folder should.
func placeFault(name, place string, make func(path string) error, exit int, says ...string) fault {
	return fault{name: name, make: func(dir string) error {
		path := filepath.Join(dir, place)
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		return make(path)
	}, exit: exit, says: says}
}

func linkTo(target string) func(string) error {
	return func(path string) error { return os.Symlink(target, path) }
}

func pipe(path string) error { return exec.Command("mkfifo", path).Run() }

func plainFile(path string) error { return os.WriteFile(path, []byte("x"), 0o666) }

func emptyFolder(path string) error { return os.Mkdir(path, 0o777) }

// named has an article under a file name of its own.
func named(name, file string, exit int, says ...string) fault {
	return fault{name: name, files: map[string]string{file: article("", "Words.")}, exit: exit, says: says}
}

// times writes something many times, numbered.
func times(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, strings.ReplaceAll(format, "№", "%[1]d"), i)
	}
	return b.String()
}

const (
	untitled   = faultyArticle + ":2:8: error[title-missing]"
	wrongWords = faultyNotes + ":7:3: error[annotation-target]: "
	wrongHead  = faultyNotes + ":5:"
)

// faults are the members of each class of hostile input and of mishaps that are
// quickest told as a table; others have tests of their own.
var faults = map[string][]fault{
	"markup": {
		textFault("html", "<meta http-equiv=refresh content=\"0;url=//e\">\n\n<base href=//e>\n\nx <?php y ?>", 0, ":5:1: warning[raw-html]", ":7:1: warning[raw-html]", ":9:3: warning[raw-html]"),
		textFault("schemes", "[a](tel:1) [b](file:///etc/passwd) [c](about:blank) [d](feed:javascript:x) [e](///e) [f](\\\\\\\\e)", 0, `to "tel:1"`, `to "file:///etc/passwd"`, `to "about:blank"`, `to "feed:javascript:x"`, `to "///e"`, `to "\\\\e"`),
		textFault("attributes of a heading", "# H {onclick=x style=y .z}", 0, ":5:3: warning[heading-attributes]: the heading's attributes onclick, style, .z are left out"),
		textFault("control characters", "a\x07 b\x1b[31m", 0, ":5:2: warning[hidden-character]: the control character U+0007 stands here"),
		matterFault("escaped control characters", "dek: x\nbyline: \"a\\x1b[31m\\0\"\n", 0, ":4:9: warning[hidden-character]", "U+001B"),
		matterFault("topics that cannot be seen", "topics: [\"\\u200b\"]\n", 1, ":3:10: error[front-matter-value]: there is nothing to see in an item of topics"),
		{name: "a title that cannot be seen", files: map[string]string{faultyArticle: "---\ntitle: \"\\u200b\\u2066\"\n---\n\nW.\n"}, exit: 1, says: []string{untitled}},
		{name: "a name that cannot be seen", files: map[string]string{"content/entities/x.md": "---\nname: \"\\u200b\"\ntype: place\n---\n"}, exit: 1, says: []string{"x.md:2:7: error[front-matter-value]: there is nothing to see in name"}},
		textFault("a footnote that refers to itself", "x [^a]\n\n[^a]: see [^a]", 1, ":7:11: error[footnote-undefined]"),
		textFault("names of nothing", "[[__proto__]] [[../../x]] [[\u200b]]", 1, "[[__proto__]]", "[[../../x]]", "[[‹U+200B›]]"),
		textFault("citations of nothing", "[@__proto__] [@../x] [-@a]", 1, "there is no source @__proto__", "there is no source @a"),
		sourceFault("addresses", ".yaml", "- {id: a, type: webpage, title: T, URL: \"java\\tscript:x\", archive-url: \"data:text/html,x\", publisher-url: \"//e\"}\n", 0, ":1:41: warning[source-url]", "archive-url is not linked to", "publisher-url is not linked to"),
	},
	"annotations": {
		quoteFault("only punctuation that is not there", ";", 0, faultyNotes+":7:3: warning[annotation-orphaned]"),
		quoteFault("only a gap", "[…]", 1, wrongWords+"the passage has no words"),
		quoteFault("only gaps", "[…] [...]", 1, wrongWords+"the passage has no words"),
		quoteFault("only invisible characters", "\u200b\u2060", 1, wrongWords+"the passage has no words"),
		quoteFault("only blanks", "\n>  ", 1, faultyNotes+":7:1: error[annotation-target]: the passage has no words"),
		quoteFault("marks around nothing", "the ==== troops", 1, wrongWords+"the passage has no words"),
		quoteFault("marks around a blank", "troops == == near", 1, wrongWords+"the passage has no words"),
		quoteFault("a mark that is not closed", "==troops near", 1, wrongWords+"the quote has one passage mark =="),
		quoteFault("marks within marks", "==the ==troops== near==", 1, wrongWords+"the quote has more than two passage marks =="),
		quoteFault("two passages", "==troops== near ==the==", 1, wrongWords+"the quote has more than two passage marks =="),
		quoteFault("invisible characters between letters", "tro\u200bops", 0),
		quoteFault("right to left", "\u202etroops\u202c near", 0),
		headingFault("no kind", "## {#x}", 1, wrongHead+"4: error[annotation-heading]"),
		headingFault("attributes that are not closed", "## context {#x", 1, wrongHead+"15: error[annotation-heading]: the attributes are not closed"),
		headingFault("two ids", "## context {#x #y}", 1, wrongHead+"16: error[annotation-heading]"),
		headingFault("handlers", "## context {onclick=x style=y}", 1, `annotations have no attribute "onclick"`, `annotations have no attribute "style"`),
		headingFault("a class", "## context {.big}", 1, wrongHead+"13: error[annotation-heading]: annotations have no classes"),
		headingFault("a day that is none", "## context {date=\"2021-02-30\"}", 1, `"2021-02-30" is no day of the calendar`),
		headingFault("a look-alike kind", "## c\u043entext", 1, "error[annotation-kind]"),
		headingFault("a heading of another level", "# context", 1, faultyNotes+":5:3: error[annotation-stray]"),
		jsonFault("JSON breaks off", `[{"type":"Annotation"`, 1, faultyJSON+":1:22: error[exchange-syntax]"),
		jsonFault("JSON with a key twice", `{"type":"Annotation","type":"Annotation","bodyValue":"x","target":{"selector":{"type":"TextQuoteSelector","exact":"troops"}}}`, 1, "type is there already, in line 1"),
		jsonFault("JSON with more after it", `{"type":"Annotation"} x`, 1, faultyJSON+":1:23: error[exchange-syntax]"),
		jsonFault("JSON with what is no number", `{"type":"Annotation","target":NaN}`, 1, faultyJSON+":1:31: error[exchange-syntax]"),
		jsonFault("JSON in UTF-16", "\xff\xfe[\x00]\x00", 1, faultyJSON+":1:1: error[file-encoding]"),
		jsonFault("lists in lists", strings.Repeat("[", 100_000), 1, "error[exchange-value]: collections stand more than 8 deep"),
		jsonFault("objects in objects", strings.Repeat(`{"a":`, 100_000), 1, ":1:501: error[exchange-syntax]: lists and mappings are nested more than 100 deep"),
		selectorFault("a quote of nothing", `"type": "TextQuoteSelector", "exact": " "`, 1, "error[exchange-value]: a quote has no words"),
		selectorFault("offsets that are no numbers", `"type": "TextPositionSelector", "start": 1.5, "end": 3`, 1, "error[exchange-"),
		selectorFault("offsets past every number", `"type": "TextPositionSelector", "start": 0, "end": 9223372036854775808`, 1, "error[exchange-"),
		{name: "thousands of complaints on one line", files: map[string]string{faultyJSON: "[" + times(4_000, `{"type":"Annotation","id":"urn:x:№","bodyValue":"B","created":"x","target":{"selector":{"type":"TextQuoteSelector","exact":"troops"}}},`) + "{}]"}, exit: 1, says: []string{"created is no date: x"}},
		{name: "thousands on one passage", files: map[string]string{faultyNotes: "---\nby: mk\n---\n\n" + times(3_000, "## context\n\n> troops\n\nB№.\n\n")}},
		{name: "500 that cross", files: map[string]string{faultyArticle: article("", times(600, "w№ ")), faultyNotes: "---\nby: mk\n---\n\n" + times(500, "## context\n\n> w№ […] w599\n\nB№.\n\n")}},
	},
	"files": {
		placeFault("content is a file", "content", plainFile, 1, "content:1:1: error[file-special]: this is not a folder"),
		placeFault("content is a pipe", "content", pipe, 1, "content:1:1: error[file-special]"),
		placeFault("content leads out", "content", linkTo("/etc"), 1, "content:1:1: error[file-link]"),
		placeFault("content leads to itself", "content", linkTo("content"), 1, "content:1:1: error[file-link]"),
		placeFault("layouts is a file", "layouts", plainFile, 1, "layouts:1:1: error[file-special]: this is not a folder"),
		placeFault("layouts lead out", "layouts", linkTo("/etc"), 1, "layouts:1:1: error[file-link]"),
		placeFault("layouts lead nowhere", "layouts", linkTo("nowhere"), 1, "layouts:1:1: error[file-link]"),
		placeFault("a layout is a pipe", "layouts/article.html", pipe, 1, "layouts/article.html:1:1: error[file-unreadable]"),
		placeFault("config.toml is a folder", "config.toml", emptyFolder, 1, "config.toml:1:1: error[file-special]"),
		placeFault("config.toml is a pipe", "config.toml", pipe, 1, "config.toml:1:1: error[file-special]"),
		placeFault("config.toml leads out", "config.toml", linkTo("/etc/passwd"), 1, "config.toml:1:1: error[file-link]"),
		placeFault("config.toml leads nowhere", "config.toml", linkTo("nowhere"), 1, "config.toml:1:1: error[file-link]"),
		placeFault("config.toml is huge", "config.toml", func(path string) error {
			return errors.Join(plainFile(path), os.Truncate(path, 100<<20))
		}, 1, "config.toml:1:1: error[file-size]"),
		placeFault("an article leads to a device", "content/articles/z.md", linkTo("/dev/zero"), 1, "z.md:1:1: error[file-link]"),
		placeFault("an article leads to another", "content/articles/2021-12-04-z.md", linkTo("2021-12-03-a.md"), 0),
		placeFault("sources are a pipe", "content/sources", pipe, 1, "content/sources:1:1: error[file-special]"),
		placeFault("a folder is called like an article", "content/articles/2021-12-04-b.md", emptyFolder, 0),
		named("a line break in a name", "content/articles/2021-12-04-b\nc.md", 0),
		named("an escape in a name", "content/articles/2021-12-04-b\x1b[31m.md", 0),
		named("a name that turns around", "content/articles/2021-12-04-\u202eb.md", 0),
		named("a name of markup", "content/articles/2021-12-04-\"><b>.md", 0),
		named("a name of 250 bytes", "content/articles/2021-12-04-"+strings.Repeat("x", 236)+".md", 0),
		named("a name that ends in a dot", "content/articles/2021-12-04-b..md", 0),
		named("a name that Windows keeps", "content/articles/2021-12-04-con.md", 0),
		named("a name that is not UTF-8", "content/articles/2021-12-04-\xff.md", 1, "error[file-encoding]: the file's name is not valid UTF-8"),
		{name: "overlong UTF-8", files: map[string]string{faultyArticle: "---\ntitle: A\n---\n\n\xc0\xaf\n"}, exit: 1, says: []string{":5:1: error[file-encoding]: byte 18 (0xC0) is not UTF-8"}},
		{name: "half of a surrogate", files: map[string]string{faultyArticle: "---\ntitle: A\n---\n\n\xed\xa0\x80\n"}, exit: 1, says: []string{"byte 18 (0xED) is not UTF-8"}},
		{name: "a zero byte", files: map[string]string{faultyArticle: "---\ntitle: A\n---\n\na\x00b\n"}, exit: 1, says: []string{":5:2: error[file-encoding]: byte 19 is a zero byte"}},
		{name: "a page in place of an article's", files: map[string]string{faultyArticle: article("", "[x](a/index.html)"), "content/articles/a/index.html": "<script>"}, exit: 1, says: []string{"error[link-dangling]", "index.html:1:1: warning[file-unknown]"}},
		{name: "a picture of elsewhere", files: map[string]string{faultyArticle: article("", "![x](../../../etc/passwd.png) ![y](..%2f..%2fconfig.toml)")}, exit: 1, says: []string{"error[file-missing]"}},
		matterFault("a slug that goes up", "slug: ../../x\n", 1, ":3:7: error[slug-invalid]", "hint: write x"),
		matterFault("a slug that Windows keeps", "slug: con\n", 1, ":3:7: error[slug-invalid]"),
		matterFault("a slug like a file", "slug: annotations.jsonld\n", 1, "hint: write annotations-jsonld"),
		matterFault("a slug with a line break", "slug: \"a\\nb\"\n", 1, ":3:7: error[slug-invalid]"),
	},
	"front matter": {
		matterFault("a key twice", "title: B\n", 1, ":3:1: error[front-matter-key]: title is there already, in line 2"),
		matterFault("merged keys", "<<: {dek: x}\n", 1, ":3:1: error[front-matter-syntax]: the merge key << is not followed"),
		matterFault("an alias", "dek: &d x\nbyline: *d\n", 1, "the alias *d is not followed"),
		matterFault("a tab", "\tdek: x\n", 1, ":3:1: error[front-matter-syntax]: a tab stands where YAML wants blanks"),
		matterFault("a tag", "dek: !!python/object:os.system x\n", 1, "error[front-matter-syntax]: the tag !!python/object:os.system is not read"),
		matterFault("half of a surrogate", "dek: \"\\ud800\"\n", 1, "error[front-matter-syntax]: a backslash stands before something that it cannot escape"),
		matterFault("a day that is none", "date: 2021-02-30\n", 1, ":3:7: error[front-matter-value]: date is no date: 2021-02-30"),
		matterFault("a number for a day", "date: 20211203\n", 1, ":3:7: error[front-matter-value]"),
		matterFault("a year of five digits", "date: 99999-01-01\n", 1, ":3:7: error[front-matter-value]"),
		matterFault("lists in lists", "topics: "+strings.Repeat("[", 5000)+"\n", 1, "nested more than 100 deep"),
		matterFault("lists in lists, by line", "topics:\n"+strings.Repeat("- ", 5000)+"x\n", 1, "nested more than 100 deep"),
		matterFault("thousands of topics", "topics: ["+times(10_000, "t№,")+"]\n", 1, "error[front-matter-value]: topics are 10000; the limit is 100"),
		{name: "a time in TOML", files: map[string]string{faultyArticle: "+++\ntitle = \"A\"\nupdated = 07:32:00\n+++\n\nW.\n"}, exit: 1, says: []string{":3:11: error[front-matter-value]: updated is no date: 07:32:00"}},
		{name: "a day of TOML that is none", files: map[string]string{faultyArticle: "+++\ntitle = \"A\"\ndate = 2021-02-30\n+++\n\nW.\n"}, exit: 1, says: []string{":3:8: error[front-matter-value]"}},
		{name: "TOML closed as YAML", files: map[string]string{faultyArticle: "+++\ntitle = \"A\"\n---\n\nW.\n"}, exit: 1, says: []string{":1:1: error[front-matter-unclosed]", "a line that says +++"}},
	},
	"settings": {
		configFault("a kind that is CSS", "title = \"T\"\n[kinds.\"x{}body\"]\nlabel = \"x\"\n", 1, "config.toml:2:8: error[config-value]"),
		configFault("an underline that is CSS", "title = \"T\"\n[kinds.x]\nlabel = \"x\"\nunderline = \"wavy;}body{display:none}\"\n", 1, "config.toml:4:13: error[config-value]"),
		configFault("an annotator that goes up", "title = \"T\"\n[annotators.\"../x\"]\nname = \"x\"\n", 1, "config.toml:2:13: error[config-value]"),
		configFault("an address with a password", "title = \"T\"\nbase_url = \"https://u:p@example.org/\"\n", 1, "config.toml:2:12: error[config-value]"),
		configFault("an address with a fragment", "title = \"T\"\nbase_url = \"https://example.org/#x\"\n", 1, "config.toml:2:12: error[config-value]"),
		configFault("an address that goes up", "title = \"T\"\nbase_url = \"https://example.org/a/../b/\"\n", 1, "config.toml:2:12: error[config-value]: the path of base_url goes up"),
		configFault("a port that is none", "title = \"T\"\nbase_url = \"https://example.org:99999/\"\n", 1, "base_url has no such port: 99999"),
		configFault("a time zone that is a path", "title = \"T\"\ntime_zone = \"../../etc/passwd\"\n", 1, "config.toml:2:13: error[config-value]"),
		configFault("lists in lists", "title = \"T\"\nx = "+strings.Repeat("[", 100_000), 1, "error[config-syntax]"),
		configFault("keys in keys", "title = \"T\"\n"+strings.Repeat("a.", 50_000)+"a = 1\n", 1, "error[config-syntax]"),
		configFault("in UTF-16", "\xff\xfet\x00", 1, "config.toml:1:1: error[file-encoding]"),
		layoutFault("a template calls itself", "article.html", `{{define "x"}}a{{template "x" .}}{{template "x" .}}{{end}}{{template "x" .}}`, 1, "layouts/article.html:1:27: error[layout-fails]", "exceeded maximum template depth"),
		layoutFault("a loop without end", "article.html", `{{range 9223372036854775807}}{{template "x"}}{{end}}{{define "x"}}`+strings.Repeat("words ", 10_000)+`{{end}}`, 1, "error[layout-fails]: a page has more than 256 MiB"),
		layoutFault("brackets in brackets", "article.html", "{{"+strings.Repeat("(", 20_000)+"1"+strings.Repeat(")", 20_000)+"}}", 1, "layouts/article.html:1:1: error[layout-syntax]"),
		layoutFault("an attribute that is not closed", "article.html", `<a href={{.Title}} x="`, 1, "error[layout-syntax]"),
	},
	"sources": {
		sourceFault("macros of macros", ".bib", "@string{a0=\"xxxxxxxxxx\"}\n"+macros(12)+"@article{a, title=a12}\n", 1, "s.bib:8:12: error[source-syntax]: the macros stand for more than 16 MiB"),
		sourceFault("braces in braces", ".bib", "@article{a, title="+strings.Repeat("{", 100_000), 1, "error[source-syntax]"),
		sourceFault("commands", ".bib", "@misc{a, title={\\input{/etc/passwd}\\write18{ls}}}\n", 0, "warning[source-latex]: the LaTeX command \\input is not known"),
		sourceFault("an id of 300 bytes", ".yaml", "- {id: "+strings.Repeat("x", 300)+", type: webpage, title: T}\n", 1, "s.yaml:1:8: error[source-id]", "has more than 120 bytes"),
		sourceFault("ids that differ in case", ".yaml", "- {id: a, type: webpage, title: T}\n- {id: A, type: webpage, title: T}\n", 1, "error[source-duplicate]: the source A has the same address as a"),
		sourceFault("an id of pictures", ".yaml", "- {id: \"😀\", type: webpage, title: T}\n", 1, "s.yaml:1:8: error[source-id]"),
		sourceFault("years past every number", ".yaml", "- {id: a, type: webpage, title: T, issued: {date-parts: [[99999999999999999999]]}}\n", 1, "error[source-value]: issued is no date"),
		sourceFault("JSON breaks off", ".json", `[{"id":"a"`, 1, "s.json:1:11: error[source-syntax]"),
		sourceFault("a record without a beginning", ".ris", "ER  - \n", 1, "s.ris:1:1: error[source-syntax]"),
	},
	"reports": {
		{name: "over an article", flags: []string{"--report", faultyArticle}, exit: 2, says: []string{"--report would write to content, which the site is made from"}},
		{name: "over the settings", flags: []string{"--report", "config.toml"}, exit: 2, says: []string{"--report would write to config.toml"}},
		{name: "through a link", make: func(dir string) error { return os.Symlink("content", filepath.Join(dir, "c")) }, flags: []string{"--report", "c/r.json"}, exit: 2, says: []string{"--report would write to content"}},
		{name: "on a full disk", flags: []string{"--report", "/dev/full"}, exit: 2, says: []string{"no space left on device"}},
		{name: "in a folder that is not there", flags: []string{"--report", "no/r.json"}, exit: 2, says: []string{"no such file or directory"}},
		{name: "a day that is none", flags: []string{"--now", "2021-02-30"}, exit: 2, says: []string{"no such day: 2021-02-30", "hint: "}},
		{name: "before everything", flags: []string{"--now", "0001-01-01"}, says: []string{"held back: 1 article"}},
	},
}

func macros(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "@string{a%d=%s}\n", i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("a%d#", i), 10), "#"))
	}
	return b.String()
}

// complaint is the first line of a diagnostic.
var complaint = regexp.MustCompile(`(?m)^\S.*: (?:error|warning)\[[a-z-]+\]: .*$`)

// TestFaults builds small sites, each with a fault. Whatever it is, the build
// ends soon, with the exit code and the complaints that are due and a hint for
// each of them, writes nothing when there are errors, and nothing to the
// terminal that a terminal would obey.
func TestFaults(t *testing.T) {
	gloss := commandPath(t)
	for class, faults := range faults {
		for _, f := range faults {
			t.Run(class+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				dir := f.site(t)
				ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
				defer stop()
				build := exec.CommandContext(ctx, gloss, append([]string{"build"}, f.flags...)...)
				var complaints bytes.Buffer
				build.Dir, build.Stderr = dir, &complaints
				var ended *exec.ExitError
				if err := build.Run(); err != nil && !errors.As(err, &ended) {
					t.Fatal(err)
				}
				said := complaints.String()
				if code := build.ProcessState.ExitCode(); code != f.exit {
					t.Errorf("exit code %d, want %d", code, f.exit)
				}
				for _, want := range f.says {
					if !strings.Contains(said, want) {
						t.Errorf("it does not say %q", want)
					}
				}
				if places, hints := len(complaint.FindAllString(said, -1)), strings.Count("\n"+said, "\nhint: "); f.exit < 2 && hints < places {
					t.Errorf("%d complaints have %d hints", places, hints)
				}
				if strings.ContainsAny(said, "\x1b\x07\u202e") {
					t.Error("the complaints drive the terminal")
				}
				if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); (err == nil) != (f.exit == 0) && f.exit != 2 {
					t.Errorf("exit code %d, and the site: %v", f.exit, err)
				}
				if f.make == nil {
					f.untouched(t, dir)
				}
				if t.Failed() {
					t.Logf("%.3000s", said)
				}
			})
		}
	}
}

// site writes the site to a folder of its own.
func (f *fault) site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, files := range []map[string]string{faultless, f.files} {
		for name, text := range files {
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Skip(err) // not every system has every name
			}
		}
	}
	if f.make != nil {
		if err := f.make(dir); err != nil {
			t.Skip(err) // nor pipes
		}
	}
	return dir
}

// untouched holds that the inputs are what they were.
func (f *fault) untouched(t *testing.T, dir string) {
	t.Helper()
	for _, files := range []map[string]string{faultless, f.files} {
		for name, text := range files {
			if _, replaced := f.files[name]; replaced {
				text = f.files[name]
			}
			if now, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(now) != text {
				t.Errorf("%s is not what it was: %v", name, err)
			}
		}
	}
}

// heldElsewhere are the members of each class that are no matter of one build,
// or have scripts and tests of their own, each with where that is.
var heldElsewhere = map[string][]string{
	"markup, scripts and handlers in every field":          {"TestHostileContent", "TestHostilityIsNoticed", "TestWordsOfHTMLAreKept", "inert.txtar", "raw-html.txtar"},
	"markup, schemes in every disguise":                    {"TestHostileContent", "unsafe-url.txtar", "source-url.txtar"},
	"markup, ends of JSON-LD, feeds, templates":            {"inert.txtar", "TestFeedsAreValid"},
	"markup, ids that shadow, collide or come twice":       {"ids.txtar", "TestHostileContent", "footnote-duplicate.txtar"},
	"markup, citations, sources and footnotes of nothing":  {"citation-undefined.txtar", "source-unused.txtar", "footnote-undefined.txtar"},
	"markup, what cannot be seen in names":                 {"hidden-character.txtar"},
	"markup, in the preview and in reports of differences": {"TestErrorPageIsInert", "TestReportIsInert", "TestHostileMistakes", "TestHostileReport", "hostile-terminal.txtar"},

	"annotations, of nobody, of no kind, twice, of no article": {"annotation-by.txtar", "annotation-kind.txtar", "annotation-id.txtar", "annotation-duplicate.txtar", "annotation-article.txtar"},
	"annotations, passages found twice or not at all":          {"annotation-ambiguous.txtar", "annotation-orphaned.txtar", "annotation-moved.txtar", "TestPassages"},
	"annotations, offsets that no passage has":                 {"exchange-offset.txtar", "exchange-position.txtar", "TestPositionAlone"},
	"annotations, many on one passage":                         {"five-editors.txtar", "overlap.txtar"},
	"annotations, too large, bombs":                            {"annotation-limit.txtar", "bombs.txtar", "TestHostileInputIsFast", "TestHostileSourcesAreFast"},

	"files, bytes and line ends":                      {"file-encoding.txtar", "input-forms.txtar"},
	"files, names that some systems take for one":     {"file-case.txtar", "address-taken.txtar"},
	"files, links, pipes, what may not be read":       {"file-link.txtar", "file-special.txtar", "file-unreadable.txtar", "layout-special.txtar"},
	"files, empty ones":                               {"content-empty.txtar", "article-empty.txtar", "empty-inputs.txtar", "front-matter-unclosed.txtar"},
	"files, output folders that are something else's": {"output-input.txtar", "output-refused.txtar", "output-foreign.txtar", "TestLinksAreNeverFollowed", "TestDamagedManifestIsRefused", "FuzzManifest"},

	"size, time that grows": {"TestTimeGrowsWithLength", "TestHostile", "markup-limit.txtar"},

	"faults, kill -9":                {"TestKilledBuilds", "TestKilledSwaps"},
	"faults, disks":                  {"TestTroubleAtEveryCall", "TestSwapWithTroubleAtEveryCall", "TestResultsThatAreLost"},
	"faults, two builds at once":     {"TestSecondBuildIntoTheSameFolderIsRefusedAtOnce", "output-busy.txtar"},
	"faults, signals":                {"TestSignals", "TestSignalCancels"},
	"faults, changes during a build": {"TestSoak", "TestReloadEqualsLoad", "TestServeAfterManyChangesAtOnce"},
	"faults, any machine":            {"TestSameBytesEverywhere", "TestSameInputSameBytes", "FuzzSite"},

	"preview, who asks":            {"TestOnlyTheAuthorsBrowserIsAnswered"},
	"preview, for what":            {"TestAddressesAreThoseOfPages"},
	"preview, broken files":        {"TestServeHealsAfterEachMistake", "TestServeShowsAnErrorPage", "TestErrorPageHeals"},
	"preview, ways to save":        {"TestEveryWayToSave", "TestManyFilesAreOneChange", "TestOverflow", "TestWatchesRunOut"},
	"preview, ports, connections":  {"TestDefaultAddressMovesOn", "TestIdleConnectionsAreBounded", "TestStreamsAreBounded"},
	"publishing, interrupted":      {"TestPublicationIsKilled", "TestPublishToEveryPlace", "FuzzDecodeManifest"},
	"publishing, refused":          {"publish-deletions.txtar", "publish-empty.txtar", "publish-busy.txtar", "publish-foreign.txtar"},
	"publishing, keys never shown": {"config-secret.txtar", "FuzzParseDestination"},
}

// What is held elsewhere is held there still.
func TestFaultsHeldElsewhere(t *testing.T) {
	there := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		there[filepath.Base(name)] = true
		if strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for _, match := range testFunction.FindAllSubmatch(text, -1) {
				there[string(match[1])] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for members, tests := range heldElsewhere {
		for _, test := range tests {
			if !there[test] {
				t.Errorf("%s: there is no %s", members, test)
			}
		}
	}
}

var testFunction = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
