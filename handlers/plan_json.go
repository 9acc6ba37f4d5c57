package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// planLine is a branch with its plan in a list; ID is 0 where there is none yet.
type planLine struct {
	ID          int64             `json:"id"`
	OrgID       int64             `json:"org_id"`
	OrgCode     string            `json:"org_code"`
	OrgName     string            `json:"org_name"`
	Year        int               `json:"year"`
	State       orglife.PlanState `json:"state"` // draft, submitted, returned, approved; missing where there is none
	StateName   language.Word     `json:"state_name"`
	SubmittedBy string            `json:"submitted_by"`
	SubmittedAt string            `json:"submitted_at"`
	DecidedBy   string            `json:"decided_by"`
	DecidedAt   string            `json:"decided_at"`
	Revision    int               `json:"revision"`
}

// planLights are the lights of plans by their state.
var planLights = map[orglife.PlanState]string{orglife.PlanDraft: "idle", orglife.PlanSubmitted: "info", orglife.PlanReturned: "warn",
	orglife.PlanApproved: "ok", orglife.PlanMissing: "idle"}

func (l planLine) Light() string { return planLights[l.State] }

// Named is the plan as a value of PATCH and of approvals: "7/2".
func (l planLine) Named() string { return fmt.Sprintf("%d/%d", l.ID, l.Revision) }

const noPlan language.Word = "尚未编制"

func showPlanLine(tx *models.Tx, l orglife.PlanLine, year int) planLine {
	view := planLine{ID: l.ID, OrgID: l.OrgID, OrgCode: l.OrgCode, OrgName: l.OrgName, Year: year, State: l.State, StateName: language.Word(l.State.String()),
		SubmittedBy: l.SubmittedName, SubmittedAt: instant(tx, l.SubmittedAt), DecidedBy: l.DecidedName, DecidedAt: instant(tx, l.DecidedAt), Revision: l.Revision}
	if l.ID == 0 {
		view.State, view.StateName = orglife.PlanMissing, noPlan
	}
	return view
}

// planJSON is a plan with its months.
type planJSON struct {
	planLine
	FixedDay string        `json:"fixed_day"`
	Reason   string        `json:"reason"`
	Rows     []planRowJSON `json:"rows"`
}

// planRowJSON is a month: its cells as the office's sheet has them, and the days in them.
type planRowJSON struct {
	Month       int           `json:"month"`
	Committee   string        `json:"committee"`
	Held        string        `json:"held"`
	Topic       string        `json:"topic"`
	Form        string        `json:"form"`
	Second      string        `json:"second"`
	Also        string        `json:"also"`
	Leader      string        `json:"leader"`
	Place       string        `json:"place"`
	Comment     string        `json:"comment"`
	CommitteeOn calendar.Date `json:"committee_on"`
	HeldOn      calendar.Date `json:"held_on"`
	SecondOn    calendar.Date `json:"second_on"`
	Hints       []string      `json:"hints"`
}

// lineOf is a plan as it stands in the list.
func lineOf(tx *models.Tx, p *orglife.Plan) planLine {
	line := orglife.PlanLine{ID: p.ID, OrgID: p.OrgID, OrgCode: p.Org.Code, OrgName: p.Org.Name, State: p.State, SubmittedName: p.SubmittedName,
		SubmittedAt: p.SubmittedAt, DecidedName: p.DecidedName, DecidedAt: p.DecidedAt, Revision: p.Revision}
	return showPlanLine(tx, line, p.Year)
}

func showPlan(tx *models.Tx, p *orglife.Plan) (planJSON, error) {
	view := planJSON{planLine: lineOf(tx, p), FixedDay: p.FixedDay, Reason: p.Reason, Rows: []planRowJSON{}}
	hints, err := p.Hints(tx)
	for _, r := range p.Rows {
		cells := map[string]string{}
		for _, c := range orglife.PlanColumns {
			cells[c.Key] = c.Cell(&r)
		}
		row := planRowJSON{Month: r.Month, Committee: cells["committee"], Held: cells["held"], Topic: cells["topic"], Form: cells["form"], Second: cells["second"],
			Also: cells["also"], Leader: cells["leader"], Place: cells["place"], Comment: r.Comment, CommitteeOn: r.CommitteeOn, HeldOn: r.HeldOn, SecondOn: r.SecondOn, Hints: []string{}}
		for _, h := range hints {
			if h.Month == r.Month {
				row.Hints = append(row.Hints, h.Text.In(tx.Actor.Language))
			}
		}
		view.Rows = append(view.Rows, row)
	}
	return view, err
}

// planForm is a plan as it is sent: a page sends each column as a list of twelve.
type planForm struct {
	Revision *int          `form:"revision" json:"revision"`
	Submit   bool          `form:"submit" json:"submit"` // hand it in as well
	Rows     []planRowForm `form:"-" json:"rows" binding:"max=12"`
}

// planRowForm is a month; what is left out stays as it is.
type planRowForm struct {
	Month     int     `json:"month"`
	Committee *string `json:"committee"`
	Held      *string `json:"held"`
	Topic     *string `json:"topic"`
	Form      *string `json:"form"`
	Second    *string `json:"second"`
	Also      *string `json:"also"`
	Leader    *string `json:"leader"`
	Place     *string `json:"place"`
}

// cell is what was sent for a column of a month.
func (f *planForm) cell(r *Request, month int, key string) (string, bool) {
	if typed := r.Context.Request.PostForm[key]; len(typed) == 12 {
		return typed[month-1], true
	}
	for _, row := range f.Rows {
		sent := map[string]*string{"committee": row.Committee, "held": row.Held, "topic": row.Topic, "form": row.Form, "second": row.Second, "also": row.Also,
			"leader": row.Leader, "place": row.Place}[key]
		if row.Month == month && sent != nil {
			return *sent, true
		}
	}
	return "", false
}
