// Package community keeps 双报到: which community an organisation is paired with,
// where its members live, and what both have done there.
package community

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Pairing is an organisation's reporting to a community, from a day to a day.
type Pairing struct {
	ID        int64
	OrgID     int64
	Community string
	Since     calendar.Date
	Until     calendar.Date // "" while it lasts
	Closing   int64         // its own number once it is over: one open pairing of an organisation and a community
}

// TableName says what is paired.
func (Pairing) TableName() string { return "community_pairings" }

// Home is the community in which a member lives and reports.
type Home struct {
	MemberID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Community string
	Since     calendar.Date
}

// TableName says whose homes are what.
func (Home) TableName() string { return "home_communities" }

// paired are the organisations that report to communities.
var paired = []models.OrgKind{models.OrganCommittee, models.GeneralBranch, models.Branch, models.JointBranch}

// Reports reports whether an organisation is of those that report to communities.
func Reports(org *models.Org) bool { return slices.Contains(paired, org.Kind) }

// reporting finds an organisation of those for which the actor may enter services. A
// member without a post sees the own branch's services and not the branch itself.
func reporting(tx *models.Tx, id int64) (*models.Org, error) {
	denied := tx.Require(models.Enter, models.Minutes, id)
	if denied != nil && tx.Can(models.View, models.Minutes, id) {
		return nil, denied
	}
	org, err := tx.Org(id)
	if err == nil {
		err = denied
	}
	if err != nil {
		return nil, err
	}
	if !Reports(org) {
		return nil, models.FailAt(models.Invalid, "org_id", "双报到由机关党委、党总支、党支部登记，请选择其中一个。")
	}
	return org, nil
}

// named tidies the name of a community.
func named(name *string, wrong models.FieldErrors) {
	if *name = strings.TrimSpace(*name); *name == "" || utf8.RuneCountInString(*name) > 60 {
		wrong.Add("community", "请填写社区名称，不超过60个字")
	}
}

// Pair begins an organisation's reporting to a community.
func Pair(tx *models.Tx, p *Pairing) error {
	org, err := reporting(tx, p.OrgID)
	if err != nil {
		return err
	}
	wrong := models.FieldErrors{}
	named(&p.Community, wrong)
	if !p.Since.Valid() || p.Since > tx.Today() {
		wrong.Add("since", "日期写作 2022-06-15，不能晚于今天")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	if err := models.In[Pairing](tx).Create(tx.Ctx, p); models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "community", "%[1]s已与%[2]s结对，不用再登记。", org.Name, p.Community)
	} else if err != nil {
		return err
	}
	return p.record(tx, "社区结对", "")
}

// FindPairing finds a pairing the actor may see.
func FindPairing(tx *models.Tx, id int64) (*Pairing, error) {
	p, err := models.Visible[Pairing](tx, models.Minutes, "org_id").Where("id = ?", id).First(tx.Ctx)
	return &p, err
}

// End ends the pairing today.
func (p *Pairing) End(tx *models.Tx) error {
	if _, err := reporting(tx, p.OrgID); err != nil {
		return err
	}
	before := models.JSON(p)
	n, err := models.In[Pairing](tx).Where("id = ? AND closing = 0", p.ID).Set(models.Assign("until", tx.Today()), models.Assign("closing", p.ID)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "这次结对已经结束。")
	}
	p.Until, p.Closing = tx.Today(), p.ID
	return p.record(tx, "结束社区结对", before)
}

func (p *Pairing) record(tx *models.Tx, verb, before string) error {
	subject := fmt.Sprintf("pairings/%d", p.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: p.OrgID, Detail: language.Quote(p.Community), Before: before, After: models.JSON(p)})
}

// PairingRow is a pairing with whose it is.
type PairingRow struct {
	Pairing
	OrgName string
}

// Pairings lists the pairings of a year that the actor may see, by organisation; below narrows to one and all below it.
func Pairings(tx *models.Tx, year int, below *models.Org) ([]PairingRow, error) {
	where, args := tx.Scope(models.View, models.Minutes, "p.org_id")
	narrow, more := under("p.org_id", below)
	from, to := calendar.YearBounds(year)
	var rows []PairingRow
	err := tx.Raw(&rows, `SELECT p.*, o.name AS org_name FROM community_pairings p JOIN orgs o ON o.id = p.org_id
		WHERE p.since <= ? AND (p.until = '' OR p.until >= ?) AND `+where+" AND "+narrow+" ORDER BY o.code, p.since, p.id",
		append(append([]any{to, from}, args...), more...)...)
	return rows, err
}

// SetHome says in which community a member lives; "" takes it back.
func SetHome(tx *models.Tx, memberID int64, community string) error {
	m, err := tx.Member(memberID)
	if err != nil {
		return err
	}
	if err := tx.Require(models.Enter, models.Minutes, m.Branch()); err != nil {
		return err
	}
	h := Home{MemberID: m.ID, Community: strings.TrimSpace(community), Since: tx.Today()}
	if h.Community == "" {
		_, err = models.In[Home](tx).Where("member_id = ?", m.ID).Delete(tx.Ctx)
	} else {
		wrong := models.FieldErrors{}
		if named(&h.Community, wrong); len(wrong) > 0 {
			return wrong.Err("%s", wrong)
		}
		err = models.In[Home](tx, clause.OnConflict{UpdateAll: true}).Create(tx.Ctx, &h)
	}
	if err != nil {
		return err
	}
	return tx.Record(models.Entry{Verb: "登记党员报到社区", Subject: fmt.Sprintf("members/%d", m.ID), Topic: fmt.Sprintf("orgs/%d", m.Branch()), OrgID: m.Branch(),
		Detail: language.Phrase{"%[1]s：%[2]s", m.Name, h.Community}, After: models.JSON(h)})
}

// under is the condition that a column's organisation is one, or lies below it; nil for all.
func under(column string, org *models.Org) (string, []any) {
	if org == nil {
		return "1 = 1", nil
	}
	return models.Below(column, []string{org.Path})
}
