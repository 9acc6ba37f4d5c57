package handlers_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models"
	"luoshi/models/project"
)

// copied is what tests read of a copy.
type copied struct {
	shown
	Year    int
	Code    string
	StartOn string `json:"start_on"`
	Owner   struct {
		PostID int64 `json:"post_id"`
	}
	Cooperating []struct{ ID int64 }
}

// A year's projects are drafted anew in the next one: the same work, other dates, no past.
func TestCopyFromLastYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.xu.Call("POST", p.at("milestones"), object{"stage_id": p.Stages[1].ID, "name": "补缺", "due_on": "2022-06-17"}).Want(201)
	o.xu.Call("POST", p.Stages[0].at("progress"), object{"text": "已梳理", "percent": 60}).Want(201)
	ask := object{"action": "copy", "to_year": 2023, "items": o.chosen(p), "dry_run": true}
	o.xu.Call("POST", "/projects/bulk", ask).Want(200).Says(`"made_id":0`, "P03 2023年3月1日至2023年11月30日")
	if n := count[project.Project](o, "year = ?", 2023); n != 0 {
		t.Fatalf("the rehearsal made %d projects", n)
	}
	ask["dry_run"] = false
	var done bulkDone
	o.xu.Call("POST", "/projects/bulk", ask).Want(200).Into(&done)
	var c copied
	o.xu.Get(fmt.Sprintf("/projects/%d", done.Items[0].MadeID)).Want(200).Into(&c)
	if c.State != "draft" || c.Year != 2023 || c.Code != "P03" || c.Percent != 0 || c.StartOn != "2023-03-01" || c.FirstDue != "2023-11-30" || c.Owner.PostID != o.Post("GW", "组织科科长") {
		t.Errorf("got %+v", c)
	}
	var due []string
	for _, s := range slices.Concat(c.Stages, c.Nodes) {
		due = append(due, s.DueOn)
		if s.Percent != 0 || len(s.Progress) > 0 || s.State != "planned" {
			t.Errorf("the past came along: %+v", s)
		}
	}
	// 17 June 2023 is a Saturday, 30 September a holiday's eve that is not worked.
	if want := []string{"2023-03-31", "2023-06-30", "2023-09-29", "2023-11-30", "2023-06-16"}; !slices.Equal(due, want) || len(c.Stages[1].DependsOn) != 1 || c.Stages[1].DependsOn[0] != c.Stages[0].ID {
		t.Errorf("got %v, want %v: %+v", due, want, c.Stages)
	}
	o.xu.Call("POST", "/projects/bulk", ask).Want(200).Says(`"changed":0`, "已经复制到2023年度，编号P03，不再重复")
	if n := count[project.Project](o, "year = ?", 2023); n != 1 {
		t.Errorf("%d copies", n)
	}
}

func TestCopyRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	taken := o.create(object{"code": "P05"})
	o.create(object{"code": "P05", "year": 2023, "start_on": "2023-01-04", "due_on": "2023-12-01", "stages": []object{}})
	closed := o.create(object{"code": "P06", "org_id": o.Org("B0702"), "owner_post_id": o.Post("B0702", "书记")})
	o.Seed(func(tx *models.Tx) error {
		return tx.Raw(&struct{}{}, "UPDATE orgs SET closed_on = '2022-06-01' WHERE id = ?", o.Org("B0702"))
	})
	for _, c := range []struct {
		name   string
		who    string
		p      shown
		year   int
		status int
		says   string
	}{
		{"the same year", "xumuye", p, 2022, 409, "只能复制到以后的年度"},
		{"a code that is taken", "xumuye", taken, 2023, 409, "P05"},
		{"a lead that was dissolved", "xumuye", closed, 2023, 409, "已撤销"},
		{"who only sees it", "hanzhiyuan", p, 2023, 403, "权限"},
		{"who only helps with it", "shimuyun", p, 2023, 403, "权限"},
	} {
		var done bulkDone
		o.Program(c.who).Call("POST", "/projects/bulk", object{"action": "copy", "to_year": c.year, "items": o.chosen(c.p)}).Want(200).Says(c.says).Into(&done)
		if done.Items[0].Status != c.status {
			t.Errorf("%s: %+v", c.name, done)
		}
	}
	o.xu.Call("POST", "/projects/bulk", object{"action": "copy", "items": o.chosen(p)}).Want(422).Says("要复制到的年度")
}

// What is no more is left out of a copy, and said; the rest stays.
func TestCopyLeavesOutWhatIsNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tag := o.aTag()
	p := o.create(object{"leader_post_id": o.Post("DZ02", "党委书记"), "tags": []int64{tag}})
	o.meng.Call("PATCH", fmt.Sprintf("/tags/%d", tag), object{"retired": true, "revision": 0}).Want(200)
	o.Seed(func(tx *models.Tx) error {
		return tx.Raw(&struct{}{}, "UPDATE orgs SET closed_on = '2022-06-01' WHERE id IN ?", []int64{o.Org("D07"), o.Org("DZ02")})
	})
	var done bulkDone
	o.xu.Call("POST", "/projects/bulk", object{"action": "copy", "to_year": 2023, "items": o.chosen(p)}).Want(200).
		Says("有的职务已撤销", "有的配合单位已撤销", "有的标签已停用").Into(&done)
	var made project.Project
	o.Seed(func(tx *models.Tx) (err error) {
		made, err = models.In[project.Project](tx).Where("id = ?", done.Items[0].MadeID).First(tx.Ctx)
		return err
	})
	helpers := count[project.Project](o, "id = ? AND EXISTS (SELECT 1 FROM project_orgs h WHERE h.project_id = projects.id AND NOT h.is_lead)", made.ID)
	if made.LeaderPostID != 0 || made.OwnerPostID != o.Post("GW", "组织科科长") || made.ReviewerPostID != o.Post("GW", "常务副书记") || helpers != 0 {
		t.Errorf("got %+v", made)
	}
}

// Eight at once copy the same year: each project is there once.
func TestCopiesByEightAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var projects []shown
	for i := range 6 {
		projects = append(projects, o.create(object{"code": fmt.Sprintf("P%02d", i)}))
	}
	items := o.chosen(projects...)
	results := make([]bulkDone, 8)
	got := together(8, func(i int) int {
		r := o.xu.Call("POST", "/projects/bulk", object{"action": "copy", "to_year": 2023, "items": items})
		if r.Code == 200 {
			r.Into(&results[i])
		}
		return r.Code
	})
	made := 0
	for _, r := range results {
		made += r.Changed
	}
	if n := count[project.Project](o, "year = ?", 2023); got[200] != 8 || made != 6 || n != 6 {
		t.Errorf("%v: %d made, %d there", got, made, n)
	}
}

func TestCopyByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.create(nil)
	page := o.Browser("xumuye")
	page.Get("/projects?year=2023").Want(200).Says("从上年复制", "/projects/bulk?action=copy&amp;all=true&amp;year=2022")
	form := page.Get("/projects/bulk?action=copy&all=true&year=2022").Want(200).Form("form-bulk")
	if form.Get("action") != "copy" || form.Get("to_year") != "2023" {
		t.Fatalf("got %v", form)
	}
	confirm := page.Submit(form).Want(200).Says("1项将更改", "2023年11月30日")
	page.Submit(confirm.Form("/projects/bulk")).Want(200).Says("1项已更改", "P03 2023年3月1日")
	page.Submit(form).Want(200).Says("0项将更改，1项不能更改", "不再重复").Lacks("确认更改")
	o.Browser("hanzhiyuan").Get("/projects?year=2023").Want(200).Lacks("从上年复制")
}
