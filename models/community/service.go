package community

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// Service is one occasion on which an organisation and its members did something for a community.
type Service struct {
	ID         int64
	OrgID      int64
	Community  string
	HeldOn     calendar.Date
	Hours      float64
	Content    string
	Feedback   string // what the community says of it
	ActivityID *int64 // the activity it was as well; nil for none
	RecordedBy int64
	Recorder   string
	Revision   int
}

// TableName says whom the services are for.
func (Service) TableName() string { return "community_services" }

// Participant is a member who took part: once a service, however often named.
type Participant struct {
	ServiceID int64 `gorm:"primaryKey;autoIncrement:false"`
	MemberID  int64 `gorm:"primaryKey;autoIncrement:false"`
}

// TableName says of what they are participants.
func (Participant) TableName() string { return "service_participants" }

// Row is a service in a list, with whose it is and how many took part.
type Row struct {
	Service
	OrgCode string
	OrgName string
	People  int
}

// Search narrows a list of services.
type Search struct {
	Year  int
	Org   *models.Org // it and all below it; nil for all
	Limit int

	AfterDay calendar.Date // the last row of the page before
	AfterID  int64
}

const serviceRows = `SELECT s.*, o.code AS org_code, o.name AS org_name, (SELECT COUNT(*) FROM service_participants x WHERE x.service_id = s.id) AS people
	FROM community_services s JOIN orgs o ON o.id = s.org_id WHERE `

// Services lists the services of a year that the actor may see, the latest first.
func Services(tx *models.Tx, s Search) ([]Row, error) {
	where, args := tx.Scope(models.View, models.Minutes, "s.org_id")
	narrow, more := under("s.org_id", s.Org)
	from, to := calendar.YearBounds(s.Year)
	where, args = where+" AND "+narrow+" AND s.held_on BETWEEN ? AND ?", append(append(args, more...), from, to)
	if s.AfterID != 0 {
		where, args = where+" AND (s.held_on < ? OR s.held_on = ? AND s.id < ?)", append(args, s.AfterDay, s.AfterDay, s.AfterID)
	}
	var rows []Row
	err := tx.Raw(&rows, serviceRows+where+" ORDER BY s.held_on DESC, s.id DESC LIMIT ?", append(args, s.Limit)...)
	return rows, err
}

// Find finds a service the actor may see.
func Find(tx *models.Tx, id int64) (*Row, error) {
	where, args := tx.Scope(models.View, models.Minutes, "s.org_id")
	var rows []Row
	err := tx.Raw(&rows, serviceRows+"s.id = ? AND "+where, append([]any{id}, args...)...)
	return models.Only(rows, err)
}

// Participants lists who took part, as far as the actor may name them.
func (s *Service) Participants(tx *models.Tx) ([]models.Member, error) {
	return models.Visible[models.Member](tx, models.Members, "org_id").Where("id IN (SELECT member_id FROM service_participants WHERE service_id = ?)", s.ID).
		Order("name, id").Find(tx.Ctx)
}

// mostNamed is how many members of an organisation are offered to choose from.
const mostNamed = 2000

// Candidates are the present members of an organisation and all below it whom the actor may name.
func Candidates(tx *models.Tx, org *models.Org) ([]models.Member, error) {
	return tx.MemberList(org, "", 0, mostNamed)
}

// Create puts a service on record with who took part.
func Create(tx *models.Tx, s *Service, members []int64) error {
	org, err := reporting(tx, s.OrgID)
	if err != nil {
		return err
	}
	if err := s.check(tx); err != nil {
		return err
	}
	s.RecordedBy, s.Recorder = tx.Actor.ID, tx.Actor.Name
	if err := models.In[Service](tx).Create(tx.Ctx, s); models.IsDuplicate(err) {
		return enteredAlready
	} else if err != nil {
		return err
	}
	if err := s.enrol(tx, org, members); err != nil {
		return err
	}
	return s.record(tx, "登记双报到服务", "")
}

var enteredAlready = models.FailAt(models.Conflict, "activity_id", "这次活动已登记为双报到服务，请在原记录上修改。")

// Change corrects a service as it was at the revision; members nil leaves who took part.
func (s *Service) Change(tx *models.Tx, change Service, members []int64, revision int) error {
	org, err := reporting(tx, s.OrgID)
	if err != nil {
		return err
	}
	if err := change.check(tx); err != nil {
		return err
	}
	n, err := models.In[Service](tx).Where("id = ? AND revision = ?", s.ID, revision).Set(models.Assign("community", change.Community),
		models.Assign("held_on", change.HeldOn), models.Assign("hours", change.Hours), models.Assign("content", change.Content), models.Assign("feedback", change.Feedback),
		models.Assign("activity_id", change.ActivityID), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if models.IsDuplicate(err) {
		return enteredAlready
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if members != nil {
		if err := change.enrol(tx, org, members); err != nil {
			return err
		}
	}
	return change.record(tx, "修改双报到服务", models.JSON(s))
}

func (s *Service) check(tx *models.Tx) error {
	s.Content, s.Feedback = strings.TrimSpace(s.Content), strings.TrimSpace(s.Feedback)
	wrong := models.FieldErrors{}
	named(&s.Community, wrong)
	if !s.HeldOn.Valid() || s.HeldOn > tx.Today() {
		wrong.Add("held_on", "日期写作 2022-06-15，不能晚于今天")
	}
	if !(s.Hours > 0 && s.Hours <= 24) || s.Hours*2 != math.Trunc(s.Hours*2) { // NaN is not above 0
		wrong.Add("hours", "服务时长须为0.5至24小时，以半小时计")
	}
	if s.Content == "" || utf8.RuneCountInString(s.Content) > 500 {
		wrong.Add("content", "请填写服务内容，不超过500个字")
	}
	if utf8.RuneCountInString(s.Feedback) > 500 {
		wrong.Add("feedback", "社区反馈不能超过500个字，请精简")
	}
	if s.ActivityID != nil {
		a, err := orglife.Find(tx, *s.ActivityID)
		switch {
		case models.KindOf(err) == models.NotFound:
			wrong.Add("activity_id", "没有这次活动，或者不在您的查看范围内")
		case err != nil:
			return err
		case a.State != orglife.Held || a.OrgID != s.OrgID || a.HeldOn != s.HeldOn:
			wrong.Add("activity_id", "只能关联本组织同一天已记录的活动")
		}
	}
	return wrong.Err("%s", wrong)
}

// enrol writes who took part: present members whom the actor may name, and who stood there before.
func (s *Service) enrol(tx *models.Tx, org *models.Org, members []int64) error {
	slices.Sort(members)
	members = slices.Compact(members)
	known, err := Candidates(tx, org)
	if err != nil {
		return err
	}
	before, err := s.Participants(tx)
	if err != nil {
		return err
	}
	known = append(known, before...)
	rows := []Participant{}
	for _, id := range members {
		if !slices.ContainsFunc(known, func(m models.Member) bool { return m.ID == id }) {
			return models.FailAt(models.Invalid, "members", "编号%d的同志不是本组织的党员，请从名单中选择。", id)
		}
		rows = append(rows, Participant{s.ID, id})
	}
	if len(rows) == 0 {
		return models.FailAt(models.Invalid, "members", "请选择参加服务的党员。")
	}
	if _, err := models.In[Participant](tx).Where("service_id = ?", s.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	return models.In[Participant](tx).CreateInBatches(tx.Ctx, &rows, 200)
}

func (s *Service) record(tx *models.Tx, verb, before string) error {
	subject := fmt.Sprintf("services/%d", s.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: s.OrgID, Detail: language.Phrase{"%[1]s：%[2]s", s.Community, s.Content},
		Before: before, After: models.JSON(s)})
}
