package models

import (
	"fmt"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
)

// CalendarDay is a row of the working-day table: a day on which the rule
// "Monday to Friday" does not hold.
type CalendarDay struct {
	Day    calendar.Date `gorm:"primaryKey"`
	Kind   calendar.Kind
	Name   string
	Source string
}

// Workdays is the working-day table.
func (tx *Tx) Workdays() (*calendar.Workdays, error) {
	return keep(tx, func(m *memory) **calendar.Workdays { return &m.work }, func(w *calendar.Workdays) bool { return w == nil }, tx.readWorkdays)
}

func (tx *Tx) readWorkdays() (*calendar.Workdays, error) {
	rows, err := In[CalendarDay](tx).Order("day").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	days := make([]calendar.Day, len(rows))
	for i, r := range rows {
		days[i] = calendar.Day{On: r.Day, Kind: r.Kind, Name: r.Name, Source: r.Source}
	}
	return calendar.NewWorkdays(days), nil
}

// ImportDays replaces a year's rows of the working-day table.
func (tx *Tx) ImportDays(year int, days []calendar.Day) error {
	if err := tx.Require(Enter, Calendars, 0); err != nil {
		return err
	}
	rows := make([]CalendarDay, 0, len(days))
	for _, d := range days {
		if d.On.Year() != year {
			return Fail(Invalid, "%s不在%d年内，请只导入一个年度。", d.On.Long(), year)
		}
		rows = append(rows, CalendarDay{Day: d.On, Kind: d.Kind, Name: d.Name, Source: d.Source})
	}
	if len(rows) == 0 {
		return Fail(Invalid, "文件中没有%d年的放假、调休安排。", year)
	}
	first, last := calendar.Date(fmt.Sprintf("%04d-01-01", year)), calendar.Date(fmt.Sprintf("%04d-12-31", year))
	if _, err := In[CalendarDay](tx).Where("day BETWEEN ? AND ?", first, last).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := In[CalendarDay](tx, clause.OnConflict{UpdateAll: true}).CreateInBatches(tx.Ctx, &rows, 100); err != nil {
		return err
	}
	return tx.Record(Entry{Verb: "导入工作日历", Subject: fmt.Sprintf("calendar/%d", year), Topic: "calendar", Detail: language.Phrase{"%d年放假、调休共%d天", year, len(rows)}})
}
