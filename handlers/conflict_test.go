package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/models/library"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// contested is a form that two people open at the same time: where it stands, its
// id or action, and what is changed in it.
type contested struct {
	name, login, page, form string
	theirs, ours            [2]string // a field and what it becomes
	both                    string    // what a third field becomes with the first, "" for none
}

// contestedForms are all forms in which what somebody else has saved could be lost.
func contestedForms(app *testkit.City) []contested {
	xu, meng, shi, tong := app.Program("xumuye"), app.Program("mengshuqin"), app.Program("shimuyun"), app.Program("tongjianing")
	made := func(c *testkit.Client, path string, body any) int64 {
		var thing struct{ ID int64 }
		c.Call("POST", path, body).Want(201).Into(&thing)
		return thing.ID
	}
	at := fmt.Sprintf
	project := made(xu, "/projects", p03(app))
	running := (&office{app, xu, meng, nil}).approved(object{"code": "P04"})
	record := made(tong, "/activities", minutes(app, orglife.CommitteeMeeting, "2022-06-07"))
	document := made(meng, "/documents", object{"title": "关于规范支委会的通知", "issuer": "市直机关工委", "issued_on": "2022-03-01", "level": library.City})
	tag := made(meng, "/tags", object{"kind": "central_work", "name": "流程再造", "since": 2022})
	finding, training, study := made(shi, "/findings", aFinding(app)), made(shi, "/trainings", aTraining(app, "D07", "施慕云")), made(shi, "/cases", aCase(app, "D07", "onsite"))
	comment := made(xu, at("/comments?subject=projects/%d", project), object{"text": "请提前准备"})
	return []contested{
		{"a project", "xumuye", at("/projects/%d/edit", project), at("/projects/%d?_method=PATCH", project), [2]string{"objective", "他人改的"}, [2]string{"target", "我改的\n两行"}, ""},
		{"the stages of a project", "xumuye", at("/projects/%d/edit", project), at("/projects/%d/stages?_method=PUT", project), [2]string{"stages.0.goal", "他人改的"}, [2]string{"stages.3.goal", "我改的"}, ""},
		{"a project beside the business", "xumuye", at("/projects/%d", running.ID), at("/projects/%d/business?_method=PUT", running.ID), [2]string{"business_name", "征迁"}, [2]string{"business_unit", "市自然资源局"}, "市财政局"},
		{"how far a stage is", "xumuye", at("/projects/%d", running.ID), at("/milestones/%d/progress", running.Stages[0].ID), [2]string{"percent", "75"}, [2]string{"text", "还剩两项"}, "进展"},
		{"a record of a meeting", "tongjianing", at("/activities/%d", record), "form-activity", [2]string{"content", "他人改的"}, [2]string{"decisions", "我改的"}, ""},
		{"a document", "mengshuqin", at("/documents/%d?form=document", document), at("/documents/%d?_method=PATCH", document), [2]string{"number", "澜直工发〔2022〕9号"}, [2]string{"short_title", "我改的"}, ""},
		{"a member", "shimuyun", at("/members/%d", app.Member("施慕云")), at("/members/%d?_method=PATCH", app.Member("施慕云")), [2]string{"exemption", "年老体弱"}, [2]string{"name", "施慕雲"}, ""},
		{"an organisation", "shimuyun", at("/orgs/%d?form=edit", app.Org("B0702")), at("/orgs/%d?_method=PATCH", app.Org("B0702")), [2]string{"fixed_day", "每月6日"}, [2]string{"name", "住建局市政中心党支部"}, ""},
		{"a tag", "mengshuqin", at("/tags?form=tag-%d", tag), at("/tags/%d?_method=PATCH", tag), [2]string{"since", "2021"}, [2]string{"name", "服务流程再造"}, ""},
		{"a finding", "shimuyun", at("/findings/%d?form=edit", finding), at("/findings/%d?_method=PATCH", finding), [2]string{"due_on", "2022-07-29"}, [2]string{"text", "我改的"}, ""},
		{"a training", "shimuyun", at("/trainings/%d?form=edit", training), at("/trainings/%d?_method=PATCH", training), [2]string{"place", "昆山"}, [2]string{"title", "我改的"}, ""},
		{"a case", "shimuyun", at("/cases/%d?form=edit", study), at("/cases/%d?_method=PATCH", study), [2]string{"text", "他人改的"}, [2]string{"title", "我改的"}, ""},
		{"an account", "admin", at("/users/%d", userID(app, "linyuan")), "form-edit", [2]string{"email", "lin@lanchuan.example"}, [2]string{"name", "林遠"}, ""},
		{"a comment", "xumuye", at("/comments?subject=projects/%d", project), at("/comments/%d?_method=PATCH", comment), [2]string{"text", "他人改的"}, [2]string{"text", "我改的"}, ""},
	}
}

// TestBothVersionsAreShown: of two who fill in the same form, the second loses
// nothing he typed, sees what the first saved, and saves upon it.
func TestBothVersionsAreShown(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for _, c := range contestedForms(app) {
		t.Run(c.name, func(t *testing.T) {
			b := app.Browser(c.login)
			first, second := b.Get(c.page).Want(200).Form(c.form), b.Get(c.page).Want(200).Form(c.form)
			first.Set(c.theirs[0], c.theirs[1])
			if c.both != "" {
				first.Set(c.ours[0], c.both)
			}
			second.Set(c.ours[0], c.ours[1])
			if saved := b.Submit(first); saved.Code != http.StatusSeeOther {
				t.Fatalf("the first is answered with %d: %s", saved.Code, saved.Body)
			}
			page := b.Submit(second).Want(http.StatusConflict).Says("改过这项内容", c.theirs[1], `value="`+c.ours[1]+`"`)
			chosen := page.Form("versions")
			if chosen.Get(c.ours[0]) != c.ours[1] {
				t.Fatalf("to begin with %s would become %q", c.ours[0], chosen.Get(c.ours[0]))
			}
			if saved := b.Submit(chosen); saved.Code != http.StatusSeeOther {
				t.Fatalf("what was chosen is answered with %d: %s", saved.Code, saved.Body)
			}
			now := b.Get(c.page).Want(200).Form(c.form)
			if c.ours[0] != "text" && now.Get(c.ours[0]) != c.ours[1] || c.theirs[0] != c.ours[0] && now.Get(c.theirs[0]) != c.theirs[1] {
				t.Errorf("%s is %q, %s is %q", c.ours[0], now.Get(c.ours[0]), c.theirs[0], now.Get(c.theirs[0]))
			}
		})
	}
}

// TestVersionsAreChosenByField: theirs for one field, one's own for another, or all
// one's own; a box ticked by one stays ticked when the other ticks another.
func TestVersionsAreChosenByField(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	b, edit, action := o.Browser("xumuye"), p.path()+"/edit", p.path()+"?_method=PATCH"
	both := func() (page *testkit.Reply) {
		first, second := b.Get(edit).Want(200).Form(action), b.Get(edit).Want(200).Form(action)
		first.Set("name", "他人的名称")
		first.Set("objective", "他人的目标")
		first.Add("cooperating", fmt.Sprint(o.Org("B1001")))
		second.Set("name", "我的名称")
		second.Set("objective", "我的目标")
		second.Values["cooperating"] = []string{fmt.Sprint(o.Org("D02"))} // and no longer D07
		b.Submit(first).Want(http.StatusSeeOther)
		return b.Submit(second).Want(http.StatusConflict)
	}
	helpers := func() (ids []int64) {
		var now struct {
			Cooperating []struct{ ID int64 }
		}
		o.meng.Get(p.path()).Want(200).Into(&now)
		for _, c := range now.Cooperating {
			ids = append(ids, c.ID)
		}
		return ids
	}
	chosen := both().Says("两人都改了", "许牧野 6月15日 08:30").Form("versions")
	chosen.Set("name", "他人的名称")
	b.Submit(chosen).Want(http.StatusSeeOther)
	o.meng.Get(p.path()).Want(200).Says("他人的名称", "我的目标")
	if got, want := fmt.Sprint(helpers()), fmt.Sprint([]int64{o.Org("D02"), o.Org("B1001")}); got != want {
		t.Errorf("cooperating are %s, want %s", got, want)
	}
	b.Submit(both().Form("mine")).Want(http.StatusSeeOther)
	o.meng.Get(p.path()).Want(200).Says("我的名称", "我的目标").Lacks("他人")
}

// TestWhatIsGoneKeepsWhatWasTyped: what may no longer be changed, or is no longer
// there, is said; the text is shown to be copied.
func TestWhatIsGoneKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.Browser("xumuye")
	for _, c := range []struct {
		name, says string
		meanwhile  func(p shown)
	}{
		{"submitted meanwhile", "项目当前为“申报”", func(p shown) { o.xu.Call("POST", p.at("submission"), nil).Want(200) }},
		{"deleted meanwhile", "没有找到", func(p shown) { o.xu.Call("DELETE", p.path(), nil).Want(204) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := o.create(object{"code": c.name[:7]})
			f := b.Get(p.path() + "/edit").Want(200).Form(p.path() + "?_method=PATCH")
			f.Set("objective", "辛苦写下的话")
			c.meanwhile(p)
			got := b.Submit(f)
			if got.Code != http.StatusConflict && got.Code != http.StatusNotFound {
				t.Fatalf("got %d", got.Code)
			}
			got.Says(c.says, "辛苦写下的话", "可以复制留用").Lacks("全部用我的")
		})
	}
}

// TestRefusedFormKeepsItsVersion: who is told to mend a field does not overwrite
// what others save before he does.
func TestRefusedFormKeepsItsVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	b, action := o.Browser("xumuye"), p.path()+"?_method=PATCH"
	f := b.Get(p.path() + "/edit").Want(200).Form(action)
	f.Set("name", "")
	f.Set("target", "我改的")
	o.xu.Call("PATCH", p.path(), object{"revision": 0, "target": "他人改的"}).Want(200)
	mended := b.Submit(f).Want(http.StatusConflict).Form("versions") // too late comes before wrong
	mended.Set("name", "")
	again := b.Submit(mended).Want(http.StatusUnprocessableEntity).Form(action)
	o.xu.Call("PATCH", p.path(), object{"revision": 1, "target": "他人又改"}).Want(200)
	again.Set("name", "改好的名称")
	b.Submit(again).Want(http.StatusConflict).Says("他人又改", "我改的", "他人改的")
}

// TestProgramsGetThePresentVersion: problem+json carries what stands now, for
// everything that a program changes by its revision.
func TestProgramsGetThePresentVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	o.xu.Call("PATCH", p.path(), object{"revision": 0, "name": "新名"}).Want(200)
	for _, stale := range []*testkit.Reply{o.xu.Call("PATCH", p.path(), object{"revision": 0, "name": "旧名"}), o.xu.Call("PUT", p.at("stages"), object{"revision": 0, "stages": []object{}})} {
		var problem struct {
			Detail  string
			Current shown
		}
		stale.Want(http.StatusConflict).Into(&problem)
		if problem.Current.Revision != 1 || problem.Current.ID != p.ID || problem.Detail != models.Stale.Error() {
			t.Errorf("got %+v", problem)
		}
	}
	o.meng.Call("POST", p.at("approval"), nil).Want(http.StatusConflict).Lacks("current") // not a matter of versions
	app := o.City
	member := fmt.Sprintf("/members/%d", app.Member("林远"))
	tong := app.Program("tongjianing")
	tong.Call("PATCH", member, object{"revision": 0, "exemption": "病"}).Want(200)
	tong.Call("PATCH", member, object{"revision": 0, "exemption": ""}).Want(http.StatusConflict).Says(`"current":{`, `"exemption":"病"`)
}

// TestEightChangeOneThing: of eight at once one is served, and seven see its version.
func TestEightChangeOneThing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	b := o.Browser("xumuye")
	form := b.Get(p.path() + "/edit").Want(200).Form(p.path() + "?_method=PATCH")
	got := together(8, func(i int) int {
		mine := url.Values{}
		for k, v := range form.Values {
			mine[k] = v
		}
		mine.Set("objective", fmt.Sprintf("第%d人的话", i))
		mine.Del("once")
		reply := b.Post(form.Action, mine)
		if reply.Code == http.StatusConflict {
			reply.Says(fmt.Sprintf("第%d人的话", i), "全部用我的", `name="revision" value="1"`)
		}
		return reply.Code
	})
	if got[http.StatusSeeOther] != 1 || got[http.StatusConflict] != 7 {
		t.Fatalf("got %v", got)
	}
	if now := o.show(p); now.Revision != 1 {
		t.Fatalf("the project is at revision %d", now.Revision)
	}
}

// TestAbsentPeopleOfBothAreKept: of a roster everyone is a field of their own.
func TestAbsentPeopleOfBothAreKept(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var made struct{ ID int64 }
	app.Program("tongjianing").Call("POST", "/activities", minutes(app, orglife.ThemeDay, "2022-06-06")).Want(201).Into(&made)
	page := fmt.Sprintf("/activities/%d", made.ID)
	b := app.Browser("tongjianing")
	absent := func(f testkit.Form, name, reason string) testkit.Form {
		f.Add("absent", fmt.Sprintf("%d/%s", app.Member(name), reason))
		return f
	}
	first, second := b.Get(page).Form("form-activity"), b.Get(page).Form("form-activity")
	b.Submit(absent(first, "戴星河", "公出")).Want(http.StatusSeeOther)
	chosen := b.Submit(absent(second, "胡青岚", "病假")).Want(http.StatusConflict).Says("缺席人员 戴星河", "缺席人员 胡青岚").Form("versions")
	b.Submit(chosen).Want(http.StatusSeeOther)
	b.Get(page).Want(200).Says(fmt.Sprintf(`value="%d/公出" selected`, app.Member("戴星河")), fmt.Sprintf(`value="%d/病假" selected`, app.Member("胡青岚")))
}
