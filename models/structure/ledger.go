package structure

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
)

// Item is a fault of the screening's list: found on a day, and closed by itself
// once the records show it mended.
type Item struct {
	ID         int64
	OrgID      int64
	Code       string
	Subject    string // what of the organisation, such as "posts/7"; "" for itself
	Level      models.Level
	Detail     string
	FoundOn    calendar.Date
	ResolvedOn calendar.Date // "" while it remains

	Org *models.Org
}

func (Item) TableName() string { return "screenings" }

func (i *Item) key() string { return fmt.Sprintf("%d %s", i.OrgID, key(i.Code, i.Subject)) }

// Screen brings the list up to date with what the records show on a day; twice on
// a day it does nothing. What is only good to know is not listed.
func Screen(tx *models.Tx, day calendar.Date) error {
	alerts, err := Alerts(tx, day)
	if err != nil {
		return err
	}
	listed, err := models.In[Item](tx).Where("resolved_on = '' OR resolved_on = ?", day).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	known := map[string]Item{}
	for _, i := range listed {
		known[i.key()] = i
	}
	for _, a := range alerts {
		if a.Level == models.Info {
			continue
		}
		found := Item{OrgID: a.OrgID, Code: a.Code, Subject: a.Subject, Level: a.Level, Detail: a.Detail.String(), FoundOn: day}
		was, listed := known[found.key()]
		delete(known, found.key())
		if err := was.become(tx, &found, listed); err != nil {
			return err
		}
	}
	for _, i := range listed { // in one order for everyone: no deadlocks
		if _, gone := known[i.key()]; !gone || i.ResolvedOn != "" {
			continue
		}
		if _, err := models.In[Item](tx).Where("id = ? AND resolved_on = ''", i.ID).Update(tx.Ctx, "resolved_on", day); err != nil {
			return err
		}
	}
	return nil
}

// become makes a line of the list what was found now, or adds one.
func (i Item) become(tx *models.Tx, found *Item, listed bool) error {
	if !listed {
		return models.In[Item](tx, models.Once).Omit("Org").Create(tx.Ctx, found)
	}
	if i.Level == found.Level && i.Detail == found.Detail && i.ResolvedOn == "" {
		return nil
	}
	_, err := models.In[Item](tx).Where("id = ?", i.ID).Set(models.Assign("level", found.Level), models.Assign("detail", found.Detail),
		models.Assign("resolved_on", "")).Update(tx.Ctx)
	return err
}

// readFound reads since when faults have been known.
func readFound(tx *models.Tx, day calendar.Date, of map[int64]*Facts, where string, args []any) error {
	var rows []Item
	err := tx.Raw(&rows, `SELECT i.org_id, i.code, i.subject, i.found_on FROM screenings i JOIN orgs o ON o.id = i.org_id
		WHERE i.found_on <= ? AND (i.resolved_on = '' OR i.resolved_on > ?) AND `+where, append([]any{day, day}, args...)...)
	for _, i := range rows {
		if f := of[i.OrgID]; f != nil {
			f.found[key(i.Code, i.Subject)] = i.FoundOn
		}
	}
	return err
}

// Tally is how the list has changed over a stretch of days.
type Tally struct{ Found, Resolved, Remaining int64 }

// Listed lists the faults that were on the list at some time between two days, as
// far as the actor may see: those that remain first, then by organisation.
func Listed(tx *models.Tx, from, to calendar.Date, org *models.Org) (list []Item, t Tally, err error) {
	q := models.Visible[Item](tx, models.Orgs, "screenings.org_id").LeftJoin("Org").
		Where("screenings.found_on <= ? AND (screenings.resolved_on = '' OR screenings.resolved_on >= ?)", to, from)
	if org != nil {
		where, args := models.Below("screenings.org_id", []string{org.Path})
		q = q.Where(where, args...)
	}
	list, err = q.Order("CASE WHEN screenings.resolved_on = '' THEN 0 ELSE 1 END, screenings.found_on, screenings.id").Find(tx.Ctx)
	for _, i := range list {
		if i.FoundOn >= from {
			t.Found++
		}
		if i.ResolvedOn != "" && i.ResolvedOn <= to {
			t.Resolved++
		} else {
			t.Remaining++
		}
	}
	return list, t, err
}
