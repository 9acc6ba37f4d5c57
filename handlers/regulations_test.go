package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// branchDocuments is the documents of a branch as the API has them.
type branchDocuments struct {
	OrgCode                    string `json:"org_code"`
	Adopted, Lacking, Outdated int
	Items                      []struct {
		Name, State, Text         string
		Version, Latest, Revision int
		Own                       bool
	}
}

// states are the counts in a line: adopted, lacking, outdated.
func (c branchDocuments) states() string {
	return fmt.Sprintf("%d adopted, %d lacking, %d outdated", c.Adopted, c.Lacking, c.Outdated)
}

// branchRules reads the documents of one branch.
func branchRules(program *testkit.Client, org int64) branchDocuments {
	var list struct{ Items []branchDocuments }
	program.Get(fmt.Sprintf("/regulations?org=%d", org)).Want(200).Into(&list)
	if len(list.Items) != 1 {
		return branchDocuments{}
	}
	return list.Items[0]
}

// TestRegulations has a branch adopt all templates at one click, and the city issue a
// new version: a hint to those who have the old one, and never red (A23).
func TestRegulations(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	org := app.Org("B1001")
	clerk, office, browser := app.Program("yanchuxia"), app.Program("xumuye"), app.Browser("yanchuxia")
	before := branchRules(clerk, org)
	all := len(before.Items)
	if before.Lacking != all || all < 4 {
		t.Fatalf("at first: %s", before.states())
	}
	browser.Get("/regulations").Want(200).Says("采用全部市级范本", "light warn", "缺少").Lacks("light late")
	browser.Post("/regulations", url.Values{"org_id": {fmt.Sprint(org)}}).Want(303)
	if got, want := branchRules(clerk, org).states(), fmt.Sprintf("%d adopted, 0 lacking, 0 outdated", all); got != want {
		t.Errorf("after one click: %s, want %s", got, want)
	}
	browser.Get("/regulations").Want(200).Says("市级范本第1版").Lacks("采用全部市级范本", "light warn")

	template := object{"name": "党课制度", "text": "一、党课每季度至少2次。", "revision": 1}
	clerk.Call("POST", "/regulations/templates", template).Want(403)
	office.Call("POST", "/regulations/templates", object{"name": "党课制度", "text": "早了。", "revision": 1, "valid_from": "2022-06-14"}).Want(422).Says("起用日期")
	office.Call("POST", "/regulations/templates", template).Want(201).Says(`"version":2`)
	office.Call("POST", "/regulations/templates", template).Want(409)
	if got, want := branchRules(clerk, org).states(), fmt.Sprintf("%d adopted, 0 lacking, 1 outdated", all); got != want {
		t.Errorf("after a new version: %s, want %s", got, want)
	}
	browser.Get("/regulations").Want(200).Says("有新版本", "最新为第2版", "更新到最新版本", "light info").Lacks("light late", "light warn")
	browser.Get("/regulations/templates").Want(200).Says("党课每季度至少2次").Lacks("增加范本")
	update := object{"org_id": org, "name": "党课制度", "revision": 1}
	clerk.Call("PUT", "/regulations", update).Want(200).Says(`"outdated":0`)
	clerk.Call("PUT", "/regulations", update).Want(409)
}

// TestRegulationOfItsOwn keeps a branch's own text, which only its own list shows.
func TestRegulationOfItsOwn(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	org := app.Org("B1001")
	clerk, browser := app.Program("yanchuxia"), app.Browser("yanchuxia")
	own := object{"org_id": org, "name": "党课制度", "text": "本支部每月一课。", "revision": 0}
	clerk.Call("PUT", "/regulations", object{"org_id": org, "name": "考勤制度", "revision": 0}).Want(422).Says("考勤制度")
	clerk.Call("PUT", "/regulations", object{"org_id": org, "name": "党课制度", "revision": 0, "adopted_on": "2022-06-16"}).Want(422).Says("制定日期")
	clerk.Call("PUT", "/regulations", own).Want(200).Says("本支部每月一课")
	for name, who := range map[string]*testkit.Client{"a foreign branch": app.Program("shanzian"), "who is nobody there": app.Program("zhuangzijin")} {
		for _, reply := range []*testkit.Reply{who.Get(fmt.Sprintf("/regulations?org=%d", org)), who.Call("PUT", "/regulations", own), who.Call("POST", "/regulations", object{"org_id": org})} {
			if reply.Code != http.StatusNotFound {
				t.Errorf("%s is answered %d", name, reply.Code)
			}
		}
	}
	app.Program("linyuan").Call("POST", "/regulations", object{"org_id": org}).Want(403)
	app.Program("xumuye").Get("/regulations").Want(200).Says("B0702", "B1001").Lacks("本支部每月一课")
	app.Browser("xumuye").Get("/regulations").Want(200).Says("缺少", "light warn")
	app.Browser("xumuye").Get("/regulations?format=xlsx").Want(200)
	browser.Get("/regulations?form=regulation&name="+url.QueryEscape("党课制度")).Want(200).Says("制定“党课制度”", "本支部每月一课", "2022-06-15")
	typed := url.Values{"org_id": {fmt.Sprint(org)}, "name": {"党课制度"}, "revision": {"1"}, "adopted_on": {"2023-01-01"}, "text": {"改过的文本"}}
	browser.Post("/regulations?_method=PUT", typed).Want(422).Says("制定日期须是不晚于今天", "改过的文本")
	app.Browser("xumuye").Post("/regulations/templates", url.Values{"name": {"党课制度"}, "revision": {"1"}, "text": {""}, "valid_from": {"2022-06-15"}}).
		Want(422).Says("请填写范本文本")
}

// TestRegulationsFollowTheBranch demands of a branch what it has use for, as the dated rule says.
func TestRegulationsFollowTheBranch(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	org, clerk := app.Org("B1001"), app.Program("yanchuxia")
	demands := func(seats, groups int) bool {
		app.Seed(func(tx *models.Tx) error {
			if groups > 0 {
				parent := org
				return tx.CreateOrg(&models.Org{Code: "G1001X", Name: "试用党小组", Kind: models.PartyGroup, ParentID: &parent})
			}
			_, err := models.In[models.Org](tx).Where("id = ?", org).Update(tx.Ctx, "committee_seats", seats)
			return err
		})
		name := map[bool]string{true: "党小组会制度", false: "支委会制度"}[groups > 0]
		for _, i := range branchRules(clerk, org).Items {
			if i.Name == name {
				return true
			}
		}
		return false
	}
	if demands(0, 0) {
		t.Error("rules of committee meetings are demanded of a branch without a committee")
	}
	if !demands(3, 0) {
		t.Error("rules of committee meetings are not demanded of a branch with a committee")
	}
	if !demands(3, 1) {
		t.Error("rules of group meetings are not demanded of a branch with party groups")
	}
	app.Program("xumuye").Call("POST", "/rules", object{"code": models.RuleRegulations, "valid_from": "2022-06-15", "params": object{"documents": []string{"党课制度", "考勤制度"}}}).Want(201)
	if got := branchRules(clerk, org); len(got.Items) != 2 || got.Items[1].Name != "考勤制度" || got.Items[1].Latest != 0 {
		t.Errorf("under the new rule: %+v", got)
	}
	clerk.Call("PUT", "/regulations", object{"org_id": org, "name": "考勤制度", "revision": 0}).Want(422).Says("没有市级范本")
	clerk.Call("POST", "/regulations", object{"org_id": org}).Want(200).Says(`"lacking":1`)
}

// TestEightAdoptAtOnce has eight clicks at once leave one row a document and one
// entry in the audit trail.
func TestEightAdoptAtOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	org := app.Org("B1001")
	var wg sync.WaitGroup
	for range 8 {
		clerk := app.Program("yanchuxia")
		wg.Go(func() { clerk.Call("POST", "/regulations", object{"org_id": org}).Want(200) })
	}
	wg.Wait()
	want := len(branchRules(app.Program("yanchuxia"), org).Items)
	app.Seed(func(tx *models.Tx) error {
		rows, err := models.In[orglife.Regulation](tx).Where("org_id = ?", org).Count(tx.Ctx, "id")
		if err != nil {
			return err
		}
		entries, err := models.In[models.Entry](tx).Where("verb = ?", "采用市级制度范本").Count(tx.Ctx, "id")
		if int(rows) != want || entries != 1 {
			t.Errorf("%d rows for %d documents, %d entries", rows, want, entries)
		}
		return err
	})
}
