package models

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// CreatePost adds a chair to an organisation.
func (tx *Tx) CreatePost(p *Post) error {
	if err := tx.Require(Enter, Orgs, p.OrgID); err != nil {
		return err
	}
	wrong := FieldErrors{}
	org, err := In[Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
	switch {
	case KindOf(err) == NotFound:
		wrong.Add("org_id", "没有这个党组织，请重新选择")
	case err != nil:
		return err
	case !slices.Contains(OfficesOf[org.Kind], p.Office):
		wrong.Add("office", "%s不设这种职务", OrgKindNames[org.Kind])
	}
	if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
		p.Name = OfficeNames[p.Office]
	}
	if utf8.RuneCountInString(p.Name) > 100 {
		wrong.Add("name", "职务名称不超过100个字")
	}
	if err := wrong.Err("职务信息需要修改：%s", wrong); err != nil {
		return err
	}
	if err := In[Post](tx).Create(tx.Ctx, p); err != nil {
		return err
	}
	return p.record(tx, "设置职务", language.Quote(p.Name), "", JSON(p))
}

// Appoint lets a member hold the post from a day on. Whoever holds it leaves the
// day before, and all open work stays with the post. Nobody appoints himself.
func (p *Post) Appoint(tx *Tx, t *Tenure) error {
	if err := tx.Require(Enter, Orgs, p.OrgID); err != nil {
		return err
	}
	if !t.StartOn.Valid() {
		return FailAt(Invalid, "start_on", "请填写任职日期，写作 2022-06-15。")
	}
	m, err := Visible[Member](tx, Members, "org_id").Where("id = ? AND left_on = ''", t.MemberID).First(tx.Ctx)
	if KindOf(err) == NotFound {
		return FailAt(Invalid, "member_id", "没有找到要任职的党员，请从名册中选择。")
	}
	if err != nil {
		return err
	}
	if tx.Actor.Is(&m) {
		return Fail(Forbidden, "不能为自己办理任职，请由其他有权限的人办理。")
	}
	if err := p.clear(tx, t.StartOn, &m); err != nil {
		return err
	}
	t.PostID, t.EndOn = p.ID, ""
	if err := In[Tenure](tx).Create(tx.Ctx, t); err != nil {
		if IsDuplicate(err) { // somebody else has just been appointed
			return Stale
		}
		return err
	}
	return p.record(tx, "任职", language.Phrase{"%s自%s起任%s", m.Name, t.StartOn.Long(), p.Name}, "", JSON(t))
}

// clear ends the sitting tenure before a day, and refuses a day that lies in an earlier one.
func (p *Post) clear(tx *Tx, start calendar.Date, successor *Member) error {
	overlapping, err := In[Tenure](tx).Where("post_id = ? AND (end_on = '' OR end_on >= ?)", p.ID, start).Order("start_on DESC").Find(tx.Ctx)
	if err != nil {
		return err
	}
	for _, s := range overlapping {
		switch {
		case s.EndOn != "":
			return dateFault("start_on", Conflict, "前任任期至%s，接任日期须晚于该日。", s.EndOn.Long())
		case s.StartOn >= start:
			return dateFault("start_on", Conflict, "现任自%s起任职，接任日期须晚于该日。", s.StartOn.Long())
		case s.MemberID == successor.ID:
			return Fail(Conflict, "%s现在就担任这个职务，无需交接。", successor.Name)
		}
		if err := s.end(tx, p, start.Add(-1)); err != nil {
			return err
		}
	}
	return nil
}

// Vacate ends the present tenure on a day; the post is vacant from the next.
func (p *Post) Vacate(tx *Tx, last calendar.Date) error {
	if err := tx.Require(Enter, Orgs, p.OrgID); err != nil {
		return err
	}
	if !last.Valid() {
		return dateFault("last_on", Invalid, "请填写离任日期（任职的最后一天），写作 2022-06-15。")
	}
	sitting, err := In[Tenure](tx).Where("post_id = ? AND end_on = ''", p.ID).First(tx.Ctx)
	if KindOf(err) == NotFound {
		return Fail(Conflict, "该职务目前空缺，无人可免。")
	}
	if err != nil {
		return err
	}
	if last < sitting.StartOn {
		return dateFault("last_on", Invalid, "离任日期不能早于任职日期%s。", sitting.StartOn.Long())
	}
	return sitting.end(tx, p, last)
}

func dateFault(field string, kind Kind, format string, args ...any) error {
	return FailAt(kind, field, format, args...)
}

func (t *Tenure) end(tx *Tx, p *Post, last calendar.Date) error {
	n, err := In[Tenure](tx).Where("id = ? AND end_on = ''", t.ID).Set(Assign("end_on", last)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	return p.record(tx, "离任", language.Phrase{"%s任期至%s", p.Name, last.Long()}, JSON(t), "")
}

func (p *Post) record(tx *Tx, verb string, detail language.Phrase, before, after string) error {
	return tx.Record(Entry{Verb: verb, Subject: fmt.Sprintf("posts/%d", p.ID), Topic: fmt.Sprintf("orgs/%d", p.OrgID),
		OrgID: p.OrgID, Detail: detail, Before: before, After: after})
}

// Candidates lists members the actor may see who may hold a post of the
// organisation: those of the same department, or for the city's own offices
// those without a branch here.
func (o *Org) Candidates(tx *Tx) ([]Member, error) {
	q := Visible[Member](tx, Members, "org_id").Where("left_on = ''")
	switch o.Kind {
	case CityCommittee, Department, WorkCommittee, Section:
		q = q.Where("org_id IS NULL")
	default:
		around, err := In[Org](tx).Where("id = ? OR guided_by_id = ?", o.ParentID, o.ID).Find(tx.Ctx)
		if err != nil {
			return nil, err
		}
		department := scope{below: []string{o.Path}}
		for _, other := range around {
			if slices.Contains([]OrgKind{OrganCommittee, GeneralBranch, Branch, JointBranch}, other.Kind) {
				department.below = append(department.below, other.Path)
			}
		}
		where, args := department.sql("org_id")
		q = q.Where(where, args...)
	}
	return q.Order("name, id").Limit(500).Find(tx.Ctx)
}
