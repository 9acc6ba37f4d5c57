package handlers

import (
	"fmt"
	"strconv"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// uploadView is what is noted of an activity's upload to the province's platform.
type uploadView struct {
	ActivityID int64               `json:"activity_id"`
	OrgID      int64               `json:"org_id"`
	OrgCode    string              `json:"org_code"`
	OrgName    string              `json:"org_name"`
	Type       orglife.Type        `json:"type"`
	HeldOn     calendar.Date       `json:"held_on"`
	State      orglife.UploadState `json:"state"`
	UploadedOn calendar.Date       `json:"uploaded_on"`
	DueOn      calendar.Date       `json:"due_on"` // the last day before it is an alert
	By         string              `json:"by"`     // who noted it
	At         string              `json:"at"`
	Revision   int                 `json:"revision"`

	Name    word   `json:"-"`
	Light   string `json:"-"`
	CanMark bool   `json:"-"`
}

func (v uploadView) StateName() word { return word(v.State.Name()) }

func (v uploadView) Pending() bool { return v.State == orglife.ToUpload }

// uploadPage lists uploads, and has the form of a list from the platform.
type uploadPage struct {
	Tabs    []views.Tab
	Chips   []views.Option
	Uploads []uploadView
	Form    *views.Form // nil for who may not mark
	Found   *reconciledView
	Pager   views.Pager
}

// uploading shows uploads by the rule in force.
type uploading struct {
	tx   *models.Tx
	work *calendar.Workdays
	rule orglife.Uploading
}

func uploadingOf(tx *models.Tx) (u uploading, err error) {
	u.tx = tx
	if u.work, err = tx.Workdays(); err != nil {
		return u, err
	}
	u.rule, err = orglife.UploadingOn(tx, tx.Today())
	return u, err
}

func (u uploading) show(row orglife.UploadRow) uploadView {
	v := uploadView{ActivityID: row.ActivityID, OrgID: row.OrgID, OrgCode: row.OrgCode, OrgName: row.OrgName, Type: row.Type, HeldOn: row.HeldOn, State: row.State,
		UploadedOn: row.UploadedOn, DueOn: row.YellowOn(u.work, u.rule), By: row.UserName, Revision: row.Revision, Name: word(orglife.TypeNames[row.Type])}
	if row.At != nil {
		v.At = u.tx.Local(*row.At).Format(time.RFC3339)
	}
	switch {
	case v.State != orglife.ToUpload:
		v.Light = map[orglife.UploadState]string{orglife.Uploaded: "ok", orglife.Spared: "info"}[v.State]
	case u.tx.Today() > v.DueOn:
		v.Light = "warn"
	default:
		v.Light = "idle"
	}
	return v
}

// uploadPart is the upload of one activity, with the text to paste there.
type uploadPart struct {
	uploadView
	Transcript string `json:"transcript"`
}

// uploadPartOf is nil for what is not on record yet, for what the platform does not
// keep, and for who may not see it.
func uploadPartOf(tx *models.Tx, a *orglife.Activity, org *models.Org) (*uploadPart, error) {
	row, err := orglife.UploadOf(tx, a.ID)
	if models.KindOf(err) == models.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	u, err := uploadingOf(tx)
	part := &uploadPart{u.show(*row), a.Transcript(org)}
	part.CanMark = tx.CanBelow(models.Enter, models.Uploads, org)
	return part, err
}

// uploadSearch reads which uploads are asked for: ?state= (pending without it), ?org=, ?month=.
func (r *Request) uploadSearch(p Paging) (s orglife.UploadSearch, err error) {
	s = orglife.UploadSearch{State: orglife.UploadState(r.Query("state")), Limit: p.Limit + 1}
	wrong := models.FieldErrors{}
	switch s.State {
	case "":
		s.State = orglife.ToUpload
	case "all":
		s.State = ""
	case orglife.ToUpload, orglife.Uploaded, orglife.Spared:
	default:
		wrong.Add("state", "状态可为 pending、done、exempt、all")
	}
	if s.OrgID, err = r.queryID("org"); err != nil {
		wrong.Add("org", "组织编号须为数字")
	}
	if month := calendar.Period(r.Query("month")); month != "" {
		if !month.Valid() || month.Span() != calendar.Monthly {
			wrong.Add("month", "月份写作 2022-06")
		} else {
			s.From, s.To = month.First(), month.Last()
		}
	}
	if p.After != nil {
		s.AfterDay = calendar.Date(p.After[0])
		if s.AfterID, err = strconv.ParseInt(p.After[1], 10, 64); err != nil {
			return s, badCursor
		}
	}
	return s, wrong.Err("查询条件有误，请更正后再查。")
}

func (s *Server) listUploads(r *Request) (Answer, error) { return s.uploads(r, nil) }

// uploads lists what has been and is to be uploaded, below what a list was found to say.
func (s *Server) uploads(r *Request, found *reconciledView) (Answer, error) {
	paging, err := r.Paging(2)
	if err != nil {
		return Answer{}, err
	}
	search, err := r.uploadSearch(paging)
	if err != nil {
		return Answer{}, err
	}
	page, list := uploadPage{Found: found}, List[uploadView]{Items: []uploadView{}}
	err = r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Uploads); err != nil {
			return err
		}
		rows, err := orglife.Uploads(tx, search)
		if err != nil {
			return err
		}
		if len(rows) > paging.Limit {
			rows = rows[:paging.Limit]
			last := rows[paging.Limit-1]
			list.Next = cursor(last.HeldOn, last.ActivityID)
		}
		u, err := uploadingOf(tx)
		for _, row := range rows {
			v := u.show(row)
			v.CanMark = tx.Reaches(models.Enter, models.Uploads)
			list.Items = append(list.Items, v)
		}
		page.Tabs, page.Chips = lifeTabs(tx, "uploads"), uploadChips(search)
		if tx.Reaches(models.Enter, models.Uploads) {
			page.Form = r.listForm()
		}
		return err
	})
	page.Uploads, page.Pager = list.Items, r.pager(list.Next)
	return Answer{Page: "uploads", Title: word("上传山东e支部"), Section: "orglife", View: page, JSON: list, Ledger: ledgerOf(word("上传山东e支部"), list.Items, uploadColumns),
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("上传山东e支部")}}}, err
}

func uploadChips(s orglife.UploadSearch) (list []views.Option) {
	at := "/uploads?"
	if s.OrgID != 0 {
		at += fmt.Sprintf("org=%d&", s.OrgID)
	}
	for _, state := range orglife.UploadStates {
		list = append(list, views.Option{Name: word(state.Name()), Value: at + "state=" + string(state), Chosen: s.State == state})
	}
	return append(list, views.Option{Name: word("全部"), Value: at + "state=all", Chosen: s.State == ""})
}

// listForm asks for a list exported from the platform.
func (r *Request) listForm() *views.Form {
	f := r.fill(views.Form{ID: "list", Title: "与平台导出的清单对账", Action: "/uploads/reconciliation", Button: "对账",
		Text: "清单须有党支部、类型、日期三列，可以有上传日期。对账不改动任何记录；两边都有的，可一次标为已传。",
		Fields: []views.Field{{Name: "file", Label: "清单文件（.xlsx 或 .csv）", Type: "file", Must: true},
			{Name: "all", Label: "清单中没有出现的党支部", Type: "radio", Options: []views.Option{
				{Value: "false", Name: word("不比对"), Chosen: true}, {Value: "true", Name: word("也比对：没有的算未传")}}}}})
	return &f
}
