package project

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// LightCount is how many projects led by an organisation showed a light on a day.
type LightCount struct {
	Day    calendar.Date `gorm:"primaryKey"`
	Year   int           `gorm:"primaryKey"` // of the projects
	OrgID  int64         `gorm:"primaryKey"`
	Tone   Tone          `gorm:"primaryKey"`
	Amount int
}

// CountLights keeps, once a day, how the lights of the year's projects stand.
func CountLights(tx *models.Tx, day calendar.Date) error {
	light, err := newLightSQL(tx)
	if err != nil {
		return err
	}
	tone, args := light.project()
	var rows []struct {
		OrgID        int64
		Tone, Amount int
	}
	err = tx.Raw(&rows, "SELECT org_id, tone, COUNT(*) AS amount FROM (SELECT projects.org_id, "+tone+
		" AS tone FROM projects WHERE projects.year = ?) lights GROUP BY org_id, tone ORDER BY org_id, tone", append(args, day.Year())...)
	if err != nil || len(rows) == 0 {
		return err
	}
	counts := make([]LightCount, len(rows))
	for i, r := range rows {
		counts[i] = LightCount{Day: day, Year: day.Year(), OrgID: r.OrgID, Tone: Tones[r.Tone], Amount: r.Amount}
	}
	return models.In[LightCount](tx, models.Once).CreateInBatches(tx.Ctx, &counts, 200)
}

// DayLights are the lights of one day, as far as the actor sees who leads.
type DayLights struct {
	Day   calendar.Date
	Unit  string // "" where all are counted together
	Count map[Tone]int
}

// LightsOver counts lights week by week, on each week's last counted day; unit "" for all.
func LightsOver(tx *models.Tx, year int, unit string) ([]DayLights, error) {
	days, err := lightRows(tx, year, unit, "", "''")
	var weeks []DayLights
	for _, d := range days {
		if n := len(weeks); n > 0 && monday(weeks[n-1].Day) == monday(d.Day) {
			weeks[n-1] = d
			continue
		}
		weeks = append(weeks, d)
	}
	return weeks, err
}

// LightsOn counts the lights of one day by unit, by name.
func LightsOn(tx *models.Tx, year int, unit string, day calendar.Date) ([]DayLights, error) {
	list, err := lightRows(tx, year, unit, day, "o.unit_name")
	slices.SortFunc(list, func(a, b DayLights) int { return language.Order(a.Unit, b.Unit) })
	return list, err
}

func lightRows(tx *models.Tx, year int, unit string, day calendar.Date, by string) (list []DayLights, err error) {
	where, args := tx.Scope(models.View, models.Projects, "c.org_id")
	query := "SELECT c.day, " + by + " AS unit, c.tone, SUM(c.amount) AS amount FROM light_counts c JOIN orgs o ON o.id = c.org_id WHERE c.year = ? AND " + where
	args = append([]any{year}, args...)
	if unit != "" {
		query, args = query+" AND o.unit_name = ?", append(args, unit)
	}
	if day != "" {
		query, args = query+" AND c.day = ?", append(args, day)
	}
	var rows []struct {
		Day    calendar.Date
		Unit   string
		Tone   Tone
		Amount int
	}
	err = tx.Raw(&rows, query+" GROUP BY c.day, unit, c.tone ORDER BY c.day, unit", args...)
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Day != r.Day || list[n-1].Unit != r.Unit {
			list = append(list, DayLights{Day: r.Day, Unit: r.Unit, Count: map[Tone]int{}})
		}
		list[len(list)-1].Count[r.Tone] += r.Amount
	}
	return list, err
}

// Completion is how far the projects of a unit are, taken together.
type Completion struct {
	Unit     string
	Projects int
	Closed   int
	Percent  int // on the average
}

// Completions lists them by the units' names: no order of merit.
func Completions(tx *models.Tx, year int, unit string) (list []Completion, err error) {
	where, args := scope(tx, "p.id")
	query := `SELECT o.unit_name AS unit, COUNT(*) AS projects, SUM(CASE WHEN p.state = 'closed' THEN 1 ELSE 0 END) AS closed,
		SUM((SELECT COALESCE(SUM(m.weight * m.percent), 0) FROM milestones m WHERE m.project_id = p.id AND m.stage_id IS NULL)) AS percent
		FROM projects p JOIN orgs o ON o.id = p.org_id WHERE p.year = ? AND o.unit_name <> '' AND ` + where
	args = append([]any{year}, args...)
	if unit != "" {
		query, args = query+" AND o.unit_name = ?", append(args, unit)
	}
	err = tx.Raw(&list, query+" GROUP BY o.unit_name", args...)
	for i := range list {
		list[i].Percent = rounded(list[i].Percent, everything*list[i].Projects)
	}
	slices.SortFunc(list, func(a, b Completion) int { return language.Order(a.Unit, b.Unit) })
	return list, err
}

// WeekDue is how much falls due from a Monday to the Sunday after it.
type WeekDue struct {
	Monday calendar.Date
	Count  int
}

// weeksAhead is how far people look.
const weeksAhead = 12

// DueByWeek counts the stages and nodes under way that are to be done in the next weeks.
func DueByWeek(tx *models.Tx, year int, unit string) ([]WeekDue, error) {
	first := monday(tx.Today())
	weeks := make([]WeekDue, weeksAhead)
	for i := range weeks {
		weeks[i].Monday = first.Add(7 * i)
	}
	var rows []struct {
		OwedOn calendar.Date
		Amount int
	}
	query, args := dueIn(tx, year, unit, first, first.Add(7*weeksAhead-1))
	err := tx.Raw(&rows, "SELECT m.owed_on, COUNT(*) AS amount "+query+" GROUP BY m.owed_on", args...)
	for _, r := range rows {
		weeks[first.DaysUntil(r.OwedOn)/7].Count += r.Amount
	}
	return weeks, err
}

// DueInWeek lists what DueByWeek counts for the week of a Monday.
func DueInWeek(tx *models.Tx, year int, unit string, from calendar.Date) ([]Milestone, error) {
	var ids []int64
	query, args := dueIn(tx, year, unit, from, from.Add(6))
	if err := tx.Raw(&ids, "SELECT m.id "+query+" ORDER BY m.owed_on, m.id LIMIT 500", args...); err != nil {
		return nil, err
	}
	return models.In[Milestone](tx).Preload("Project", nil).Where("id IN ?", append(ids, -1)).Order("owed_on, id").Find(tx.Ctx)
}

func dueIn(tx *models.Tx, year int, unit string, from, to calendar.Date) (string, []any) {
	where, args := scope(tx, "p.id")
	query := "FROM milestones m JOIN projects p ON p.id = m.project_id JOIN orgs o ON o.id = p.org_id WHERE m.running = ? AND m.owed_on BETWEEN ? AND ? AND p.year = ? AND " + where
	args = append([]any{true, from, to, year}, args...)
	if unit != "" {
		query, args = query+" AND o.unit_name = ?", append(args, unit)
	}
	return query, args
}

// monday is the first day of a day's week.
func monday(d calendar.Date) calendar.Date { return d.Add(-((int(d.Weekday()) + 6) % 7)) }
