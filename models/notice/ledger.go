package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// ReminderRun remembers up to which day a rule has been carried out, and how far it
// has come on the day after.
type ReminderRun struct {
	Rule    string `gorm:"primaryKey"`
	Through calendar.Date
	Page    int    // pages taken of the day after
	Place   string // where its next page begins
	Told    int    // notices its pages have told so far
}

// usualPage is how many rows of its lists a page takes: with who is told of each,
// about a thousand rows are written in one transaction.
const usualPage = 500

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

// Advance carries out the next page of the rule's next day, if that has come, and
// reports whether to ask again. Taking a page and writing its reminders happen
// together or not at all, so of several replicas one does it, a crash leaves it
// undone, and what was done before it stays.
func (rule Rule) Advance(tx *models.Tx) (again bool, err error) {
	last := rule.last(tx)
	run, begun, err := rule.progress(tx)
	if err == nil && !begun {
		err = StartRules(tx, []Rule{rule}, tx.Today())
	}
	if err != nil || run.Through >= last {
		return false, err
	}
	day, oldest := run.Through.Add(1), last.Add(-rule.Late)
	won, err := models.In[ReminderRun](tx).Where("rule = ? AND through = ? AND page = ? AND NOT EXISTS (SELECT 1 FROM paused_rules p WHERE p.rule = reminder_runs.rule)",
		rule.Name, run.Through, run.Page).Update(tx.Ctx, "page", run.Page+1)
	if err != nil {
		return false, err
	}
	if won == 0 { // a rival has it, or it has been paused since
		paused, err := PausedRules(tx)
		_, is := paused[rule.Name]
		return !is, err
	}
	if day < oldest {
		return true, rule.expire(tx, run, oldest.Add(-1))
	}
	return true, rule.carryOut(tx, run, day)
}

// last is the last day whose hour has struck.
func (rule Rule) last(tx *models.Tx) calendar.Date {
	today := tx.Today()
	if tx.Now.Before(tx.Time(today, rule.At)) {
		return today.Add(-1)
	}
	return today
}

// progress is how far the rule has come; a new one starts today.
func (rule Rule) progress(tx *models.Tx) (run ReminderRun, begun bool, err error) {
	runs, err := models.In[ReminderRun](tx).Where("rule = ?", rule.Name).Find(tx.Ctx)
	if err != nil || len(runs) == 0 {
		return ReminderRun{Through: tx.Today().Add(-1)}, false, err
	}
	return runs[0], true, nil
}

// StartRules lets the rules that have never been carried out begin on a day.
func StartRules(tx *models.Tx, rules []Rule, day calendar.Date) error {
	runs := make([]ReminderRun, len(rules))
	for i, r := range rules {
		runs[i] = ReminderRun{Rule: r.Name, Through: day.Add(-1)}
	}
	return models.In[ReminderRun](tx, models.Once).CreateInBatches(tx.Ctx, &runs, batch)
}

// carryOut does a page of the day and notes where the next begins, or that the day is done.
func (rule Rule) carryOut(tx *models.Tx, run ReminderRun, day calendar.Date) error {
	due, from, more, err := rule.page(tx, day, run.Place)
	if err != nil {
		return err
	}
	if err := SendAll(tx, due); err != nil {
		return err
	}
	told := run.Told + len(due)
	if more {
		return rule.note(tx, ReminderRun{Through: run.Through, Page: run.Page + 1, Place: from, Told: told})
	}
	o := Occasion{Rule: rule.Name, Day: day, State: Done, Notices: told, TakenAt: tx.Now}
	if told == 0 && rule.Do == nil {
		o.State = Empty
	}
	if err := models.In[Occasion](tx).Create(tx.Ctx, &o); err != nil {
		return err
	}
	return rule.note(tx, ReminderRun{Through: day})
}

// page does what a page of the day asks for, and works out whom to remind; more says
// whether another begins, and from where.
func (rule Rule) page(tx *models.Tx, day calendar.Date, place string) (due []Reminder, from string, more bool, err error) {
	r, err := pageOf(tx, day, place, cmp.Or(rule.Page, usualPage))
	if err != nil {
		return nil, "", false, err
	}
	left := false
	if rule.Do != nil {
		if left, err = rule.Do(r, day); err != nil {
			return nil, "", false, err
		}
	}
	if rule.Due != nil {
		if due, err = rule.Due(r, day); err != nil {
			return nil, "", false, err
		}
	}
	for i := range due {
		due[i].Rule = rule.Name
		if !strings.HasPrefix(due[i].Key, rule.Name+"/") {
			due[i].Key = fmt.Sprintf("%s/%s/%s", rule.Name, day, due[i].Key)
		}
	}
	from, more, err = r.Next()
	return due, from, more || left, err
}

// note writes down how far the rule has come; its page was won in this transaction.
func (rule Rule) note(tx *models.Tx, run ReminderRun) error {
	_, err := models.In[ReminderRun](tx).Where("rule = ?", rule.Name).Set(models.Assign("through", run.Through), models.Assign("page", run.Page),
		models.Assign("place", run.Place), models.Assign("told", run.Told)).Update(tx.Ctx)
	return err
}

// expire records the days up to one for which it is too late, the first of them
// perhaps told in part, and says so.
func (rule Rule) expire(tx *models.Tx, run ReminderRun, to calendar.Date) error {
	var list []Occasion
	for day := run.Through.Add(1); day <= to; day = day.Add(1) {
		list = append(list, Occasion{Rule: rule.Name, Day: day, State: Expired, TakenAt: tx.Now})
	}
	list[0].Notices = run.Told
	if err := models.In[Occasion](tx).CreateInBatches(tx.Ctx, &list, batch); err != nil {
		return err
	}
	if err := rule.note(tx, ReminderRun{Through: to}); err != nil || rule.Due == nil {
		return err
	}
	return alarm(tx, "downtime", language.Phrase{"停机期间有提醒过期未发（%s恢复运行）", tx.Today().Short()},
		language.Phrase{"程序停止运行的时间较长，部分提醒补发已无意义，已记为“过期”，没有发出。请在“后台任务”页查看是哪些规则、哪些日期，必要时人工通知有关同志。"})
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
