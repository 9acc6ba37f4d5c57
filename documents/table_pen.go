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

// draw writes title, notes, header and rows, then what printing and scrolling need.
func (p *pen) draw(t Table) error {
	row := 1
	if err := p.across(row, len(t.Columns), t.Title, p.title); err != nil {
		return err
	}
	if err := p.f.SetRowHeight(p.sheet, row, titleRowHeight); err != nil {
		return err
	}
	for _, note := range t.Notes {
		row++
		if err := p.across(row, len(t.Columns), note, p.note); err != nil {
			return err
		}
	}
	row++
	header := row
	for i, c := range t.Columns {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.f.SetColWidth(p.sheet, letter, letter, c.width()); err != nil {
			return err
		}
		if err := p.text(i+1, row, c.Name, p.header); err != nil {
			return err
		}
	}
	for _, cells := range t.Rows {
		row++
		for i, c := range t.Columns {
			text, style := "", p.cell
			if i < len(cells) {
				text = cells[i]
			}
			if c.Wrap || strings.Contains(text, "\n") {
				style = p.block
			}
			if err := p.text(i+1, row, text, style); err != nil {
				return err
			}
		}
	}
	return p.layOut(header, row, len(t.Columns))
}

func (p *pen) text(col, row int, text string, style int) error {
	place, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	if text = printable(text); len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
		return fmt.Errorf("cell %s: longer than a workbook can hold", place) // excelize would cut it silently
	}
	if text != "" {
		if err := p.f.SetCellStr(p.sheet, place, spellOut(text)); err != nil {
			return err
		}
	}
	return p.f.SetCellStyle(p.sheet, place, place, style)
}

// spellOut is what plain undoes: text that happens to look like _x000D_ must not
// become the character it names. SetCellStr leaves that to its caller.
func spellOut(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i, r := range text {
		if r == '_' && escaped.MatchString(text[i:min(i+len("_x000D_"), len(text))]) {
			out.WriteString("_x005F")
		}
		out.WriteRune(r)
	}
	return out.String()
}

// across writes one line over the whole width of the table.
func (p *pen) across(row, columns int, text string, style int) error {
	if err := p.text(1, row, text, style); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(columns, row)
	if err != nil || columns == 1 {
		return err
	}
	return p.f.MergeCell(p.sheet, fmt.Sprintf("A%d", row), last)
}

// layOut freezes the header, offers it as a filter and repeats it on every
// landscape A4 page, one page wide.
func (p *pen) layOut(header, last, columns int) error {
	right, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(p.sheet, "'", "''") + "'"
	below := fmt.Sprintf("A%d", header+1)
	paper, orientation, wide, tall, fit := a4, "landscape", 1, 0, true
	for _, step := range []func() error{
		func() error {
			return p.f.SetPanes(p.sheet, &excelize.Panes{Freeze: true, YSplit: header, TopLeftCell: below, ActivePane: "bottomLeft",
				Selection: []excelize.Selection{{SQRef: below, ActiveCell: below, Pane: "bottomLeft"}}})
		},
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
		func() error { return p.f.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) },
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
