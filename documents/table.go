package documents

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Table is a list as an office prints it.
type Table struct {
	Title   string
	Notes   []string // small lines under the title: who made it, when
	Columns []Column
	Rows    [][]string
}

// Column is one column of a table; its width is counted in digits, as Excel does.
type Column struct {
	Name  string
	Width float64
	Wrap  bool
}

// width is the column's share of the sheet.
func (c Column) width() float64 {
	if c.Width == 0 {
		return standardWidth
	}
	return c.Width
}

// NamedTable is a table with the name of its worksheet.
type NamedTable struct {
	Sheet string
	Table Table
}

// WriteTable writes a workbook of one table, ready to print. Every cell is text,
// so nothing in it can be calculated.
func WriteTable(w io.Writer, sheet string, t Table) error {
	return WriteSheets(w, []NamedTable{{sheet, t}})
}

// WriteSheets writes a workbook with one worksheet per table.
func WriteSheets(w io.Writer, tables []NamedTable) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "落实", LastModifiedBy: "落实"}); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	p, err := newPen(f)
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	for i, t := range tables {
		p.sheet = sheetName(t.Sheet)
		if at, err := f.GetSheetIndex(p.sheet); i > 0 && (err != nil || at >= 0) {
			return fmt.Errorf("sheet %s: name used twice", t.Sheet)
		}
		if i == 0 {
			err = f.SetSheetName("Sheet1", p.sheet)
		} else {
			_, err = f.NewSheet(p.sheet)
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", t.Sheet, err)
		}
		if err := p.draw(t.Table); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Sheet, err)
		}
	}
	return f.Write(w)
}

// sheetName keeps of a name what Excel allows on a tab.
func sheetName(name string) string {
	name = strings.Trim(strings.NewReplacer(":", "：", `\`, "、", "/", "、", "?", "？", "*", "＊", "[", "（", "]", "）").Replace(printable(name)), "' \n\t")
	if runes := []rune(name); len(runes) > 30 {
		name = string(runes[:30])
	}
	if name == "" {
		return "表"
	}
	return name
}

// printable drops what neither XML nor paper can hold.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\n' && r != '\t' && r != '\r', r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
}
