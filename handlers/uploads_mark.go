package handlers

import (
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

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
