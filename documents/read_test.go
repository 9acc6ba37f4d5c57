package documents

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestReadRealWorkbooks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file     string
		sheet    int
		name     string
		rows     int
		row, col int
		want     string
	}{
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 1, 1, "澜川市市直机关2022年度党建重点项目清单"},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 2, 8, "2022年2月28日"},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 3, 3, "项目名称\n（干什么）"},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 4, 1, "1"},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 4, 4, "1.印发创建实施方案；\n2.培育创建单位20家；\n3.组织半年现场观摩；\n4.年底考评、命名。"},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 12, 9, ""},
		{"annual-project-list-2022.xlsx", 0, "项目清单", 17, 17, 10, "2022年7月15日"},
		{"organisation-roster-2022.xlsx", 0, "单位", 14, 7, 6, "【缺】无专职副书记"},
		{"organisation-roster-2022.xlsx", 1, "党支部", 31, 2, 7, "2020-03-10"},
		{"theme-party-day-plan-2022-B1001.xlsx", 0, "主题党日计划", 14, 7, 4, `流程再造"我来讲"`},
	} {
		file, err := os.Open("testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := ReadWorkbook(c.file, file)
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		s := sheets[c.sheet]
		if got := s.at(c.row, c.col); s.Name != c.name || len(s.Rows) != c.rows || got != c.want || s.Formulas != nil {
			t.Errorf("%s: sheet %s of %d rows, row %d column %d is %q; want %s of %d rows, %q", c.file, s.Name, len(s.Rows), c.row, c.col, got, c.name, c.rows, c.want)
		}
	}
}

func (s *Sheet) at(row, col int) string {
	if row > len(s.Rows) || col > len(s.Rows[row-1]) {
		return ""
	}
	return s.Rows[row-1][col-1]
}

func TestReadCells(t *testing.T) {
	t.Parallel()
	const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>` +
		`<numFmt numFmtId="165" formatCode="m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="166" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;"/>` +
		`<numFmt numFmtId="167" formatCode="&quot;共&quot;0&quot;days&quot;"/><numFmt numFmtId="168" formatCode="[h]:mm"/><numFmt numFmtId="169" formatCode="0.0%"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>` +
		`<xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="31"/><xf numFmtId="22"/><xf numFmtId="4"/><xf numFmtId="49"/></cellXfs></styleSheet>`
	const strings = `<sst><si><t>整段</t></si><si><r><t>一半</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 另一半</t></r><rPh><t>yin</t></rPh></si><si><t>上_x000D_` + "\n" + `下_x005F_x000D_</t></si></sst>`
	for _, c := range []struct{ name, cell, want string }{
		{"a short date", `<c s="1"><v>44727</v></c>`, "2022-06-15"},
		{"a Chinese date", `<c s="2"><v>44727</v></c>`, "2022-06-15"},
		{"a date shown without its year", `<c s="3"><v>44727</v></c>`, "2022-06-15"},
		{"a numbered Chinese date", `<c s="8"><v>44727</v></c>`, "2022-06-15"},
		{"a month", `<c s="4"><v>44713</v></c>`, "2022年6月"},
		{"a date with a time", `<c s="9"><v>44727.354166666664</v></c>`, "2022-06-15 08:30"},
		{"a date with a time of zero", `<c s="9"><v>44727</v></c>`, "2022-06-15"},
		{"an ISO date", `<c t="d"><v>2022-06-15T00:00:00</v></c>`, "2022-06-15"},
		{"a date of no calendar", `<c s="1"><v>99999999</v></c>`, "99999999"},
		{"quoted letters of a date", `<c s="5"><v>3</v></c>`, "共3days"},
		{"a length of time", `<c s="6"><v>1.5</v></c>`, "36:00"},
		{"a percentage", `<c s="7"><v>0.963</v></c>`, "96.3%"},
		{"thousands", `<c s="10"><v>1234.5</v></c>`, "1,234.50"},
		{"a number kept as text", `<c s="11"><v>12</v></c>`, "12"},
		{"float noise", `<c><v>0.30000000000000004</v></c>`, "0.3"},
		{"a long number", `<c><v>370102199001011234</v></c>`, "370102199001011000"},
		{"a whole number", `<c><v>12.0</v></c>`, "12"},
		{"a style that is not there", `<c s="99"><v>12</v></c>`, "12"},
		{"true", `<c t="b"><v>1</v></c>`, "TRUE"},
		{"an error", `<c t="e"><v>#REF!</v></c>`, "#REF!"},
		{"a shared text", `<c t="s"><v>0</v></c>`, "整段"},
		{"a rich text", `<c t="s"><v>1</v></c>`, "一半 另一半"},
		{"a line break and an escape", `<c t="s"><v>2</v></c>`, "上\n下_x000D_"},
		{"an inline rich text", `<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>`, "甲乙"},
		{"a rare character", `<c t="inlineStr"><is><t>张𬭎</t></is></c>`, "张𬭎"},
		{"a formula", `<c t="str"><f>A2&amp;"x"</f><v>算出的字</v></c>`, "算出的字"},
	} {
		data := workbook(t, "<sheetData><row>"+c.cell+`<c t="inlineStr"><is><t>end</t></is></c></row></sheetData>`, parts{"xl/styles.xml": styles, "xl/sharedStrings.xml": strings})
		sheets, err := ReadWorkbook("a.xlsx", bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := sheets[0].at(1, 1); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	mac := workbook(t, `<sheetData><row><c s="1"><v>43265</v></c></row></sheetData>`, parts{"xl/styles.xml": styles,
		"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`})
	sheets, err := ReadWorkbook("a.xlsx", bytes.NewReader(mac))
	if err != nil || sheets[0].at(1, 1) != "2022-06-15" {
		t.Errorf("days counted from 1904: %v, %v", sheets, err)
	}
}

func TestReadSheets(t *testing.T) {
	t.Parallel()
	cells := `<sheetData>` +
		row(1, inline("A1", "标题")+`<c r="B1" s="1"/>`) +
		`<row r="3" hidden="1">` + inline("A3", "类") + inline("C3", "甲") + `</row>` +
		row(4, inline("C4", "乙")) +
		row(5, `<c r="B5"><f>1+1</f><v>2</v></c>`+`<c r="C5"><f>""</f></c>`) +
		row(6, inline("B6", "  ")) +
		row(1048576, `<c r="XFD1048576" s="3"/>`) +
		`</sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:B9"/></mergeCells>`
	data := workbook(t, cells, parts{
		"xl/workbook.xml":          `<workbook><sheets><sheet name="一" r:id="r1"/><sheet name="隐" state="hidden" r:id="r2"/><sheet name="二" r:id="r2"/></sheets></workbook>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData><row><c/><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`,
	})
	sheets, err := ReadWorkbook("a.xlsx", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"标题"}, nil, {"类", "", "甲"}, {"类", "", "乙"}, {"类", "2"}}
	if got := sheets[0]; !slices.EqualFunc(got.Rows, want, slices.Equal) || !slices.Equal(got.Formulas, []string{"B5", "C5"}) {
		t.Errorf("got %q, formulas %q", got.Rows, got.Formulas)
	}
	if len(sheets) != 2 || sheets[1].Name != "二" || sheets[1].at(1, 2) != "x" {
		t.Errorf("got %+v; want sheets 一 and 二", sheets)
	}
}

func TestReadCSV(t *testing.T) {
	t.Parallel()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("序号,项目\r\n1,䶮\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		want       [][]string
	}{
		{"UTF-8 with a mark", byteOrderMark + "序号,项目\r\n1,䶮\r\n", [][]string{{"序号", "项目"}, {"1", "䶮"}}},
		{"UTF-8 without", "序号,项目\n1,䶮", [][]string{{"序号", "项目"}, {"1", "䶮"}}},
		{"GB18030", gb, [][]string{{"序号", "项目"}, {"1", "䶮"}}},
		{"empty lines and cells", "a,,\n\n\n,b\n,\n", [][]string{{"a"}, nil, nil, {"", "b"}}},
		{"line breaks in a cell", "\"a\nb\",c\n\nd\n", [][]string{{"a\nb", "c"}, nil, {"d"}}},
		{"marks against formulas", "'=1,'a,''=1,'\n", [][]string{{"=1", "'a", "'=1", "'"}}},
	} {
		sheets, err := ReadWorkbook("/tmp/名单.CSV", strings.NewReader(c.data))
		if err != nil || sheets[0].Name != "名单" || !slices.EqualFunc(sheets[0].Rows, c.want, slices.Equal) {
			t.Errorf("%s: got %q, %v", c.name, sheets, err)
		}
	}
}

func FuzzReadWorkbook(f *testing.F) {
	for _, name := range []string{"annual-project-list-2022.xlsx", "organisation-roster-2022.xlsx", "theme-party-day-plan-2022-B1001.xlsx"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("a.xlsx", data, "", "")
	}
	f.Add("a.csv", []byte("a,b\n'=1"), "", "")
	f.Add("a.xlsx", []byte(nil), `<sheetData><row r="1"><c r="A1" s="1"><v>44727</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>`,
		`<s><numFmts><numFmt numFmtId="164" formatCode="[h]:mm;@"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></s>`)
	f.Fuzz(func(t *testing.T, name string, data []byte, sheet, styles string) {
		if sheet != "" {
			name, data = "a.xlsx", workbook(t, sheet, parts{"xl/styles.xml": styles})
		}
		sheets, err := ReadWorkbook(name, bytes.NewReader(data))
		if err != nil {
			if _, ok := err.(*BadFile); !ok {
				t.Fatalf("not for the user: %v", err)
			}
			return
		}
		for _, s := range sheets {
			if len(s.Rows) == 0 || len(s.Rows) > MaxRows || slices.ContainsFunc(s.Rows, func(r []string) bool { return len(r) > MaxColumns }) {
				t.Fatalf("sheet %q out of bounds", s.Name)
			}
		}
	})
}
