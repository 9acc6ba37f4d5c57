package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// leader is somebody's list as tests read it.
type leader struct {
	PostID int64 `json:"post_id"`
	Name   string
	Lines  []struct {
		Code, Period, State string
		Held, Expected      int
		Revision            int
	}
}

// line is how one item of one period stands: "overdue 0".
func (l leader) line(code, period string) string {
	for _, one := range l.Lines {
		if one.Code == code && one.Period == period {
			return fmt.Sprint(one.State, " ", one.Held)
		}
	}
	return "not asked"
}

// led is the small city of which the first half of the year is asked, too.
func led(t *testing.T) *testkit.City {
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		if _, err := models.In[models.Rule](tx).Where("code = ? AND valid_from = ?", models.RuleWorkStudy, testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2022-01-01"); err != nil {
			return err
		}
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	return app
}

func TestAFirstResponsiblePersonsListIsFilledFromTheRecords(t *testing.T) {
	t.Parallel()
	app := led(t)
	head := app.Post("DZ10", "党组书记")
	at := fmt.Sprintf("/responsibilities/%d", head)
	list := func() (l leader) {
		t.Helper()
		app.Program("tongjianing").Get(at).Want(200).Into(&l)
		return l
	}
	for _, c := range []struct{ day, want string }{ // A59
		{"2022-06-14 08:30", "pending 0"},
		{"2022-06-15 08:30", "due_soon 0"},
		{"2022-06-30 08:30", "due 0"},
		{"2022-07-01 08:30", "overdue 0"},
	} {
		app.At(c.day)
		if got := list().line("study", "2022-H1"); got != c.want {
			t.Errorf("nothing studied by %s: got %q, want %q", c.day, got, c.want)
		}
	}
	study := orglife.Activity{OrgID: app.Org("DZ10"), Type: orglife.WorkStudy, HeldOn: "2022-06-28", StartsAt: "09:00", Place: "党组会议室", Topic: "研究机关党建", Host: "童佳宁",
		Content: "研究上半年机关党建", Decisions: "无", NextStep: "无"}
	class := orglife.Activity{OrgID: app.Org("B1001"), Type: orglife.PartyClass, HeldOn: "2022-06-21", StartsAt: "15:00", Place: "三楼会议室", Topic: "讲党课", Host: "童佳宁",
		Content: "党课", Decisions: "无", NextStep: "无", Also: []orglife.Type{orglife.SecretaryClass}}
	for _, a := range []*orglife.Activity{&study, &class} {
		testkit.Must(t, app.As("tongjianing", func(tx *models.Tx) error { return a.Record(tx, nil) }))
	}
	got := list()
	for item, want := range map[[2]string]string{{"study", "2022-H1"}: "done 1", {"study", "2022-H2"}: "pending 0", {"lecture", "2022"}: "done 1", {"life", "2022"}: "done 1", {"debrief", "2022"}: "pending 0", {"guide", "2022"}: "not asked"} {
		if line := got.line(item[0], item[1]); line != want {
			t.Errorf("%v: got %q, want %q", item, line, want)
		}
	}

	own := app.Browser("tongjianing")
	own.Get(at).Want(200).Says("第一责任人", "依据：", "确认：抓机关党建述职").Lacks("confirm-lecture", "confirm-study", "confirm-life")
	own.Post(at+"/confirmation?_method=PUT", url.Values{"code": {"debrief"}, "done_on": {"2022-07-02"}, "note": {""}, "revision": {"0"}}).Want(422).Says("不能晚于今天", "请写明在哪里")
	own.Post(at+"/confirmation?_method=PUT", url.Values{"code": {"debrief"}, "done_on": {"2022-06-30"}, "note": {"在工委述职"}, "revision": {"0"}}).Want(303)
	own.Get(at).Want(200).Says("在工委述职")
	if line := list().line("debrief", "2022"); line != "done 0" {
		t.Errorf("once confirmed: %q", line)
	}
	app.Program("tongjianing").Call("PUT", at+"/confirmation", object{"code": "debrief", "done_on": "2022-06-30", "note": "向工委书面述职", "revision": 1}).Want(200).Says("书面述职")
}

func TestADeputyIsAskedWhatADeputyOwes(t *testing.T) {
	t.Parallel()
	app := led(t)
	app.At("2022-06-15 08:30")
	absent := orglife.Activity{OrgID: app.Org("DZ02"), Type: orglife.WorkStudy, HeldOn: "2022-06-14", StartsAt: "09:00", Place: "党委会议室", Topic: "研究机关党建", Host: "雷振川",
		Content: "研究机关党建", Decisions: "无", NextStep: "无"}
	testkit.Must(t, app.As("weichanggeng", func(tx *models.Tx) error {
		return absent.Record(tx, []orglife.Absence{{MemberID: app.Member("尤凌霄"), Reason: "公出"}})
	}))
	for who, want := range map[string]string{"党委书记": "done 1", "分管负责同志": "due_soon 0"} {
		var l leader
		app.Program("xumuye").Get(fmt.Sprintf("/responsibilities/%d", app.Post("DZ02", who))).Want(200).Into(&l)
		if got := l.line("study", "2022-H1"); got != want {
			t.Errorf("%s: got %q, want %q", who, got, want)
		}
		if guide, debrief := l.line("guide", "2022"), l.line("debrief", "2022"); (guide == "not asked") == (debrief == "not asked") {
			t.Errorf("%s: %q and %q", who, guide, debrief)
		}
	}
}

func TestListsOfDutiesAreSeenWhereTheGroupIs(t *testing.T) {
	t.Parallel()
	app := led(t)
	head := app.Post("DZ07", "党组书记")
	at := fmt.Sprintf("/responsibilities/%d", head)
	for who, want := range map[string]int{"xumuye": 4, "luchengyue": 4, "shimuyun": 1, "wenlixin": 1, "leizhenchuan": 2, "tongjianing": 1} {
		var list struct{ Items []leader }
		app.Program(who).Get("/responsibilities").Want(200).Into(&list)
		if len(list.Items) != want {
			t.Errorf("%s sees %d lists, want %d", who, len(list.Items), want)
		}
	}
	app.Program("shanzian").Get("/responsibilities").Want(403)
	app.Program("shanzian").Get(at).Want(404)
	app.Program("tongjianing").Get(at).Want(404)
	body := object{"code": "debrief", "done_on": "2022-06-01", "note": "述职", "revision": 0}
	app.Program("shimuyun").Call("PUT", at+"/confirmation", body).Want(403)
	app.Program("tongjianing").Call("PUT", at+"/confirmation", body).Want(404)
	app.Program("wenlixin").Call("PUT", at+"/confirmation", object{"code": "life", "done_on": "2022-06-01", "note": "参加", "revision": 0}).Want(422).Says("由记录得出")
	app.Program("wenlixin").Call("PUT", at+"/confirmation", object{"code": "guide", "done_on": "2022-06-01", "note": "听取", "revision": 0}).Want(422).Says("没有这一项")
	app.Browser("shimuyun").Get("/responsibilities").Want(200).Says("温立新").Lacks("雷振川")

	onlyOne(t, "a confirmation", app.Program("wenlixin"), "PUT", at+"/confirmation", body)
}
