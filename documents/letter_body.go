package documents

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Lengths are in twips, a twentieth of a point; 1 mm is 56.7 of them.
const (
	paperShort, paperLong = 11906, 16838 // A4
	top, bottom           = 2098, 1984   // 37 mm, 35 mm
	left, right           = 1588, 1474   // 28 mm, 26 mm
	footerEdge            = 1304         // page number 7 mm below the text
	pitch                 = 560          // 28 pt from line to line
	character             = 320          // 三号, 16 pt
	smallest, largest     = 44, 72       // of a masthead, in half points: 22 pt, 36 pt
)

// letterBody is the text itself.
func letterBody(l Letter) (string, error) {
	var out strings.Builder
	out.WriteString(xmlHead + `<w:document xmlns:w="` + wordSpace + `" xmlns:r="` + relationSpace + `"><w:body>`)
	wide := paperShort - left - right
	if l.Across {
		wide = paperLong - 2*bottom
	}
	for i, p := range l.Paragraphs {
		if p.Kind == Grid {
			if err := drawGrid(&out, p.Grid, wide); err != nil {
				return "", err
			}
			continue
		}
		if looks[p.Kind].style == "" {
			return "", fmt.Errorf("letter: no paragraph of kind %q", p.Kind)
		}
		var next Paragraph
		if i+1 < len(l.Paragraphs) {
			next = l.Paragraphs[i+1]
		}
		texts := []string{p.Text}
		if p.Kind == Body {
			texts = strings.Split(p.Text, "\n") // a broken line would be stretched
		}
		for _, text := range texts {
			out.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + looks[p.Kind].style + `"/>` + placed(p, next) + `</w:pPr>` + runs(text, fitting(p)) + `</w:p>`)
		}
	}
	out.WriteString(section(l.Across) + `</w:body></w:document>`)
	return out.String(), nil
}

// placed keeps a signature centred above its date, which ends four characters from the edge.
func placed(p, next Paragraph) string {
	if p.Kind != Signature {
		return ""
	}
	indent := 2 * character
	if next.Kind == Date {
		indent = max(indent, 4*character+(lineWidth(next.Text)-lineWidth(p.Text))/2)
	}
	return fmt.Sprintf(`<w:ind w:firstLine="0" w:right="%d"/>`, indent)
}

// fitting makes a masthead as large as fits on one line; other text is as its style says.
func fitting(p Paragraph) string {
	if p.Kind != Masthead || p.Text == "" {
		return ""
	}
	size := min(max((paperShort-left-right)*2*character/lineWidth(p.Text)/20, smallest), largest)
	return fmt.Sprintf(`<w:rPr><w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/></w:rPr>`, size)
}

// lineWidth is about how wide a line of 三号 is.
func lineWidth(text string) int {
	width := 0
	for _, r := range text {
		if r < 0x2000 {
			width += character / 2
		} else {
			width += character
		}
	}
	return width
}

// runs are a paragraph's characters, with breaks where the text has them; set says
// what of their style is different.
func runs(text, set string) string {
	var out strings.Builder
	for i, line := range strings.Split(strings.ReplaceAll(printable(text), "\r", ""), "\n") {
		out.WriteString("<w:r>" + set)
		if i > 0 {
			out.WriteString("<w:br/>")
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				out.WriteString("<w:tab/>")
			}
			out.WriteString(`<w:t xml:space="preserve">` + escapeXML(part) + `</w:t>`)
		}
		out.WriteString("</w:r>")
	}
	return out.String()
}

func escapeXML(text string) string {
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		panic("documents: " + err.Error()) // a strings.Builder takes everything
	}
	return out.String()
}

// drawGrid draws a table as wide as the text, its columns in proportion.
func drawGrid(out *strings.Builder, t Table, wide int) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("letter: a grid without columns")
	}
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.width()
	}
	out.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="` + fmt.Sprint(wide) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	widths := make([]int, len(t.Columns))
	header := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		widths[i], header[i] = int(float64(wide)*c.width()/sum), c.Name
		fmt.Fprintf(out, `<w:gridCol w:w="%d"/>`, widths[i])
	}
	out.WriteString(`</w:tblGrid>`)
	drawRow(out, header, widths, "GridHead", `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for _, row := range t.Rows {
		drawRow(out, row, widths, "GridText", `<w:trPr><w:cantSplit/></w:trPr>`)
	}
	out.WriteString(`</w:tbl>`)
	return nil
}

func drawRow(out *strings.Builder, cells []string, widths []int, style, kind string) {
	out.WriteString("<w:tr>" + kind)
	for i, wide := range widths {
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		fmt.Fprintf(out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p></w:tc>`, wide, style, runs(text, ""))
	}
	out.WriteString("</w:tr>")
}

// section is the sheet: A4 with the margins of public documents, page numbers outside.
func section(across bool) string {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`,
		paperShort, paperLong, top, right, bottom, left, footerEdge)
	if across {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`,
			paperLong, paperShort, left, bottom, right, bottom, right/2)
	}
	return `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` + size +
		fmt.Sprintf(`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`, pitch)
}
