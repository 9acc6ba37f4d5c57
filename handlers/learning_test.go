package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/testkit"
)

func aTraining(app *testkit.City, org string, names ...string) object {
	var members []int64
	for _, n := range names {
		members = append(members, app.Member(n))
	}
	return object{"org_id": app.Org(org), "type": "benchmark", "title": "赴昆山对标学习", "held_on": "2022-05-20", "place": "昆山", "hours": 16,
		"lessons": "品牌与业务融合紧密", "members": members}
}

func aCase(app *testkit.City, org, mode string) object {
	return object{"org_id": app.Org(org), "title": "党建品牌与项目同步", "mode": mode, "text": "做法和成效", "occasion": "全市机关党建工作会议", "year": 2022, "tags": "党建品牌、先锋岗"}
}

func TestA16ATrainingCountsTowardsTheYearsHours(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	office := app.Program("mengshuqin")
	var made struct {
		ID, Revision int64
		People       int
	}
	office.Call("POST", "/trainings", aTraining(app, "GW", "施慕云", "童佳宁", "祁少川")).Want(201).Into(&made)
	half := aTraining(app, "D07", "施慕云")
	half["type"], half["hours"], half["held_on"] = "course", 3.5, "2022-06-01"
	app.Program("shimuyun").Call("POST", "/trainings", half).Want(201)
	last := aTraining(app, "D07", "施慕云")
	last["held_on"] = "2021-12-31"
	app.Program("shimuyun").Call("POST", "/trainings", last).Want(201)

	type hours struct {
		Wanted float64
		Items  []struct {
			Name  string
			Hours float64
		}
	}
	of := func(login, name, year string) float64 {
		var list hours
		app.Program(login).Get("/trainings/hours?year=" + year).Want(200).Into(&list)
		if list.Wanted != 56 {
			t.Errorf("%v hours wanted", list.Wanted)
		}
		for _, p := range list.Items {
			if p.Name == name {
				return p.Hours
			}
		}
		return -1
	}
	for _, row := range []struct {
		login, name, year string
		want              float64
	}{
		{"mengshuqin", "施慕云", "2022", 19.5}, {"shimuyun", "施慕云", "2022", 19.5}, {"shimuyun", "施慕云", "2021", 16}, {"mengshuqin", "童佳宁", "2022", 16},
		{"shimuyun", "单梓安", "2022", 0},   // is staff, and has not been trained
		{"shimuyun", "童佳宁", "2022", -1},  // of another unit
		{"mengshuqin", "林远", "2022", -1}, // is no staff
	} {
		if got := of(row.login, row.name, row.year); got != row.want {
			t.Errorf("%s sees %v hours of %s in %s, not %v", row.login, got, row.name, row.year, row.want)
		}
	}
	at := fmt.Sprintf("/trainings/%d", made.ID)
	app.Program("shimuyun").Get(at).Want(200).Says(`"people":3`, "施慕云").Lacks("童佳宁", "祁少川")
	app.Browser("shimuyun").Get(at).Want(200).Says("施慕云", "另有 2 名外单位同志").Lacks("童佳宁")
	app.Program("zhuangzijin").Get(at).Want(404)
	app.Browser("mengshuqin").Get("/trainings/hours").Want(200).Says("19.5", "不少于56学时")
	app.Program("linyuan").Get("/trainings/hours").Want(403)
	office.Call("PATCH", at, object{"hours": 8, "revision": made.Revision}).Want(200)
	office.Call("PATCH", at, object{"hours": 8, "revision": made.Revision}).Want(409)
	if got := of("mengshuqin", "童佳宁", "2022"); got != 8 {
		t.Errorf("got %v hours after the correction", got)
	}
}

func TestA16WhatIsMissingBecomesATask(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("shimuyun")
	var made struct{ ID int64 }
	c.Call("POST", "/trainings", aTraining(app, "D07", "施慕云")).Want(201).Into(&made)
	at := fmt.Sprintf("/trainings/%d", made.ID)
	var f struct {
		ID         int64
		Basis      string
		TrainingID int64 `json:"training_id"`
	}
	c.Call("POST", at+"/findings", object{"org_id": app.Org("B0701"), "text": "品牌与业务结合不紧"}).Want(201).Into(&f)
	if f.TrainingID != made.ID || f.Basis != "对标学习：赴昆山对标学习" {
		t.Errorf("got %+v", f)
	}
	c.Call("POST", fmt.Sprintf("/findings/%d/project", f.ID), nil).Want(201).Says("品牌与业务结合不紧", `"origin":"self_check"`)
	app.Browser("shimuyun").Get(at).Want(200).Says("品牌与业务结合不紧", "ZG")
	app.Browser("shimuyun").Get(fmt.Sprintf("/findings/%d", f.ID)).Says(at)
	app.Browser("shimuyun").Post(at+"/findings", url.Values{"org_id": {fmt.Sprint(app.Org("D07"))}}).Want(422).Says("请写明问题")
}

func TestA16ATrainingIsChecked(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("shimuyun")
	for field, value := range map[string]any{"type": "party", "title": "", "held_on": "2022-06-16", "hours": 0.3, "members": []int64{}} {
		body := aTraining(app, "D07", "施慕云")
		body[field] = value
		var wrong struct{ Fields map[string]string }
		if c.Call("POST", "/trainings", body).Want(422).Into(&wrong); wrong.Fields[field] == "" {
			t.Errorf("%s: %v", field, wrong.Fields)
		}
	}
	c.Call("POST", "/trainings", aTraining(app, "D07", "童佳宁")).Want(422).Says("members") // not hers to name
	app.Program("tongjianing").Call("POST", "/trainings", aTraining(app, "B1001", "林远")).Want(422)
	c.Call("POST", "/trainings", aTraining(app, "B1001", "施慕云")).Want(403)
	for _, bad := range []string{"?type=party", "?year=june", "?org=x", "?cursor=x", "?colour=red"} {
		c.Get("/trainings" + bad).Want(422)
	}
	c.Get("/trainings/hours?year=june").Want(422)
	b := app.Browser("shimuyun")
	b.Get("/trainings/new").Want(200).Says("登记培训", "施慕云")
	b.Post("/trainings", url.Values{"org_id": {fmt.Sprint(app.Org("D07"))}, "title": {"业务培训"}}).Want(422).Says("业务培训", "请从列表中选择培训类型")
	b.Get("/trainings?type=benchmark&year=2022").Want(200).Says("培训记录")
}

func TestA17CasesAreCountedByMode(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	office := app.Program("mengshuqin")
	for i := range 11 {
		mode := "onsite"
		if i >= 5 {
			mode = "written"
		}
		body := aCase(app, []string{"D02", "D07", "B1001"}[i%3], mode)
		body["title"], body["shared"] = fmt.Sprintf("交流材料%02d", i), true
		office.Call("POST", "/cases", body).Want(201)
	}
	counts := `"counts":[{"mode":"onsite","name":"现场交流","count":5},{"mode":"written","name":"书面交流","count":6}]`
	office.Get("/cases?year=2022&limit=3").Want(200).Says(counts)
	app.Program("zhuangzijin").Get("/cases").Says(counts) // shared with every unit
	office.Get("/cases?mode=onsite").Says("交流材料04").Lacks("交流材料05")
	office.Get("/cases?tag=先锋岗&q=交流材料07").Says("交流材料07").Lacks("交流材料08")
	office.Get("/cases?tag=先锋").Says(`"items":[]`)
	office.Get("/cases?year=2021").Says(`"items":[]`)
	app.Browser("zhuangzijin").Get("/cases").Want(200).Says("现场交流 <b>5</b>", "书面交流 <b>6</b>")
	var list struct{ Next string }
	office.Get("/cases?limit=10").Into(&list)
	office.Get("/cases?limit=10&cursor=" + list.Next).Says("交流材料00").Lacks("交流材料01")
	for _, bad := range []string{"?mode=oral", "?year=june", "?org=x", "?cursor=x", "?colour=red"} {
		office.Get("/cases" + bad).Want(422)
	}
}

func TestA17WhoReadsAndSharesACase(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	unit, office := app.Program("shimuyun"), app.Program("mengshuqin")
	var c struct{ ID, Revision int64 }
	shared := aCase(app, "D07", "onsite")
	shared["shared"] = true
	unit.Call("POST", "/cases", shared).Want(403) // the work committee decides what all read
	unit.Call("POST", "/cases", aCase(app, "B1001", "onsite")).Want(403)
	unit.Call("POST", "/cases", object{"org_id": app.Org("D07"), "mode": "oral"}).Want(422).Says("mode", "title", "text")
	unit.Call("POST", "/cases", aCase(app, "D07", "onsite")).Want(201).Into(&c)
	at := fmt.Sprintf("/cases/%d", c.ID)
	app.Program("tongjianing").Get(at).Want(404)
	unit.Call("PATCH", at, object{"shared": true, "revision": 0}).Want(403)
	office.Call("PATCH", at, object{"shared": true}).Want(422)
	office.Call("PATCH", at, object{"shared": true, "revision": 0}).Want(200)
	app.Program("tongjianing").Get(at).Want(200).Says("党建品牌")
	app.Program("tongjianing").Call("PATCH", at, object{"title": "改名", "revision": 1}).Want(403)
	app.Program("linyuan").Get(at).Want(404)
	app.Program("linyuan").Get("/cases").Want(403)
	unit.Call("PATCH", at, object{"title": "同步推进", "revision": 1}).Want(200).Says(`"shared":true`, "同步推进")
	b := app.Browser("mengshuqin")
	b.Get(at + "?form=edit").Want(200).Says("全市各单位都能看到")
	b.Post(at+"?_method=PATCH", url.Values{"title": {"同步推进"}, "revision": {"2"}}).Want(303)
	office.Get(at).Says(`"shared":false`)
	b.Get("/cases?form=case").Want(200).Says("登记典型经验")
	b.Post("/cases", url.Values{"title": {"半份"}}).Want(422)
}
