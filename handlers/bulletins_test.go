package handlers_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/bulletin"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// bulletinShown is what tests read of a bulletin.
type bulletinShown struct {
	ID      int64
	State   string
	Number  string
	DueOn   string `json:"due_on"`
	Figures struct {
		Committee bulletinCounted
		ThemeDays bulletinCounted `json:"theme_days"`
	}
	Rows       []bulletinProblem
	Recipients []struct {
		OrgID int64 `json:"org_id"`
	}
	Text []struct {
		Kind  string
		Parts []struct{ Text, Link string }
	}
	Revision int
}

type bulletinCounted struct {
	Owed, Kept, Below, Missed int
	Rate                      string
}

type bulletinProblem struct {
	ID                 int64
	Kind, Detail, Link string
	OrgName            string `json:"org_name"`
	Listed             bool
	FindingID          *int64 `json:"finding_id"`
}

// words is what the bulletin says, a line a paragraph.
func (b bulletinShown) words() string {
	var lines []string
	for _, p := range b.Text {
		line := ""
		for _, part := range p.Parts {
			line += part.Text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (b bulletinShown) link(rest string) string { return fmt.Sprintf("/bulletins/%d%s", b.ID, rest) }

// rows are its problems, such as "*committee B0503" for one that is named.
func (b bulletinShown) problems() (list []string) {
	for _, r := range b.Rows {
		mark := ""
		if r.Listed {
			mark = "*"
		}
		list = append(list, mark+r.Kind+" "+r.OrgName)
	}
	return list
}

// step takes a bulletin one step on, and reads what has become of it.
func (b *bulletinShown) step(c *testkit.Client, method, rest string) {
	c.Call(method, b.link(rest), object{"revision": b.Revision}).Want(200).Into(b)
}

// A74, T12: the draft of the demonstration's May is what was left out in it, and each
// of its figures leads to as many records.
func TestA74DraftOfTheDemo(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-08 08:30")
	office := app.Program("hanzhiyuan")
	var list struct{ Items []bulletinShown }
	office.Get("/bulletins").Want(200).Into(&list)
	if len(list.Items) != 1 || list.Items[0].State != "draft" {
		t.Fatalf("%+v", list.Items)
	}
	b := list.Items[0]
	office.Get(b.link("")).Want(200).Into(&b)
	if b.DueOn != "2022-06-29" || b.Figures.Committee != (bulletinCounted{27, 26, 0, 1, "96.3%"}) || b.Figures.ThemeDays != (bulletinCounted{30, 24, 5, 1, "80.0%"}) {
		t.Errorf("due on %s, figures %+v", b.DueOn, b.Figures)
	}
	want := []string{"*committee 供电公司营销服务党支部", "*change 公安局刑侦大队党支部", "*turnout 交通局执法大队党支部", "*theme_day 市工商联党支部", "below_city 交通局执法大队党支部", "below_city 供电公司营销服务党支部",
		"below_city 自然资源局执法大队党支部", "below_city 住建局市政房产服务中心党支部", "below_city 市档案馆、市史志研究中心联合党支部"}
	if got := b.problems(); !slices.Equal(got, want) {
		t.Errorf("problems %q", got)
	}
	for _, want := range []string{"应开支委会支部27个，按月召开26个，召开率96.3%；主题党日达到市级要求24个，达到条例要求未达市级要求5个，未开展1个。",
		"（一）供电公司营销服务党支部未召开支委会；（二）公安局刑侦大队党支部主题党日变更未履行审批；（三）交通局执法大队党支部主题党日参与率71%；（四）市工商联党支部未开展主题党日。",
		"请上述支部于6月29日前完成整改", "关于5月份市直机关党组织", "中共澜川市委市直机关工委\n2022年6月", "澜直工〔2022〕　号"} {
		if !strings.Contains(b.words(), want) {
			t.Errorf("%q is not in %s", want, b.words())
		}
	}
	figures := 0
	for _, p := range b.Text {
		for _, part := range p.Parts {
			n, err := strconv.Atoi(part.Text)
			if err != nil {
				continue
			}
			figures++
			var found struct{ Items []object }
			office.Get(part.Link + "&limit=200").Want(200).Into(&found)
			if len(found.Items) != n {
				t.Errorf("%d leads by %s to %d records", n, part.Link, len(found.Items))
			}
		}
	}
	if figures != 5 {
		t.Errorf("%d figures have a link", figures)
	}
	for _, r := range b.Rows {
		app.Browser("mengshuqin").Get(r.Link).Want(200)
	}
	for day := range 7 {
		app.At(fmt.Sprintf("2022-06-%02d 08:30", 9+day))
	}
	office.Get("/bulletins").Want(200).Into(&list)
	if len(list.Items) != 1 {
		t.Errorf("a week later there are %d", len(list.Items))
	}
	app.Browser("hanzhiyuan").Get(b.link("")).Want(200).Says("2022年5月情况草稿", "96.3%", "26 / 27", "申屠海", "核验 阮静姝", "工委直接核验", "05-01", "<mark>")
}

// may draws up the bulletin of a month in which B1001 held one theme day and no other branch did anything.
func may(app *testkit.City, writer string) (b bulletinShown) {
	app.Program(writer).Call("POST", "/bulletins", object{"month": "2022-05"}).Want(201).Into(&b)
	return b
}

func TestBulletinFromDraftToIssue(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	create(app, orglife.ThemeDay, "2022-05-06")
	writer, other, signs := app.Program("hanzhiyuan"), app.Program("xumuye"), app.Program("mengshuqin")
	b := may(app, "hanzhiyuan")
	writer.Call("POST", "/bulletins", object{"month": "2022-05"}).Want(409).Says("已经起草")
	writer.Call("POST", "/bulletins", object{"month": "2022-06"}).Want(422).Says("month")
	writer.Call("POST", "/bulletins", object{"month": "2022-5"}).Want(422)
	if len(b.Rows) == 0 || len(b.Recipients) == 0 {
		t.Fatalf("%+v", b)
	}
	// edited, with the version compared
	first := b
	listed := []int64{b.Rows[0].ID}
	writer.Call("PATCH", b.link(""), object{"overall": "总体较好。", "listed": listed, "due_on": "2022-07-08", "revision": b.Revision}).Want(200).Into(&b)
	if !strings.Contains(b.words(), "总体较好。") || !strings.Contains(b.words(), "7月8日前") || strings.Contains(b.words(), "（二）") || b.Revision != first.Revision+1 {
		t.Errorf("revision %d says %s", b.Revision, b.words())
	}
	other.Call("PATCH", b.link(""), object{"title": "抢先", "revision": first.Revision}).Want(409).Says("current")
	other.Call("PATCH", b.link(""), object{"title": "", "recipients": []int64{}, "due_on": "2022-06-01", "revision": b.Revision}).Want(422).Says("title", "recipients", "due_on")
	other.Call("PATCH", b.link(""), object{"recipients": []int64{app.Org("B0702")}, "listed": []int64{0}, "revision": b.Revision}).Want(422).Says("recipients", "listed")
	// the records change, the draft is brought up to them
	create(app, orglife.ThemeDay, "2022-05-20")
	b.step(writer, "POST", "/facts")
	if b.Figures.ThemeDays.Kept != first.Figures.ThemeDays.Kept+1 || !strings.Contains(b.words(), "总体较好。") {
		t.Errorf("after the records changed: %+v", b.Figures)
	}
	// nobody signs out of turn, or for oneself
	signs.Call("POST", b.link("/approval"), object{"revision": b.Revision}).Want(409)
	writer.Call("POST", b.link("/publication"), object{"revision": b.Revision}).Want(403)
	b.step(writer, "POST", "/submission")
	writer.Call("PATCH", b.link(""), object{"title": "改", "revision": b.Revision}).Want(409).Says("待审批")
	writer.Call("POST", b.link("/approval"), object{"revision": b.Revision}).Want(403)
	signs.Call("POST", b.link("/return"), object{"reason": "", "revision": b.Revision}).Want(422).Says("reason")
	signs.Call("POST", b.link("/return"), object{"reason": "请核对", "revision": b.Revision}).Want(200).Into(&b)
	writer.Get("/notices").Want(200).Says("退回修改")
	b.step(other, "POST", "/submission")
	writer.Call("DELETE", b.link("/submission"), nil).Want(403)
	other.Call("POST", b.link("/approval"), object{"revision": b.Revision}).Want(403).Says("自己报送")
	signs.Call("POST", b.link("/approval"), object{"revision": b.Revision - 1}).Want(409)
	b.step(signs, "POST", "/approval")
	if b.State != "approved" || b.Number != "直工〔2022〕1号" || !strings.Contains(b.words(), "直工〔2022〕1号") || !strings.Contains(b.words(), "2022年6月15日") {
		t.Errorf("%s %s: %s", b.State, b.Number, b.words())
	}
	app.Program("shanzian").Get(b.link("")).Want(404) // not issued
	b.step(signs, "POST", "/publication")
	for _, step := range []string{"/submission", "/approval", "/publication", "/facts"} {
		other.Call("POST", b.link(step), object{"revision": b.Revision}).Want(map[string]int{"/submission": 409, "/approval": 403, "/publication": 409, "/facts": 409}[step])
	}
}

// What is approved does not change, whatever becomes of the records, the rule, the names.
func TestApprovedBulletinIsFrozen(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	b := issued(app)
	word := app.Program("xumuye").Get(b.link("/paper")).Want(200).Body.String()
	create(app, orglife.ThemeDay, "2022-05-06")
	create(app, orglife.CommitteeMeeting, "2022-05-05")
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("code = ?", "B1001").Update(tx.Ctx, "name", "改名后的支部")
		return err
	})
	app.At("2023-03-01 09:00")
	var later bulletinShown
	app.Program("xumuye").Get(b.link("")).Want(200).Into(&later)
	if later.words() != b.words() || later.Figures != b.Figures || !slices.Equal(later.problems(), b.problems()) {
		t.Errorf("it said\n%s\nand says\n%s", b.words(), later.words())
	}
	if again := app.Program("xumuye").Get(b.link("/paper")).Want(200).Body.String(); again != word {
		t.Error("the file is another one")
	}
}

// issued is May's bulletin, issued to D07 and to B1001.
func issued(app *testkit.City) bulletinShown {
	b := may(app, "hanzhiyuan")
	app.Program("hanzhiyuan").Call("PATCH", b.link(""), object{"recipients": []int64{app.Org("D07"), app.Org("B1001")}, "revision": b.Revision}).Want(200).Into(&b)
	b.step(app.Program("hanzhiyuan"), "POST", "/submission")
	b.step(app.Program("mengshuqin"), "POST", "/approval")
	b.step(app.Program("mengshuqin"), "POST", "/publication")
	return b
}

// Those it is addressed to, and who leads or guides them, read it and are told once; others find nothing.
func TestBulletinReachesItsScope(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	b := issued(app)
	readers := map[string]int{"shanzian": 200, "shimuyun": 200, "tongjianing": 200, "weichanggeng": 404, "linyuan": 404, "hanzhiyuan": 200, "admin": 404}
	for login, status := range readers {
		reply := app.Program(login).Get(b.link("")).Want(status)
		if status == 200 && login != "hanzhiyuan" {
			var seen bulletinShown
			if reply.Into(&seen); len(seen.Rows) != 0 || seen.words() != b.words() {
				t.Errorf("%s reads %+v", login, seen)
			}
		}
		app.Program(login).Get(b.link("/paper")).Want(status)
	}
	app.Browser("shanzian").Get(b.link("")).Want(200).Says("直工〔2022〕1号").Lacks("<mark>", "存草稿", "转为整改")
	for login, want := range map[string]int{"shimuyun": 1, "tongjianing": 1, "weichanggeng": 0} {
		if n := strings.Count(app.Program(login).Get("/notices").Want(200).Body.String(), "印发了通报"); n != want {
			t.Errorf("%s was told %d times", login, n)
		}
	}
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[bulletin.Bulletin](tx).Where("id = ?", b.ID).Update(tx.Ctx, "open", true)
		return err
	})
	app.Program("linyuan").Get(b.link("")).Want(200) // a member of B1001
}

// Problems become findings, each once, whoever clicks how often.
func TestBulletinRowsBecomeFindings(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	draft := may(app, "xumuye")
	app.Program("xumuye").Call("POST", draft.link("/findings"), nil).Want(409)
	b := draft
	b.step(app.Program("xumuye"), "POST", "/submission")
	b.step(app.Program("mengshuqin"), "POST", "/approval")
	b.step(app.Program("mengshuqin"), "POST", "/publication")
	named := 0
	for _, r := range b.Rows {
		if r.Listed {
			named++
		}
	}
	office := app.Program("hanzhiyuan")
	office.Call("POST", b.link("/findings"), object{"rows": []int64{b.Rows[0].ID}}).Want(200).Into(&b)
	if b.Rows[0].FindingID == nil || b.Rows[1].FindingID != nil {
		t.Fatalf("%+v", b.Rows[:2])
	}
	office.Get(fmt.Sprintf("/findings/%d", *b.Rows[0].FindingID)).Want(200).Says(b.Rows[0].Detail, "工作通报", b.DueOn, "前完成整改")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { office.Call("POST", b.link("/findings"), nil).Want(200) })
	}
	all.Wait()
	office.Get(b.link("")).Want(200).Into(&b)
	ids := map[int64]bool{}
	for _, r := range b.Rows {
		if (r.FindingID != nil) != r.Listed {
			t.Errorf("%s %s: %v", r.Kind, r.OrgName, r.FindingID)
		}
		if r.FindingID != nil {
			ids[*r.FindingID] = true
		}
	}
	var total int
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&total, "SELECT COUNT(*) FROM findings WHERE source = 'bulletin' AND source_subject = ?", fmt.Sprintf("bulletins/%d", b.ID))
	})
	if len(ids) != named || total != named {
		t.Errorf("%d rows became %d findings, of %d there are", named, len(ids), total)
	}
	office.Call("POST", b.link("/findings"), object{"rows": []int64{0}}).Want(422)
	app.Program("tongjianing").Call("POST", b.link("/findings"), nil).Want(403)
}

// Numbers of a year follow one another, without gaps or doubles, however many sign at once.
func TestDocumentNumbersInARow(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	list := make([]bulletinShown, 8)
	for i := range list {
		app.Program("hanzhiyuan").Call("POST", "/bulletins", object{"month": fmt.Sprintf("2021-%02d", 5+i)}).Want(201).Into(&list[i])
		list[i].step(app.Program("hanzhiyuan"), "POST", "/submission")
	}
	var all sync.WaitGroup
	for i := range list {
		all.Go(func() { list[i].step(app.Program("mengshuqin"), "POST", "/approval") })
	}
	all.Wait()
	var numbers []string
	for _, b := range list {
		numbers = append(numbers, b.Number)
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if want := fmt.Sprintf("直工〔2022〕%d号", i+1); n != want {
			t.Errorf("%d. is %s", i+1, n)
		}
	}
	app.At("2023-01-09 09:00")
	next := list[0]
	app.Program("hanzhiyuan").Call("POST", "/bulletins", object{"month": "2022-12"}).Want(201).Into(&next)
	next.step(app.Program("hanzhiyuan"), "POST", "/submission")
	if next.step(app.Program("mengshuqin"), "POST", "/approval"); next.Number != "直工〔2023〕1号" {
		t.Errorf("the new year begins with %s", next.Number)
	}
}

// Eight at once draft a month once.
func TestAMonthIsDraftedOnce(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	var all sync.WaitGroup
	var mu sync.Mutex
	answers := map[int]int{}
	for range 8 {
		all.Go(func() {
			code := app.Program("hanzhiyuan").Call("POST", "/bulletins", object{"month": "2022-05"}).Code
			mu.Lock()
			defer mu.Unlock()
			answers[code]++
		})
	}
	all.Wait()
	if answers[201] != 1 || answers[409] != 7 {
		t.Errorf("%v", answers)
	}
}

// The file is what the page shows, in the format of public documents.
func TestBulletinForWord(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	b := issued(app)
	file := app.Program("hanzhiyuan").Get(b.link("/paper")).Want(200)
	if !strings.Contains(file.Header().Get("Content-Disposition"), ".docx") {
		t.Error(file.Header())
	}
	app.Browser("hanzhiyuan").Get(b.link("/paper?format=page")).Want(200).Says("直工〔2022〕1号", `class="hd"`)
	app.Program("hanzhiyuan").Get(b.link("/paper?format=xlsx")).Want(422)
}
