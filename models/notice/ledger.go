package notice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/models"
)

// ReminderRun remembers up to which day a rule has been carried out.
type ReminderRun struct {
	Rule    string `gorm:"primaryKey"`
	Through calendar.Date
}

// Occasion is what became of a rule on one day.
type Occasion struct {
	Rule    string        `gorm:"primaryKey"`
	Day     calendar.Date `gorm:"primaryKey"`
	State   OccasionState
	Notices int
	TakenAt time.Time
}

// OccasionState says whether a rule was carried out on a day.
type OccasionState string

const (
	Done    OccasionState = "done"    // reminders went out, or the day's work was done
	Empty   OccasionState = "empty"   // nobody had to be reminded
	Expired OccasionState = "expired" // the program was down for so long that it no longer helped
)

// Advance carries out the rule for its next day, if that has come, and reports
// whether to ask again. Taking the day and writing its reminders happen together
// or not at all, so of several replicas one does it, and a crash leaves it undone.
func (rule Rule) Advance(tx *models.Tx) (again bool, err error) {
	last := rule.last(tx)
	through, err := rule.through(tx)
	if err != nil || through >= last {
		return false, err
	}
	day, state := through.Add(1), Done
	if oldest := last.Add(-rule.Late); day < oldest {
		day, state = oldest.Add(-1), Expired
	}
	won, err := models.In[ReminderRun](tx).Where("rule = ? AND through = ?", rule.Name, through).Update(tx.Ctx, "through", day)
	if err != nil || won == 0 {
		return true, err // a rival has it
	}
	if state == Expired {
		return true, rule.expire(tx, through.Add(1), day)
	}
	return true, rule.carryOut(tx, day)
}

// last is the last day whose hour has struck.
func (rule Rule) last(tx *models.Tx) calendar.Date {
	today := tx.Today()
	if tx.Now.Before(tx.Time(today, rule.At)) {
		return today.Add(-1)
	}
	return today
}

// through is how far the rule has come; a new one starts today.
func (rule Rule) through(tx *models.Tx) (calendar.Date, error) {
	runs, err := models.In[ReminderRun](tx).Where("rule = ?", rule.Name).Find(tx.Ctx)
	if err != nil {
		return "", err
	}
	if len(runs) == 0 {
		return tx.Today().Add(-1), StartRules(tx, []Rule{rule}, tx.Today())
	}
	return runs[0].Through, nil
}

// StartRules lets the rules that have never been carried out begin on a day.
func StartRules(tx *models.Tx, rules []Rule, day calendar.Date) error {
	runs := make([]ReminderRun, len(rules))
	for i, r := range rules {
		runs[i] = ReminderRun{Rule: r.Name, Through: day.Add(-1)}
	}
	return models.In[ReminderRun](tx, models.Once).CreateInBatches(tx.Ctx, &runs, batch)
}

func (rule Rule) carryOut(tx *models.Tx, day calendar.Date) error {
	if rule.Do != nil {
		if err := rule.Do(tx, day); err != nil {
			return err
		}
	}
	var due []Reminder
	if rule.Due != nil {
		var err error
		if due, err = rule.Due(NewReading(tx, day), day); err != nil {
			return err
		}
	}
	for i := range due {
		due[i].Rule = rule.Name
		if !strings.HasPrefix(due[i].Key, rule.Name+"/") {
			due[i].Key = fmt.Sprintf("%s/%s/%s", rule.Name, day, due[i].Key)
		}
	}
	if err := SendAll(tx, due); err != nil {
		return err
	}
	o := Occasion{Rule: rule.Name, Day: day, State: Done, Notices: len(due), TakenAt: tx.Now}
	if len(due) == 0 && rule.Do == nil {
		o.State = Empty
	}
	return models.In[Occasion](tx).Create(tx.Ctx, &o)
}

// expire records the days for which it is too late, and says so.
func (rule Rule) expire(tx *models.Tx, from, to calendar.Date) error {
	var list []Occasion
	for day := from; day <= to; day = day.Add(1) {
		list = append(list, Occasion{Rule: rule.Name, Day: day, State: Expired, TakenAt: tx.Now})
	}
	if err := models.In[Occasion](tx).CreateInBatches(tx.Ctx, &list, batch); err != nil || rule.Due == nil {
		return err
	}
	return alarm(tx, "downtime", fmt.Sprintf("停机期间有提醒过期未发（%s恢复运行）", tx.Today().Short()),
		"程序停止运行的时间较长，部分提醒补发已无意义，已记为“过期”，没有发出。请在“后台任务”页查看是哪些规则、哪些日期，必要时人工通知有关同志。")
}

// Behind lists the rules that have a day to be carried out.
func Behind(tx *models.Tx, rules []Rule) ([]Rule, error) {
	runs, err := models.In[ReminderRun](tx).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	through := map[string]calendar.Date{}
	for _, r := range runs {
		through[r.Rule] = r.Through
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return through[r.Name] >= r.last(tx) }), nil
}
