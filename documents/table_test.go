package documents

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var list = Table{
	Title:   "澜川市市直机关2022年度党建重点项目清单",
	Notes:   []string{"制表单位：市直机关工委", "2022年2月28日"},
	Columns: []Column{{Name: "序号", Width: 6}, {Name: "项目\n（干什么）", Width: 24, Wrap: true}, {Name: "说明"}},
	Rows: [][]string{
		{"1", "模范机关创建", "=1+1"}, {"2", "＝A1", "+1"}, {"3", "-1", "＋－＠"}, {"4", "@SUM(A1)", "\tx"}, {"5", "\rx", "'=1"},
		{"6", "一\n二", " 前后空格 "}, {"7", "_x0041_", "_x005F_x0042_"}, {"8", "张𬭎𠮷😀", "a&b<c>\"d\""}, {"009", "2022-06-15", "1e5"}, {"10", "少一格"},
	},
}

func TestTablesComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	var xlsx, csv bytes.Buffer
	if err := WriteTable(&xlsx, "项目清单", list); err != nil {
		t.Fatal(err)
	}
	if err := WriteCSV(&csv, list); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data  []byte
		above int
	}{"a.xlsx": {xlsx.Bytes(), 4}, "a.csv": {csv.Bytes(), 1}} {
		sheets, err := ReadWorkbook(name, bytes.NewReader(c.data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := sheets[0].Rows[c.above:]; !slices.EqualFunc(got, list.Rows, slices.Equal) || sheets[0].Formulas != nil {
			t.Errorf("%s: got %q", name, got)
		}
		if got := sheets[0].Rows[c.above-1][1]; got != "项目\n（干什么）" {
			t.Errorf("%s: header %q", name, got)
		}
	}
}

func TestWriteCSVCalculatesNothing(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'="} {
		var out bytes.Buffer
		if err := WriteCSV(&out, Table{Columns: []Column{{Name: start + "n"}}, Rows: [][]string{{start + "1", "一" + start}}}); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(out.String(), `"`, "")
		if want := byteOrderMark + "'" + start + "n\n'" + start + "1,一" + start + "\n"; text != want {
			t.Errorf("%q: got %q", start, text)
		}
	}
}

func TestWriteTablePrints(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	second := list
	second.Rows = nil
	if err := WriteSheets(&out, []NamedTable{{"一/季度's", list}, {"空", second}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"一、季度's", "空"}) {
		t.Fatalf("sheets %q", got)
	}
	var names []string
	for _, n := range f.GetDefinedName() {
		names = append(names, n.Name+" "+n.RefersTo)
	}
	for _, want := range []string{"_xlnm.Print_Titles '一、季度''s'!$4:$4", "_xlnm.Print_Area '一、季度''s'!$A$1:$C$14", "_xlnm.Print_Area '空'!$A$1:$C$4"} {
		if !slices.Contains(names, want) {
			t.Errorf("%q not among %q", want, names)
		}
	}
	sheet := part(t, out.Bytes(), "xl/worksheets/sheet1.xml")
	for _, want := range []string{`orientation="landscape"`, `paperSize="9"`, `fitToPage="true"`, `fitToHeight="0"`, `<autoFilter ref="$A$4:$C$14"`, `state="frozen"`, `ySplit="4"`, `<mergeCell ref="A1:C1"`, `第 &amp;P 页`} {
		if !strings.Contains(sheet, want) && !strings.Contains(sheet, strings.ReplaceAll(want, "true", "1")) {
			t.Errorf("%s missing in %s", want, sheet)
		}
	}
	if strings.Contains(sheet, "<f>") {
		t.Error("a formula was written")
	}
	if core := part(t, out.Bytes(), "docProps/core.xml"); !strings.Contains(core, "<dc:creator>落实</dc:creator>") || strings.Contains(core, "xuri") {
		t.Errorf("properties %s", core)
	}
	style, err := f.GetCellStyle("一、季度's", "A1")
	if err != nil {
		t.Fatal(err)
	}
	if look, err := f.GetStyle(style); err != nil || look.Font.Family != "方正小标宋简体" || look.Font.Size != 18 || look.Alignment.Horizontal != "center" {
		t.Errorf("title looks %+v, %v", look, err)
	}
}

func TestWriteTableMinds(t *testing.T) {
	t.Parallel()
	one := []Column{{Name: "一"}}
	for _, c := range []struct {
		name   string
		tables []NamedTable
		want   string
	}{
		{"control characters", []NamedTable{{"a", Table{Columns: one, Rows: [][]string{{"a\x00\x0b\uFFFFb\xff"}}}}}, "ab"},
		{"a text too long for a cell", []NamedTable{{"a", Table{Columns: one, Rows: [][]string{{strings.Repeat("长", 32768)}}}}}, "cell A3: longer than"},
		{"one name for two sheets", []NamedTable{{"a", Table{Columns: one}}, {"A", Table{Columns: one}}}, "name used twice"},
		{"a name of 40 characters", []NamedTable{{strings.Repeat("长", 40), Table{Columns: one, Rows: [][]string{{"x"}}}}}, "x"},
		{"a name of nothing", []NamedTable{{"'\x00", Table{Columns: one, Rows: [][]string{{"x"}}}}}, "x"},
	} {
		var out bytes.Buffer
		got := fmt.Sprint(WriteSheets(&out, c.tables))
		if got == "<nil>" {
			sheets, err := ReadWorkbook("a.xlsx", &out)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			got = sheets[0].at(3, 1)
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
