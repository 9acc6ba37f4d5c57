package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/views"
)

// findingForm is a problem as it is typed in or sent; what a change leaves out stays.
type findingForm struct {
	OrgID       int64           `form:"org_id" json:"org_id"`
	Text        *string         `form:"text" json:"text" binding:"omitempty,max=1000" label:"问题"`
	Basis       *string         `form:"basis" json:"basis" binding:"omitempty,max=500" label:"依据"`
	Requirement *string         `form:"requirement" json:"requirement" binding:"omitempty,max=1000" label:"整改要求"`
	Source      *project.Origin `form:"source" json:"source" binding:"omitempty,max=30" label:"来源"`
	FoundOn     *calendar.Date  `form:"found_on" json:"found_on" binding:"omitempty,max=10" label:"发现日期"`
	DueOn       *calendar.Date  `form:"due_on" json:"due_on" binding:"omitempty,max=10" label:"整改时限"`
	OwnerPostID *int64          `form:"owner_post_id" json:"owner_post_id"`
	Revision    *int            `form:"revision" json:"revision"`
}

// fill writes what was sent into a problem.
func (f *findingForm) fill(to *supervision.Finding) {
	put(&to.Text, f.Text)
	put(&to.Basis, f.Basis)
	put(&to.Requirement, f.Requirement)
	put(&to.Source, f.Source)
	put(&to.FoundOn, f.FoundOn)
	put(&to.DueOn, f.DueOn)
	put(&to.OwnerPostID, f.OwnerPostID)
}

// put writes a value that was sent.
func put[T any](to *T, sent *T) {
	if sent != nil {
		*to = *sent
	}
}

// findingState is what ?state= asks for: a state, or what is to be done.
type findingState string

const (
	mended   findingState = "mended"
	overdue  findingState = "overdue"
	reopened findingState = "reopened"
)

// findingStates are its values in the order of the page.
var findingStates = []findingState{"open", "tasked", "handed_in", "returned", mended, overdue, "closed", reopened}

// findingFilter reads the filter of an address.
func (r *Request) findingFilter(tx *models.Tx) (f supervision.Filter, err error) {
	s := newSieve(r)
	f = supervision.Filter{Q: s.text("q"), Source: oneOf(s, "source", project.Origins...), DueFrom: s.day("due_from"), DueTo: s.day("due_to")}
	state := oneOf(s, "state", findingStates...)
	switch state {
	case mended, overdue, reopened:
		f.Mended, f.Overdue, f.Reopened = state == mended, state == overdue, state == reopened
	default:
		f.State = supervision.State(state)
	}
	if f.Org, err = s.org(tx, "org"); err != nil {
		return f, err
	}
	if !wantsJSON(r.Context) {
		s.year("year") // goes along from tab to tab
	}
	return f, s.err()
}

// findingsOn reads the page of the list that the address asks for.
func (r *Request) findingsOn(tx *models.Tx) (list List[findingJSON], f supervision.Filter, err error) {
	if err = tx.RequireSight(models.Findings); err != nil {
		return list, f, err
	}
	if f, err = r.findingFilter(tx); err != nil {
		return list, f, err
	}
	paging, err := r.Paging(2)
	if err != nil {
		return list, f, err
	}
	var after supervision.After
	if paging.After != nil {
		after.DueOn = calendar.Date(paging.After[0])
		if after.ID, err = strconv.ParseInt(paging.After[1], 10, 64); err != nil || !after.DueOn.Valid() {
			return list, f, badCursor
		}
	}
	found, err := supervision.List(tx, f, after, paging.Limit+1)
	if err != nil {
		return list, f, err
	}
	if len(found) > paging.Limit {
		found = found[:paging.Limit]
		last := found[paging.Limit-1]
		list.Next = cursor(last.DueOn, last.ID)
	}
	list.Items, err = showFindings(tx, found)
	return list, f, err
}

func (s *Server) createFinding(r *Request) (Answer, error) {
	var form findingForm
	err := r.Form(&form)
	var f supervision.Finding
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			f = supervision.Finding{OrgID: form.OrgID}
			form.fill(&f)
			return supervision.Create(tx, &f)
		})
	}
	if err != nil {
		return r.again("finding", err, s.newFinding)
	}
	return s.findingDone(r, f.ID, http.StatusCreated, "问题已列入清单。")
}

func (s *Server) changeFinding(r *Request) (Answer, error) {
	var form findingForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			f, err := supervision.Find(tx, r.ID())
			if err != nil {
				return err
			}
			change := *f
			form.fill(&change)
			return f.Change(tx, change, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showFinding)
	}
	return s.findingDone(r, r.ID(), http.StatusOK, "已保存。")
}

// taskFinding makes a task of a problem.
func (s *Server) taskFinding(r *Request) (Answer, error) {
	var p *project.Project
	err := r.Update(func(tx *models.Tx) error {
		f, err := supervision.Find(tx, r.ID())
		if err != nil {
			return err
		}
		p, err = f.Task(tx)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, p.ID, http.StatusCreated, "已转为整改项目，问题、责任单位和时限已带入；请补上措施和阶段后申报。")
}

// findingDone answers a change: the problem for a program, its page for a browser.
func (s *Server) findingDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/findings/%d", id), Flash: flash}
	if !wantsJSON(r.Context) {
		return a, nil
	}
	err := r.View(func(tx *models.Tx) error {
		_, view, err := showFinding(tx, id)
		a.JSON = view
		return err
	})
	return a, err
}

// chooseFindings shows what would be made of the problems chosen, before anything is.
func (s *Server) chooseFindings(r *Request) (Answer, error) {
	var view struct{ Items []findingJSON }
	err := r.View(func(tx *models.Tx) error {
		var ids []int64
		for _, text := range r.QueryArray("id") {
			id, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return models.Missing
			}
			ids = append(ids, id)
		}
		if len(ids) > taskedAtOnce {
			return tooManyAtOnce
		}
		list, err := supervision.Chosen(tx, ids)
		if err == nil {
			view.Items, err = showFindings(tx, list)
		}
		return err
	})
	return Answer{Page: "findings_chosen", Title: word("转为整改项目"), Section: "projects", View: view, Crumbs: findingCrumbs("转为整改项目")}, err
}

// taskedAtOnce is how many problems become tasks at one click.
const taskedAtOnce = 200

var tooManyAtOnce = models.FailAt(models.Invalid, "ids", "一次最多选择%d个问题，请分批办理。", taskedAtOnce)

// taskFindings makes a task of each of the problems chosen.
func (s *Server) taskFindings(r *Request) (Answer, error) {
	var form struct {
		IDs []int64 `form:"ids" json:"ids"`
	}
	list := List[projectRef]{Items: []projectRef{}}
	err := r.Form(&form)
	if err == nil && len(form.IDs) > taskedAtOnce {
		err = tooManyAtOnce
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			made, err := supervision.TaskAll(tx, form.IDs)
			list.Items = []projectRef{}
			for i := range made {
				list.Items = append(list.Items, *refOf(tx, &made[i]))
			}
			return err
		})
	}
	return Answer{Status: http.StatusCreated, JSON: list, Goto: "/findings?state=tasked", Flash: word(r.Say("%d个问题已转为整改项目（草拟），请补上措施和阶段后申报。", len(list.Items)))}, err
}

func findingCrumbs(name word) []views.Crumb {
	return []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("问题清单"), Link: "/findings"}, {Name: name}}
}
