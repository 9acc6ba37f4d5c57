package supervision

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Round is one attempt at mending a problem: what was undertaken, what was handed
// in, what the inspector said of it, and what the re-check found later. A return or
// a failed re-check begins the next; those before stay as they were.
type Round struct {
	ID            int64
	FindingID     int64
	Number        int
	DueOn         calendar.Date
	ProjectID     *int64        // the task by which it was mended
	Evidence      string        // 整改情况
	SubmittedOn   calendar.Date // "" until it is handed in
	SubmittedBy   int64
	SubmittedName string
	Verdict       Verdict
	Opinion       string // why it was returned, or what came of the mending
	DecidedOn     calendar.Date
	DecidedBy     int64
	DecidedName   string
	LookbackOn    calendar.Date // 回头看: the day set on closing
	Lookback      Lookback
	LookbackNote  string
	LookedOn      calendar.Date
	LookedBy      int64
	LookedName    string

	Measures []Measure
}

// TableName is where rounds of mending are kept.
func (Round) TableName() string { return "mending_rounds" }

// Measure is one thing that is undertaken to mend a problem.
type Measure struct {
	ID       int64
	RoundID  int64
	Number   int
	Text     string
	Owner    string // whose it is, in words; "" for the problem's owner
	DueOn    calendar.Date
	Progress string // how far it has come, in words
}

// TableName is where measures are kept.
func (Measure) TableName() string { return "mending_measures" }

// Verdict is what the inspector said of what was handed in; "" while nothing.
type Verdict string

const (
	SentBack Verdict = "returned"
	Accepts  Verdict = "closed"
)

var verdictNames = map[Verdict]language.Word{SentBack: "退回", Accepts: "销号"}

func (v Verdict) String() string { return string(verdictNames[v]) }

// Lookback is what a re-check found: 回头看; "" while it has not been made.
type Lookback string

const (
	Held   Lookback = "held"
	Failed Lookback = "failed"
)

// Lookbacks lists them as people are offered them.
var Lookbacks = []Lookback{Held, Failed}

var lookbackNames = map[Lookback]language.Word{Held: "整改巩固", Failed: "问题反弹"}

func (l Lookback) String() string { return string(lookbackNames[l]) }

// Rounds lists the attempts at mending the problem, the first first, with their measures.
func (f *Finding) Rounds(tx *models.Tx) ([]Round, error) {
	return models.In[Round](tx).Preload("Measures", inOrder).Where("finding_id = ?", f.ID).Order("number").Find(tx.Ctx)
}

func inOrder(g *gorm.DB) *gorm.DB { return g.Order("number") }

// round is the attempt under way; a new one where the last has been decided.
func (f *Finding) round(tx *models.Tx) (*Round, error) {
	list, err := f.Rounds(tx)
	if err != nil {
		return nil, err
	}
	if n := len(list); n > 0 && list[n-1].Verdict == "" {
		return &list[n-1], nil
	}
	r := &Round{FindingID: f.ID, Number: len(list) + 1, DueOn: f.DueOn}
	return r, models.In[Round](tx).Omit("Measures").Create(tx.Ctx, r)
}

// again begins the next attempt; of one that was returned the measures go on.
func (f *Finding) again(tx *models.Tx, last *Round, measures []Measure) error {
	next := &Round{FindingID: f.ID, Number: last.Number + 1, DueOn: f.DueOn}
	if err := models.In[Round](tx).Omit("Measures").Create(tx.Ctx, next); err != nil {
		return err
	}
	return next.undertake(tx, measures)
}

// undertake puts measures in the place of those the attempt had.
func (r *Round) undertake(tx *models.Tx, measures []Measure) error {
	if _, err := models.In[Measure](tx).Where("round_id = ?", r.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	for i, m := range measures {
		m.ID, m.RoundID, m.Number = 0, r.ID, i+1
		if err := models.In[Measure](tx).Create(tx.Ctx, &m); err != nil {
			return err
		}
		measures[i] = m
	}
	r.Measures = measures
	return nil
}

// mostMeasures is how many measures an attempt has at most.
const mostMeasures = 20

// check refuses measures that do not say what is done.
func check(measures []Measure) error {
	if len(measures) == 0 {
		return models.FailAt(models.Invalid, "items", "请至少写一条整改措施。")
	}
	if len(measures) > mostMeasures {
		return models.FailAt(models.Invalid, "items", "整改措施最多%d条，请合并后再填。", mostMeasures)
	}
	wrong := models.FieldErrors{}
	for i := range measures {
		m := &measures[i]
		m.Text, m.Owner, m.Progress = strings.TrimSpace(m.Text), strings.TrimSpace(m.Owner), strings.TrimSpace(m.Progress)
		at := func(field string) string { return fmt.Sprintf("items.%d.%s", i, field) }
		if m.Text == "" || utf8.RuneCountInString(m.Text) > 500 {
			wrong.Add(at("text"), "请写明措施，不超过500个字")
		}
		if utf8.RuneCountInString(m.Owner) > 100 {
			wrong.Add(at("owner"), "责任人不超过100个字")
		}
		if m.DueOn != "" && !m.DueOn.Valid() {
			wrong.Add(at("due_on"), "时限写作 2022-06-24，或不填")
		}
		if utf8.RuneCountInString(m.Progress) > 500 {
			wrong.Add(at("progress"), "进展不超过500个字")
		}
	}
	return wrong.Err("%s", wrong)
}
