package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/testkit"
)

// TestLedgersAsWorkbooks asks for each ledger in the format the office keeps it in:
// all that the list has, whatever the page, and nothing besides.
func TestLedgersAsWorkbooks(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Tick()
	app.Program("shanzian").Call("POST", "/explanations", object{"org_id": app.Org("B0702"), "code": "STAFF_GAP", "text": "正在报批"}).Want(201)
	app.Program("xumuye").Call("POST", "/org-changes", reform(object{"type": "set_up", "code": "B0799", "name": "住建局执法党支部", "kind": "branch", "parent_id": app.Org("D07")})).Want(201)
	for _, l := range []struct{ address, title, says string }{
		{"/alerts", "预警", "缺专职党务干部"},
		{"/alerts?level=red", "预警", "逾期"},
		{"/screenings?period=2022-06", "2022年6月支部设置排查清单", "缺专职党务干部"},
		{"/org-changes?period=2022", "2022年度党组织设置台账", "住建局执法党支部"},
		{"/explanations", "情况说明", "正在报批"},
		{"/duties?period=2022-06", "应办事项", "支委会"},
		{"/activities", "组织生活记录", "应到"},
		{"/petitions", "变更申请", "申请改为"},
		{"/uploads?state=all", "上传山东e支部", "上传日期"},
	} {
		var list struct{ Items []any }
		reader := app.Program("mengshuqin")
		reader.Get(l.address).Want(200).Into(&list)
		file := reader.Get(l.address + joint(l.address) + "format=xlsx").Want(200)
		sheets, err := documents.ReadWorkbook("台账.xlsx", bytes.NewReader(file.Body.Bytes()))
		testkit.Must(t, err)
		rows := sheets[0].Rows
		if len(rows) < 3 || rows[0][0] != l.title || len(rows)-3 != len(list.Items) {
			t.Errorf("%s: %d rows of %d under %v", l.address, len(rows)-3, len(list.Items), rows[0])
		}
		var text strings.Builder
		for _, row := range rows {
			text.WriteString(strings.Join(row, " ") + "\n")
		}
		if !strings.Contains(text.String(), l.says) {
			t.Errorf("%s does not say %s:\n%s", l.address, l.says, text.String())
		}
		app.Browser("mengshuqin").Get(l.address).Want(200).Says("导出 Excel")
		reader.Get(l.address + joint(l.address) + "format=docx").Want(422).Says("xlsx")
	}
	app.Program("mengshuqin").Get("/members?format=xlsx").Want(422).Says("format")
	app.Program("admin").Get("/screenings?format=xlsx").Want(403)
}

func joint(address string) string {
	if strings.Contains(address, "?") {
		return "&"
	}
	return "?"
}
