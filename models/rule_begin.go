package models

import "luoshi/calendar"

// BeginDuties sets the day from which the installation asks for duties: periods
// that began before it are not asked for. What was asked for already stays.
func (tx *Tx) BeginDuties(day calendar.Date) error {
	if err := tx.Require(Approve, Calendars, 0); err != nil {
		return err
	}
	first := tx.Today().Month().First()
	switch {
	case !day.Valid():
		return FailAt(Invalid, "from", "起算日期写作 2022-07-01。")
	case day < first:
		return FailAt(Invalid, "from", "起算日期不能早于本月1日，以免一启用就有逾期。")
	}
	before, err := tx.DutiesBegin()
	if err != nil {
		return err
	}
	for _, r := range dutyRules {
		versions, err := In[Rule](tx).Where("code = ?", r.Code).Order("valid_from, id").Find(tx.Ctx)
		if err != nil {
			return err
		}
		if len(versions) == 0 || len(versions) > 1 && versions[1].ValidFrom <= day {
			return Fail(Conflict, "“%s”自%s起已有新的规定，起算日期须早于这一天。", versions[1].Name, versions[1].ValidFrom.Long())
		}
		if _, err := In[Rule](tx).Where("id = ?", versions[0].ID).Set(Assign("valid_from", day)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return tx.Record(Entry{Verb: "设定应办事项起算日期", Subject: "rules", Topic: "rules", Detail: day.Long(), Before: string(before), After: string(day)})
}

// DutiesBegin is the day from which duties are asked for.
func (tx *Tx) DutiesBegin() (day calendar.Date, err error) {
	err = tx.Raw(&day, "SELECT MIN(valid_from) FROM rules WHERE code = ?", RuleThemeDay)
	return day, err
}
