package exchange

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"gloss/generator/brief"
)

// columns are the columns of a table of annotations.
var columns = []string{
	"article", "id", "kind", "by", "date", "language", "status", "verdict", "claimant", "tags", "outcome", "passage", "body", "file", "line",
}

// WriteCSV writes the annotations on articles as a table (RFC 4180, with line
// feeds), a header first. Several passages of one annotation are divided by a
// line feed, tags by blanks; the body is Markdown.
func WriteCSV(w io.Writer, settings *brief.Settings, articles []Article) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, article := range articles {
		for _, i := range article.Chosen {
			a := &article.Annotations[i]
			passages := make([]string, len(a.Targets))
			for j := range a.Targets {
				if passages[j] = a.Targets[j].Passage(); a.Placements[j].Shown {
					passages[j] = a.Placements[j].Span.Of(article.Body.Text)
				}
				passages[j] = strings.Join(strings.Fields(passages[j]), " ")
			}
			err := out.Write([]string{
				absolute(settings, article.Address()), a.ID, a.Kind, a.By, a.Date.String(), a.Language, a.Status.String(), a.Verdict,
				a.Claimant, strings.Join(a.Tags, " "), a.Outcome().String(), strings.Join(passages, "\n"),
				strings.TrimSuffix(Markdown(&a.Body), "\n"), a.Pos.File, strconv.Itoa(a.Pos.Line),
			})
			if err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
