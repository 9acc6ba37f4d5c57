package handlers_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"

	"luoshi/testkit"
)

type mendedFinding struct {
	shownFinding
	ReturnCount int    `json:"return_count"`
	ReopenCount int    `json:"reopen_count"`
	LookbackOn  string `json:"lookback_on"`
	Rounds      []struct {
		Number       int
		Measures     []struct{ Text, Progress string }
		Evidence     string
		Verdict      string
		Opinion      string
		DueOn        string `json:"due_on"`
		SubmittedBy  string `json:"submitted_by"`
		DecidedBy    string `json:"decided_by"`
		Lookback     string
		LookbackNote string `json:"lookback_note"`
	}
}

// anOrder is a problem the work committee's inspector found in B0702.
func anOrder(app *testkit.City) (at string) {
	body := aFinding(app)
	body["source"], body["requirement"] = "check", "补开支委会，排定下半年日期"
	var f shownFinding
	app.Program("hanzhiyuan").Call("POST", "/findings", body).Want(201).Into(&f)
	return fmt.Sprintf("/findings/%d", f.ID)
}

var twoMeasures = object{"items": []object{{"text": "补开5月支委会", "owner": "单梓安", "due_on": "2022-06-17"}, {"text": "排定下半年日期", "progress": "未开始"}}}

func TestAnOrderGoesBackAndForthUntilItIsClosed(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	at := anOrder(app)
	owner, inspector := app.Program("shanzian"), app.Program("hanzhiyuan")
	owner.Call("POST", at+"/submission", object{"evidence": "已补开"}).Want(409) // nothing has been undertaken
	owner.Call("PUT", at+"/measures", twoMeasures).Want(200).Says(`"state":"tasked"`, `"state_name":"整改中"`, "补开5月支委会")
	inspector.Call("POST", at+"/closing", object{"result": "好"}).Want(409).Says("提交整改情况后才能销号")
	owner.Call("POST", at+"/submission", object{"evidence": "6月16日已补开"}).Want(200).Says(`"state":"handed_in"`, `"state_name":"待复核"`)
	inspector.Get("/notices").Says("住建局市政房产服务中心党支部已整改，请复核", "6月16日已补开")
	owner.Call("PUT", at+"/measures", twoMeasures).Want(409)
	inspector.Call("POST", at+"/return", object{"reason": "没有纪要"}).Want(200).Says(`"state":"returned"`, `"return_count":1`)
	owner.Get("/notices").Says("整改情况被退回", "没有纪要")
	inspector.Call("POST", at+"/closing", object{"result": "好"}).Want(409)
	owner.Call("POST", at+"/submission", object{"evidence": "纪要已补"}).Want(200)
	var f mendedFinding
	inspector.Call("POST", at+"/closing", object{"result": "整改到位"}).Want(200).Into(&f)
	if f.State != "closed" || f.LookbackOn != "2022-09-15" || len(f.Rounds) != 2 {
		t.Fatalf("three months after 15 June: %+v", f)
	}
	first, second := f.Rounds[0], f.Rounds[1]
	if first.Verdict != "returned" || first.Opinion != "没有纪要" || first.Evidence != "6月16日已补开" || len(first.Measures) != 2 || first.SubmittedBy != "单梓安" ||
		second.Verdict != "closed" || second.Opinion != "整改到位" || second.Evidence != "纪要已补" || len(second.Measures) != 2 || second.DecidedBy != "韩知远" {
		t.Errorf("what was said in each round stays: %+v", f.Rounds)
	}
	owner.Get("/notices").Says("问题已销号，2022年9月15日回头看")
	app.Browser("shanzian").Get(at).Want(200).Says("历次整改", "第 1 轮", "没有纪要", "6月16日已补开", "整改到位")
}

func TestTheOwnersSideNeverClosesNorReturns(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	at := anOrder(app)
	app.Program("shanzian").Call("PUT", at+"/measures", twoMeasures).Want(200)
	app.Program("shimuyun").Call("POST", at+"/submission", object{"evidence": "已补开"}).Want(200) // on the branch's behalf
	for _, row := range []struct {
		who  string
		want int
		says string
	}{
		{"shanzian", 403, "不能自己销号"},
		{"shimuyun", 403, "销号"}, // of the organisation above, which answers for it too
		{"wenlixin", 403, ""},
		{"zhuangzijin", 404, ""},
		{"linyuan", 404, ""},
	} {
		c := app.Program(row.who)
		closing := c.Call("POST", at+"/closing", object{"result": "好"}).Want(row.want)
		if row.who == "shanzian" {
			closing.Says(row.says)
		}
		c.Call("POST", at+"/return", object{"reason": "不全"}).Want(row.want)
	}
	app.Program("zhuangzijin").Call("POST", at+"/submission", object{"evidence": "好"}).Want(404)
	app.Program("wenlixin").Call("POST", at+"/submission", object{"evidence": "好"}).Want(403)
	app.Program("hanzhiyuan").Call("PUT", at+"/measures", twoMeasures).Want(403).Says("由责任单位填报")
	app.Program("mengshuqin").Call("POST", at+"/closing", object{"result": "好"}).Want(200)
}

func TestWhatABranchFoundItselfIsClosedFromAbove(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	body := aFinding(app)
	body["owner_post_id"] = 0
	own := app.Program("shanzian")
	var f shownFinding
	own.Call("POST", "/findings", body).Want(201).Into(&f)
	at := fmt.Sprintf("/findings/%d", f.ID)
	own.Call("PUT", at+"/measures", twoMeasures).Want(200)
	own.Call("POST", at+"/submission", object{"evidence": "已补开"}).Want(200)
	app.Program("shimuyun").Get("/notices").Says("已整改，请复核")
	own.Call("POST", at+"/closing", object{"result": "好"}).Want(403)
	app.Program("shimuyun").Call("POST", at+"/closing", object{"result": "好"}).Want(200)
}

func TestAFailedRecheckOpensItAgain(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	at := anOrder(app)
	owner, inspector := app.Program("shanzian"), app.Program("hanzhiyuan")
	mend := func() {
		owner.Call("PUT", at+"/measures", twoMeasures).Want(200)
		owner.Call("POST", at+"/submission", object{"evidence": "已补开"}).Want(200)
		inspector.Call("POST", at+"/closing", object{"result": "到位"}).Want(200)
	}
	mend()
	app.At("2022-09-15 09:00")
	for field, body := range map[string]object{"lookback": {"lookback": "", "note": "好"}, "note": {"lookback": "held"}, "due_on": {"lookback": "failed", "note": "反弹", "due_on": "2022-09-14"}} {
		var wrong struct{ Fields map[string]string }
		if inspector.Call("POST", at+"/lookback", body).Want(422).Into(&wrong); wrong.Fields[field] == "" {
			t.Errorf("%s: %v", field, wrong.Fields)
		}
	}
	owner.Call("POST", at+"/lookback", object{"lookback": "held", "note": "好"}).Want(403)
	var f mendedFinding
	inspector.Call("POST", at+"/lookback", object{"lookback": "failed", "note": "8月又没有开"}).Want(200).Into(&f)
	if f.State != "open" || f.ReopenCount != 1 || f.DueOn != "2022-10-11" || f.LookbackOn != "" || len(f.Rounds) != 2 {
		t.Fatalf("fifteen working days after 15 September is 11 October, two of them made up for: %+v", f)
	}
	if r := f.Rounds[0]; r.Lookback != "failed" || r.LookbackNote != "8月又没有开" || r.Verdict != "closed" || r.Evidence != "已补开" || r.DueOn != "2022-07-01" || len(r.Measures) != 2 {
		t.Errorf("the round before stays readable: %+v", r)
	}
	owner.Get("/notices").Says("回头看发现问题反弹", "8月又没有开")
	inspector.Get("/findings?state=reopened").Says(`"reopen_count":1`)
	mend()
	app.Program("wenlixin").Get("/notices").Lacks("反弹")
	inspector.Call("POST", at+"/lookback", object{"lookback": "failed", "note": "再次反弹"}).Want(200).Says(`"reopen_count":2`)
	app.Program("wenlixin").Get("/notices").Says("第2次反弹") // D.4: at the second, the first responsible person
	mend()
	inspector.Call("POST", at+"/lookback", object{"lookback": "held", "note": "三个月都按时开"}).Want(200).Says(`"state":"closed"`, `"lookback_on":""`, `"lookback":"held"`)
	inspector.Call("POST", at+"/lookback", object{"lookback": "held", "note": "又看一次"}).Want(409)
}

func TestEightAtOnceMoveAProblemOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	at := anOrder(app)
	app.Program("shanzian").Call("PUT", at+"/measures", twoMeasures).Want(200)
	together := func(act func(i int) int) (done int) {
		codes := make([]int, 8)
		var wg sync.WaitGroup
		for i := range codes {
			wg.Go(func() { codes[i] = act(i) })
		}
		wg.Wait()
		for _, code := range codes {
			if code == 200 {
				done++
			} else if code != 409 {
				t.Errorf("answered with %d", code)
			}
		}
		return done
	}
	owner, inspector, other := app.Program("shanzian"), app.Program("hanzhiyuan"), app.Program("mengshuqin")
	if n := together(func(int) int { return owner.Call("POST", at+"/submission", object{"evidence": "已补开"}).Code }); n != 1 {
		t.Errorf("handed in %d times", n)
	}
	if n := together(func(i int) int {
		if i%2 == 0 {
			return inspector.Call("POST", at+"/closing", object{"result": "到位"}).Code
		}
		return other.Call("POST", at+"/return", object{"reason": "不全"}).Code
	}); n != 1 {
		t.Errorf("decided %d times", n)
	}
	var f mendedFinding
	inspector.Get(at).Want(200).Into(&f)
	if len(f.Rounds) == 0 || f.Rounds[0].Verdict == "" || (f.State == "closed") != (len(f.Rounds) == 1) {
		t.Errorf("one verdict: %+v", f)
	}
}

func TestTheFormsOfAnOrder(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	at := anOrder(app)
	owner, inspector := app.Browser("shanzian"), app.Browser("hanzhiyuan")
	inspector.Get(at).Want(200).Says("整改步骤", "整改 至 7月1日").Lacks("填整改措施", "提交复核")
	owner.Get(at+"?form=measures").Want(200).Says(`name="items.1.text"`).Lacks("/closing", "/return")
	typed := url.Values{"items.0.owner": {"单梓安"}, "items.2.text": {"排定日期"}, "items.2.due_on": {"2022-06-24"}, "revision": {"0"}}
	owner.Post(at+"/measures?_method=PUT", typed).Want(422).Says("请写明措施", `value="排定日期"`)
	typed.Set("items.0.text", "补开支委会")
	owner.Post(at+"/measures?_method=PUT", typed).Want(303)
	owner.Get(at).Says("补开支委会", "2022-06-24", "提交复核")
	owner.Post(at+"/submission", url.Values{"revision": {"1"}}).Want(422).Says("请写明整改情况和佐证")
	owner.Post(at+"/submission", url.Values{"revision": {"0"}, "evidence": {"已补开"}}).Want(409)
	owner.Post(at+"/submission", url.Values{"revision": {"1"}, "evidence": {"已补开"}}).Want(303)
	owner.Get(at).Lacks("form-submit", "form-close")
	inspector.Post(at+"/return", url.Values{"revision": {"2"}}).Want(422).Says("请写明退回原因")
	inspector.Post(at+"/closing", url.Values{"revision": {"2"}, "result": {"到位"}, "lookback_on": {"2022-06-15"}}).Want(422).Says("须在今天以后")
	inspector.Post(at+"/closing", url.Values{"revision": {"2"}, "result": {"到位"}, "lookback_on": {"2022-08-15"}}).Want(303)
	inspector.Get(at).Want(200).Says("已销号", "记录回头看")
	inspector.Post(at+"/lookback", url.Values{"revision": {"3"}, "lookback": {"held"}, "note": {"巩固"}}).Want(303)
	inspector.Get(at).Want(200).Says("整改巩固：巩固").Lacks("记录回头看")
}
