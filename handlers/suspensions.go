package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// suspensionJSON is an emergency in which what is due may be postponed.
type suspensionJSON struct {
	ID         int64         `json:"id"`
	OrgID      *int64        `json:"org_id"` // null for the whole city
	OrgName    string        `json:"org_name"`
	FromOn     calendar.Date `json:"from_on"`
	ToOn       calendar.Date `json:"to_on"`
	Reason     string        `json:"reason"`
	ApprovedBy string        `json:"approved_by"`
	CreatedBy  string        `json:"created_by"`
	CreatedAt  string        `json:"created_at"`
	EndedBy    string        `json:"ended_by"`
	EndedAt    string        `json:"ended_at"`
	Revision   int           `json:"revision"`

	Lasts bool   `json:"-"`
	End   string `json:"-"` // "" for who may not, and what is over
}

func showSuspension(tx *models.Tx, s *orglife.Suspension) suspensionJSON {
	v := suspensionJSON{ID: s.ID, OrgID: s.OrgID, OrgName: tx.Say("全市"), FromOn: s.FromOn, ToOn: s.ToOn, Reason: s.Reason, ApprovedBy: s.ApprovedBy, CreatedBy: s.CreatedName,
		CreatedAt: instant(tx, &s.CreatedAt), EndedBy: s.EndedName, EndedAt: instant(tx, s.EndedAt), Revision: s.Revision, Lasts: s.FromOn <= s.ToOn && s.ToOn >= tx.Today()}
	if s.Org != nil {
		v.OrgName = s.Org.Name
	}
	if s.EndedAt == nil && s.ToOn > tx.Today() && tx.Can(models.Approve, models.Calendars, 0) {
		v.End = fmt.Sprintf("/suspensions/%d?_method=DELETE", s.ID)
	}
	return v
}

// touchedJSON is a duty that an emergency postpones.
type touchedJSON struct {
	ID      int64           `json:"id"`
	OrgID   int64           `json:"org_id"`
	OrgName string          `json:"org_name"`
	Code    orglife.Type    `json:"code"`
	Period  calendar.Period `json:"period"`
	DueOn   calendar.Date   `json:"due_on"`
}

func (v touchedJSON) Name() word { return word(orglife.TypeNames[v.Code]) }

// suspensionsPage lists emergencies, with the form for a new one and what it would postpone.
type suspensionsPage struct {
	Tabs    []views.Tab
	List    []suspensionJSON
	May     bool
	Form    *views.Form
	Preview bool
	Touched []touchedJSON
	Kept    []views.Field // the form as it was sent, to be confirmed
}

func (s *Server) listSuspensions(r *Request) (Answer, error) {
	return s.suspensionsAnswer(r, suspensionsPage{})
}

func (s *Server) suspensionsAnswer(r *Request, page suspensionsPage) (Answer, error) {
	list := List[suspensionJSON]{Items: []suspensionJSON{}}
	err := r.View(func(tx *models.Tx) error {
		found, err := orglife.Suspensions(tx)
		if err != nil {
			return err
		}
		for i := range found {
			list.Items = append(list.Items, showSuspension(tx, &found[i]))
		}
		page.Tabs, page.May = lifeTabs(tx, "rules"), tx.Can(models.Approve, models.Calendars, 0)
		if page.May && r.asked("suspension") {
			page.Form, err = r.suspensionForm(tx)
		}
		return err
	})
	page.List = list.Items
	return Answer{Page: "suspensions", Title: word("应急顺延"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("评判规则"), Link: "/rules"}, {Name: word("应急顺延")}}}, err
}

func (r *Request) suspensionForm(tx *models.Tx) (*views.Form, error) {
	orgs, err := enterable(tx, models.Calendars, 0)
	scopes := append([]views.Option{{Name: word("全市")}}, orgs...)
	f := r.fill(views.Form{ID: "suspension", Title: "设定顺延", Action: "/suspensions/preview", Button: "预览影响",
		Text: "汛情、疫情等应急期间，到期日在这段时间内的应办事项可顺延：不变红、不逾期，原因写明在通报和台账中。",
		Fields: []views.Field{{Name: "org_id", Label: "范围", Type: "select", Options: scopes}, {Name: "from_on", Label: "起始日期", Type: "date", Must: true, Value: string(tx.Today())},
			{Name: "to_on", Label: "截止日期", Type: "date", Must: true}, {Name: "reason", Label: "原因", Must: true}, {Name: "approved_by", Label: "批准人或文件", Must: true}}})
	return &f, err
}

// newSuspension is one as it was typed in or sent.
func (r *Request) newSuspension() (*orglife.Suspension, error) {
	var form struct {
		OrgID      *int64        `form:"-" json:"org_id"`
		Scope      string        `form:"org_id" json:"-"`
		FromOn     calendar.Date `form:"from_on" json:"from_on" binding:"max=10" label:"起始日期"`
		ToOn       calendar.Date `form:"to_on" json:"to_on" binding:"max=10" label:"截止日期"`
		Reason     string        `form:"reason" json:"reason" binding:"max=200" label:"原因"`
		ApprovedBy string        `form:"approved_by" json:"approved_by" binding:"max=200" label:"批准人或文件"`
	}
	if err := r.Form(&form); err != nil {
		return nil, err
	}
	if err := scopeOf(form.Scope, &form.OrgID); err != nil {
		return nil, err
	}
	return &orglife.Suspension{OrgID: form.OrgID, FromOn: form.FromOn, ToOn: form.ToOn, Reason: form.Reason, ApprovedBy: form.ApprovedBy}, nil
}

// scopeOf reads which organisation a form has chosen, if not the whole city.
func scopeOf(chosen string, orgID **int64) error {
	if chosen == "" {
		return nil
	}
	id, err := strconv.ParseInt(chosen, 10, 64)
	if err != nil {
		return models.FailAt(models.Invalid, "org_id", "请选择范围。")
	}
	*orgID = &id
	return nil
}

// previewSuspension says what would be postponed; it writes nothing.
func (s *Server) previewSuspension(r *Request) (Answer, error) {
	page := suspensionsPage{Preview: true, Touched: []touchedJSON{}}
	wanted, err := r.newSuspension()
	if err == nil {
		err = r.View(func(tx *models.Tx) error {
			rows, err := wanted.Touched(tx)
			for _, d := range rows {
				page.Touched = append(page.Touched, touchedJSON{d.ID, d.OrgID, d.OrgName, d.Code, d.Period, d.DueOn})
			}
			return err
		})
	}
	if err != nil {
		return r.again("suspension", err, s.listSuspensions)
	}
	if wantsJSON(r.Context) {
		return Answer{JSON: List[touchedJSON]{Items: page.Touched}}, nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.Context.Request.PostForm)) {
		page.Kept = append(page.Kept, views.Field{Name: name, Value: r.PostForm(name)})
	}
	return s.suspensionsAnswer(r, page)
}

func (s *Server) createSuspension(r *Request) (Answer, error) {
	wanted, err := r.newSuspension()
	var view suspensionJSON
	var touched int
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			if touched, err = wanted.Begin(tx); err == nil {
				view = showSuspension(tx, wanted)
			}
			return err
		})
	}
	if err != nil {
		return r.again("suspension", err, s.listSuspensions)
	}
	return created(view, "/suspensions", word(r.Say("已设定顺延，%d项应办事项改为可顺延。", touched))), nil
}

func (s *Server) endSuspension(r *Request) (Answer, error) {
	var view suspensionJSON
	var again int
	err := r.Update(func(tx *models.Tx) error {
		found, err := orglife.FindSuspension(tx, r.ID())
		if err != nil {
			return err
		}
		if again, err = found.End(tx); err == nil {
			view = showSuspension(tx, found)
		}
		return err
	})
	return Answer{Status: http.StatusOK, JSON: view, Goto: "/suspensions", Flash: word(r.Say("已结束顺延，%d项应办事项恢复要求。", again))}, err
}
