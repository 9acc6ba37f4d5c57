package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Fulfil closes a duty that is fulfilled by something else than activities, such
// as the yearly plan; without a duty there is nothing to close.
func Fulfil(tx *models.Tx, o *models.Org, code Type, p calendar.Period, on calendar.Date) error {
	d, err := dutyOf(tx, o, code, p)
	if err != nil || d == nil {
		return err
	}
	if err := d.take(tx); err != nil {
		return err
	}
	if d.State == Exempted {
		return nil
	}
	d.Held, d.State, d.ClosedOn = d.Needed, Done, on
	if on > d.DueOn {
		d.State = DoneLate
	}
	return d.keep(tx)
}
