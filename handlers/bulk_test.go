package handlers_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models"
	"luoshi/models/project"
)

// bulkDone is what tests read of a change to many projects.
type bulkDone struct {
	Changed, Refused int
	Items            []struct {
		ID              int64
		Revision        int
		Code            string
		Status          int
		Was, Is, Reason string
		MadeID          int64 `json:"made_id"`
	}
}

func (d bulkDone) statuses() (list []int) {
	for _, i := range d.Items {
		list = append(list, i.Status)
	}
	return list
}

// chosen are projects as they are now, for a change to many.
func (o *office) chosen(projects ...shown) (items []object) {
	for _, p := range projects {
		items = append(items, object{"id": p.ID, "revision": o.show(p).Revision})
	}
	return items
}

// manyProjects are a draft, one that runs, a draft of D07 and one that is closed.
func (o *office) manyProjects() []shown {
	draft, runs := o.create(object{"code": "P01"}), o.approved(object{"code": "P02"})
	foreign := o.create(object{"code": "P03", "org_id": o.Org("D07"), "owner_post_id": o.Post("D07", "专职副书记"), "cooperating": []int64{}})
	closed := o.approved(object{"code": "P04"})
	o.put(closed, "closed")
	return []shown{draft, runs, foreign, closed}
}

func TestBulkChangesEachThatAllowsIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*office) object
		login  string
		want   []int
		says   string
	}{
		{"another owner for the drafts", func(o *office) object { return object{"action": "owner", "post_id": o.Post("GW", "督导员")} }, "xumuye", []int{200, 409, 200, 409}, "韩知远"},
		{"the owner it has already", func(o *office) object { return object{"action": "owner", "post_id": o.Post("GW", "组织科科长")} }, "xumuye", []int{409, 409, 200, 409}, "不需要更改"},
		{"a tag for all but the closed", func(o *office) object { return object{"action": "add_tag", "tag_id": o.aTag()} }, "xumuye", []int{200, 200, 200, 409}, "双招双引"},
		{"a tag none of them has", func(o *office) object { return object{"action": "remove_tag", "tag_id": o.aTag()} }, "xumuye", []int{409, 409, 409, 409}, "没有标签"},
		{"later dates for the drafts", func(*office) object { return object{"action": "move", "days": 5} }, "xumuye", []int{200, 403, 200, 403}, "2022年12月7日"},
		{"earlier dates for the drafts", func(*office) object { return object{"action": "move", "days": -5} }, "xumuye", []int{200, 403, 200, 403}, "2022年11月23日"},
		{"whoever only sees them may watch them", func(*office) object { return object{"action": "watch"} }, "hanzhiyuan", []int{200, 200, 200, 200}, "关注"},
		{"whoever only sees them changes nothing", func(o *office) object { return object{"action": "add_tag", "tag_id": o.aTag()} }, "hanzhiyuan", []int{403, 403, 403, 403}, "权限"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			projects := o.manyProjects()
			body := c.change(o)
			body["items"] = o.chosen(projects...)
			body["dry_run"] = true
			var before, after bulkDone
			who := o.Program(c.login)
			lines := count[models.Entry](o, "failed = ?", false)
			who.Call("POST", "/projects/bulk", body).Want(200).Says(c.says).Into(&before)
			if got := before.statuses(); !slices.Equal(got, c.want) {
				t.Fatalf("the rehearsal says %v, want %v: %+v", got, c.want, before)
			}
			for i, p := range projects {
				if now := o.show(p); now.Revision != before.Items[i].Revision || now.DueOn != p.DueOn {
					t.Errorf("the rehearsal changed %+v", now)
				}
			}
			if n := count[models.Entry](o, "failed = ?", false); n != lines {
				t.Errorf("the rehearsal left %d lines", n-lines)
			}
			body["dry_run"] = false
			who.Call("POST", "/projects/bulk", body).Want(200).Into(&after)
			if got := after.statuses(); !slices.Equal(got, c.want) {
				t.Fatalf("done %v, rehearsed %v", got, c.want)
			}
			if n := count[models.Entry](o, "failed = ?", false) - lines; n != int64(after.Changed) {
				t.Errorf("%d changes left %d lines in the trail", after.Changed, n)
			}
			var again bulkDone // what was seen before is stale now, and nothing is done twice
			who.Call("POST", "/projects/bulk", body).Want(200).Into(&again)
			if again.Changed > 0 {
				t.Errorf("done again: %+v", again)
			}
		})
	}
}

// aTag makes a tag of the central work.
func (o *office) aTag() int64 {
	var tag struct{ ID int64 }
	o.meng.Call("POST", "/tags", object{"kind": "central_work", "name": "双招双引", "since": 2022}).Want(201).Into(&tag)
	return tag.ID
}

// Moving dates moves the stages by the same working days.
func TestBulkMovesStages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	o.xu.Call("POST", "/projects/bulk", object{"action": "move", "days": 3, "items": o.chosen(p)}).Want(200)
	now := o.show(p)
	var due []string
	for _, s := range now.Stages {
		due = append(due, s.DueOn+" "+s.FirstDueOn+" "+s.OwedOn)
	}
	if want := []string{"2022-04-06", "2022-07-05", "2022-10-10", "2022-12-05"}; now.FirstDue != "2022-12-05" || !slices.EqualFunc(due, want, func(a, b string) bool { return a == b+" "+b+" "+b }) {
		t.Errorf("got %v, %+v", due, now)
	}
}

func TestBulkRefusesWhatIsNoChoice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	items := o.chosen(p)
	var many []object
	for i := range project.AtOnce + 1 {
		many = append(many, object{"id": i + 1, "revision": 0})
	}
	for name, c := range map[string]struct {
		body   object
		status int
		says   string
	}{
		"no action":          {object{"items": items}, 422, "请选择要办理的事项"},
		"no projects":        {object{"action": "watch"}, 422, "至少选择一个"},
		"more than at once":  {object{"action": "watch", "items": many}, 422, "一次最多办理200个项目，现选了201个"},
		"no such project":    {object{"action": "watch", "items": []object{{"id": 1 << 40, "revision": 0}}}, 404, "没有找到"},
		"no such post":       {object{"action": "owner", "items": items, "post_id": 1 << 40}, 422, "责任人"},
		"no such tag":        {object{"action": "add_tag", "items": items}, 422, "标签"},
		"no days":            {object{"action": "move", "items": items}, 422, "工作日数"},
		"days beyond a year": {object{"action": "move", "items": items, "days": 251}, 422, "工作日数"},
	} {
		if r := o.xu.Call("POST", "/projects/bulk", c.body); r.Code != c.status {
			t.Errorf("%s: %d %s", name, r.Code, r.Body)
		} else {
			r.Says(c.says)
		}
	}
	o.Program("zhuangzijin").Call("POST", "/projects/bulk", object{"action": "watch", "items": items}).Want(404)
}

// The page: choose on the list, say what, look at what it does, confirm.
func TestBulkByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	projects := o.manyProjects()
	page := o.Browser("xumuye")
	list := page.Get("/projects?year=2022").Want(200).Says("办理选中的", `name="id" value="`+fmt.Sprint(projects[0].ID))
	if kept := list.Form("chosen"); kept.Get("year") != "2022" {
		t.Fatalf("the filter is lost: %v", kept)
	}
	page.Get("/projects/bulk").Want(200).Says("还没有选择项目")
	page.Get("/projects/bulk?all=true&year=2022&state=suspended").Want(422).Says("没有符合条件的项目")
	page.Get("/projects/bulk?all=true&year=2022&state=closed").Want(200).Says("P04").Lacks("P01")
	form := page.Get("/projects/bulk?all=true&year=2022").Want(200).Says("P01", "P02", "P03", "P04").Form("form-bulk")
	form.Set("action", "move")
	form.Set("days", "0")
	refused := page.Submit(form).Want(422).Says("请填写移动的工作日数")
	form = refused.Form("form-bulk")
	if form.Get("action") != "move" || len(form.Values["item"]) != 4 {
		t.Fatalf("what was chosen is lost: %v", form)
	}
	form.Set("days", "5")
	confirm := page.Submit(form).Want(200).Says("2项将更改，2项不能更改", "2022年12月7日", "请写明原因申请延期", "确认更改2项")
	if now := o.show(projects[0]); now.DueOn != "2022-11-30" {
		t.Fatalf("changed before it was confirmed: %+v", now)
	}
	o.xu.Call("PATCH", projects[2].path(), object{"name": "改过的", "revision": 0}).Want(200) // meanwhile
	page.Submit(confirm.Form("/projects/bulk")).Want(200).Says("1项已更改，1项没有更改", "已被他人修改").Lacks("确认更改")
	if now := o.show(projects[0]); now.DueOn != "2022-12-07" {
		t.Fatalf("got %+v", now)
	}
	o.Browser("xumuye").Get("/projects?year=2022").Want(200).Says("12月7日")
}

// Eight at once change the same projects: each project is changed by one of them,
// for all the others it has been changed meanwhile.
func TestBulkByEightAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var projects []shown
	for i := range 12 {
		projects = append(projects, o.create(object{"code": fmt.Sprintf("P%02d", i)}))
	}
	items, tag := o.chosen(projects...), o.aTag()
	backwards := slices.Clone(items)
	slices.Reverse(backwards)
	results := make([]bulkDone, 8)
	got := together(8, func(i int) int {
		body := object{"action": "move", "days": 5, "items": items}
		if i%2 == 1 {
			body = object{"action": "add_tag", "tag_id": tag, "items": backwards}
		}
		r := o.xu.Call("POST", "/projects/bulk", body)
		if r.Code == 200 {
			r.Into(&results[i])
		}
		return r.Code
	})
	if got[200] != 8 {
		t.Fatalf("got %v", got)
	}
	changed := map[int64]int{}
	for _, r := range results {
		for _, i := range r.Items {
			if i.Status == 200 {
				changed[i.ID]++
			} else if i.Status != 409 {
				t.Errorf("got %+v", i)
			}
		}
	}
	for _, p := range projects {
		if now := o.show(p); changed[p.ID] != 1 || now.Revision != 1 {
			t.Errorf("project %d changed %d times, revision %d", p.ID, changed[p.ID], now.Revision)
		}
	}
	if n := count[models.Entry](o, "verb IN ?", []string{"移动时限", "加标签"}); n != int64(len(projects)) {
		t.Errorf("%d lines in the trail", n)
	}
}
