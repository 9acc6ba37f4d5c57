package handlers_test

import (
	"testing"

	"luoshi/testkit"
)

type object = map[string]any

// p03 is a project with four stages, led by the work committee.
func p03(app *testkit.City) object {
	stage := func(name, start, due string, weight int, after ...int) object {
		return object{"name": name, "goal": "目标", "measures": []string{"措施"}, "start_on": start, "due_on": due, "weight": weight, "after": after}
	}
	return object{"year": 2022, "code": "P03", "name": "支委会建设规范提升", "type": "key", "category": "规范提升",
		"objective": "该设的设起来", "measures": []string{"逐一梳理配备", "补缺"}, "target": "按月召开率≥98%",
		"org_id": app.Org("GW"), "owner_post_id": app.Post("GW", "组织科科长"), "reviewer_post_id": app.Post("GW", "常务副书记"),
		"start_on": "2022-03-01", "due_on": "2022-11-30", "cooperating": []int64{app.Org("D07")},
		"stages": []object{
			stage("梳理分析", "2022-03-01", "2022-03-31", 20), stage("补缺换届", "2022-04-01", "2022-06-30", 35, 1),
			stage("运行规范", "2022-07-01", "2022-09-30", 25, 2), stage("总结巩固", "2022-10-01", "2022-11-30", 20, 3)}}
}

func TestProjectCreateAndShow(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var p struct {
		ID     int64
		State  string
		Stages []struct {
			ID        int64
			DependsOn []int64 `json:"depends_on"`
		}
	}
	xu := app.Program("xumuye")
	xu.Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	if p.State != "draft" || len(p.Stages) != 4 || len(p.Stages[1].DependsOn) != 1 || p.Stages[1].DependsOn[0] != p.Stages[0].ID {
		t.Fatalf("got %+v", p)
	}
	xu.Call("POST", "/projects", p03(app)).Want(409).Says("P03")
	var list struct{ Items []object }
	app.Program("shimuyun").Get("/projects?year=2022&q=支委").Want(200).Into(&list) // cooperates
	if len(list.Items) != 1 {
		t.Fatal("a cooperating organisation sees the project")
	}
	app.Program("weichanggeng").Get("/projects").Want(200).Lacks("P03")
	app.Program("linyuan").Get("/projects/1").Want(404)
}
