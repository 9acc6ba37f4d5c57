package structure

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Unit is a unit of the city that has members and may have no branch yet: 应建尽建 (A22, ORG-01).
type Unit struct {
	ID          int64
	OrgID       int64 // is to see to it
	Name        string
	FullMembers int
	CoveredBy   *int64 // the branch its members belong to; nil for none
	NotedOn     calendar.Date
	Revision    int

	Org    *models.Org
	Branch *models.Org `gorm:"foreignKey:CoveredBy"`
}

// covered reports whether a branch that is not closed by a day takes its members in.
func (u *Unit) covered(day calendar.Date) bool {
	return u.Branch != nil && (u.Branch.ClosedOn == "" || u.Branch.ClosedOn >= day)
}

// Units lists the units the actor may see, by name.
func Units(tx *models.Tx) ([]Unit, error) {
	return register(tx).Order("units.name").Limit(2000).Find(tx.Ctx)
}

// FindUnit finds a unit the actor may see.
func FindUnit(tx *models.Tx, id int64) (*Unit, error) {
	u, err := register(tx).Where("units.id = ?", id).First(tx.Ctx)
	return &u, err
}

func register(tx *models.Tx) models.Query[Unit] {
	return models.Visible[Unit](tx, models.Orgs, "units.org_id").LeftJoin("Org").LeftJoin("Branch")
}

// NoteUnit puts a unit on the list.
func NoteUnit(tx *models.Tx, u *Unit) error {
	if err := tx.Require(models.Enter, models.Orgs, u.OrgID); err != nil {
		return err
	}
	u.NotedOn = tx.Today()
	if err := u.check(tx); err != nil {
		return err
	}
	if err := models.In[Unit](tx).Omit("Org", "Branch").Create(tx.Ctx, u); err != nil {
		return u.doubled(err)
	}
	return u.record(tx, "登记单位", "")
}

// Change writes the unit as it is now, over what it was at the revision.
func (u *Unit) Change(tx *models.Tx, to Unit, revision int) error {
	if err := tx.Require(models.Enter, models.Orgs, u.OrgID); err != nil {
		return err
	}
	before := models.JSON(u)
	u.Name, u.FullMembers, u.CoveredBy = to.Name, to.FullMembers, to.CoveredBy
	if err := u.check(tx); err != nil {
		return err
	}
	n, err := models.In[Unit](tx).Where("id = ? AND revision = ?", u.ID, revision).Set(models.Assign("name", u.Name), models.Assign("full_members", u.FullMembers),
		models.Assign("covered_by", u.CoveredBy), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return u.doubled(err)
	}
	if n == 0 {
		return models.Stale
	}
	u.Revision = revision + 1
	return u.record(tx, "修改单位", before)
}

func (u *Unit) check(tx *models.Tx) error {
	wrong := models.FieldErrors{}
	if u.Name = strings.TrimSpace(u.Name); u.Name == "" || utf8.RuneCountInString(u.Name) > 200 {
		wrong.Add("name", "请填写单位名称，不超过200个字")
	}
	if u.FullMembers < 0 || u.FullMembers > 100000 {
		wrong.Add("full_members", "正式党员人数须为0以上的整数")
	}
	if u.CoveredBy != nil {
		if b, err := tx.Org(*u.CoveredBy); models.KindOf(err) == models.NotFound || err == nil && !b.IsBranch() {
			wrong.Add("covered_by", "请选择党支部")
		} else if err != nil {
			return err
		}
	}
	return wrong.Err("单位信息需要修改：%s", wrong)
}

func (u *Unit) doubled(err error) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "name", "%s已经登记过。", u.Name)
	}
	return err
}

func (u *Unit) record(tx *models.Tx, verb, before string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: fmt.Sprintf("units/%d", u.ID), Topic: fmt.Sprintf("orgs/%d", u.OrgID), OrgID: u.OrgID,
		Detail: language.Quote(u.Name), Before: before, After: models.JSON(u)})
}

// UnitAlerts are units with enough full members and no branch.
func UnitAlerts(tx *models.Tx, day calendar.Date) (list []models.Alert, err error) {
	all, err := Units(tx)
	for i := range all {
		u := &all[i]
		if u.NotedOn > day || u.covered(day) {
			continue
		}
		n, err := normsFor(tx, u.Org, day)
		if err != nil {
			return nil, err
		}
		if u.FullMembers < n.size.is.LeastFull {
			continue
		}
		f := Facts{Org: *u.Org, day: day}
		a := f.fault(n.size.against, "UNIT_WITHOUT_BRANCH", models.Yellow, language.Phrase{"%[1]s有正式党员%[2]d名，未建立党支部", u.Name, u.FullMembers},
			language.Phrase{"请研究单独建立党支部或并入联合党支部，报上级党组织批准"})
		a.Subject, a.DueOn, a.Link = fmt.Sprintf("units/%d", u.ID), u.NotedOn.Add(n.size.is.MendDays), "/units"
		if a.DueOn < day {
			a.Level = models.Red
		}
		list = append(list, a)
	}
	return list, err
}
