package structure

import (
	"cmp"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"

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
	known := map[string]Item{} // what is not found again
	for _, i := range listed {
		known[i.key()] = i
	}
	var fresh, changed []Item
	for _, a := range alerts {
		if a.Level == models.Info {
			continue
		}
		found := Item{OrgID: a.OrgID, Code: a.Code, Subject: a.Subject, Level: a.Level, Detail: a.Detail.String(), FoundOn: day}
		was, listed := known[found.key()]
		delete(known, found.key())
		switch {
		case !listed:
			fresh = append(fresh, found)
		case was.Level != found.Level || was.Detail != found.Detail || was.ResolvedOn != "":
			was.Level, was.Detail, was.ResolvedOn = found.Level, found.Detail, ""
			changed = append(changed, was)
		}
	}
	for _, i := range listed { // in one order for everyone: no deadlocks
		if _, gone := known[i.key()]; gone && i.ResolvedOn == "" {
			i.ResolvedOn = day
			changed = append(changed, i)
		}
	}
	return writeItems(tx, fresh, changed)
}

// writeItems writes what is new on the list and what has changed, some hundreds in a statement.
func writeItems(tx *models.Tx, fresh, changed []Item) error {
	const batch = 500
	if err := models.In[Item](tx, models.Once).Omit("Org").CreateInBatches(tx.Ctx, &fresh, batch); err != nil {
		return err
	}
	slices.SortFunc(changed, func(a, b Item) int { return cmp.Compare(a.ID, b.ID) })
	over := clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"level", "detail", "resolved_on"})}
	return models.In[Item](tx, over).Omit("Org").CreateInBatches(tx.Ctx, &changed, batch)
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
