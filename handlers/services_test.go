package handlers_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/models/orglife"
	"luoshi/testkit"
)

// aService is a service of B1001 in which two took part, one of them named twice.
func aService(app *testkit.City) object {
	lin := app.Member("林远")
	return object{"org_id": app.Org("B1001"), "held_on": "2022-06-05", "community": "云台社区", "hours": 1.5, "content": "清理楼道", "members": []int64{lin, app.Member("阎初夏"), lin}}
}

type served struct {
	ID       int64
	People   int
	Revision int
	Content  string
	Activity *int64 `json:"activity_id"`
	Members  []struct{ Name string }
}

func serviceOf(app *testkit.City, c *testkit.Client, body object) (made served) {
	c.Call("POST", "/services", body).Want(201).Into(&made)
	return made
}

type reported struct {
	Counts struct {
		Orgs    struct{ Pairings, Services int }
		Members struct{ Present, Homes, Active, Times int }
	}
	Orgs []struct {
		Code string `json:"org_code"`
	}
	Items []served
}

// TestOrganisationsAndMembersReportApart counts 双报到 (A53): what organisations do
// and what their members do stay two counts, and a member counts once a service.
func TestOrganisationsAndMembersReportApart(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	branch := app.Program("tongjianing")
	branch.Call("POST", "/pairings", object{"org_id": app.Org("B1001"), "community": "云台社区", "since": "2022-03-01"}).Want(201)
	first := serviceOf(app, branch, aService(app))
	if first.People != 2 || len(first.Members) != 2 {
		t.Errorf("two took part, one of them named twice: %+v", first)
	}
	second := aService(app)
	second["held_on"], second["members"] = "2022-06-12", []int64{app.Member("林远")}
	serviceOf(app, branch, second)
	before := aService(app)
	before["held_on"] = "2021-12-31"
	serviceOf(app, branch, before)
	for range 2 { // said twice, known once
		branch.Call("PUT", "/homes", object{"member_id": app.Member("林远"), "community": "柳岸社区"}).Want(200)
	}
	for _, row := range []struct {
		login, query string
		want         [6]int
	}{
		{"tongjianing", "", [6]int{1, 2, 11, 1, 2, 3}},
		{"mengshuqin", fmt.Sprintf("?org=%d", app.Org("B1001")), [6]int{1, 2, 11, 1, 2, 3}},
		{"tongjianing", "?year=2021", [6]int{0, 1, 11, 1, 2, 2}},
		{"linyuan", "", [6]int{1, 2, 11, 1, 2, 3}},
		{"zhuangzijin", "", [6]int{0, 0, 1, 0, 0, 0}},
	} {
		var got reported
		app.Program(row.login).Get("/services" + row.query).Want(200).Into(&got)
		o, m := got.Counts.Orgs, got.Counts.Members
		if is := [6]int{o.Pairings, o.Services, m.Present, m.Homes, m.Active, m.Times}; is != row.want {
			t.Errorf("%s counts %v with %q, want %v", row.login, is, row.query, row.want)
		}
	}
	var city reported
	app.Program("mengshuqin").Get("/services").Want(200).Into(&city)
	if !slices.IsSortedFunc(city.Orgs, func(a, b struct {
		Code string `json:"org_code"`
	}) int {
		return strings.Compare(a.Code, b.Code)
	}) || len(city.Orgs) < 4 {
		t.Errorf("organisations stand by code: %v", city.Orgs)
	}
	branch.Call("PUT", "/homes", object{"member_id": app.Member("林远"), "community": ""}).Want(200)
	branch.Get("/services").Want(200).Says(`"homes":0`)
	app.Program("mengshuqin").Get("/services?format=xlsx").Want(200)
}

// TestAServiceIsChecked refuses what is wrong and hides what is not the actor's.
func TestAServiceIsChecked(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	branch, other := app.Program("tongjianing"), app.Program("zhuangzijin")
	for _, row := range []struct {
		field string
		value any
	}{
		{"hours", 0}, {"hours", 1.2}, {"hours", 25}, {"held_on", "2022-06-16"}, {"held_on", "soon"}, {"content", " "}, {"community", ""}, {"members", []int64{}},
		{"members", []int64{app.Member("庄子衿")}}, {"activity_id", 99999}, {"feedback", strings.Repeat("好", 501)},
	} {
		body := aService(app)
		body[row.field] = row.value
		branch.Call("POST", "/services", body).Want(422).Says(row.field)
	}
	made := serviceOf(app, branch, aService(app))
	at := fmt.Sprintf("/services/%d", made.ID)
	other.Call("POST", "/services", aService(app)).Want(404)
	other.Get(at).Want(404)
	other.Call("PATCH", at, object{"hours": 2, "revision": 0}).Want(404)
	other.Call("PUT", "/homes", object{"member_id": app.Member("林远"), "community": "柳岸社区"}).Want(404)
	app.Program("linyuan").Get(at).Want(200).Lacks("阎初夏") // sees the record and names nobody
	app.Program("linyuan").Call("PATCH", at, object{"hours": 2, "revision": 0}).Want(403)
	app.Program("mengshuqin").Call("POST", "/services", aService(app)).Want(403)
	app.Program("mengshuqin").Call("POST", "/pairings", object{"org_id": app.Org("B1001"), "community": "云台社区", "since": "2022-03-01"}).Want(403)
	branch.Get("/services?colour=red").Want(422)
	branch.Get("/services?year=june").Want(422)
}

// TestAPairingIsOpenOnce ends a pairing and begins it again; eight at once begin one.
func TestAPairingIsOpenOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	branch := app.Program("tongjianing")
	pair := object{"org_id": app.Org("B1001"), "community": "云台社区", "since": "2022-03-01"}
	if got := together(8, func(int) int { return app.Program("tongjianing").Call("POST", "/pairings", pair).Code }); got[201] != 1 || got[409] != 7 {
		t.Errorf("eight pair at once: %v", got)
	}
	var list struct{ Pairings []struct{ ID int64 } }
	branch.Get("/services").Want(200).Into(&list)
	at := fmt.Sprintf("/pairings/%d", list.Pairings[0].ID)
	app.Program("zhuangzijin").Call("DELETE", at, nil).Want(404)
	branch.Call("DELETE", at, nil).Want(200).Says(`"until":"2022-06-15"`)
	branch.Call("DELETE", at, nil).Want(409)
	branch.Call("POST", "/pairings", pair).Want(201)
	pair["since"] = "2022-06-16"
	branch.Call("POST", "/pairings", pair).Want(422).Says("since")
}

// TestAThemeDayIsEnteredOnceAsAService offers an activity's day, topic and those who
// came, and takes it as a service once.
func TestAThemeDayIsEnteredOnceAsAService(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	branch := app.Program("tongjianing")
	held := create(app, orglife.ThemeDay, "2022-06-05")
	b := app.Browser("tongjianing")
	page := fmt.Sprintf("/services?form=service&unit=%d&activity=%d", app.Org("B1001"), held.ID)
	form := b.Get(page).Want(200).Says("登记双报到服务").Form("form-service")
	if day, topic, came := form.Values.Get("held_on"), form.Values.Get("content"), form.Values["members"]; day != "2022-06-05" || topic != "严明纪律" || len(came) != held.Present {
		t.Errorf("offered %s %s with %d of %d", day, topic, len(came), held.Present)
	}
	form.Set("community", "云台社区")
	form.Set("hours", "24.5")
	refused := b.Submit(form).Want(422).Says("服务时长须为0.5至24小时").Form("form-service")
	refused.Set("hours", "2")
	b.Submit(refused).Want(303)
	again := aService(app)
	again["activity_id"] = held.ID
	branch.Call("POST", "/services", again).Want(409).Says("已登记为双报到服务")
	again["held_on"] = "2022-06-06"
	branch.Call("POST", "/services", again).Want(422).Says("同一天")
	b.Get("/services").Want(200).Says("云台社区", "严明纪律", "人次")
	b.Post("/homes?_method=PUT", url.Values{"org_id": {fmt.Sprint(app.Org("B1001"))}, "member_id": {fmt.Sprint(app.Member("林远"))}, "community": {"柳岸社区"}}).Want(303)
}

// TestEightEnterOneService: of eight who correct a service as they read it, one is served.
func TestEightEnterOneService(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	made := serviceOf(app, app.Program("tongjianing"), aService(app))
	at := fmt.Sprintf("/services/%d", made.ID)
	got := together(8, func(i int) int {
		return app.Program("tongjianing").Call("PATCH", at, object{"content": fmt.Sprintf("第%d种说法", i), "members": []int64{app.Member("林远")}, "revision": made.Revision}).Code
	})
	if got[200] != 1 || got[409] != 7 {
		t.Errorf("eight at once: %v", got)
	}
	var now served
	app.Program("tongjianing").Get(at).Want(200).Into(&now)
	if now.Revision != made.Revision+1 || now.People != 1 {
		t.Errorf("then it is %+v", now)
	}
}
