package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

// TestFormOfAProjectGrowsWithoutScript adds rows on the server and loses nothing typed.
func TestFormOfAProjectGrowsWithoutScript(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	b := app.Browser("xumuye")
	if page := b.Get("/projects/new").Want(200).Body.String(); strings.Count(page, "data-row>") != 2 {
		t.Errorf("%d rows on a new form", strings.Count(page, "data-row>"))
	}
	typed := url.Values{"name": {"支委会建设"}, "code": {"P31"}, "year": {"2022"}, "type": {"key"},
		"stages.0.name": {"梳理"}, "stages.0.weight": {"40"}, "stages.2.name": {"巩固"}, "stages.2.weight": {"50"}, "stages.2.standard": {"有制度"}}
	more := url.Values{"add_row": {"1"}}
	for k, v := range typed {
		more[k] = v
	}
	page := b.Post("/projects", more).Want(200).Says(`value="支委会建设"`, `name="stages.0.name"`, `value="巩固"`, "<b>90</b>", `value="有制度"`).Lacks("data-focus").Body.String()
	if strings.Count(page, "data-row>") != 3 || !strings.Contains(page, `name="stages.1.name" type="text" value="巩固"`) {
		t.Errorf("the rows are not as typed: %s", page)
	}
	typed.Set("stages.2.due_on", "june")
	typed.Set("org_id", "0")
	b.Post("/projects", typed).Want(422).Says(`value="巩固"`, "<b>90</b>")
	app.Program("xumuye").Get("/projects?q=P31").Want(200).Says(`"items":[]`)
}

// TestStageKeepsItsOwnerOnTheForm: what the form does not ask for is not lost.
func TestStageKeepsItsOwnerOnTheForm(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	body := p03(app)
	stages := body["stages"].([]object)
	stages[0]["owner_post_id"], stages[0]["standard"] = app.Post("B0702", "书记"), "有底数"
	var made struct {
		ID, Revision int64
	}
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Into(&made)
	app.Browser("xumuye").Get("/projects/1/edit").Want(200).Says(`name="stages.0.standard" value="有底数"`, `name="stages.0.owner_post_id" value="`)
}
