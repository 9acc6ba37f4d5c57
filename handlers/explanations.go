package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
	"luoshi/views"
)

// explanationRef is what was said to an alert, beside it.
type explanationRef struct {
	ID    int64         `json:"id"`
	State string        `json:"state"`
	Name  string        `json:"-"`
	Until calendar.Date `json:"until"`
}

// explanationView is an explanation as the API shows it.
type explanationView struct {
	ID          int64           `json:"id"`
	OrgID       int64           `json:"org_id"`
	OrgName     string          `json:"org_name"`
	Code        string          `json:"code"`
	Name        string          `json:"name"`
	Subject     string          `json:"subject"`
	Period      calendar.Period `json:"period"`
	Text        string          `json:"text"`
	FiledOn     calendar.Date   `json:"filed_on"`
	FiledName   string          `json:"filed_name"`
	State       string          `json:"state"`
	StateName   string          `json:"state_name"`
	Until       calendar.Date   `json:"until"`
	DecidedOn   calendar.Date   `json:"decided_on"`
	DecidedName string          `json:"decided_name"`
	Answer      string          `json:"answer"`
	Revision    int             `json:"revision"`

	Title word   `json:"-"`
	Light string `json:"-"`
}

var explanationLights = map[supervision.ExplanationState]string{supervision.Filed: "warn", supervision.Accepted: "ok", supervision.Returned: "idle"}

func showExplanation(tx *models.Tx, e *supervision.Explanation) explanationView {
	title := alertName(models.Alert{Code: e.Code})
	return explanationView{e.ID, e.OrgID, e.Org.Name, e.Code, title.In(tx.Actor.Language), e.Subject, e.Period, e.Text, e.FiledOn, e.FiledName, string(e.State),
		tx.Say(e.State.String()), e.Until, e.DecidedOn, e.DecidedName, e.Answer, e.Revision, title, explanationLights[e.State]}
}

// explainable tells of which organisations the actor may answer alerts today.
func explainable(tx *models.Tx, day calendar.Date) (map[int64]bool, error) {
	if day != tx.Today() || !tx.Reaches(models.Enter, models.Findings) {
		return nil, nil
	}
	where, args := tx.Scope(models.Enter, models.Findings, "id")
	orgs, err := models.In[models.Org](tx).Select("id").Where(where, args...).Find(tx.Ctx)
	may := map[int64]bool{}
	for _, o := range orgs {
		may[o.ID] = true
	}
	return may, err
}

type explanationsPage struct {
	Tabs  []views.Tab
	Chips []views.Option
	Items []explanationView
	Pager views.Pager
}

// listExplanations lists what was said to alerts: ?state=.
func (s *Server) listExplanations(r *Request) (Answer, error) {
	var page explanationsPage
	list := List[explanationView]{Items: []explanationView{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Findings); err != nil {
			return err
		}
		f := newSieve(r)
		state := oneOf(f, "state", supervision.ExplanationStates...)
		if err := f.err(); err != nil {
			return err
		}
		limit, before, err := r.pageByID()
		if err != nil {
			return err
		}
		found, err := supervision.Explanations(tx, state, before, limit+1)
		found, list.Next = cut(found, limit, func(one supervision.Explanation) int64 { return one.ID })
		for i := range found {
			list.Items = append(list.Items, showExplanation(tx, &found[i]))
		}
		page = explanationsPage{Tabs: superviseTabs(tx, "explanations"), Items: list.Items, Pager: r.pager(list.Next),
			Chips: []views.Option{{Name: word("全部"), Value: "/explanations", Chosen: state == ""}}}
		for _, one := range supervision.ExplanationStates {
			page.Chips = append(page.Chips, views.Option{Name: word(one.String()), Value: "/explanations?state=" + string(one), Chosen: one == state})
		}
		return err
	})
	return Answer{Page: "explanations", Title: word("情况说明"), Section: "supervise", View: page, JSON: list, Ledger: ledgerOf(word("情况说明"), list.Items, explanationColumns),
		Crumbs: explanationCrumbs("情况说明")[:2]}, err
}

func explanationCrumbs(name word) []views.Crumb {
	return []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("情况说明"), Link: "/explanations"}, {Name: name}}
}

type explanationPage struct {
	explanationView
	Forms []views.Form
}

func (s *Server) showExplanation(r *Request) (Answer, error) {
	var page explanationPage
	err := r.View(func(tx *models.Tx) error {
		e, err := supervision.FindExplanation(tx, r.ID())
		if err != nil {
			return err
		}
		page.explanationView = showExplanation(tx, e)
		if wantsJSON(r.Context) || !e.Decidable(tx) {
			return nil
		}
		at, revision := fmt.Sprintf("/explanations/%d", e.ID), []views.Field{hidden("revision", int64(e.Revision))}
		page.Forms = []views.Form{
			r.fill(views.Form{ID: "accept", Title: "采纳", Action: at + "/acceptance", Button: "采纳说明", Hidden: revision, Text: "采纳后，这条预警在有效期内只作提示；期满仍未改正的，恢复原来的级别。",
				Fields: []views.Field{{Name: "until", Label: "有效期至", Type: "date", Must: true}, {Name: "answer", Label: "答复", Type: "textarea"}}}),
			r.fill(views.Form{ID: "return", Title: "退回", Action: at + "/return", Button: "退回说明", Hidden: revision,
				Fields: []views.Field{{Name: "answer", Key: "return-", Label: "退回原因", Type: "textarea", Must: true}}}),
		}
		return nil
	})
	return Answer{Page: "explanation", Title: word("情况说明"), Section: "supervise", View: page, JSON: page.explanationView, Crumbs: explanationCrumbs("核定")}, err
}
