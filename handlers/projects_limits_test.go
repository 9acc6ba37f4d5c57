package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// A number that is none, or beyond all bounds, is the form's fault and not ours.
func TestNumbersThatAreNone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(object{"metric": object{"name": "召开率", "unit": "%"}})
	o.put(p, "pending_acceptance")
	q := o.approved(object{"code": "P04", "metric": object{"name": "召开率", "unit": "%"}})
	send := func(path string, form url.Values) {
		t.Helper()
		reply := o.xu
		if path == p.at("acceptance") {
			reply = o.meng
		}
		reply.Send("POST", path, "application/x-www-form-urlencoded", form.Encode()).Want(422).Says(`"fields"`)
	}
	for _, n := range []string{"NaN", "Inf", "-Inf", "1e300", "-1e300"} {
		draft := url.Values{"year": {"2022"}, "code": {"N1"}, "name": {"数"}, "org_id": {fmt.Sprint(o.Org("GW"))}, "metric_name": {"数"}}
		for _, field := range []string{"metric_baseline", "metric_target", "metric_current"} {
			draft.Set(field, n)
			send("/projects", draft)
			draft.Del(field)
		}
		send(q.Stages[0].at("progress"), url.Values{"text": {"推进"}, "percent": {"10"}, "metric_current": {n}})
		send(p.at("acceptance"), url.Values{"outcome": {"成效"}, "conclusion": {"qualified"}, "satisfaction_percent": {n}})
	}
	o.meng.Call("POST", p.at("acceptance"), object{"outcome": "成效", "conclusion": "qualified", "satisfaction": object{"sample": 1 << 40}}).Want(422).Says("satisfaction")
}

// Who owns a project does not stop its clocks; another who approves does.
func TestOwnerDoesNotSuspend(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.xu.Call("POST", p.at("suspension"), object{"reason": "来不及"}).Want(403).Says("责任人")
	o.Browser("xumuye").Get(p.path()).Want(200).Lacks("中止理由")
	o.Browser("mengshuqin").Get(p.path()).Want(200).Says("中止理由")
	o.meng.Call("POST", p.at("suspension"), object{"reason": "机构调整"}).Want(200)
}

// While a project is suspended its improvements rest too.
func TestImprovementsOfASuspendedProjectRest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	var check struct{ Improvements []struct{ ID int64 } }
	o.han.Call("POST", p.Stages[0].at("checks"), object{"result": "not_met", "problems": []string{"未补缺", "未换届"}, "due_on": "2022-07-29"}).Want(201).Into(&check)
	at := func(i int, what string) string {
		return fmt.Sprintf("/improvements/%d/%s", check.Improvements[i].ID, what)
	}
	o.xu.Call("POST", at(0, "submission"), object{"note": "已补选"}).Want(200)
	o.meng.Call("POST", p.at("suspension"), object{"reason": "机构调整"}).Want(200)
	o.xu.Call("POST", at(1, "submission"), object{"note": "已换届"}).Want(409).Says("恢复后再办理")
	o.han.Call("POST", at(0, "verification"), nil).Want(409).Says("恢复后再办理")
	o.han.Call("POST", at(0, "return"), object{"reason": "不实"}).Want(409)
	o.Browser("hanzhiyuan").Get(p.path()).Want(200).Lacks("核验销号</button>")
	o.meng.Call("POST", p.at("resumption"), nil).Want(200)
	o.han.Call("POST", at(0, "verification"), nil).Want(200)
}

// What a check asks for has an owner there is, and dates that can be.
func TestChecksThatCannotBe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	for name, c := range map[string]struct {
		change object
		field  string
	}{
		"an owner who does not exist":  {object{"owner_post_id": 99999}, "improvements.0.owner_post_id"},
		"an owner below nought":        {object{"owner_post_id": -5}, "improvements.0.owner_post_id"},
		"before the project began":     {object{"checked_on": "1900-01-01"}, "checked_on"},
		"to be improved in a century":  {object{"due_on": "2199-01-01"}, "due_on"},
		"to be improved before today":  {object{"due_on": "2022-06-14"}, "due_on"},
		"on a day that is to come":     {object{"checked_on": "2022-06-16"}, "checked_on"},
		"with a result there is not":   {object{"result": "splendid"}, "result"},
		"met, and yet with a problem":  {object{"result": "met"}, "result"},
		"with a problem without words": {object{"improvements": []object{{"problem": "", "due_on": "2022-07-29"}}}, "problems"},
	} {
		body := object{"result": "mostly_met", "problems": []string{"未补缺"}, "due_on": "2022-07-29"}
		for k, v := range c.change {
			body[k] = v
		}
		if reply := o.han.Call("POST", p.Stages[0].at("checks"), body); reply.Code != 422 || !strings.Contains(reply.Body.String(), `"`+c.field+`"`) {
			t.Errorf("%s: got %d %.300s", name, reply.Code, reply.Body)
		}
	}
}

// When the reviewer comes to hold the owner's post too, or leaves, those above decide: it waits for them, and they are told.
func TestReviewerWhoMayNotDecide(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(tx *models.Tx, o *office) error{
		"the reviewing post is vacant": func(tx *models.Tx, o *office) error {
			post, err := tx.Post(o.Post("D07", "专职副书记"))
			if err != nil {
				return err
			}
			return post.Vacate(tx, "2022-06-14")
		},
		"the owner has become the reviewer": func(tx *models.Tx, o *office) error {
			post, err := tx.Post(o.Post("D07", "专职副书记"))
			if err != nil {
				return err
			}
			return post.Appoint(tx, &models.Tenure{MemberID: o.Member("单梓安"), StartOn: "2022-06-14"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			p := o.approved(object{"org_id": o.Org("D07"), "owner_post_id": o.Post("B0702", "书记"), "reviewer_post_id": o.Post("D07", "专职副书记"), "cooperating": []int64{}})
			testkit.Must(t, o.As("xumuye", func(tx *models.Tx) error { return change(tx, o) }))
			shan := o.Program("shanzian")
			shan.Call("POST", p.Stages[0].at("submission"), object{"note": "请审核"}).Want(200)
			shan.Call("POST", p.Stages[1].at("extensions"), object{"new_due_on": "2022-07-29", "reason": "疫情", "progress": "过半", "measures": "加派人手"}).Want(201)
			shan.Call("POST", p.Stages[0].at("approval"), nil).Want(403)
			o.meng.Get("/notices").Want(200).Says("待您审核", "请您审批")
			o.Browser("mengshuqin").Get("/").Want(200).Says("梳理分析", "补缺换届")
			o.At("2022-06-20 08:30")
			o.meng.Get("/reminders").Want(200).Says("review-waiting", "extension-waiting")
			o.meng.Call("POST", p.Stages[0].at("approval"), nil).Want(200)
		})
	}
}
