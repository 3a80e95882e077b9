package diag

// Record is a diagnostic as JSON has it, wherever Gloss writes some. Its keys
// are a contract with the scripts that read them.
type Record struct {
	File     string `json:"file"`
	Line     int    `json:"line"`   // from 1
	Column   int    `json:"column"` // from 1, in characters
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"` // may be empty
}

// Records returns diagnostics as JSON has them: a list, never nil.
func Records(items []Diagnostic) []Record {
	records := make([]Record, len(items))
	for i := range items {
		records[i] = items[i].Record()
	}
	return records
}

// Record returns the diagnostic as JSON has it.
func (d *Diagnostic) Record() Record {
	at := d.Printed()
	return Record{at.File, at.Line, at.Column, d.Severity.String(), string(d.Code), d.Message, d.Hint}
}
