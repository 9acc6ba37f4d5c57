package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/discussion"
	"luoshi/models/project"
)

// bulkForm is a change to many projects as it is chosen or sent.
type bulkForm struct {
	Action string     `form:"action" json:"action"`
	Items  []bulkItem `form:"-" json:"items"`
	Named  []string   `form:"item" json:"-"` // the same as pages send them: "12:3"
	PostID int64      `form:"post_id" json:"post_id"`
	TagID  int64      `form:"tag_id" json:"tag_id"`
	Days   int        `form:"days" json:"days"`
	ToYear int        `form:"to_year" json:"to_year"`
	DryRun bool       `form:"dry_run" json:"dry_run"`
}

// bulkItem is a project chosen, as it was when it was seen.
type bulkItem struct {
	ID       int64 `json:"id"`
	Revision int   `json:"revision"`
}

// bulkAction is one thing that is done to many projects at once.
type bulkAction struct {
	name   string
	word   word
	change func(*models.Tx, *bulkForm) (project.Change, error)
}

// bulkActions lists them in the order of the page.
var bulkActions = []bulkAction{
	{"owner", "更换责任人", func(tx *models.Tx, f *bulkForm) (project.Change, error) { return project.HandOver(tx, f.PostID) }},
	{"add_tag", "加标签", func(tx *models.Tx, f *bulkForm) (project.Change, error) { return project.Mark(tx, f.TagID, true) }},
	{"remove_tag", "去掉标签", func(tx *models.Tx, f *bulkForm) (project.Change, error) { return project.Mark(tx, f.TagID, false) }},
	{"move", "移动时限", func(_ *models.Tx, f *bulkForm) (project.Change, error) { return project.Move(f.Days) }},
	{copying, "复制到新年度", func(_ *models.Tx, f *bulkForm) (project.Change, error) { return project.CopyTo(f.ToYear) }},
	{"watch", "关注", func(*models.Tx, *bulkForm) (project.Change, error) { return discussion.WatchAll, nil }},
}

const copying = "copy"

// action is what the form asks to be done.
func (f *bulkForm) action() (bulkAction, error) {
	at := slices.IndexFunc(bulkActions, func(a bulkAction) bool { return a.name == f.Action })
	if at < 0 {
		return bulkAction{}, models.FailAt(models.Invalid, "action", "请选择要办理的事项。")
	}
	return bulkActions[at], nil
}

// chosen are the projects the form names.
func (f *bulkForm) chosen() ([]project.Chosen, error) {
	var list []project.Chosen
	for _, i := range f.Items {
		list = append(list, project.Chosen(i))
	}
	for _, name := range f.Named {
		id, revision, _ := strings.Cut(name, ":")
		c := project.Chosen{}
		var err error
		if c.ID, err = strconv.ParseInt(id, 10, 64); err == nil {
			c.Revision, err = strconv.Atoi(revision)
		}
		if err != nil {
			return nil, models.FailAt(models.Invalid, "items", "选择的项目无法识别，请回到清单重新选择。")
		}
		list = append(list, c)
	}
	return list, nil
}

// bulkJSON is what a change to many projects did, or would do.
type bulkJSON struct {
	DryRun  bool          `json:"dry_run"`
	Changed int           `json:"changed"`
	Refused int           `json:"refused"`
	Items   []bulkOutcome `json:"items"`
}

type bulkOutcome struct {
	ID       int64    `json:"id"`
	Revision int      `json:"revision"` // as it stood before
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Unit     string   `json:"unit"`
	State    string   `json:"state"`
	Status   int      `json:"status"` // as a change of this one alone would be answered
	Was      string   `json:"was"`
	Is       string   `json:"is"`
	MadeID   int64    `json:"made_id"` // by a copy; 0 for none
	Notes    []string `json:"notes"`
	Reason   string   `json:"reason"` // why it was refused
}

// changeBulk changes many projects, or says what changing them would do.
func (s *Server) changeBulk(r *Request) (Answer, error) {
	var form bulkForm
	err := r.Form(&form)
	var done bulkJSON
	if err == nil {
		done, err = r.bulk(&form)
	}
	if err != nil {
		return r.again("bulk", err, s.chooseBulk)
	}
	return bulkAnswer(&form, done), nil
}

// bulk carries a change out, or rehearses it.
func (r *Request) bulk(form *bulkForm) (done bulkJSON, err error) {
	action, err := form.action()
	if err != nil {
		return done, err
	}
	chosen, err := form.chosen()
	if err != nil {
		return done, err
	}
	carry := r.Update
	if form.DryRun {
		carry = r.Rehearse
	}
	err = carry(func(tx *models.Tx) error {
		change, err := action.change(tx, form)
		if err != nil {
			return err
		}
		outcomes, err := project.ChangeAll(tx, chosen, change)
		done = bulkJSON{DryRun: form.DryRun, Items: []bulkOutcome{}}
		for i := range outcomes {
			done.add(r, &outcomes[i])
		}
		return err
	})
	return done, err
}

func (b *bulkJSON) add(r *Request, o *project.Outcome) {
	p, l := o.Project, r.Language()
	item := bulkOutcome{ID: p.ID, Revision: p.Revision, Code: p.Code, Name: p.Name, Unit: unitOf(p.Org), State: string(p.State), Status: 200, Notes: []string{}}
	if o.Refused != nil {
		item.Status, item.Reason = statusOf[models.KindOf(o.Refused)], r.Why(o.Refused)
		b.Refused++
	} else {
		item.Was, item.Is = o.Was.In(l), o.Is.In(l)
		for _, n := range o.Notes {
			item.Notes = append(item.Notes, n.In(l))
		}
		if o.Made != nil && !b.DryRun {
			item.MadeID = o.Made.ID
		}
		b.Changed++
	}
	b.Items = append(b.Items, item)
}

// Named is the item as a page sends it.
func (o bulkOutcome) Named() string { return fmt.Sprintf("%d:%d", o.ID, o.Revision) }
