package documents

import (
	"encoding/csv"
	"fmt"
	"io"
)

// WriteCSV writes column names and rows so that Excel shows the Chinese and
// calculates nothing: what looks like a formula gets a ' in front, which
// ReadWorkbook takes away again.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	for _, row := range append([][]string{names}, t.Rows...) {
		quoted := make([]string, len(row))
		for i, text := range row {
			if text = printable(text); isCommand(text) {
				text = "'" + text
			}
			quoted[i] = text
		}
		if err := out.Write(quoted); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
