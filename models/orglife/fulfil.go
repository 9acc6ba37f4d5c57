package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Fulfil closes a duty that is fulfilled by something else than activities, such
// as the yearly plan; without a duty there is nothing to close.
func Fulfil(tx *models.Tx, o *models.Org, code Type, p calendar.Period, on calendar.Date) error {
	return fulfil(tx, o, code, p, func(d *Duty) {
		d.Held, d.State, d.ClosedOn = d.Needed, Done, on
		if on > d.DueOn {
			d.State = DoneLate
		}
	})
}

// Unfulfil opens again what Fulfil has closed.
func Unfulfil(tx *models.Tx, o *models.Org, code Type, p calendar.Period) error {
	return fulfil(tx, o, code, p, func(d *Duty) { d.Held, d.State, d.ClosedOn = 0, Open, "" })
}

func fulfil(tx *models.Tx, o *models.Org, code Type, p calendar.Period, change func(*Duty)) error {
	d, err := dutyOf(tx, o, code, p)
	if err != nil || d == nil {
		return err
	}
	if err := d.take(tx); err != nil {
		return err
	}
	if d.State != Exempted {
		change(d)
	}
	return d.keep(tx)
}
