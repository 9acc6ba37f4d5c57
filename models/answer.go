package models

import "luoshi/calendar"

// AnswerBy is the day by which what was asked on a day is to be answered: so many
// working days after it as the rule of that day gives.
func (tx *Tx) AnswerBy(asked calendar.Date) (calendar.Date, error) {
	rule, _, err := RuleFor[struct{ Days int }](tx, RuleReview, asked, nil)
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(asked, rule.Days), nil
}
