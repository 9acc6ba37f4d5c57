package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/testkit"
)

type quarterList struct {
	Items []struct {
		Name    string
		Percent int
		Was     *int `json:"was_percent"`
	}
}

// TestQuarterStaysAsItWas changes a project after its quarter was written down.
func TestQuarterStaysAsItWas(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program, office := app.Program("xumuye"), app.Program("mengshuqin")
	var p madeProject
	program.Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	program.Call("POST", fmt.Sprintf("/projects/%d/submission", p.ID), nil).Want(200)
	office.Call("POST", fmt.Sprintf("/projects/%d/approval", p.ID), nil).Want(200)
	report := func(percent int) {
		program.Call("POST", fmt.Sprintf("/milestones/%d/progress", p.Stages[0].ID), object{"text": "推进中", "percent": percent}).Want(201)
	}
	report(40)
	app.At("2022-06-30 23:00")
	if body := office.Get("/projects/quarters?year=2022&quarter=2").Want(200).Body.String(); body != `{"items":[],"next":""}` {
		t.Errorf("before the end of the quarter: %s", body)
	}
	app.At("2022-06-30 23:40")
	first := office.Get("/projects/quarters?year=2022&quarter=2").Want(200).Says(`"percent":10`, `"note":"推进中"`, `"taken_on":"2022-06-30"`).Body.String()
	report(90)
	app.At("2022-07-05 23:40")
	office.Call("POST", "/projects/quarters", object{"year": 2022, "quarter": 2}).Want(201).Says(`"taken":0`)
	if again := office.Get("/projects/quarters?year=2022&quarter=2").Want(200).Body.String(); again != first {
		t.Errorf("was %s\nis %s", first, again)
	}
	app.Browser("mengshuqin").Post("/projects/quarters", url.Values{"year": {"2022"}, "quarter": {"3"}}).Want(303)
	var third quarterList
	office.Get("/projects/quarters").Want(200).Into(&third)
	if len(third.Items) != 1 || third.Items[0].Percent != 23 || third.Items[0].Was == nil || *third.Items[0].Was != 10 {
		t.Errorf("the third quarter: %+v", third.Items)
	}
	app.Browser("mengshuqin").Get("/projects/quarters").Want(200).Says("2022年第3季度", "支委会建设规范提升", "&#43;13", "10%")
	app.Browser("mengshuqin").Get("/projects/quarters?year=2022&quarter=2").Want(200).Says("完成 10%")
	app.Browser("mengshuqin").Get("/projects/quarters/export").Want(200)
	app.Browser("zhuangzijin").Get("/projects/quarters").Want(200).Lacks("支委会建设规范提升")
	app.Browser("zhuangzijin").Post("/projects/quarters", url.Values{"year": {"2022"}, "quarter": {"3"}}).Want(403)
}

// TestBehindByFifteenPoints looks at a project whose work is 14, 15 and 16 points behind its time.
func TestBehindByFifteenPoints(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	body := p03(app)
	body["start_on"], body["due_on"] = "2022-03-08", "2022-09-22"
	stage := func(start, due string) object {
		return object{"name": "阶段", "goal": "目标", "measures": "措施", "weight": 50, "start_on": start, "due_on": due}
	}
	body["stages"] = []object{stage("2022-03-08", "2022-09-22"), stage("2022-09-01", "2022-09-22")} // half of the first one's time is over on June 15
	var p madeProject
	program := app.Program("xumuye")
	program.Call("POST", "/projects", body).Want(201).Into(&p)
	program.Call("POST", fmt.Sprintf("/projects/%d/submission", p.ID), nil).Want(200)
	app.Program("mengshuqin").Call("POST", fmt.Sprintf("/projects/%d/approval", p.ID), nil).Want(200)
	for _, row := range []struct {
		done   int
		behind bool
	}{{36, false}, {35, false}, {34, true}} { // 14, 15, 16 points
		program.Call("POST", fmt.Sprintf("/milestones/%d/progress", p.Stages[0].ID), object{"text": "推进中", "percent": row.done}).Want(201)
		reply := program.Get("/stages?behind=true").Want(200)
		if row.behind {
			reply.Says(`"percent":34`, "落后 16 个百分点")
		} else {
			reply.Says(`"items":[]`)
		}
	}
	app.Browser("xumuye").Get("/projects?behind=true").Want(200).Says("支委会建设规范提升")
	app.Browser("xumuye").Get("/projects/board").Want(200).Says("落后 16 个百分点")
	app.Browser("xumuye").Get(fmt.Sprintf("/projects/%d", p.ID)).Want(200).Says("落后 16 个百分点")
}
