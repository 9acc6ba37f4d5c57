package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

// inOrder ends the test unless the texts follow one another.
func inOrder(t *testing.T, body string, texts ...string) {
	t.Helper()
	rest := body
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Fatalf("%q does not follow in: %s", text, body)
		}
		rest = after
	}
}

func TestA03TimetableShowsTheDueDatesInOrder(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201)
	page := app.Browser("mengshuqin").Get("/projects/timetable").Want(200).Says("今天 6.15", "一季度", "12月", "P03 支委会建设规范提升", "许牧野 · 11月30日止")
	inOrder(t, page.Body.String(), "第1阶段梳理分析 3月1日至3月31日", "第2阶段补缺换届 4月1日至6月30日", "第3阶段运行规范 7月1日至9月30日", "第4阶段总结巩固 10月1日至11月30日")
	inOrder(t, page.Body.String(), `x="16.16%" y="9" width="8.49%"`, `x="24.66%" y="9" width="24.93%"`, `x="49.59%" y="9"`, `x="74.79%" y="9"`)
	app.Browser("mengshuqin").Get("/projects/timetable?year=2021").Want(200).Lacks("今天 6.15", "P03")
	for _, year := range []string{"99999", "-1", "9223372036854775807"} {
		app.Browser("mengshuqin").Get("/projects/timetable?year=" + year).Want(422).Says("年度请写作 2022")
	}
}

// seedProjects drafts so many projects of four stages.
func seedProjects(app *testkit.City, many int) {
	app.Seed(func(tx *models.Tx) error {
		for i := range many {
			p := project.Project{Year: 2022, Code: fmt.Sprintf("P%03d", i+1), Name: fmt.Sprintf("项目%d", i+1), OrgID: app.Org("GW"), OwnerPostID: app.Post("GW", "组织科科长"),
				StartOn: "2022-01-04", DueOn: calendar.Date("2022-12-20").Add(-i % 90)}
			var stages []project.Milestone
			for q, due := range []calendar.Date{"2022-03-31", "2022-06-30", "2022-09-30", "2022-12-20"} {
				stages = append(stages, project.Milestone{Name: fmt.Sprintf("阶段%d", q+1), StartOn: due.Add(-80), DueOn: due, Weight: 25})
			}
			if err := project.Create(tx, &p, stages, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestQueriesOfProjectPagesDoNotGrow(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/projects", "/projects/timetable", "/projects/board"} {
		for _, many := range []int{14, 200} {
			t.Run(fmt.Sprintf("%s with %d projects", path, many), func(t *testing.T) {
				t.Parallel()
				app := testkit.NewCity(t)
				seedProjects(app, many)
				b := app.Browser("mengshuqin")
				queries := app.Queries(func() { b.Get(path).Want(200).Says(fmt.Sprintf("%d 个项目", many)) })
				if len(queries) > 15 { // signing in and the frame included
					t.Errorf("%d queries:\n%s", len(queries), strings.Join(queries, "\n"))
				}
			})
		}
	}
}

func TestProjectListPagesAndFilters(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	seedProjects(app, 60)
	b := app.Browser("mengshuqin")
	first := b.Get("/projects").Want(200).Says("下一页", "60 个项目", "立项", "导入清单").Lacks("回到开头")
	if n := strings.Count(first.Body.String(), `data-h="怎么干"`); n != 50 {
		t.Errorf("the first page has %d rows", n)
	}
	_, next, _ := strings.Cut(first.Body.String(), `<a href="/projects?cursor=`)
	next, _, _ = strings.Cut(next, `"`)
	second := b.Get("/projects?cursor=" + next).Want(200).Says("回到开头").Lacks("下一页")
	if n := strings.Count(second.Body.String(), `data-h="怎么干"`); n != 10 {
		t.Errorf("the second page has %d rows", n)
	}
	b.Get("/projects?q=项目60").Want(200).Says("项目60", "清除条件").Lacks(">项目59<")
	b.Get("/projects?light=late").Want(200).Says("没有符合条件的项目")
	b.Get("/projects?state=closed").Want(200).Says("没有符合条件的项目")
	b.Get("/projects?due=soon&type=key&review=me&moved=true").Want(200).Says("没有符合条件的项目")
	b.Get("/projects?cursor=%21").Want(422)
	part := b.Send("GET", "/projects?q=项目60", "", "", "HX-Request: true").Want(200).Lacks("<html")
	if !strings.HasPrefix(part.Body.String(), `<div class="stack" id="project-list">`) {
		t.Error("htmx gets the list alone")
	}
	app.Browser("linyuan").Get("/projects").Want(200).Says("本年度还没有项目").Lacks("导入清单", "plus\"/></svg>立项")
}
