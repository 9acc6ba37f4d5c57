package papers_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// wordText is what a Word file says.
func wordText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	testkit.Must(t, err)
	f, err := z.Open("word/document.xml")
	testkit.Must(t, err)
	text, err := io.ReadAll(f)
	testkit.Must(t, err)
	return string(text)
}

// sheetText is what a workbook says, and how many rows each sheet has.
func sheetText(t *testing.T, file []byte) (string, map[string]int) {
	t.Helper()
	sheets, err := documents.ReadWorkbook("a.xlsx", bytes.NewReader(file))
	testkit.Must(t, err)
	var text strings.Builder
	rows := map[string]int{}
	for _, s := range sheets {
		rows[s.Name] = len(s.Rows)
		for _, r := range s.Rows {
			text.WriteString(strings.Join(r, "|") + "\n")
		}
		if s.Formulas != nil {
			t.Errorf("%s has formulas", s.Name)
		}
	}
	return text.String(), rows
}

func TestPapersOfTheYear(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	office := app.Browser("mengshuqin")
	for _, c := range []struct {
		path string
		says []string
	}{
		{"/papers/list", []string{"2022年度党建重点项目清单", "支委会建设规范提升", "许牧野", "按月召开率≥98%"}},
		{"/papers/timetable", []string{"2022年度党建项目时间表", "补缺换届→30日"}},
		{"/papers/progress", []string{"党建项目推进情况", "市税务局", "“税惠先锋”助企纾困"}},
		{"/papers/ledger", []string{"（阶段和节点）", "已帮办643件", "3个支部的委员数与党内统计口径不一致", "补选须开党员大会", "B0302 补选纪检委员"}},
	} {
		office.Get(c.path).Want(200).Says(`class="gongwen paper`).Says(c.says[len(c.says)-1])
		text, rows := sheetText(t, office.Get(c.path+"?format=xlsx").Want(200).Body.Bytes())
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", c.path, want, text)
			}
		}
		if c.path == "/papers/list" && rows["项目清单"] < 3+14 {
			t.Errorf("%d rows", rows["项目清单"])
		}
	}
	for path, wanted := range map[string][]string{
		"/papers/list?format=docx":     {`w:orient="landscape"`, "支委会建设规范提升"},
		"/papers/progress?format=docx": {`w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、总体情况`, "（一）", "中共澜川市委市直机关工作委员会", "2022年6月15日"},
	} {
		text := wordText(t, office.Get(path).Want(200).Body.Bytes())
		for _, w := range wanted {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not in %s", path, w, text)
			}
		}
	}
	office.Get("/papers?year=2022").Want(200).Says("推进情况", "Word", "可再导入的清单")
	office.Get("/papers/list?unit=" + "市税务局").Want(200).Says("税惠先锋").Lacks("支委会建设规范提升")
}

// A unit's paper holds what the unit sees, and only those who may export get files.
func TestPapersHoldWhatOneSees(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	tax := app.Browser("zongyihan") // 税务局专职副书记
	text, _ := sheetText(t, tax.Get("/papers/ledger?format=xlsx").Want(200).Body.Bytes())
	if !strings.Contains(text, "税惠先锋") || strings.Contains(text, "迎峰度夏") || strings.Contains(text, "征迁攻坚") {
		t.Errorf("the tax office reads %s", text)
	}
	tax.Get("/papers/list?unit=市供电公司").Want(422)
	leader := app.Browser("leizhenchuan") // sees, and may not export
	leader.Get("/papers/list").Want(200)
	leader.Get("/papers/list?format=xlsx").Want(403)
	app.Browser("admin").Get("/papers/list").Want(403)
}

// TestS26OnPaper keeps rare characters and refuses formulas in every format.
func TestS26OnPaper(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	name := "张𬭎、张𠮷😀 =1+1 ]]> <b>"
	var made struct{ ID int64 }
	app.Program("xumuye").Call("POST", "/projects", map[string]any{"year": 2022, "code": "=P1", "name": name, "objective": "=HYPERLINK(\"x\")", "measures": []string{"＝A1", "@SUM(A1)"},
		"target": "+1", "org_id": app.Org("GW"), "start_on": "2022-03-01", "due_on": "2022-11-30"}).Want(201).Into(&made)
	office := app.Program("xumuye")
	for _, path := range []string{"/papers/list", "/papers/ledger", "/papers/timetable", "/papers/progress", "/projects/1/paper"} {
		text, _ := sheetText(t, office.Get(path+"?format=xlsx").Want(200).Body.Bytes())
		if !strings.Contains(text, name) {
			t.Errorf("%s: the name is not in %s", path, text)
		}
	}
	for _, path := range []string{"/papers/list", "/papers/progress", "/projects/1/paper"} {
		if text := wordText(t, office.Get(path+"?format=docx").Want(200).Body.Bytes()); !strings.Contains(text, "张𬭎、张𠮷😀 =1+1 ]]&gt; &lt;b&gt;") {
			t.Errorf("%s: the name is not in %s", path, text)
		}
	}
	app.Browser("xumuye").Get("/papers/list").Want(200).Says("张𬭎、张𠮷😀 =1&#43;1 ]]&gt; &lt;b&gt;")
}
