package documents

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxFormats is how many different number formats are shown as Excel shows them; no office has as many.
const maxFormats = 200

// formats knows how the numbers of a workbook are shown.
type formats struct {
	from1904 bool
	styles   []int          // cell style → number format
	codes    map[int]string // number format → what the workbook wrote for it
	paper    *excelize.File // a sheet of our own on which a format is tried out
	tried    map[int]int    // number format → its style on the paper
}

func (b *book) readFormats(part string) error {
	b.formats.codes = map[int]string{}
	inCells := false
	return b.each(part, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
				b.formats.codes[id] = attr(e, "formatCode")
			}
		case "cellXfs", "cellStyleXfs", "cellStyles", "dxfs":
			inCells = e.Name.Local == "cellXfs"
		case "xf":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); inCells && err == nil {
				b.formats.styles = append(b.formats.styles, id)
			} else if inCells {
				b.formats.styles = append(b.formats.styles, 0)
			}
		}
		return nil
	})
}

// number is a stored number as a person sees it, but a date always as YYYY-MM-DD.
func (f *formats) number(raw, style string) string {
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return plain(raw)
	}
	id := 0
	if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(f.styles) {
		id = f.styles[s]
	}
	code := f.codes[id]
	if layout := dateLayout(id, code); layout != "" {
		t, err := excelize.ExcelDateToTime(n, f.from1904)
		if err != nil || n >= 2958466 { // after 9999-12-31
			return general(n)
		}
		if n == math.Trunc(n) {
			layout = strings.TrimSuffix(layout, " 15:04")
		}
		return t.Format(layout)
	}
	if id == 0 || id == 49 || strings.EqualFold(code, "General") {
		return general(n)
	}
	return f.try(n, id, code)
}

// general is a number without a format: 15 digits, as Excel keeps them.
func general(n float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return strconv.FormatFloat(n, 'g', 15, 64)
	}
	if a := math.Abs(short); a >= 1e21 || (a < 1e-9 && a > 0) {
		return strconv.FormatFloat(short, 'E', -1, 64)
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// try writes the number in its format on a sheet of our own and reads what it looks like.
func (f *formats) try(n float64, id int, code string) string {
	if f.paper == nil {
		f.paper, f.tried = excelize.NewFile(excelize.Options{CultureInfo: excelize.CultureNameZhCN}), map[int]int{}
	}
	style, known := f.tried[id]
	if !known {
		if len(f.tried) == maxFormats {
			return general(n)
		}
		look := &excelize.Style{NumFmt: id}
		if code != "" {
			look.CustomNumFmt = &code
		}
		var err error
		if style, err = f.paper.NewStyle(look); err != nil {
			return general(n)
		}
		f.tried[id] = style
	}
	if f.paper.SetCellFloat("Sheet1", "A1", n, -1, 64) != nil || f.paper.SetCellStyle("Sheet1", "A1", "A1", style) != nil {
		return general(n)
	}
	text, err := f.paper.GetCellValue("Sheet1", "A1")
	if err != nil || text == "" {
		return general(n)
	}
	return strings.TrimSpace(text)
}

// dateCodes are the numbered formats of a Chinese Excel that show a day or a month.
var dateCodes = map[int]string{
	14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-m-d h:mm",
	27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 36: "yyyy年m月",
	50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}

// literal matches what a number format shows as it stands: quoted and escaped text, colours, locales, conditions.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p|general`)

// elapsed matches hours, minutes and seconds that run on past a day: a length of time, not a date.
var elapsed = regexp.MustCompile(`\[(h+|m+|s+)\]`)

// dateLayout is how to write a date shown in this format, or empty for other numbers.
// A month without a day stays a month, for whoever wrote 2022年6月 did not mean its first day.
func dateLayout(id int, code string) string {
	if code == "" {
		code = dateCodes[id]
	}
	code = elapsed.ReplaceAllString(strings.ToLower(code), "h")
	shown, _, _ := strings.Cut(literal.ReplaceAllString(code, ""), ";")
	year, day, clock := strings.Contains(shown, "y"), strings.Contains(shown, "d"), strings.ContainsAny(shown, "hs")
	month := strings.Contains(shown, "m")
	switch {
	case day && clock:
		return "2006-01-02 15:04"
	case day:
		return "2006-01-02"
	case year && month:
		return "2006年1月"
	case year:
		return "2006年"
	case month && !clock:
		return "1月"
	}
	return ""
}
