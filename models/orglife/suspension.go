package orglife

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Suspension lets what is due in an emergency be postponed: in an organisation and
// all below it, or in the whole city. Nothing of it turns red; the reason is printed
// with it. Calendar.md F.3.
type Suspension struct {
	ID          int64
	OrgID       *int64 // nil for the whole city
	FromOn      calendar.Date
	ToOn        calendar.Date
	Reason      string
	ApprovedBy  string // who approved it, or the paper that did
	CreatedBy   int64
	CreatedName string
	CreatedAt   time.Time
	EndedName   string
	EndedAt     *time.Time // nil unless it was ended before its day
	Revision    int

	Org *models.Org `json:"-"`
}

func (s *Suspension) subject() string { return fmt.Sprintf("suspensions/%d", s.ID) }

// scope is where it holds, as people read it.
func (s *Suspension) scope() language.Phrase {
	if s.Org == nil {
		return language.Phrase{"全市"}
	}
	return language.Quote(s.Org.Name)
}

// covers reports whether a duty of an organisation that is due on a day is postponed.
func (s *Suspension) covers(org *models.Org, due calendar.Date) bool {
	return s.FromOn <= due && due <= s.ToOn && (s.OrgID == nil || s.Org != nil && strings.HasPrefix(org.Path, s.Org.Path))
}

// Suspensions lists them, the latest first.
func Suspensions(tx *models.Tx) ([]Suspension, error) {
	if err := tx.RequireSight(models.Calendars); err != nil {
		return nil, err
	}
	return models.In[Suspension](tx).Preload("Org", nil).Order("from_on DESC, id DESC").Limit(200).Find(tx.Ctx)
}

// FindSuspension finds one.
func FindSuspension(tx *models.Tx, id int64) (*Suspension, error) {
	if !tx.Sees(models.Calendars) {
		return nil, models.Missing
	}
	s, err := models.In[Suspension](tx).Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &s, err
}

// Touched lists the open duties that the suspension would postpone, and writes nothing.
func (s *Suspension) Touched(tx *models.Tx) ([]DutyRow, error) {
	if err := s.check(tx); err != nil {
		return nil, err
	}
	return s.duties(tx, Open, s.FromOn, s.ToOn)
}

// duties are those in scope in a state, due from one day to another.
func (s *Suspension) duties(tx *models.Tx, state State, from, to calendar.Date) ([]DutyRow, error) {
	where, args := "1 = 1", []any{}
	if s.Org != nil {
		where, args = models.Below("d.org_id", []string{s.Org.Path})
	}
	var rows []DutyRow
	err := tx.Raw(&rows, dutyRows+"d.state = ? AND d.due_on BETWEEN ? AND ? AND "+where+" ORDER BY o.code, d.due_on, d.code", append([]any{state, from, to}, args...)...)
	return rows, err
}

// check asks whether the actor may, and looks at what was filled in.
func (s *Suspension) check(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Calendars, 0); err != nil {
		return err
	}
	if s.OrgID != nil {
		org, err := models.Visible[models.Org](tx, models.Orgs, "id").Where("id = ?", *s.OrgID).First(tx.Ctx)
		if err != nil {
			return err
		}
		s.Org = &org
	}
	s.Reason, s.ApprovedBy = strings.TrimSpace(s.Reason), strings.TrimSpace(s.ApprovedBy)
	wrong := models.FieldErrors{}
	switch {
	case !s.FromOn.Valid():
		wrong.Add("from_on", "请填写起始日期，如 2022-07-20")
	case s.FromOn < tx.Today().Month().Add(-1).First():
		wrong.Add("from_on", "起始日期不能早于上月1日，以前的已经通报")
	}
	if !s.ToOn.Valid() || s.ToOn < s.FromOn || s.ToOn > s.FromOn.AddMonths(6) {
		wrong.Add("to_on", "截止日期须在起始日期之后、六个月以内")
	}
	for field, text := range map[string]string{"reason": s.Reason, "approved_by": s.ApprovedBy} {
		if text == "" || utf8.RuneCountInString(text) > 200 {
			wrong.Add(field, "请填写，200字以内")
		}
	}
	return wrong.Err("顺延的设置还需修改。")
}

// Begin postpones what is due while it lasts, and says of how many duties.
func (s *Suspension) Begin(tx *models.Tx) (touched int, err error) {
	rows, err := s.Touched(tx)
	if err != nil {
		return 0, err
	}
	s.CreatedBy, s.CreatedName, s.CreatedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	org := s.Org
	s.Org = nil // it is there already
	if err := models.In[Suspension](tx).Create(tx.Ctx, s); err != nil {
		return 0, err
	}
	s.Org = org
	if err := set(tx, rows, Suspended, s.Reason); err != nil {
		return 0, err
	}
	return len(rows), s.record(tx, "设定应办事项可顺延", len(rows))
}

// End ends it today, before its day: what is due later is asked for again.
func (s *Suspension) End(tx *models.Tx) (again int, err error) {
	if err := tx.Require(models.Approve, models.Calendars, 0); err != nil {
		return 0, err
	}
	was, today := s.ToOn, tx.Today()
	if was <= today || s.EndedAt != nil {
		return 0, models.Fail(models.Conflict, "已于%s结束，不需要再办理。", was.Short())
	}
	until := max(today, s.FromOn.Add(-1)) // one that has not begun never begins
	n, err := models.In[Suspension](tx).Where("id = ? AND revision = ?", s.ID, s.Revision).Set(models.Assign("to_on", until), models.Assign("ended_name", tx.Actor.Name),
		models.Assign("ended_at", tx.Now), models.Assign("revision", s.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, models.Stale
	}
	s.ToOn, s.EndedName, s.EndedAt, s.Revision = until, tx.Actor.Name, &tx.Now, s.Revision+1
	rows, err := s.duties(tx, Suspended, until.Add(1), was)
	if err != nil {
		return 0, err
	}
	others, err := lasting(tx, until.Add(1), was)
	if err != nil {
		return 0, err
	}
	rows = slices.DeleteFunc(rows, func(d DutyRow) bool {
		return slices.ContainsFunc(others, func(o Suspension) bool { return o.covers(&models.Org{Path: d.Path}, d.DueOn) })
	})
	if err := set(tx, rows, Open, ""); err != nil {
		return 0, err
	}
	return len(rows), s.record(tx, "提前结束应办事项可顺延", len(rows))
}

// set gives duties a state and its reason; what others have closed meanwhile stays.
func set(tx *models.Tx, rows []DutyRow, to State, reason string) error {
	from := map[State]State{Suspended: Open, Open: Suspended}[to]
	ids := make([]int64, len(rows))
	for i, d := range rows {
		ids[i] = d.ID
	}
	slices.Sort(ids) // one order for everyone: no deadlocks
	for some := range slices.Chunk(ids, 500) {
		if _, err := models.In[Duty](tx).Where("id IN ? AND state = ?", some, from).Set(models.Assign("state", to), models.Assign("reason", reason),
			models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return nil
}

// lasting are the suspensions that have a day from one to another.
func lasting(tx *models.Tx, from, to calendar.Date) ([]Suspension, error) {
	return models.In[Suspension](tx).Preload("Org", nil).Where("from_on <= ? AND to_on >= ?", to, from).Order("id").Find(tx.Ctx)
}

// suspend marks those of the duties of one period, which are about to be opened,
// that are due during an emergency.
func suspend(tx *models.Tx, duties []Duty, orgs []models.Org) error {
	due := duties[0].DueOn
	list, err := lasting(tx, due, due)
	for i := range duties {
		at := slices.IndexFunc(list, func(s Suspension) bool { return s.covers(&orgs[i], duties[i].DueOn) })
		if at >= 0 && duties[i].State == Open {
			duties[i].State, duties[i].Reason = Suspended, list[at].Reason
		}
	}
	return err
}

func (s *Suspension) record(tx *models.Tx, verb string, duties int) error {
	orgID := int64(0)
	if s.OrgID != nil {
		orgID = *s.OrgID
	}
	return tx.Record(models.Entry{Verb: verb, Subject: s.subject(), Topic: "rules", OrgID: orgID,
		Detail: language.Phrase{"%s%s至%s：%s（%s），涉及%d项", s.scope(), s.FromOn.Short(), s.ToOn.Short(), s.Reason, s.ApprovedBy, duties}, After: models.JSON(s)})
}
