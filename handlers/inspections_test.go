package handlers_test

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// inspected is an inspection as tests read it.
type inspected struct {
	ID             int64
	Rows, Answered int
	Revision       int
	Lot            *struct {
		Seed          int64
		Size, Avoided int
		DrawnOn       string `json:"drawn_on"`
		Frame         []struct{ Codes []string }
	}
	Tally struct {
		Timely, Proper, Improve, Problems, Listed, Explained, Overdue, Clean int
		Points                                                               []struct {
			Code          string
			Fine, Missing int
		}
	}
	List []inspectedRow
}

type inspectedRow struct {
	ID         int64
	OrgCode    string `json:"org_code"`
	Overdue    bool
	Timely     *bool
	AnsweredBy string `json:"answered_by"`
	Quality    string
	Mark       int64
	Items      []struct {
		Code, State, Fact, Said string
		FindingID               *int64 `json:"finding_id"`
	}
}

// inspect begins an inspection of the second quarter of the branches below an
// organisation, 0 for the whole city.
func inspect(app *testkit.City, kind string, below int64) inspected {
	app.T.Helper()
	sent := object{"kind": kind, "name": "上半年检查", "period": "2022-Q2", "due_on": "2022-06-24", "percent": 40, "avoid": 1, "seed": 202206}
	if below != 0 {
		sent["org_id"] = below
	}
	var made inspected
	office := app.Program("xumuye")
	office.Call("POST", "/inspections", sent).Want(201).Into(&made)
	office.Get(fmt.Sprintf("/inspections/%d", made.ID)).Want(200).Into(&made)
	return made
}

// quarter is the small city on a day in June, asked for its second quarter.
func quarter(t *testing.T) *testkit.City {
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		for _, month := range []calendar.Month{"2022-05", "2022-06"} {
			if _, err := orglife.OpenMonth(tx, month); err != nil {
				return err
			}
		}
		return nil
	})
	return app
}

// row finds the row of a branch, as an account sees it.
func (n inspected) row(app *testkit.City, login, code string) (found inspectedRow, at string) {
	app.T.Helper()
	i := slices.IndexFunc(n.List, func(r inspectedRow) bool { return r.OrgCode == code })
	if i < 0 {
		app.T.Fatalf("%s is not in the inspection: %+v", code, n.List)
	}
	at = fmt.Sprintf("/inspection-rows/%d", n.List[i].ID)
	app.Program(login).Get(at).Want(200).Into(&found)
	return found, at
}

func TestASelfCheckIsPrefilledAndOnlyConfirmedOrExplained(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	n := inspect(app, "self", 0)
	if n.Rows != 5 || len(n.List) != 5 {
		t.Fatalf("of five branches %d have a row, %d are shown", n.Rows, len(n.List))
	}
	app.Program("tongjianing").Get("/notices").Says("请于6月24日前完成自查")
	row, at := n.row(app, "tongjianing", "B1001")
	states := map[string]string{}
	for _, i := range row.Items {
		states[i.Code] = i.State
	}
	for code, want := range map[string]string{"committee-meeting": "missing", "theme-day": "missing", "records": "fine", "structure": "missing"} {
		if states[code] != want {
			t.Errorf("%s: got %q, want %q (%+v)", code, states[code], want, row.Items)
		}
	}
	own := app.Program("tongjianing")
	sent := func(mark int64, said ...object) object { return object{"said": said, "mark": mark, "revision": 0} }
	for _, c := range []struct {
		name, who string
		body      object
		want      int
	}{
		{"who inspects does not answer", "xumuye", sent(row.Mark), 403},
		{"another branch sees nothing", "shanzian", sent(row.Mark), 404},
		{"of the branch only who enters", "daixinghe", sent(row.Mark), 403},
		{"nothing is confirmed unseen", "tongjianing", sent(12345), 409},
		{"a point that is not asked is not explained", "tongjianing", sent(row.Mark, object{"code": "tea", "text": "好"}), 422},
	} {
		if got := app.Program(c.who).Call("POST", at+"/answer", c.body).Code; got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
	app.Program("xumuye").Call("POST", at+"/judgement", object{"quality": "proper", "reason": "好", "revision": 0}).Want(409)
	own.Call("POST", at+"/answer", sent(row.Mark, object{"code": "theme-day", "text": "5月防汛，已报告"})).Want(200).Says("5月防汛")
	own.Call("POST", at+"/answer", sent(row.Mark)).Want(409).Says("不能再改")

	var seen inspected
	app.Program("xumuye").Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Into(&seen)
	if seen.Answered != 1 || seen.Tally.Explained != 1 || seen.Tally.Timely != 0 || len(seen.Tally.Points) == 0 {
		t.Errorf("the sum: %+v", seen.Tally)
	}
	app.At("2022-06-27 08:30")
	app.Program("xumuye").Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Into(&seen)
	if seen.Tally.Overdue != 4 {
		t.Errorf("overdue: %d, want the four that have not answered", seen.Tally.Overdue)
	}
}

func TestAnInspectionIsSeenAsFarAsItsBranchesAre(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	n := inspect(app, "self", 0)
	only := inspect(app, "self", app.Org("D07"))
	for _, c := range []struct {
		who       string
		all, some int // rows seen of each, 0 for none at all
	}{{"mengshuqin", 5, 2}, {"shimuyun", 2, 2}, {"shanzian", 1, 1}, {"tongjianing", 1, 0}, {"luchengyue", 5, 2}} {
		for id, want := range map[int64]int{n.ID: c.all, only.ID: c.some} {
			var seen inspected
			reply := app.Program(c.who).Get(fmt.Sprintf("/inspections/%d", id))
			if want == 0 {
				reply.Want(404)
			} else if reply.Want(200).Into(&seen); seen.Rows != want || len(seen.List) != want {
				t.Errorf("%s sees %d, %d rows, want %d", c.who, seen.Rows, len(seen.List), want)
			}
		}
	}
	app.Program("linyuan").Get("/inspections").Want(403)
	app.Program("tongjianing").Get("/inspections").Want(200).Lacks(fmt.Sprintf(`"id":%d,`, only.ID))
	for name, wrong := range map[string]object{
		"kind": {"kind": "raid"}, "period": {"period": "2022-Q5"}, "due_on": {"due_on": "2022-06-14"}, "points": {"points": []string{"tea"}},
		"percent": {"percent": 101}, "avoid": {"avoid": -1}, "seed": {"seed": -5}, "name": {"name": " "}, "org_id": {"org_id": 999999},
	} {
		sent := object{"kind": "spot", "name": "抽查", "period": "2022-Q2", "due_on": "2022-06-24"}
		for k, v := range wrong {
			sent[k] = v
		}
		app.Program("xumuye").Call("POST", "/inspections", sent).Want(422).Says(name)
	}
	app.Program("shimuyun").Call("POST", "/inspections", object{"kind": "self", "name": "自查", "period": "2022-Q2", "due_on": "2022-06-24"}).Want(403)
}

func TestASampleIsDrawnOnceCanBeRepeatedAndAvoidsTheLast(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	office := app.Program("xumuye")
	draw := func() (n inspected, codes []string) {
		n = inspect(app, "spot", 0)
		if n.Rows != 0 || n.Lot.Seed != 202206 {
			t.Fatalf("before the draw: %+v", n)
		}
		at := fmt.Sprintf("/inspections/%d", n.ID)
		office.Call("POST", at+"/sample", object{"revision": 7}).Want(409)
		office.Call("POST", at+"/sample", object{"revision": 0}).Want(201)
		office.Call("POST", at+"/sample", object{"revision": 1}).Want(409).Says("不能再抽")
		office.Get(at).Want(200).Into(&n)
		for _, r := range n.List {
			codes = append(codes, r.OrgCode)
		}
		return n, codes
	}
	first, one := draw()
	if len(one) != 2 || first.Lot.Size != 5 || first.Lot.Avoided != 0 {
		t.Fatalf("two of five: %v, %+v", one, first.Lot)
	}
	second, two := draw()
	if slices.ContainsFunc(two, func(code string) bool { return slices.Contains(one, code) }) || second.Lot.Avoided != 1 || second.Lot.Size != 3 {
		t.Errorf("after %v came %v of %d", one, two, second.Lot.Size)
	}
	third, three := draw() // avoids only the round before it: the first draw's branches are back
	if third.Lot.Size != 3 || slices.ContainsFunc(three, func(code string) bool { return slices.Contains(two, code) }) {
		t.Errorf("after %v came %v of %d", two, three, third.Lot.Size)
	}
	office.Call("POST", fmt.Sprintf("/inspections/%d/sample", inspect(app, "self", 0).ID), object{"revision": 0}).Want(409)
	app.Browser("xumuye").Get(fmt.Sprintf("/inspections/%d", first.ID)).Want(200).Says("202206", "PCG", "抽取名册", "NewPCG")
}

func TestTimelyIsComputedAndQualityJudged(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	n := inspect(app, "spot", app.Org("B1101")) // nothing is due there before the month is over but May's theme days
	office := app.Program("hanzhiyuan")
	office.Call("POST", fmt.Sprintf("/inspections/%d/sample", n.ID), object{"revision": 0}).Want(201)
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[orglife.Duty](tx).Where("org_id = ? AND period = '2022-05'", app.Org("B1101")).
			Set(models.Assign("state", orglife.Done), models.Assign("held", 2), models.Assign("closed_on", "2022-05-20")).Update(tx.Ctx)
		return err
	})
	office.Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Into(&n)
	row, at := n.row(app, "hanzhiyuan", "B1101")
	if row.Timely != nil {
		t.Error("known before anybody has looked")
	}
	app.Browser("hanzhiyuan").Get(at).Want(200).Says("评价程序内容").Lacks(`name="timely"`)
	app.Program("zhuangzijin").Call("POST", at+"/judgement", object{"quality": "proper", "reason": "好", "revision": 0}).Want(403)
	office.Call("POST", at+"/judgement", object{"quality": "fine", "reason": "", "revision": 0}).Want(422).Says("quality", "reason")
	office.Call("POST", at+"/judgement", object{"quality": "improve", "reason": "未见会前研究", "revision": 1}).Want(409)
	office.Call("POST", at+"/judgement", object{"quality": "improve", "reason": "未见会前研究", "timely": false, "revision": 0}).Want(200).Into(&row)
	if row.Timely == nil || !*row.Timely || row.Quality != "improve" {
		t.Errorf("A75: on time is yes, quality to improve; got %+v", row)
	}
	office.Call("POST", at+"/judgement", object{"quality": "proper", "reason": "再看", "revision": 1}).Want(409)
	app.Browser("xumuye").Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Says("需改进", "未见会前研究")
	office.Call("POST", at+"/findings", object{"code": "quality"}).Want(201).Says(`"source":"spot_check"`, fmt.Sprintf(`"source_subject":"inspection-rows/%d"`, row.ID))
}

func TestAProblemIsListedWithOneClickAndOnlyOnce(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	n := inspect(app, "self", app.Org("D07"))
	row, at := n.row(app, "shanzian", "B0702")
	app.Program("xumuye").Call("POST", at+"/findings", object{"code": "theme-day"}).Want(422)
	app.Program("shanzian").Call("POST", at+"/answer", object{"mark": row.Mark, "revision": 0}).Want(200)
	app.Program("shanzian").Call("POST", at+"/findings", object{"code": "theme-day"}).Want(403)
	app.Program("tongjianing").Call("POST", at+"/findings", object{"code": "theme-day"}).Want(404)
	app.Program("xumuye").Call("POST", at+"/findings", object{"code": "records"}).Want(422)
	office := app.Browser("xumuye")
	office.Get(at).Want(200).Says("列入问题清单")

	var wait sync.WaitGroup
	ids, codes := make([]int64, 8), make([]int, 8)
	for i := range ids {
		p := app.Program([]string{"xumuye", "hanzhiyuan"}[i%2])
		wait.Go(func() {
			var f struct{ ID int64 }
			reply := p.Call("POST", at+"/findings", object{"code": "theme-day"})
			codes[i] = reply.Code
			reply.Into(&f)
			ids[i] = f.ID
		})
	}
	wait.Wait()
	slices.Sort(codes)
	if distinct := slices.Compact(slices.Sorted(slices.Values(ids))); len(distinct) != 1 || codes[0] != 200 || codes[6] != 200 || codes[7] != 201 {
		t.Errorf("eight asked for one: answers %v, problems %v", codes, ids)
	}
	office.Get(at).Want(200).Says(fmt.Sprintf("/findings/%d", ids[0]))
	office.Get(fmt.Sprintf("/findings/%d", ids[0])).Want(200).Says("上半年检查", "主题党日", "未开展：2022年5月", "单梓安", "自查问题")
}

func TestEightAnswerOneRowAndDrawOneSample(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	n := inspect(app, "self", app.Org("B1001"))
	row, at := n.row(app, "tongjianing", "B1001")
	lot := inspect(app, "spot", 0)
	for _, c := range []struct {
		name, who, path string
		body            object
	}{
		{"an answer", "tongjianing", at + "/answer", object{"mark": row.Mark, "revision": 0}},
		{"a sample", "xumuye", fmt.Sprintf("/inspections/%d/sample", lot.ID), object{"revision": 0}},
	} {
		onlyOne(t, c.name, app.Program(c.who), "POST", c.path, c.body)
	}
	app.Program("xumuye").Get(fmt.Sprintf("/inspections/%d", lot.ID)).Want(200).Into(&lot)
	if lot.Rows != 2 || lot.Revision != 1 {
		t.Errorf("the sample has %d rows at revision %d", lot.Rows, lot.Revision)
	}
}

func TestASelfCheckOnPaperAndInTheBrowser(t *testing.T) {
	t.Parallel()
	app := quarter(t)
	office := app.Browser("xumuye")
	office.Get("/inspections?form=inspection").Want(200).Says("布置检查", "随机种子")
	form := url.Values{"kind": {"self"}, "name": {"二季度自查"}, "org_id": {""}, "period": {"2022-Q2"}, "due_on": {"2022-06-01"}, "points": {"theme-day", "structure"}, "percent": {""}, "avoid": {""}, "seed": {""}}
	office.Post("/inspections", form).Want(422).Says("二季度自查", "不能早于今天")
	form.Set("due_on", "2022-06-24")
	office.Post("/inspections", form).Want(303)
	var list struct{ Items []inspected }
	app.Program("xumuye").Get("/inspections").Want(200).Into(&list)
	n := list.Items[0]
	app.Program("xumuye").Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Into(&n)
	row, at := n.row(app, "tongjianing", "B1001")
	if len(row.Items) != 2 {
		t.Errorf("two points were chosen: %+v", row.Items)
	}
	own := app.Browser("tongjianing")
	own.Get(at).Want(200).Says("各项已由系统按记录填好", "确认以上内容", "said.theme-day")
	own.Post(at+"/answer", url.Values{"mark": {"12345"}, "revision": {"0"}, "said.theme-day": {"已写好的说明"}}).Want(409).Says("已写好的说明", "记录有了变化")
	own.Post(at+"/answer", url.Values{"mark": {fmt.Sprint(row.Mark)}, "revision": {"0"}, "said.theme-day": {"防汛"}, "said.structure": {""}}).Want(303)
	office.Get(fmt.Sprintf("/inspections/%d", n.ID)).Want(200).Says("1 <small>/ 5</small>", "童佳宁")
	book := office.Get(fmt.Sprintf("/inspections/%d/export", n.ID)).Want(200)
	sheets, err := documents.ReadWorkbook("自查.xlsx", bytes.NewReader(book.Body.Bytes()))
	testkit.Must(t, err)
	if text := fmt.Sprint(sheets); !strings.Contains(text, "防汛") || !strings.Contains(text, "二季度自查：汇总") {
		t.Errorf("the workbook: %s", text)
	}
}

// onlyOne sends the same from eight at once: one is done, the others come too late.
func onlyOne(t *testing.T, name string, p *testkit.Client, method, path string, body object) {
	t.Helper()
	var wait sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		wait.Go(func() { codes[i] = p.Call(method, path, body).Code })
	}
	wait.Wait()
	if slices.Sort(codes); codes[0] >= 300 || slices.ContainsFunc(codes[1:], func(code int) bool { return code != 409 }) {
		t.Errorf("%s by eight at once: answered %v, want one done and seven conflicts", name, codes)
	}
}
