package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

type shownUnit struct {
	ID       int64
	OrgName  string `json:"org_name"`
	State    string
	Revision int
	Cells    []struct {
		Verdict string
		Closed  int
	}
}

// campaignOf has a criterion for each kind of link: the project, a label, a type, a duty.
func campaignOf(projectID int64) object {
	link := func(kind, value string) []object { return []object{{"kind": kind, "value": value}} }
	return object{"year": 2022, "name": "2022年度模范机关创建", "criteria": []object{
		{"name": "问题整改到位", "links": link("project", fmt.Sprint(projectID))},
		{"name": "规范提升", "links": link("tag", "规范提升")},
		{"name": "品牌创建", "links": link("type", "brand")},
		{"name": "主题党日规范", "links": link("duty", "theme-day")}}}
}

// unitOfD07 applies for D07 in a campaign; the city gets both from it.
func unitOfD07(app *testkit.City) (campaign, unit int64) {
	var c struct{ ID int64 }
	var u shownUnit
	app.Program("mengshuqin").Call("POST", "/campaigns", campaignOf(1)).Want(201).Into(&c)
	app.Program("shimuyun").Call("POST", fmt.Sprintf("/campaigns/%d/units", c.ID), object{"org_id": app.Org("D07")}).Want(201).Into(&u)
	return c.ID, u.ID
}

func TestA11ACriterionFollowsTheWorkItIsMappedTo(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	office, unit := app.Program("mengshuqin"), app.Program("shimuyun")
	var f shownFinding
	var p shown
	body := aFinding(app)
	unit.Call("POST", "/findings", body).Want(201).Into(&f)
	unit.Call("POST", fmt.Sprintf("/findings/%d/project", f.ID), nil).Want(201).Into(&p)
	var c struct{ ID int64 }
	office.Call("POST", "/campaigns", campaignOf(p.ID)).Want(201).Into(&c)
	var u shownUnit
	unit.Call("POST", fmt.Sprintf("/campaigns/%d/units", c.ID), object{"org_id": app.Org("D07")}).Want(201).Into(&u)
	at := fmt.Sprintf("/campaign-units/%d", u.ID)
	verdicts := func() string {
		office.Get(at).Want(200).Into(&u)
		text := ""
		for _, cell := range u.Cells {
			text += cell.Verdict + " "
		}
		return text
	}
	if got := verdicts(); got != "under_way unmet unmet unmet " {
		t.Errorf("at first: %s", got)
	}
	closeProject(app, "shanzian", p.ID)
	if got := verdicts(); got != "met unmet unmet unmet " { // without any further entry
		t.Errorf("with the project closed: %s", got)
	}
	foreignProject(app, "P31") // led by D07 under the label, and only a draft
	if got := verdicts(); got != "met unmet unmet unmet " {
		t.Errorf("with a draft: %s", got)
	}
	app.Seed(func(tx *models.Tx) error {
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	if got := verdicts(); got != "met unmet unmet under_way " {
		t.Errorf("in June: %s", got)
	}
	app.Clock.Set("2022-07-01 08:30")
	if got := verdicts(); got != "met unmet unmet unmet " {
		t.Errorf("with June overdue: %s", got)
	}
	b := app.Browser("shimuyun")
	b.Get(fmt.Sprintf("/campaigns/%d", c.ID)).Want(200).Says("问题整改到位", "达成", "未达成", "市住房和城乡建设局党总支", "标签:规范提升")
	b.Get(at).Want(200).Says("5月份支委会未按月召开", "应办")
}

func TestA11OnlyOwnUnitsAreSeen(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id, _ := unitOfD07(app)
	at := fmt.Sprintf("/campaigns/%d", id)
	app.Program("tongjianing").Call("POST", at+"/units", object{"org_id": app.Org("B1001")}).Want(201)
	app.Program("tongjianing").Get(at).Want(200).Says("市行政审批服务局党支部").Lacks("市住房和城乡建设局党总支")
	app.Program("mengshuqin").Get(at + "?limit=1").Says(`"next":"`).Lacks("市行政审批服务局党支部")
	app.Program("mengshuqin").Get(at).Says("市行政审批服务局党支部", "市住房和城乡建设局党总支")
	app.Program("linyuan").Get(at).Want(404)
	app.Program("linyuan").Get("/campaigns").Want(403)
}

func TestA11TheStatesOfAUnit(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	_, id := unitOfD07(app)
	at := fmt.Sprintf("/campaign-units/%d", id)
	revision := 0
	for _, row := range []struct {
		who, to, reason string
		want            int
	}{
		{"shimuyun", "fostered", "", 403},
		{"tongjianing", "fostered", "", 404},
		{"mengshuqin", "named", "", 409},
		{"mengshuqin", "crowned", "", 422},
		{"mengshuqin", "fostered", "", 200},
		{"mengshuqin", "assessed", "", 200},
		{"mengshuqin", "fostered", "", 422}, // back, without a reason
		{"mengshuqin", "fostered", "党费台账不全", 200},
		{"mengshuqin", "assessed", "", 200},
		{"mengshuqin", "named", "", 200},
		{"mengshuqin", "rechecked", "", 200},
		{"mengshuqin", "named", "", 200},
	} {
		reply := app.Program(row.who).Call("PATCH", at, object{"state": row.to, "reason": row.reason, "revision": revision}).Want(row.want)
		if row.want == 200 {
			revision++
			reply.Says(fmt.Sprintf(`"state":"%s"`, row.to))
		}
	}
	app.Program("mengshuqin").Call("PATCH", at, object{"state": "rechecked", "revision": 0}).Want(409)
	app.Program("mengshuqin").Call("PATCH", at, object{"state": "rechecked"}).Want(422)
	app.Browser("mengshuqin").Get(at).Want(200).Says("党费台账不全", "命名")
}

func TestA11WhoAppliesDoesNotDecide(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id, _ := unitOfD07(app)
	var u shownUnit
	app.Program("xumuye").Call("POST", fmt.Sprintf("/campaigns/%d/units", id), object{"org_id": app.Org("B1101")}).Want(201).Into(&u)
	at := fmt.Sprintf("/campaign-units/%d", u.ID)
	app.Program("xumuye").Call("PATCH", at, object{"state": "fostered", "revision": 0}).Want(403)
	app.Program("mengshuqin").Call("PATCH", at, object{"state": "fostered", "revision": 0}).Want(200)
	for org, want := range map[string]int{"B1101": 409, "B0701": 422, "GW": 422} {
		app.Program("xumuye").Call("POST", fmt.Sprintf("/campaigns/%d/units", id), object{"org_id": app.Org(org)}).Want(want)
	}
	app.Program("shimuyun").Call("POST", fmt.Sprintf("/campaigns/%d/units", id), object{"org_id": app.Org("B1001")}).Want(403)
}

func TestA11ACampaignIsSetUpInWords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.create(nil)
	b := o.Browser("mengshuqin")
	form := url.Values{"year": {"2022"}, "name": {"模范机关创建"}, "criteria.0.name": {"支委会规范"}, "criteria.0.links": {"P03、标签：规范提升、类型:品牌创建、应办:支委会"}}
	b.Get("/campaigns?form=campaign").Want(200).Says("指标 1", "对应的工作")
	for words, says := range map[string]string{"P99": "没有编号为“P99”的项目", "类型:新类型": "这种项目类型", "应办:团建": "这种应办事项", "活动:团建": "只能对应", "": "没有对应的项目"} {
		bad := url.Values{"name": {"创建"}, "criteria.0.name": {"支委会规范"}, "criteria.0.links": {words}}
		b.Post("/campaigns", bad).Want(422).Says(says, "支委会规范")
	}
	b.Post("/campaigns", form).Want(303)
	b.Post("/campaigns", form).Want(409)
	b.Get("/campaigns/1?form=edit").Want(200).Says("P03、标签:规范提升、类型:品牌创建、应办:支委会")
	b.Post("/campaigns/1?_method=PATCH", url.Values{"name": {"模范机关创建活动"}, "criteria.0.name": {"支委会"}, "criteria.0.links": {"P03"}, "revision": {"0"}}).Want(303)
	o.meng.Get("/campaigns/1").Says("模范机关创建活动", `"links":[{"kind":"project","value":"1"}]`)
	o.meng.Call("PATCH", "/campaigns/1", object{"note": "全年", "revision": 1}).Want(200).Says("支委会", "全年")
	o.Program("shimuyun").Call("PATCH", "/campaigns/1", object{"note": "全年", "revision": 2}).Want(403)
	o.Program("shimuyun").Call("POST", "/campaigns", campaignOf(1)).Want(403)
}
