package handlers_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// reform is a change of an organisation with its reason and approval.
func reform(more object) object {
	all := object{"reason": "机构改革", "document": "澜直工〔2022〕9号", "effective_on": "2022-06-15"}
	for name, value := range more {
		all[name] = value
	}
	return all
}

func TestADissolvedBranchOwesNothingMore(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	deputy, office := app.Program("shimuyun"), app.Program("xumuye")
	gone := app.Org("B0702")
	dissolve := reform(object{"type": "dissolved", "org_id": gone, "members_to": app.Org("B0701"), "revision": revisionOf(app, gone)})
	app.Program("shanzian").Call("POST", "/org-changes", dissolve).Want(403)
	app.Program("tongjianing").Call("POST", "/org-changes", dissolve).Want(404)
	deputy.Call("POST", "/org-changes", reform(object{"type": "dissolved", "org_id": gone, "revision": revisionOf(app, gone)})).Want(422).Says("members_to")
	deputy.Call("POST", "/org-changes", reform(object{"type": "dissolved", "org_id": app.Org("D07"), "revision": revisionOf(app, app.Org("D07"))})).Want(403)
	office.Call("POST", "/org-changes", reform(object{"type": "dissolved", "org_id": app.Org("D07"), "revision": revisionOf(app, app.Org("D07"))})).Want(409)
	deputy.Call("POST", "/org-changes", dissolve).Want(201).Says(`"closed_on":"2022-06-15"`)
	office.Call("POST", "/org-changes", reform(object{"type": "renamed", "org_id": gone, "name": "新名", "revision": revisionOf(app, gone)})).Want(409)
	office.Get(fmt.Sprintf("/posts/%d", app.Post("B0702", "书记"))).Want(200).Says(`"end_on":"2022-06-15"`)
	office.Get(fmt.Sprintf("/members/%d", app.Member("单梓安"))).Want(200).Says("住建局机关党支部")
	office.Get("/org-changes?period=2022-Q2&type=dissolved").Want(200).Says("1名党员转入", "澜直工〔2022〕9号", `"counts":{"dissolved":1}`)
	office.Get("/org-changes?period=2022-Q1").Want(200).Lacks("澜直工")
	office.Get("/org-changes?type=lost").Want(422)
	app.Seed(func(tx *models.Tx) error {
		if _, err := orglife.OpenMonth(tx, "2022-07"); err != nil {
			return err
		}
		n, err := models.In[orglife.Duty](tx).Where("org_id = ? AND period = ?", gone, "2022-07").Count(tx.Ctx, "id")
		if n != 0 {
			t.Errorf("it owes %d duties in July", n)
		}
		return err
	})
	app.Browser("xumuye").Get("/orgs").Want(200).Says("已撤销")
	app.Browser("xumuye").Get(fmt.Sprintf("/orgs/%d", gone)).Want(200).Says("2022年6月15日撤销")
}

func revisionOf(app *testkit.City, org int64) (revision int) {
	app.Seed(func(tx *models.Tx) error {
		o, err := tx.Org(org)
		revision = o.Revision
		return err
	})
	return revision
}

func TestOrganisationsAreSetUpAdjustedRenamedAndMoved(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	office := app.Program("xumuye")
	var o struct {
		ID       int64
		ParentID int64 `json:"parent_id"`
		Revision int
		Name     string
		Kind     string
	}
	office.Call("POST", "/org-changes", reform(object{"type": "set_up", "code": "B0703", "name": "住建局执法党支部", "kind": "branch"})).Want(422).Says("parent_id")
	office.Call("POST", "/org-changes", object{"type": "set_up", "code": "B0703", "name": "住建局执法党支部", "kind": "branch", "parent_id": app.Org("D07")}).Want(422).Says("reason", "document", "effective_on")
	office.Call("POST", "/org-changes", reform(object{"type": "set_up", "code": "B0703", "name": "住建局执法党支部", "kind": "branch", "parent_id": app.Org("D07")})).Want(201).Into(&o)
	change := func(more object) object {
		more["org_id"], more["revision"] = o.ID, revisionOf(app, o.ID)
		return reform(more)
	}
	for _, c := range []struct {
		name   string
		body   object
		status int
		says   string
	}{
		{"becomes a joint branch", object{"type": "adjusted", "kind": "joint_branch"}, 201, `"kind":"joint_branch"`},
		{"becomes no committee", object{"type": "adjusted", "kind": "organ_committee"}, 422, "kind"},
		{"gets another name", object{"type": "renamed", "name": "住建局城管联合党支部"}, 201, "住建局城管联合党支部"},
		{"keeps no name twice", object{"type": "renamed", "name": "住建局城管联合党支部"}, 422, "name"},
		{"goes below another committee", object{"type": "moved", "parent_id": app.Org("D02")}, 201, fmt.Sprintf(`"parent_id":%d`, app.Org("D02"))},
		{"does not go where it is", object{"type": "moved", "parent_id": app.Org("D02")}, 422, "parent_id"},
		{"does not vanish for no reason", object{"type": "vanished"}, 422, "type"},
	} {
		t.Log(c.name)
		office.Call("POST", "/org-changes", change(c.body)).Want(c.status).Says(c.says)
	}
	app.Program("weichanggeng").Get(fmt.Sprintf("/orgs/%d", o.ID)).Want(200)
	app.Program("shimuyun").Get(fmt.Sprintf("/orgs/%d", o.ID)).Want(404)
	office.Get("/org-changes").Want(200).Says("党支部 → 联合党支部", "住建局执法党支部 → 住建局城管联合党支部", "市住房和城乡建设局党总支 → 市公安局机关党委", `"set_up":1`)
}

func TestEightRenameOneBranch(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	at := revisionOf(app, app.Org("B1001"))
	var wait sync.WaitGroup
	codes := make([]int, 8)
	for i := range codes {
		p := app.Program([]string{"xumuye", "mengshuqin"}[i%2])
		wait.Go(func() {
			codes[i] = p.Call("POST", "/org-changes", reform(object{"type": "renamed", "org_id": app.Org("B1001"), "name": fmt.Sprintf("新名%d", i), "revision": at})).Code
		})
	}
	wait.Wait()
	done := 0
	for _, code := range codes {
		if code == 201 {
			done++
		} else if code != 409 {
			t.Errorf("got %d", code)
		}
	}
	var list struct{ Items []struct{ ID int64 } }
	app.Program("xumuye").Get("/org-changes").Want(200).Into(&list)
	if done != 1 || len(list.Items) != 1 {
		t.Errorf("%d of eight renamed it, %d lines: %v", done, len(list.Items), codes)
	}
}

func TestTheFormOfAChangeKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	b := app.Browser("xumuye")
	b.Get(fmt.Sprintf("/org-changes/new?type=renamed&org=%d", app.Org("B1001"))).Want(200).Says("市行政审批服务局党支部：更名")
	form := url.Values{"type": {"renamed"}, "org_id": {fmt.Sprint(app.Org("B1001"))}, "name": {"新名"}, "reason": {"机构改革"}, "document": {""}, "effective_on": {"2022-06-15"},
		"revision": {fmt.Sprint(revisionOf(app, app.Org("B1001")))}}
	b.Post("/org-changes", form).Want(422).Says("请填写批准文号", "机构改革", "更名")
	form.Set("document", "澜直工〔2022〕9号")
	b.Post("/org-changes", form).Want(303)
	b.Get("/org-changes").Want(200).Says("市行政审批服务局党支部 → 新名")
}
