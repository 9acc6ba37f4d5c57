package handlers

import (
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
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
	return Answer{Page: "uploads", Title: word("上传山东e支部"), Section: "orglife", View: page, JSON: list,
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

// markUpload notes what has become of one activity's upload.
func (s *Server) markUpload(r *Request) (Answer, error) {
	var form struct {
		State    orglife.UploadState `form:"state" json:"state" binding:"max=10" label:"状态"`
		On       calendar.Date       `form:"on" json:"on" binding:"max=10" label:"上传日期"`
		Revision *int                `form:"revision" json:"revision"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Revision == nil {
		return Answer{}, noRevision
	}
	return s.marked(r, orglife.Mark{ActivityID: r.ID(), State: form.State, On: form.On, Revision: *form.Revision})
}

// unmarkUpload takes back what was noted.
func (s *Server) unmarkUpload(r *Request) (Answer, error) {
	revision, err := strconv.Atoi(r.Query("revision"))
	if err != nil {
		return Answer{}, models.FailAt(models.Invalid, "revision", "请在地址中注明要撤回的版本，如 ?revision=1。")
	}
	return s.marked(r, orglife.Mark{ActivityID: r.ID(), State: orglife.ToUpload, Revision: revision})
}

func (s *Server) marked(r *Request, mark orglife.Mark) (Answer, error) {
	var v uploadView
	err := r.Update(func(tx *models.Tx) error {
		if err := orglife.MarkUploads(tx, mark); err != nil {
			return err
		}
		row, err := orglife.UploadOf(tx, mark.ActivityID)
		if err != nil {
			return err
		}
		u, err := uploadingOf(tx)
		v = u.show(*row)
		return err
	})
	return Answer{JSON: v, Goto: back(refererPath(r.Context), fmt.Sprintf("/activities/%d#upload", mark.ActivityID)), Flash: word(r.Say("已标记：%s。", v.StateName()))}, err
}

// markMany notes many at once: what a list has shown to be there.
func (s *Server) markMany(r *Request) (Answer, error) {
	var form struct {
		Marks []string `form:"mark" json:"-"` // "12/0/2022-06-07": activity, revision, day
		Items []struct {
			ActivityID int64         `json:"activity_id"`
			On         calendar.Date `json:"on"`
			Revision   int           `json:"revision"`
		} `form:"-" json:"items" binding:"max=500" label:"活动"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var marks []orglife.Mark
	for _, i := range form.Items {
		marks = append(marks, orglife.Mark{ActivityID: i.ActivityID, State: orglife.Uploaded, On: i.On, Revision: i.Revision})
	}
	for _, text := range form.Marks {
		parts := strings.SplitN(text, "/", 3)
		m := orglife.Mark{State: orglife.Uploaded, On: calendar.Date(parts[len(parts)-1])}
		if _, err := fmt.Sscanf(text, "%d/%d", &m.ActivityID, &m.Revision); err != nil || len(parts) < 3 {
			return Answer{}, models.FailAt(models.Invalid, "mark", "提交的内容无法识别，请重新对账。")
		}
		marks = append(marks, m)
	}
	if len(marks) == 0 {
		return Answer{}, models.FailAt(models.Invalid, "items", "请选择要标为已传的活动。")
	}
	err := r.Update(func(tx *models.Tx) error { return orglife.MarkUploads(tx, marks...) })
	return Answer{Goto: "/uploads?state=done", Flash: word(r.Say("已将%d项标为已传。", len(marks)))}, err
}

// reconciledView is what a list says beside the records here.
type reconciledView struct {
	From     calendar.Date `json:"from"`
	To       calendar.Date `json:"to"`
	Known    int           `json:"known"`     // on both sides, and noted here
	ToMark   []uploadView  `json:"to_mark"`   // on both sides, and not noted yet
	NotThere []uploadView  `json:"not_there"` // on record here, and not in the list
	NotHere  []listedView  `json:"not_here"`  // in the list, and not on record here
	Unclear  []listedView  `json:"unclear"`   // could not be compared
}

// Marks are the values of the form that marks them.
func (v reconciledView) Marks() (list []string) {
	for _, u := range v.ToMark {
		list = append(list, fmt.Sprintf("%d/%d/%s", u.ActivityID, u.Revision, u.UploadedOn))
	}
	return list
}

type listedView struct {
	Row    int           `json:"row"`
	Branch string        `json:"branch"`
	Kind   string        `json:"kind"`
	HeldOn calendar.Date `json:"held_on"`
	Fault  string        `json:"fault"`
	Record string        `json:"-"` // where to put it on record
}

// reconcileUploads holds a list exported from the platform against the records here.
func (s *Server) reconcileUploads(r *Request) (Answer, error) {
	var form struct {
		File *multipart.FileHeader `form:"file" json:"-"`
		All  bool                  `form:"all" json:"all"`
	}
	err := r.View(func(tx *models.Tx) error { return tx.RequireSight(models.Uploads) })
	if err != nil { // before the file is read: that is costly
		return Answer{}, err
	}
	err = r.Form(&form)
	var found *reconciledView
	if err == nil {
		found, err = r.reconcile(form.All)
	}
	if err != nil {
		return r.again("list", err, s.listUploads)
	}
	if wantsJSON(r.Context) {
		return Answer{Status: http.StatusOK, JSON: found}, nil
	}
	return s.uploads(r, found)
}

func (r *Request) reconcile(all bool) (*reconciledView, error) {
	sheets, err := r.workbook("file")
	if err != nil {
		return nil, err
	}
	list, err := orglife.ReadUploadSheet(sheets)
	if err != nil {
		return nil, err
	}
	v := &reconciledView{ToMark: []uploadView{}, NotThere: []uploadView{}, NotHere: []listedView{}, Unclear: []listedView{}}
	return v, r.View(func(tx *models.Tx) error {
		found, err := orglife.Reconcile(tx, list, all)
		if err != nil {
			return err
		}
		u, err := uploadingOf(tx)
		if err != nil {
			return err
		}
		v.From, v.To, v.Known = found.From, found.To, found.Known
		for _, m := range found.ToMark {
			shown := u.show(m.UploadRow)
			shown.UploadedOn = m.On
			v.ToMark = append(v.ToMark, shown)
		}
		for _, row := range found.NotThere {
			v.NotThere = append(v.NotThere, u.show(row))
		}
		for _, l := range found.NotHere {
			v.NotHere = append(v.NotHere, listedView{l.Row, l.Branch, l.Kind, l.Day, "", orglife.NewLink(l.OrgID, l.Type, l.Day)})
		}
		for _, l := range found.Unclear {
			v.Unclear = append(v.Unclear, listedView{l.Row, l.Branch, l.Kind, l.Day, l.Fault.In(r.Language()), ""})
		}
		return nil
	})
}
