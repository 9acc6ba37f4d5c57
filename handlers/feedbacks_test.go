package handlers_test

import (
	"bytes"
	"fmt"
	"net/url"
	"testing"

	"github.com/xuri/excelize/v2"

	"luoshi/testkit"
)

// aFeedback is what a patrol wrote to an organisation, with two issues.
func aFeedback(app *testkit.City, org string) object {
	return object{"org_id": app.Org(org), "name": "市委第三轮巡察", "sender": "市委第二巡察组", "document": "巡察〔2022〕5号", "received_on": "2022-06-10", "due_on": "2022-08-31",
		"issues": []object{{"text": "党建与业务结合不紧"}, {"text": "议定事项没有回音", "requirement": "逐项答复", "due_on": "2022-07-15"}}}
}

func TestA82IssuesOfAPatrolBecomeProblems(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	office := app.Program("xumuye")
	var b struct{ ID, Issues, Closed int64 }
	office.Call("POST", "/feedbacks", aFeedback(app, "D07")).Want(201).Into(&b)
	if b.Issues != 2 || b.Closed != 0 {
		t.Errorf("got %+v", b)
	}
	at := fmt.Sprintf("/feedbacks/%d", b.ID)
	own := app.Program("shimuyun")
	own.Get("/findings?source=patrol").Says("党建与业务结合不紧", `"due_on":"2022-08-31"`, "逐项答复", `"due_on":"2022-07-15"`, `"source_name":"巡察反馈"`,
		fmt.Sprintf(`"source_subject":"feedbacks/%d"`, b.ID), "市委第三轮巡察 巡察〔2022〕5号")
	office.Call("POST", at+"/findings", object{"org_id": app.Org("B0702"), "text": "印章管理不严"}).Want(201).Says(`"due_on":"2022-08-31"`, "住建局市政")
	app.Program("shanzian").Get("/notices").Says("有一个问题请您整改")
	app.Program("shanzian").Get(at).Want(404) // the branch sees its issue, not what was written to the organisation above
	app.Program("qishaochuan").Get(at).Want(404)
	own.Get(at).Says(`"issues":3`)
	app.Browser("shimuyun").Get(at).Want(200).Says("印章管理不严", "议定事项没有回音", "列入问题")
	app.Browser("shimuyun").Get("/feedbacks").Want(200).Says("市委第三轮巡察", "3 个，已销号 0")

	none := aFeedback(app, "D07")
	none["issues"] = []object{{"text": "好"}, {"text": " "}}
	office.Call("POST", "/feedbacks", none).Want(422)
	office.Get("/feedbacks").Lacks(fmt.Sprintf(`"id":%d`, b.ID+1)) // all or nothing
	for field, value := range map[string]any{"name": "", "sender": "", "received_on": "2022-06-16", "due_on": "2022-06-09"} {
		body := aFeedback(app, "D07")
		body[field] = value
		var wrong struct{ Fields map[string]string }
		if office.Call("POST", "/feedbacks", body).Want(422).Into(&wrong); wrong.Fields[field] == "" {
			t.Errorf("%s: %v", field, wrong.Fields)
		}
	}
}

func TestIssuesAreTypedOneALine(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	b := app.Browser("xumuye")
	b.Get("/feedbacks/new").Want(200).Says("一行一个")
	form := url.Values{"org_id": {fmt.Sprint(app.Org("D02"))}, "name": {"专项巡察"}, "sender": {"市委第一巡察组"}, "received_on": {"2022-06-10"}, "issues": {"党费收缴不及时 2022-07-08\n\n学习不经常"}}
	b.Post("/feedbacks", form).Want(303)
	b.Get("/feedbacks/1").Want(200).Says("党费收缴不及时<", "2022-07-08", "学习不经常", "2022-07-01") // by the rule, fifteen working days
	form.Set("sender", "")
	b.Post("/feedbacks", form).Want(422).Says("请写明反馈单位", "学习不经常")
	b.Get("/feedbacks/1?form=issue").Want(200).Says("责任单位")
	b.Post("/feedbacks/1/findings", url.Values{"org_id": {fmt.Sprint(app.Org("B0203"))}}).Want(422).Says("请写明问题")
	b.Post("/feedbacks/1/findings", url.Values{"org_id": {fmt.Sprint(app.Org("B0203"))}, "text": {"台账不实"}}).Want(303)
	b.Get("/feedbacks/1").Says("台账不实", "公安局治安大队党支部")
}

func TestTheLedgerOfRectification(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("mengshuqin")
	c.Call("POST", "/feedbacks", aFeedback(app, "D07")).Want(201)
	late := aFinding(app)
	late["due_on"] = "2022-06-13"
	c.Call("POST", "/findings", late).Want(201)
	b := app.Browser("mengshuqin")
	b.Get("/findings").Want(200).Says("全部 <b>3</b>", "已逾期 <b>1</b>", "待整改 <b>3</b>")
	b.Get(fmt.Sprintf("/findings?source=patrol&org=%d", app.Org("D07"))).Says("全部 <b>2</b>", "已逾期 <b>0</b>")
	b.Get(fmt.Sprintf("/findings?org=%d", app.Org("B0203"))).Says("全部 <b>0</b>")
	app.Browser("qishaochuan").Get("/findings").Says("全部 <b>0</b>")
	book, err := excelize.OpenReader(bytes.NewReader(b.Get("/findings?source=patrol&format=xlsx").Want(200).Body.Bytes()))
	testkit.Must(t, err)
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	testkit.Must(t, err)
	if len(rows) != 5 || rows[0][0] != "整改台账" || rows[2][1] != "问题" || rows[3][1] != "议定事项没有回音" || rows[3][8] != "2022-07-15" || rows[4][1] != "党建与业务结合不紧" {
		t.Errorf("got %q", rows)
	}
	panes, err := book.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("the header stays: %+v %v", panes, err)
	}
	areas := ""
	for _, n := range book.GetDefinedName() {
		areas += n.Name + " "
	}
	if areas == "" {
		t.Error("no print area")
	}
}
