package notice

import (
	"time"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/models"
)

// JobRun is the last run of a job, on whichever replica.
type JobRun struct {
	Name      string `gorm:"primaryKey"`
	Title     string
	StartedAt time.Time
	TookMs    int64
	NextAt    time.Time
	Error     string // "" when all went well
}

// Record keeps the run in place of the job's last one.
func (j JobRun) Record(tx *models.Tx) error {
	j.Error = clip(j.Error, 1000)
	return models.In[JobRun](tx, clause.OnConflict{UpdateAll: true}).Create(tx.Ctx, &j)
}

// JobRuns lists the last run of each job.
func JobRuns(tx *models.Tx) ([]JobRun, error) {
	if err := tx.Require(models.View, models.Jobs, 0); err != nil {
		return nil, err
	}
	return models.In[JobRun](tx).Order("name").Find(tx.Ctx)
}

// RuleStatus is how far a rule has come.
type RuleStatus struct {
	Rule     Rule
	Through  calendar.Date // "" for a rule that has never been carried out
	Pages    int           // of the day after that are taken
	Last     Occasion      // the last day on which anybody was reminded; zero while none
	Expired  int           // days let go since
	NextTime time.Time
}

// RuleStatuses lists the rules with how far each has come.
func RuleStatuses(tx *models.Tx, rules []Rule) ([]RuleStatus, error) {
	runs, err := models.In[ReminderRun](tx).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	var last []Occasion
	err = tx.Raw(&last, `SELECT o.rule, o.day, o.state, o.notices, o.taken_at FROM occasions o
		JOIN (SELECT rule, MAX(day) AS day FROM occasions WHERE state = ? GROUP BY rule) l ON l.rule = o.rule AND l.day = o.day`, Done)
	if err != nil {
		return nil, err
	}
	var expired []struct {
		Rule string
		Days int
	}
	err = tx.Raw(&expired, `SELECT rule, COUNT(*) AS days FROM occasions WHERE state = ? AND day >= ? GROUP BY rule`, Expired, tx.Today().Add(-30))
	if err != nil {
		return nil, err
	}
	list := make([]RuleStatus, len(rules))
	for i, rule := range rules {
		s := RuleStatus{Rule: rule}
		for _, r := range runs {
			if r.Rule == rule.Name {
				s.Through, s.Pages = r.Through, r.Page
			}
		}
		for _, o := range last {
			if o.Rule == rule.Name {
				s.Last = o
			}
		}
		for _, e := range expired {
			if e.Rule == rule.Name {
				s.Expired = e.Days
			}
		}
		s.NextTime = tx.Time(rule.last(tx).Add(1), rule.At)
		list[i] = s
	}
	return list, nil
}

// Occasions lists what became of a rule, the latest day first; before is the day
// to go on from, "" for the start.
func Occasions(tx *models.Tx, rule string, before calendar.Date, limit int) ([]Occasion, error) {
	q := models.In[Occasion](tx).Where("rule = ?", rule)
	if before != "" {
		q = q.Where("day < ?", before)
	}
	return q.Order("day DESC").Limit(limit).Find(tx.Ctx)
}
