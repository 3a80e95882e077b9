package exchange

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
)

// columns are the columns of a table of annotations.
var columns = []string{
	"article", "id", "kind", "by", "date", "language", "status", "verdict", "claimant", "tags", "outcome", "passage", "body", "file", "line",
}

// WriteCSV writes the annotations on articles as a table (RFC 4180, with line
// feeds), a header first, each cell as [Cell] gives it. Several passages of one annotation are divided by a
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
			row := []string{
				absolute(settings, article.Address()), a.ID, a.Kind, a.By, a.Date.String(), a.Language, a.Status.String(), a.Verdict,
				a.Claimant, strings.Join(a.Tags, " "), a.Outcome().String(), strings.Join(passages, "\n"),
				strings.TrimSuffix(Markdown(&a.Body), "\n"), a.Pos.File, strconv.Itoa(a.Pos.Line),
			}
			for j := range row {
				row[j] = Cell(row[j])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// Cell returns a text as a cell of a table that spreadsheets may open. They
// take a text for a formula, and run it, when it begins with one of = + - @, a
// tab or a carriage return (OWASP, CSV Injection), or with one of the signs in
// the full width of East Asian type. Such a text gets an apostrophe in front,
// and so does one that has apostrophes before such a sign: taking one away
// gives every text back.
func Cell(text string) string {
	if sign := strings.TrimLeft(text, "'"); sign != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", firstRune(sign)) {
		return "'" + text
	}
	return text
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}
