package handlers_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

// manyLights writes projects whose stages and nodes stand in every way there is.
func manyLights(app *testkit.City, many int) {
	dice := rand.New(rand.NewPCG(7, 11))
	day := func() calendar.Date {
		return []calendar.Date{"", "2022-03-01", "2022-06-01", "2022-06-14", "2022-06-15", "2022-06-16", "2022-06-24", "2022-06-27", "2022-08-31"}[dice.IntN(9)]
	}
	app.Seed(func(tx *models.Tx) error {
		for i := range many {
			p := project.Project{Year: 2022, Code: fmt.Sprintf("P%03d", i+1), Name: fmt.Sprintf("项目%d", i+1), Type: project.Types[dice.IntN(len(project.Types))], OrgID: app.Org("GW"),
				State: project.States[dice.IntN(len(project.States))], StartOn: day(), DueOn: day(), CreatedAt: tx.Now}
			if dice.IntN(3) > 0 {
				p.State = project.InProgress
			}
			if err := models.In[project.Project](tx).Omit("Org").Create(tx.Ctx, &p); err != nil {
				return err
			}
			for n := range 1 + dice.IntN(3) {
				m := project.Milestone{ProjectID: p.ID, OrgID: p.OrgID, Seq: n + 1, Name: "阶段", StartOn: day(), DueOn: day(), OwedOn: day(), Weight: 33, Percent: dice.IntN(100),
					State: project.MilestoneStates[dice.IntN(len(project.MilestoneStates))], Running: dice.IntN(3) > 0, OwnerPostID: app.Post("GW", "组织科科长")}
				if dice.IntN(2) > 0 {
					m.State, m.OwedOn = project.Active, "2022-12-30"
				}
				if dice.IntN(4) == 0 {
					m.StageID = &p.ID
				}
				if err := models.In[project.Milestone](tx).Omit("Project").Create(tx.Ctx, &m); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// TestLightsAreFoundInSQLAsTheyShine compares what the filter by light finds with the lights themselves.
func TestLightsAreFoundInSQLAsTheyShine(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	manyLights(app, 300)
	app.Seed(func(tx *models.Tx) error {
		all, _, err := project.List(tx, project.Filter{}, project.Page{Limit: 1000})
		testkit.Must(t, err)
		steps, _, err := project.Milestones(tx, project.MilestoneFilter{}, project.Page{Limit: 5000})
		testkit.Must(t, err)
		counted, err := project.Tally(tx, 2022)
		testkit.Must(t, err)
		for _, tone := range project.Tones {
			var shine, found, stepsShine, stepsFound []int64
			for i := range all {
				light, err := all[i].Light(tx, all[i].Milestones)
				testkit.Must(t, err)
				if light.Tone == tone {
					shine = append(shine, all[i].ID)
				}
			}
			for i := range steps {
				light, err := steps[i].Light(tx)
				testkit.Must(t, err)
				if light.Tone == tone {
					stepsShine = append(stepsShine, steps[i].ID)
				}
			}
			var f project.Filter
			f.Light = tone
			list, _, err := project.List(tx, f, project.Page{Limit: 1000})
			testkit.Must(t, err)
			for _, p := range list {
				found = append(found, p.ID)
			}
			var mf project.MilestoneFilter
			mf.Light = tone
			some, _, err := project.Milestones(tx, mf, project.Page{Limit: 5000})
			testkit.Must(t, err)
			for _, m := range some {
				stepsFound = append(stepsFound, m.ID)
			}
			if len(shine) == 0 || !slices.Equal(shine, found) || counted[tone] != len(shine) {
				t.Errorf("%s: %d projects shine, %d are found, %d counted", tone, len(shine), len(found), counted[tone])
			}
			if len(stepsShine) == 0 || !slices.Equal(stepsShine, stepsFound) {
				t.Errorf("%s: %d milestones shine, %d are found", tone, len(stepsShine), len(stepsFound))
			}
		}
		return nil
	})
}

// TestPagesFilteredByLightAreFull asks for pages of 20 where few projects have the light.
func TestPagesFilteredByLightAreFull(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	manyLights(app, 300)
	program := app.Program("mengshuqin")
	seen, next := 0, ""
	for {
		var page struct {
			Items []struct{ Light struct{ Tone string } }
			Next  string
		}
		program.Get("/projects?light=late&limit=20&cursor=" + next).Want(200).Into(&page)
		seen += len(page.Items)
		for _, p := range page.Items {
			if p.Light.Tone != "late" {
				t.Errorf("a page of late projects has one that is %s", p.Light.Tone)
			}
		}
		if next = page.Next; next == "" {
			break
		}
		if len(page.Items) != 20 {
			t.Errorf("a page has %d items", len(page.Items))
		}
	}
	if seen < 40 {
		t.Errorf("only %d late projects", seen)
	}
}

// TestFilters narrows the lists of projects and milestones by each condition.
func TestFilters(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	foreignProject(app, "P24") // led by D07, helped by B1001, owned there
	own := p03(app)
	own["category"], own["cooperating"] = "示范带动", []int64{}
	var made madeProject
	program := app.Program("xumuye")
	program.Call("POST", "/projects", own).Want(201).Into(&made)
	program.Call("POST", fmt.Sprintf("/projects/%d/submission", made.ID), nil).Want(200)
	app.Program("mengshuqin").Call("POST", fmt.Sprintf("/projects/%d/approval", made.ID), nil).Want(200)
	for _, row := range []struct{ query, want string }{
		{"", "P03 P24"},
		{"org=" + fmt.Sprint(app.Org("GW")), "P03 P24"}, // all below the work committee
		{"org=" + fmt.Sprint(app.Org("D07")), "P24"},
		{"org=" + fmt.Sprint(app.Org("B1001")), "P24"},
		{"org=" + fmt.Sprint(app.Org("B1101")), ""},
		{"owner=" + fmt.Sprint(app.Post("D07", "专职副书记")), "P24"},
		{"member=" + fmt.Sprint(app.Member("施慕云")), "P24"},
		{"member=" + fmt.Sprint(app.Member("许牧野")), "P03"},
		{"tag=示范带动", "P03"},
		{"type=key", "P03 P24"},
		{"type=brand", ""},
		{"light=late", "P03"}, // approved after its first stages were due
		{"light=idle", "P24"},
		{"overdue=true", "P03"},
		{"behind=true", "P03"},
		{"due_from=2022-11-01&due_to=2022-11-30", "P03 P24"},
		{"due_from=2022-12-01", ""},
		{"q=P24", "P24"},
		{"year=2021", ""},
	} {
		t.Run(row.query, func(t *testing.T) {
			var list struct{ Items []struct{ Code string } }
			address := strings.ReplaceAll(url.PathEscape(row.query), "%26", "&")
			app.Program("mengshuqin").Get("/projects?" + address).Want(200).Into(&list)
			var codes []string
			for _, p := range list.Items {
				codes = append(codes, p.Code)
			}
			slices.Sort(codes)
			if got := strings.Join(codes, " "); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
			page := app.Browser("mengshuqin").Get("/projects/timetable?" + address).Want(200)
			for _, code := range strings.Fields(row.want) {
				page.Says(code)
			}
			var steps struct{ Items []struct{ ProjectID int64 } }
			app.Program("mengshuqin").Get("/milestones?" + address).Want(200).Into(&steps)
			if row.want == "" && len(steps.Items) > 0 {
				t.Errorf("%d milestones", len(steps.Items))
			}
		})
	}
}

// TestBadFiltersAreNamed sends to every list of projects what it cannot understand.
func TestBadFiltersAreNamed(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program, browser := app.Program("shimuyun"), app.Browser("shimuyun")
	broken := []string{"cursor=MjAyMi0wNi0xNQ", "cursor=%21", "limit=0"}
	common := append(broken, "year=22222", "light=green", "type=big", "state=lost", "owner=you", "member=x", "org=x", fmt.Sprintf("org=%d", app.Org("D02")),
		"org_id=1", "due_from=june", "due_to=2022-02-30", "overdue=yes", "behind=1", "colour=red", "q="+strings.Repeat("q", 101))
	for path, queries := range map[string][]string{
		"/projects":     append(common, "due=late", "review=you", "moved=1"),
		"/milestones":   append(common, "project_id=x"),
		"/stages":       common,
		"/reviews":      append(broken, "state=lost", "org=x", "org_id=1", "project_id=-1", "colour=red"),
		"/extensions":   append(broken, "state=lost", "org=x", "colour=red"),
		"/improvements": append(broken, "state=lost", "org=x", "colour=red"),
	} {
		for _, query := range queries {
			name, _, _ := strings.Cut(query, "=")
			if reply := program.Get(path + "?" + query); reply.Code != 422 || !strings.Contains(reply.Body.String(), `"`+name+`"`) {
				t.Errorf("%s?%s is answered with %d %s", path, query, reply.Code, reply.Body)
			}
		}
	}
	for _, path := range []string{"/projects", "/projects/timetable"} {
		browser.Get(path + "?light=green").Want(422).Says("没有“green”")
	}
}

func TestHeadIsAnsweredLikeGet(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for path, status := range map[string]int{"/projects": 200, "/healthz": 200, "/static/luoshi.css": 200, "/orgs/999999": 404, "/projects/export": 200} {
		reply := app.Browser("mengshuqin").Send("HEAD", path, "", "").Want(status)
		if reply.Body.Len() > 0 {
			t.Errorf("HEAD %s is answered with a body", path)
		}
	}
}
