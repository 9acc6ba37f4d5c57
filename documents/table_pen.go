package documents

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	a4             = 9
	standardWidth  = 14.0
	standardFont   = "宋体"
	titleRowHeight = 36
)

// pen draws tables with one set of styles.
type pen struct {
	f                                *excelize.File
	out                              *excelize.StreamWriter
	row                              int // written last
	sheet                            string
	title, note, header, cell, block int
}

func newPen(f *excelize.File) (*pen, error) {
	var borders []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	font := func(family string, size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: family, Size: size, Bold: bold}
	}
	p := &pen{f: f}
	for _, s := range []struct {
		into *int
		look excelize.Style
	}{
		{&p.title, excelize.Style{Font: font("方正小标宋简体", 18, false), Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}},
		{&p.note, excelize.Style{Font: font(standardFont, 10, false), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&p.header, excelize.Style{Font: font(standardFont, 11, true), Border: borders, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}},
		{&p.cell, excelize.Style{Font: font(standardFont, 11, false), Border: borders, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&p.block, excelize.Style{Font: font(standardFont, 11, false), Border: borders, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
	} {
		var err error
		if *s.into, err = f.NewStyle(&s.look); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// draw writes title, notes, header and rows as a stream, so that a table of any
// length needs no more memory than its texts.
func (p *pen) draw(t Table) error {
	header, columns := len(t.Notes)+2, len(t.Columns)
	fit := true
	if err := p.f.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	out, err := p.f.NewStreamWriter(p.sheet)
	if err != nil {
		return err
	}
	p.out, p.row = out, 0
	if err := p.prepare(header, t.Columns); err != nil {
		return err
	}
	if err := p.across(columns, t.Title, p.title, excelize.RowOpts{Height: titleRowHeight}); err != nil {
		return err
	}
	for _, note := range t.Notes {
		if err := p.across(columns, note, p.note); err != nil {
			return err
		}
	}
	names := make([]any, columns)
	for i, c := range t.Columns {
		if names[i], err = p.cellOf(i, c.Name, p.header); err != nil {
			return err
		}
	}
	if err := p.next(names); err != nil {
		return err
	}
	for _, texts := range t.Rows {
		if err := p.line(t.Columns, texts); err != nil {
			return err
		}
	}
	if err := p.layOut(header, p.row, columns); err != nil {
		return err
	}
	return out.Flush()
}

// prepare sets what a stream must know before its first row: widths, and what stays while scrolling.
func (p *pen) prepare(header int, columns []Column) error {
	for i, c := range columns {
		if err := p.out.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
	}
	below := fmt.Sprintf("A%d", header+1)
	return p.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: header, TopLeftCell: below, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: below, ActiveCell: below, Pane: "bottomLeft"}}})
}

// line writes one row of the table.
func (p *pen) line(columns []Column, texts []string) error {
	cells := make([]any, len(columns))
	for i, c := range columns {
		text, style := "", p.cell
		if i < len(texts) {
			text = texts[i]
		}
		if c.Wrap || strings.Contains(text, "\n") {
			style = p.block
		}
		var err error
		if cells[i], err = p.cellOf(i, text, style); err != nil {
			return err
		}
	}
	return p.next(cells)
}

// next writes a row below the last one.
func (p *pen) next(cells []any, options ...excelize.RowOpts) error {
	p.row++
	return p.out.SetRow(fmt.Sprintf("A%d", p.row), cells, options...)
}

// cellOf is a text as the cell of a column in the next row.
func (p *pen) cellOf(column int, text string, style int) (excelize.Cell, error) {
	text = printable(text)
	if len(utf16.Encode([]rune(text))) > excelize.TotalCellChars { // excelize would cut it silently
		place, err := excelize.CoordinatesToCellName(column+1, p.row+1)
		if err != nil {
			return excelize.Cell{}, err
		}
		return excelize.Cell{}, fmt.Errorf("cell %s: longer than a workbook can hold", place)
	}
	if text == "" {
		return excelize.Cell{StyleID: style}, nil
	}
	return excelize.Cell{StyleID: style, Value: text}, nil
}

// across writes one line over the whole width of the table.
func (p *pen) across(columns int, text string, style int, options ...excelize.RowOpts) error {
	cell, err := p.cellOf(0, text, style)
	if err != nil {
		return err
	}
	if err := p.next([]any{cell}, options...); err != nil || columns == 1 {
		return err
	}
	last, err := excelize.CoordinatesToCellName(columns, p.row)
	if err != nil {
		return err
	}
	return p.out.MergeCell(fmt.Sprintf("A%d", p.row), last)
}

// layOut offers the header as a filter and repeats it on every landscape A4
// page, one page wide.
func (p *pen) layOut(header, last, columns int) error {
	right, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(p.sheet, "'", "''") + "'"
	paper, orientation, wide, tall := a4, "landscape", 1, 0
	for _, step := range []func() error{
		func() error { return p.f.AutoFilter(p.sheet, fmt.Sprintf("A%d:%s%d", header, right, last), nil) },
		func() error {
			return p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.sheet,
				RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted, header, header)})
		},
		func() error {
			return p.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.sheet,
				RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", quoted, right, last)})
		},
		func() error {
			return p.f.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall})
		},
		func() error {
			return p.f.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
