package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/learning"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/views"
)

// trainingJSON is a training in a list.
type trainingJSON struct {
	ID       int64         `json:"id"`
	OrgID    int64         `json:"org_id"`
	OrgName  string        `json:"org_name"`
	Type     learning.Type `json:"type"`
	TypeName string        `json:"type_name"`
	Title    string        `json:"title"`
	HeldOn   calendar.Date `json:"held_on"`
	Place    string        `json:"place"`
	Hours    float64       `json:"hours"`
	People   int           `json:"people"` // who took part, also those one may not name
	Revision int           `json:"revision"`
}

// trainingDetail is a training with what was brought home from it.
type trainingDetail struct {
	trainingJSON
	Lessons  string        `json:"lessons"`
	Members  []traineeJSON `json:"members"` // whom one may name
	Findings []findingJSON `json:"findings"`
}

type traineeJSON struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	OrgName string `json:"org_name"`
}

func showTrainingLine(tx *models.Tx, t learning.TrainingRow) trainingJSON {
	return trainingJSON{ID: t.ID, OrgID: t.OrgID, OrgName: t.OrgName, Type: t.Type, TypeName: tx.Say(t.Type.String()), Title: t.Title, HeldOn: t.HeldOn,
		Place: t.Place, Hours: t.Hours, People: t.People, Revision: t.Revision}
}

func showTraining(tx *models.Tx, t *learning.TrainingRow) (trainingDetail, error) {
	view := trainingDetail{trainingJSON: showTrainingLine(tx, *t), Lessons: t.Lessons, Members: []traineeJSON{}, Findings: []findingJSON{}}
	people, err := t.Trainees(tx)
	if err != nil {
		return view, err
	}
	for _, p := range people {
		view.Members = append(view.Members, traineeJSON{p.ID, p.Name, p.OrgName})
	}
	const most = 100
	found, err := supervision.List(tx, supervision.Filter{TrainingID: t.ID}, supervision.After{}, most)
	if err != nil {
		return view, err
	}
	view.Findings, err = showFindings(tx, found)
	return view, err
}

func (r *Request) trainingSearch(tx *models.Tx) (search learning.TrainingSearch, err error) {
	s := newSieve(r)
	search = learning.TrainingSearch{Type: oneOf(s, "type", learning.Types...), Year: s.year("year")}
	if search.Org, err = s.org(tx, "org"); err != nil {
		return search, err
	}
	paging, err := r.Paging(2)
	if err != nil {
		return search, err
	}
	if search.Limit = paging.Limit; paging.After != nil {
		search.AfterDay = calendar.Date(paging.After[0])
		if search.AfterID, err = strconv.ParseInt(paging.After[1], 10, 64); err != nil || !search.AfterDay.Valid() {
			return search, badCursor
		}
	}
	return search, s.err()
}

// trainingForm is a training as it is typed in or sent; what a change leaves out stays.
type trainingForm struct {
	OrgID    int64          `form:"org_id" json:"org_id"`
	Type     *learning.Type `form:"type" json:"type" binding:"omitempty,max=30" label:"类型"`
	Title    *string        `form:"title" json:"title" binding:"omitempty,max=200" label:"培训内容"`
	HeldOn   *calendar.Date `form:"held_on" json:"held_on" binding:"omitempty,max=10" label:"日期"`
	Place    *string        `form:"place" json:"place" binding:"omitempty,max=200" label:"地点"`
	Hours    *float64       `form:"hours" json:"hours" label:"学时"`
	Lessons  *string        `form:"lessons" json:"lessons" binding:"omitempty,max=5000" label:"收获"`
	Members  []int64        `form:"members" json:"members"`
	Revision *int           `form:"revision" json:"revision"`
}

func (f *trainingForm) fill(to *learning.Training) {
	put(&to.Type, f.Type)
	put(&to.Title, f.Title)
	put(&to.HeldOn, f.HeldOn)
	put(&to.Place, f.Place)
	put(&to.Hours, f.Hours)
	put(&to.Lessons, f.Lessons)
}

func (s *Server) createTraining(r *Request) (Answer, error) {
	var form trainingForm
	err := r.Form(&form)
	var t learning.Training
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t = learning.Training{OrgID: form.OrgID}
			form.fill(&t)
			return learning.CreateTraining(tx, &t, form.Members)
		})
	}
	if err != nil {
		return r.again("training", err, s.newTraining)
	}
	return s.trainingDone(r, t.ID, http.StatusCreated, "培训已登记，学时已计入。")
}

func (s *Server) changeTraining(r *Request) (Answer, error) {
	var form trainingForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := learning.FindTraining(tx, r.ID())
			if err != nil {
				return err
			}
			change := t.Training
			form.fill(&change)
			return t.Change(tx, change, form.Members, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showTraining)
	}
	return s.trainingDone(r, r.ID(), http.StatusOK, "已保存。")
}

// findInTraining lists a problem that was seen by looking at others.
func (s *Server) findInTraining(r *Request) (Answer, error) {
	var form findingForm
	err := r.Form(&form)
	var f supervision.Finding
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := learning.FindTraining(tx, r.ID())
			if err != nil {
				return err
			}
			f = supervision.Finding{OrgID: t.OrgID, TrainingID: &t.ID, Source: project.FromSelf, Basis: t.Type.String() + "：" + t.Title}
			if form.OrgID != 0 {
				f.OrgID = form.OrgID
			}
			form.fill(&f)
			return supervision.Create(tx, &f)
		})
	}
	if err != nil {
		return r.again("finding", err, s.showTraining)
	}
	if wantsJSON(r.Context) {
		return s.findingDone(r, f.ID, http.StatusCreated, "")
	}
	return Answer{Goto: fmt.Sprintf("/trainings/%d", r.ID()), Flash: "问题已列入清单，可一键转为整改项目。"}, nil
}

func (s *Server) trainingDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/trainings/%d", id), Flash: flash}
	err := r.View(func(tx *models.Tx) error {
		t, err := learning.FindTraining(tx, id)
		if err != nil || !wantsJSON(r.Context) {
			return err
		}
		a.JSON, err = showTraining(tx, t)
		return err
	})
	return a, err
}

// hoursList is a page of the staff with their hours of training in a year.
type hoursList struct {
	List[hoursJSON]
	Year   int     `json:"year"`
	Wanted float64 `json:"wanted"` // hours the rules ask for; a hint
}

type hoursJSON struct {
	MemberID int64   `json:"member_id"`
	Name     string  `json:"name"`
	OrgName  string  `json:"org_name"`
	Hours    float64 `json:"hours"`
	Times    int     `json:"times"`
}

type hoursPage struct {
	Tabs   []views.Tab
	Year   int
	Years  []views.Option
	Wanted float64
	Items  []hoursJSON
	Pager  views.Pager
}

func (s *Server) listHours(r *Request) (Answer, error) {
	list := hoursList{List: List[hoursJSON]{Items: []hoursJSON{}}}
	var page hoursPage
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Trainings); err != nil {
			return err
		}
		year, err := r.yearAsked(tx)
		if err != nil {
			return err
		}
		paging, err := r.Paging(2)
		if err != nil {
			return err
		}
		search := learning.HoursSearch{Year: year, Limit: paging.Limit + 1}
		if paging.After != nil {
			search.AfterName = paging.After[0]
			if search.AfterID, err = strconv.ParseInt(paging.After[1], 10, 64); err != nil {
				return badCursor
			}
		}
		if list.Year = year; list.Wanted == 0 {
			if list.Wanted, err = learning.Wanted(tx, year); err != nil {
				return err
			}
		}
		people, err := learning.Hours(tx, search)
		if err != nil {
			return err
		}
		if len(people) > paging.Limit {
			people = people[:paging.Limit]
			list.Next = cursor(people[paging.Limit-1].Name, people[paging.Limit-1].ID)
		}
		for _, p := range people {
			list.Items = append(list.Items, hoursJSON{p.ID, p.Name, p.OrgName, p.Hours, p.Times})
		}
		page = hoursPage{libraryTabs(tx, "trainings"), year, yearChoices(tx, year)[1:], list.Wanted, list.Items, r.pager(list.Next)}
		return nil
	})
	return Answer{Page: "training_hours", Title: word("培训学时"), Section: "library", Crumbs: libraryCrumbs("培训记录", "/trainings", word("培训学时")), View: page, JSON: list}, err
}
