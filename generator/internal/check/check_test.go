package check

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
)

var complaints = []diag.Diagnostic{
	{Pos: diag.Pos{File: "content/ä b.md", Line: 3, Column: 2}, Severity: diag.Error, Code: diag.PageLink, Message: "100 %\nno", Hint: "mend, it: so"},
	{Pos: diag.Pos{File: "content/a.md"}, Code: diag.SourceUnused, Message: "x"},
	{Pos: diag.Pos{File: "content/a.md", Line: 9}, Code: diag.SourceUnused, Message: "x"},
}

// What SARIF 2.1.0 demands of a log, and what GitHub demands besides. The whole
// schema is held against the output in .ci/run.
func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := SARIF(&b, complaints, "site", "1.0"); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	decoder := json.NewDecoder(&b)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || run.Tool.Driver.Name != "gloss" || len(run.Results) != 3 || len(run.Tool.Driver.Rules) != 2 {
		t.Fatalf("%+v", log)
	}
	prints := map[string]bool{}
	for i, r := range run.Results {
		if rule := run.Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID || rule.Short.Text == "" || rule.Help.Text == "" {
			t.Errorf("result %d: its rule is %+v", i, rule)
		}
		prints[r.Fingerprints["glossComplaint/v1"]] = true
	}
	if len(prints) != 3 {
		t.Errorf("fingerprints are not unique: %v", prints)
	}
	at := run.Results[0].Locations[0].Physical
	if at.Artifact.URI != "site/content/%C3%A4%20b.md" || at.Region == nil || at.Region.StartLine != 3 || run.Results[1].Locations[0].Physical.Region != nil {
		t.Errorf("%+v", at)
	}
}

func TestGitHub(t *testing.T) {
	var b strings.Builder
	if err := GitHub(&b, complaints[:2], ""); err != nil {
		t.Fatal(err)
	}
	want := "::error file=content/ä b.md,line=3,col=2,title=page-link::100 %25%0Ano%0Ahint: mend, it: so\n" +
		"::warning file=content/a.md,title=source-unused::x\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestBaseline(t *testing.T) {
	baseline, err := ReadBaseline(WriteBaseline(complaints[:2]))
	if err != nil {
		t.Fatal(err)
	}
	if fresh := baseline.New(complaints); !slices.Equal(fresh, complaints[2:]) || baseline.Mended() != 0 {
		t.Errorf("%v, %d mended", fresh, baseline.Mended())
	}
	baseline, _ = ReadBaseline(WriteBaseline(complaints))
	if fresh := baseline.New(complaints[:1]); len(fresh) != 0 || baseline.Mended() != 2 {
		t.Errorf("%v, %d mended", fresh, baseline.Mended())
	}
}

func TestJudge(t *testing.T) {
	got := Judge(complaints, map[string]string{"page-link": "warning", "source-unused": "off"})
	if len(got) != 1 || got[0].Severity != diag.Warning {
		t.Errorf("%v", got)
	}
	if complaints[0].Severity != diag.Error {
		t.Error("what was given has changed")
	}
}
