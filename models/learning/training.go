// Package learning keeps what Party staff learn, in trainings of their own and
// from the experience of other units.
package learning

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Training is one occasion at which Party staff learnt something.
type Training struct {
	ID         int64
	OrgID      int64 // arranged it
	Type       Type
	Title      string
	HeldOn     calendar.Date
	Place      string
	Hours      float64
	Lessons    string // what was learnt
	RecordedBy int64
	Recorder   string
	Revision   int
}

// Trainee is a member of the Party staff who took part.
type Trainee struct {
	TrainingID int64 `gorm:"primaryKey"`
	MemberID   int64 `gorm:"primaryKey"`
}

// Type is the sort of a training.
type Type string

const (
	Benchmark Type = "benchmark" // 对标学习
	Course    Type = "course"
	Exchange  Type = "exchange"
	Online    Type = "online"
	Seconded  Type = "secondment"
)

// Types lists them in the order people are offered them.
var Types = []Type{Benchmark, Course, Exchange, Online, Seconded}

var typeNames = map[Type]string{Benchmark: "对标学习", Course: "集中培训", Exchange: "交流研讨", Online: "网络培训", Seconded: "跟班学习"}

func (t Type) String() string { return typeNames[t] }

// staffOffices are the offices whose holders are Party staff.
var staffOffices = []models.Office{models.DepartmentOfficer, models.CommitteeSecretary, models.WorkOfficer, models.Inspector, models.DeputySecretary,
	models.Staff, models.BranchSecretary, models.Organiser, models.Publicist, models.Disciplinarian, models.CommitteeMember}

// TrainingRow is a training in a list, with whose it is and how many took part.
type TrainingRow struct {
	Training
	OrgName string
	People  int
}

// TrainingSearch narrows a list of trainings; zero values do not.
type TrainingSearch struct {
	Org   *models.Org // it and all below it
	Type  Type
	Year  int
	Limit int

	AfterDay calendar.Date // the last row of the page before
	AfterID  int64
}

// seen is the condition for trainings t that the actor may see: arranged by an
// organisation in reach, or with somebody from there, or oneself, taking part.
func seen(tx *models.Tx) (string, []any) {
	if !tx.Sees(models.Trainings) {
		return "1 = 0", nil
	}
	arranged, args := tx.Scope(models.View, models.Trainings, "t.org_id")
	from, more := tx.Scope(models.View, models.Trainings, "m.org_id")
	return "(" + arranged + " OR t.id IN (SELECT x.training_id FROM trainees x JOIN members m ON m.id = x.member_id WHERE " + from + " OR m.id = ?))",
		append(append(args, more...), own(tx))
}

// own is the actor's own member, 0 for none.
func own(tx *models.Tx) int64 {
	if tx.Actor.MemberID == nil {
		return 0
	}
	return *tx.Actor.MemberID
}

const trainingRows = `SELECT t.*, o.name AS org_name, (SELECT COUNT(*) FROM trainees x WHERE x.training_id = t.id) AS people
	FROM trainings t JOIN orgs o ON o.id = t.org_id WHERE `

// Trainings lists trainings the actor may see, the latest first.
func Trainings(tx *models.Tx, s TrainingSearch) ([]TrainingRow, error) {
	where, args := seen(tx)
	also := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if s.Org != nil {
		also("t.org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?)", s.Org.Path, strings.TrimSuffix(s.Org.Path, "/")+"0")
	}
	if s.Type != "" {
		also("t.type = ?", s.Type)
	}
	if s.Year != 0 {
		from, to := calendar.YearBounds(s.Year)
		also("t.held_on BETWEEN ? AND ?", from, to)
	}
	if s.AfterID != 0 {
		also("(t.held_on < ? OR t.held_on = ? AND t.id < ?)", s.AfterDay, s.AfterDay, s.AfterID)
	}
	var rows []TrainingRow
	err := tx.Raw(&rows, trainingRows+where+" ORDER BY t.held_on DESC, t.id DESC LIMIT ?", append(args, s.Limit)...)
	return rows, err
}

// FindTraining finds a training the actor may see.
func FindTraining(tx *models.Tx, id int64) (*TrainingRow, error) {
	where, args := seen(tx)
	var rows []TrainingRow
	err := tx.Raw(&rows, trainingRows+"t.id = ? AND "+where, append([]any{id}, args...)...)
	return models.Only(rows, err)
}

// CreateTraining puts a training on record with who took part.
func CreateTraining(tx *models.Tx, t *Training, members []int64) error {
	if err := tx.Require(models.Enter, models.Trainings, t.OrgID); err != nil {
		return err
	}
	if err := t.check(tx); err != nil {
		return err
	}
	if err := knownOrg(tx, t.OrgID); err != nil {
		return err
	}
	t.RecordedBy, t.Recorder = tx.Actor.ID, tx.Actor.Name
	if err := models.In[Training](tx).Create(tx.Ctx, t); err != nil {
		return err
	}
	if err := t.enrol(tx, members); err != nil {
		return err
	}
	return t.record(tx, "登记培训", "")
}

// Change corrects a training as it was at the revision; members nil leaves who took part.
func (t *Training) Change(tx *models.Tx, change Training, members []int64, revision int) error {
	if err := tx.Require(models.Enter, models.Trainings, t.OrgID); err != nil {
		return err
	}
	if err := change.check(tx); err != nil {
		return err
	}
	n, err := models.In[Training](tx).Where("id = ? AND revision = ?", t.ID, revision).Set(models.Assign("type", change.Type), models.Assign("title", change.Title),
		models.Assign("held_on", change.HeldOn), models.Assign("place", change.Place), models.Assign("hours", change.Hours),
		models.Assign("lessons", change.Lessons), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if members != nil {
		if err := change.enrol(tx, members); err != nil {
			return err
		}
	}
	return change.record(tx, "修改培训记录", models.JSON(t))
}

func (t *Training) check(tx *models.Tx) error {
	t.Title, t.Place, t.Lessons = strings.TrimSpace(t.Title), strings.TrimSpace(t.Place), strings.TrimSpace(t.Lessons)
	wrong := models.FieldErrors{}
	if typeNames[t.Type] == "" {
		wrong.Add("type", "请从列表中选择培训类型")
	}
	if t.Title == "" || utf8.RuneCountInString(t.Title) > 200 {
		wrong.Add("title", "请填写培训内容，不超过200个字")
	}
	if utf8.RuneCountInString(t.Place) > 200 {
		wrong.Add("place", "地点不能超过200个字")
	}
	if utf8.RuneCountInString(t.Lessons) > 5000 {
		wrong.Add("lessons", "收获不能超过5000个字，请精简")
	}
	if !t.HeldOn.Valid() || t.HeldOn > tx.Today() {
		wrong.Add("held_on", "日期写作 2022-06-15，不能晚于今天")
	}
	if !(t.Hours > 0 && t.Hours <= 200) || t.Hours*2 != math.Trunc(t.Hours*2) { // NaN is not above 0
		wrong.Add("hours", "学时须为0.5至200，以半学时计")
	}
	return wrong.Err("%s", wrong)
}

// enrol writes who took part: Party staff on the day whom the actor may name.
func (t *Training) enrol(tx *models.Tx, members []int64) error {
	slices.Sort(members)
	members = slices.Compact(members)
	staff, err := StaffOn(tx, t.HeldOn)
	if err != nil {
		return err
	}
	rows := []Trainee{}
	for _, id := range members {
		if !slices.ContainsFunc(staff, func(p Person) bool { return p.ID == id }) {
			return models.FailAt(models.Invalid, "members", "编号%d的同志当日不是您可以填报的党务干部，请从名单中选择。", id)
		}
		rows = append(rows, Trainee{t.ID, id})
	}
	if len(rows) == 0 {
		return models.FailAt(models.Invalid, "members", "请选择参加的党务干部。")
	}
	if _, err := models.In[Trainee](tx).Where("training_id = ?", t.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	return models.In[Trainee](tx).CreateInBatches(tx.Ctx, &rows, 200)
}

func (t *Training) record(tx *models.Tx, verb, before string) error {
	subject := fmt.Sprintf("trainings/%d", t.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: t.OrgID, Detail: language.Phrase{"%s：%s", t.Type, t.Title}, Before: before, After: models.JSON(t)})
}
