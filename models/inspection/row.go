package inspection

import (
	"cmp"
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Row is one branch in an inspection.
type Row struct {
	ID           int64
	InspectionID int64
	OrgID        int64
	AnsweredOn   calendar.Date // by the branch, or judged by an inspector; "" while it waits
	AnsweredBy   int64
	AnsweredName string
	Timely       bool    // 按时: as the records said when it was answered
	Quality      Quality // 规范: an inspector's judgement
	Reason       string  // of the judgement
	Revision     int

	Org        *models.Org
	Inspection *Inspection
	Items      []Item `gorm:"-"`
}

func (Row) TableName() string { return "inspection_rows" }

// Quality is a person's judgement of how organisational life was kept.
type Quality string

const (
	Proper  Quality = "proper"
	Improve Quality = "improve"
)

// Qualities lists them as people are offered them.
var Qualities = []Quality{Proper, Improve}

// QualityNames are the judgements as people read them.
var QualityNames = map[Quality]string{Proper: "规范", Improve: "需改进"}

func (q Quality) String() string { return QualityNames[q] }

// Item is a point of a row as it was answered: what the records said, and what was said to it.
type Item struct {
	ID        int64
	RowID     int64
	Code      string
	State     State
	Fact      language.Phrase
	Said      string // the branch's explanation; "" for what it confirmed
	FindingID *int64 // the problem that has been made of it
}

func (Item) TableName() string { return "inspection_items" }

// Problem reports whether there is something in it to be mended.
func (i *Item) Problem() bool { return i.State.Problem() || i.Said != "" }

// Judged is the code of the item that a judgement makes, where something is to improve.
const Judged = "quality"

// Name is the item as people read it.
func (i *Item) Name() language.Word {
	if i.Code == Judged {
		return "程序内容"
	}
	return Name(i.Code)
}

// Overdue reports whether the row should have been answered before a day.
func (r *Row) Overdue(day calendar.Date) bool {
	return r.Inspection.DueOn < cmp.Or(r.AnsweredOn, day)
}

// Subject names the row in notices and addresses.
func (r *Row) Subject() string { return fmt.Sprintf("inspection-rows/%d", r.ID) }

// Link is the row's page.
func (r *Row) Link() string { return "/" + r.Subject() }

// FindRow finds a row the actor may see, with its items.
func FindRow(tx *models.Tx, id int64) (*Row, error) {
	r, err := rows(tx).Where("inspection_rows.id = ?", id).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	r.Items, err = models.In[Item](tx).Where("row_id = ?", id).Order("id").Find(tx.Ctx)
	return &r, err
}

// Rows lists an inspection's rows that the actor may see with their items, by the
// code of the branch.
func (n *Inspection) Rows(tx *models.Tx) ([]Row, error) {
	list, err := rows(tx).Where("inspection_rows.inspection_id = ?", n.ID).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	ids, at := []int64{-1}, map[int64]int{}
	for i, r := range list {
		ids, at[r.ID] = append(ids, r.ID), i
	}
	items, err := models.In[Item](tx).Where("row_id IN ?", ids).Order("id").Find(tx.Ctx)
	for _, i := range items {
		r := &list[at[i.RowID]]
		r.Items = append(r.Items, i)
	}
	return list, err
}

func rows(tx *models.Tx) models.Query[Row] {
	return models.Visible[Row](tx, models.Findings, "inspection_rows.org_id").LeftJoin("Org").LeftJoin("Inspection").Order("Org.code")
}

// Facts are the row's points: as they were answered, or as the records are today.
func (r *Row) Facts(tx *models.Tx) ([]Fact, error) {
	if r.AnsweredOn == "" {
		return r.Inspection.Facts(tx, r.Org)
	}
	var list []Fact
	for _, i := range r.Items {
		list = append(list, Fact{Code: i.Code, State: i.State, Fact: i.Fact})
	}
	return list, nil
}

// notice is one about the row.
func (r *Row) notice(key string, title language.Phrase) notice.Notice {
	return notice.Notice{Key: key, Subject: r.Subject(), OrgID: r.OrgID, Title: title, Link: r.Link(), DueOn: r.Inspection.DueOn,
		Body:  language.Phrase{"各项已由系统按记录填好，请核对：属实的直接确认，有出入的写明情况（约5分钟）。"},
		Basis: language.Phrase{"市直机关工委要求：采取普遍自查和督导抽查相结合的方式"}}
}

// Progress is how many rows of an inspection there are, and have been answered.
type Progress struct {
	InspectionID    int64
	Total, Answered int
}

// ProgressOf counts the rows of inspections as far as the actor may see them.
func ProgressOf(tx *models.Tx, list ...Inspection) (map[int64]Progress, error) {
	ids := []int64{-1}
	for _, n := range list {
		ids = append(ids, n.ID)
	}
	where, args := tx.Scope(models.View, models.Findings, "org_id")
	var counted []Progress
	err := tx.Raw(&counted, `SELECT inspection_id, COUNT(*) AS total, SUM(CASE WHEN answered_on <> '' THEN 1 ELSE 0 END) AS answered
		FROM inspection_rows WHERE inspection_id IN ? AND `+where+" GROUP BY inspection_id", append([]any{ids}, args...)...)
	found := map[int64]Progress{}
	for _, p := range counted {
		found[p.InspectionID] = p
	}
	return found, err
}
