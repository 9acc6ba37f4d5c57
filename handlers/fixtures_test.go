package handlers_test

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/testkit"
)

// fixtures make, for each kind of thing a route names by number, ids of things
// of D07 and B1001. The kind is the part of the path before the number.
var fixtures = map[string]func(app *testkit.City) []int64{
	"orgs": func(app *testkit.City) []int64 { return []int64{app.Org("D07"), app.Org("B0702"), app.Org("B1001")} },
	"posts": func(app *testkit.City) []int64 {
		return []int64{app.Post("D07", "专职副书记"), app.Post("B1001", "书记")}
	},
	"members":  func(app *testkit.City) []int64 { return []int64{app.Member("施慕云"), app.Member("林远")} },
	"users":    func(app *testkit.City) []int64 { return []int64{userID(app, "shimuyun"), userID(app, "tongjianing")} },
	"projects": func(app *testkit.City) []int64 { return []int64{foreignProject(app, "P21").ID} },
	"milestones": func(app *testkit.City) []int64 {
		return []int64{foreignProject(app, "P22").Stages[0].ID}
	},
	"sessions": func(app *testkit.City) (ids []int64) {
		app.Browser("tongjianing")
		testkit.Must(app.T, app.As("tongjianing", func(tx *models.Tx) error {
			list, err := tx.Sessions()
			for _, s := range list {
				ids = append(ids, s.ID)
			}
			return err
		}))
		return ids
	},
	"tokens": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/me/tokens", object{"name": "对接"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"feeds":    func(app *testkit.City) []int64 { return []int64{subscribe(app, "tongjianing", 0).ID} },
	"calendar": func(*testkit.City) []int64 { return []int64{1} }, // no number opens one
	"improvements": func(app *testkit.City) []int64 {
		p := foreignProject(app, "P23")
		c := project.Check{ProjectID: p.ID, MilestoneID: p.Stages[0].ID}
		i := project.Improvement{ProjectID: p.ID, MilestoneID: p.Stages[0].ID, OrgID: app.Org("D07"), OwnerPostID: app.Post("D07", "专职副书记")}
		app.Seed(func(tx *models.Tx) error {
			if err := models.In[project.Check](tx).Create(tx.Ctx, &c); err != nil {
				return err
			}
			i.CheckID = c.ID
			return models.In[project.Improvement](tx).Create(tx.Ctx, &i)
		})
		return []int64{i.ID}
	},
	"extensions": func(app *testkit.City) []int64 {
		p := foreignProject(app, "P24")
		e := project.Extension{ProjectID: p.ID, MilestoneID: p.Stages[0].ID, OrgID: app.Org("D07"), RequestedAt: app.Clock.Now()}
		app.Seed(func(tx *models.Tx) error { return models.In[project.Extension](tx).Create(tx.Ctx, &e) })
		return []int64{e.ID}
	},
	"reports": func(app *testkit.City) []int64 {
		p := foreignProject(app, "P26")
		app.Program("xumuye").Call("POST", fmt.Sprintf("/projects/%d/submission", p.ID), nil).Want(200)
		var list struct{ Items []struct{ ID int64 } }
		app.Program("mengshuqin").Get("/reports").Want(200).Into(&list)
		return []int64{list.Items[0].ID}
	},
	"links": func(app *testkit.City) []int64 {
		p := foreignProject(app, "P25")
		l := project.Link{ProjectID: p.ID, ActivityID: 1, CreatedAt: app.Clock.Now()}
		app.Seed(func(tx *models.Tx) error { return models.In[project.Link](tx).Create(tx.Ctx, &l) })
		return []int64{l.ID}
	},
	"duties": func(app *testkit.City) (ids []int64) {
		app.Seed(func(tx *models.Tx) error {
			if _, err := orglife.OpenMonth(tx, "2022-06"); err != nil {
				return err
			}
			list, err := orglife.DutiesIn(tx, []int64{app.Org("B0702")}, "2022-06-01", "2022-06-30")
			for _, d := range list {
				ids = append(ids, d.ID)
			}
			return err
		})
		return ids
	},
	"views": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/views", object{"page": "list", "name": "重点", "query": "type=key"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"templates": func(app *testkit.City) []int64 { return []int64{templateOfD07(app)} },
	"trainings": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/trainings", aTraining(app, "D07", "施慕云")).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"cases": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/cases", aCase(app, "D07", "onsite")).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"campaign-units": func(app *testkit.City) []int64 {
		_, unit := unitOfD07(app)
		return []int64{unit}
	},
	"findings": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/findings", aFinding(app)).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"feedbacks": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/feedbacks", aFeedback(app, "B0702")).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"explanations": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shanzian").Call("POST", "/explanations", object{"org_id": app.Org("B0702"), "code": "STAFF_GAP", "text": "正在报批"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"filings": func(app *testkit.City) []int64 { return []int64{unfiledDeputy(app)} },
	"letters": func(app *testkit.City) []int64 {
		var made, letter struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/findings", aFinding(app)).Want(201).Into(&made)
		app.Program("shimuyun").Call("POST", fmt.Sprintf("/findings/%d/letters", made.ID), object{"kind": "order"}).Want(201).Into(&letter)
		return []int64{letter.ID}
	},
	"bulletins":       func(app *testkit.City) []int64 { return []int64{issued(app).ID} },
	"inspections":     func(app *testkit.City) []int64 { return []int64{inspect(app, "self", app.Org("D07")).ID} },
	"inspection-rows": func(app *testkit.City) []int64 { return []int64{inspect(app, "self", app.Org("D07")).List[0].ID} },
	"responsibilities": func(app *testkit.City) []int64 {
		return []int64{app.Post("DZ07", "党组书记"), app.Post("DZ10", "党组书记")}
	},
	"plans": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shanzian").Call("POST", "/plans", object{"org_id": app.Org("B0702"), "year": 2022}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"units": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/units", object{"org_id": app.Org("D07"), "name": "市城建档案馆", "full_members": 2}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"services": func(app *testkit.City) []int64 {
		body := aService(app)
		body["org_id"], body["members"] = app.Org("B0702"), []int64{app.Member("单梓安")}
		return []int64{serviceOf(app, app.Program("shanzian"), body).ID}
	},
	"pairings": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shanzian").Call("POST", "/pairings", object{"org_id": app.Org("B0702"), "community": "云台社区", "since": "2022-03-01"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"elections": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shanzian").Call("POST", "/elections", object{"org_id": app.Org("B0702"), "kind": "term", "planned_on": "2022-07-15",
			"candidates": []object{{"post_id": app.Post("B0702", "书记"), "member_id": app.Member("单梓安")}}}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"petitions": func(app *testkit.City) []int64 {
		var planned, made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/activities", object{"org_id": app.Org("B1001"), "type": "theme-day", "held_on": "2022-06-20", "starts_at": "15:00",
			"place": "三楼会议室", "topic": "严明纪律"}).Want(201).Into(&planned)
		app.Program("tongjianing").Call("POST", fmt.Sprintf("/activities/%d/petitions", planned.ID), object{"new_on": "2022-06-22", "reason_code": "emergency", "reason": "防汛"}).
			Want(201).Into(&made)
		return []int64{made.ID}
	},
	"activities": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/activities", minutes(app, orglife.CommitteeMeeting, "2022-06-07")).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"assignments": func(app *testkit.City) []int64 {
		var held, made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/activities", minutes(app, orglife.CommitteeMeeting, "2022-06-09")).Want(201).Into(&held)
		app.Program("tongjianing").Call("POST", fmt.Sprintf("/activities/%d/assignments", held.ID), object{"decision": "会议决定甲", "post_id": app.Post("B1001", "组织委员"), "due_on": "2022-06-30"}).
			Want(201).Into(&made)
		return []int64{made.ID}
	},
	"uploads": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("tongjianing").Call("POST", "/activities", minutes(app, orglife.ThemeDay, "2022-06-08")).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"mutes": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", "/mutes", object{"rule": "theme-plan", "org_id": app.Org("B0702"), "note": "防汛"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"comments": func(app *testkit.City) []int64 {
		var made struct{ ID int64 }
		app.Program("shimuyun").Call("POST", fmt.Sprintf("/comments?subject=projects/%d", foreignProject(app, "P51").ID), object{"text": "请提前准备"}).Want(201).Into(&made)
		return []int64{made.ID}
	},
	"attachments": func(app *testkit.City) []int64 {
		return []int64{upload(app, app.Program("shimuyun"), fmt.Sprintf("projects/%d", foreignProject(app, "P52").ID), "说明.txt", []byte("说明")).id()}
	},
	"notices": func(app *testkit.City) (ids []int64) {
		app.Seed(func(tx *models.Tx) error {
			return notice.Send(tx, notice.Notice{Key: "routes", Title: language.Quote("给童佳宁")}, userID(app, "tongjianing"))
		})
		testkit.Must(app.T, app.As("tongjianing", func(tx *models.Tx) error {
			list, err := notice.Inbox(tx, false, 0, 10)
			for _, r := range list {
				ids = append(ids, r.ID)
			}
			return err
		}))
		return ids
	},
}

// fixtureIDs makes every fixture.
func fixtureIDs(app *testkit.City) map[string][]int64 {
	ids := map[string][]int64{}
	for kind, made := range fixtures {
		ids[kind] = made(app)
	}
	return ids
}

// kindOf is the kind of thing a path names by number, "" for none.
func kindOf(path string) string {
	before, _, numbered := strings.Cut(path, "/:")
	if !numbered {
		return ""
	}
	return before[strings.LastIndex(before, "/")+1:]
}

// numbered puts an id in the place of every parameter.
func numbered(path string, id int64) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = fmt.Sprint(id)
		}
	}
	return strings.Join(parts, "/")
}

type madeProject struct {
	ID     int64
	Stages []struct{ ID int64 }
}

// foreignProject is led by D07: nobody of B0203, B1101 or without a post sees it.
func foreignProject(app *testkit.City, code string) (p madeProject) {
	body := p03(app)
	body["code"], body["org_id"], body["owner_post_id"], body["reviewer_post_id"] = code, app.Org("D07"), app.Post("D07", "专职副书记"), app.Post("DZ07", "党组书记")
	body["cooperating"] = []int64{app.Org("B1001")}
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Into(&p)
	return p
}
