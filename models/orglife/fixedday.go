package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// FixedDayOf is the day of a month on which a branch holds its theme day, off
// days that are not worked; "" for one without a fixed day that can be read.
func FixedDayOf(tx *models.Tx, org *models.Org, month calendar.Month) (calendar.Date, error) {
	fixed, err := calendar.ParseFixedDay(org.FixedDay)
	if err != nil {
		return "", nil // the organisation's own page says what is wrong with it
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return fixed.In(month, work), nil
}
