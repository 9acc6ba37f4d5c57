package learning

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
)

// Case is a unit's experience worth telling others: 典型经验.
type Case struct {
	ID       int64
	OrgID    int64
	Year     int
	Mode     Mode
	Occasion string // where it was told, such as "全市机关党建工作会议"
	Title    string
	Text     string
	Tags     Tags
	Shared   bool // for every unit to read; else for those who look after the unit
	ByID     int64
	ByName   string
	Revision int
}

// Mode is how an experience was told.
type Mode string

const (
	OnSite  Mode = "onsite"
	Written Mode = "written"
)

// Modes lists them in the order of the trade.
var Modes = []Mode{OnSite, Written}

var modeNames = map[Mode]string{OnSite: "现场交流", Written: "书面交流"}

func (m Mode) String() string { return modeNames[m] }

// Tags are words to find a case by, kept as 、word、word、.
type Tags string

// List are the words.
func (t Tags) List() []string {
	return strings.FieldsFunc(string(t), func(c rune) bool { return strings.ContainsRune("、，,;； \n\t", c) })
}

func (t Tags) kept() Tags {
	list := t.List()
	if len(list) == 0 {
		return ""
	}
	return Tags("、" + strings.Join(list, "、") + "、")
}

// CaseRow is a case in a list, with whose it is.
type CaseRow struct {
	Case
	OrgName  string
	UnitName string
}

// CaseSearch narrows a list of cases; zero values do not.
type CaseSearch struct {
	Q     string // part of title or text
	Tag   string
	Org   *models.Org // it and all below it
	Mode  Mode
	Year  int
	Limit int

	AfterYear int // the last row of the page before
	AfterID   int64
}

// where is the search as a condition on cases c the actor may see.
func (s CaseSearch) where(tx *models.Tx) (string, []any) {
	where, args := tx.Scope(models.View, models.Cases, "c.org_id")
	where, args = "(c.shared = ? OR "+where+")", append([]any{tx.Sees(models.Cases)}, args...)
	like := models.Containing(s.Q)
	for _, c := range []struct {
		wanted bool
		sql    string
		args   []any
	}{
		{!tx.Sees(models.Cases), "1 = 0", nil},
		{s.Q != "", "(c.title LIKE ? ESCAPE '!' OR c.text LIKE ? ESCAPE '!')", []any{like, like}},
		{s.Tag != "", "c.tags LIKE ? ESCAPE '!'", []any{models.Containing("、" + s.Tag + "、")}},
		{s.Mode != "", "c.mode = ?", []any{s.Mode}},
		{s.Year != 0, "c.year = ?", []any{s.Year}},
	} {
		if c.wanted {
			where, args = where+" AND "+c.sql, append(args, c.args...)
		}
	}
	if s.Org != nil {
		where += " AND c.org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?)"
		args = append(args, s.Org.Path, strings.TrimSuffix(s.Org.Path, "/")+"0")
	}
	return where, args
}

// Cases lists cases the actor may see, the latest year first.
func Cases(tx *models.Tx, s CaseSearch) ([]CaseRow, error) {
	where, args := s.where(tx)
	if s.AfterID != 0 {
		where += " AND (c.year < ? OR c.year = ? AND c.id < ?)"
		args = append(args, s.AfterYear, s.AfterYear, s.AfterID)
	}
	var rows []CaseRow
	err := tx.Raw(&rows, `SELECT c.*, o.name AS org_name, o.unit_name FROM cases c JOIN orgs o ON o.id = c.org_id
		WHERE `+where+` ORDER BY c.year DESC, c.id DESC LIMIT ?`, append(args, s.Limit)...)
	return rows, err
}

// CountCases counts by mode what Cases lists on all its pages.
func CountCases(tx *models.Tx, s CaseSearch) (map[Mode]int, error) {
	where, args := s.where(tx)
	var rows []struct {
		Mode  Mode
		Count int
	}
	err := tx.Raw(&rows, "SELECT c.mode, COUNT(*) AS count FROM cases c WHERE "+where+" GROUP BY c.mode", args...)
	counts := map[Mode]int{}
	for _, r := range rows {
		counts[r.Mode] = r.Count
	}
	return counts, err
}

// FindCase finds a case the actor may see.
func FindCase(tx *models.Tx, id int64) (*CaseRow, error) {
	where, args := CaseSearch{}.where(tx)
	var rows []CaseRow
	err := tx.Raw(&rows, `SELECT c.*, o.name AS org_name, o.unit_name FROM cases c JOIN orgs o ON o.id = c.org_id WHERE c.id = ? AND `+where,
		append([]any{id}, args...)...)
	return models.Only(rows, err)
}

// CreateCase enters a case; whether every unit reads it the work committee says.
func CreateCase(tx *models.Tx, c *Case) error {
	if err := c.mayEnter(tx, c.Shared); err != nil {
		return err
	}
	if c.Year == 0 {
		c.Year = tx.Today().Year()
	}
	if err := c.check(tx); err != nil {
		return err
	}
	c.ByID, c.ByName = tx.Actor.ID, tx.Actor.Name
	if err := models.In[Case](tx).Create(tx.Ctx, c); err != nil {
		return err
	}
	return c.record(tx, "登记典型经验", "")
}

// Change corrects a case as it was at the revision.
func (c *Case) Change(tx *models.Tx, change Case, revision int) error {
	if err := c.mayEnter(tx, c.Shared != change.Shared); err != nil {
		return err
	}
	if err := change.check(tx); err != nil {
		return err
	}
	n, err := models.In[Case](tx).Where("id = ? AND revision = ?", c.ID, revision).Set(models.Assign("year", change.Year), models.Assign("mode", change.Mode),
		models.Assign("occasion", change.Occasion), models.Assign("title", change.Title), models.Assign("text", change.Text), models.Assign("tags", change.Tags),
		models.Assign("shared", change.Shared), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	before := models.JSON(c)
	change.Revision = revision + 1
	*c = change
	return c.record(tx, "修改典型经验", before)
}

func (c *Case) mayEnter(tx *models.Tx, shares bool) error {
	if err := tx.Require(models.Enter, models.Cases, c.OrgID); err != nil {
		return err
	}
	if shares {
		return tx.Require(models.Approve, models.Cases, 0)
	}
	return nil
}

func (c *Case) check(tx *models.Tx) error {
	c.Title, c.Occasion, c.Text, c.Tags = strings.TrimSpace(c.Title), strings.TrimSpace(c.Occasion), strings.TrimSpace(c.Text), c.Tags.kept()
	wrong := models.FieldErrors{}
	if modeNames[c.Mode] == "" {
		wrong.Add("mode", "交流方式请选择现场交流或书面交流")
	}
	if c.Year < 2000 || c.Year > 2100 {
		wrong.Add("year", "年度请写作 2022")
	}
	for _, f := range []struct {
		name, label, text string
		must              bool
		most              int
	}{{"title", "题目", c.Title, true, 200}, {"text", "内容", c.Text, true, 10000}, {"occasion", "场合", c.Occasion, false, 200}, {"tags", "标签", string(c.Tags), false, 250}} {
		if f.must && f.text == "" {
			wrong.Add(f.name, "请填写%s", f.label)
		}
		if utf8.RuneCountInString(f.text) > f.most {
			wrong.Add(f.name, "%s不能超过%d个字，请精简", f.label, f.most)
		}
	}
	if len(wrong) == 0 && c.ID == 0 {
		return knownOrg(tx, c.OrgID)
	}
	return wrong.Err("%s", wrong)
}

// knownOrg refuses an organisation that does not exist.
func knownOrg(tx *models.Tx, id int64) error {
	n, err := models.In[models.Org](tx).Where("id = ?", id).Count(tx.Ctx, "id")
	if err == nil && n == 0 {
		return models.FailAt(models.Invalid, "org_id", "单位不存在，请重新选择。")
	}
	return err
}

func (c *Case) record(tx *models.Tx, verb, before string) error {
	subject := fmt.Sprintf("cases/%d", c.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: c.OrgID, Detail: language.Quote(c.Title), Before: before, After: models.JSON(c)})
}
