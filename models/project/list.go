package project

import (
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Filter narrows a list of projects; zero values do not.
type Filter struct {
	Year    int
	Q       string // part of the name, the code or the lead's name
	OrgID   int64  // the organisation and all below it, as lead or cooperating
	State   State
	Light   Tone
	DueFrom calendar.Date
	DueTo   calendar.Date
	Mine    bool // with something of one's own in it

	Type      Type
	SoonUntil calendar.Date // with something falling due from today to this day
	Review    bool          // with a round waiting for the actor's review
	Moved     bool          // with a due date that has been moved
}

// Page is which part of a list is wanted: so many rows after the keys of the last one seen.
type Page struct {
	Limit int
	Due   calendar.Date // "" for the beginning
	ID    int64
}

// List lists projects the actor may see with their milestones, by due date; next is
// where the following page begins, nil on the last one. A page filtered by light may be short.
func List(tx *models.Tx, f Filter, page Page) (list []Project, next *Page, err error) {
	const scans = 5
	for range scans {
		some, more, err := scan(tx, f, page)
		if err != nil {
			return nil, nil, err
		}
		for i, p := range some {
			if f.Light != "" {
				light, err := p.Light(tx, p.Milestones)
				if err != nil {
					return nil, nil, err
				}
				if light.Tone != f.Light {
					continue
				}
			}
			list = append(list, some[i])
			if len(list) == page.Limit && (i < len(some)-1 || more != nil) {
				return list, &Page{page.Limit, p.DueOn, p.ID}, nil
			}
		}
		if next = more; next == nil || f.Light == "" {
			break
		}
		page = *more
	}
	return list, next, nil
}

// scan reads one page by all that SQL can tell.
func scan(tx *models.Tx, f Filter, page Page) (list []Project, next *Page, err error) {
	q := visible[Project](tx, "id").Preload("Org", nil).Preload("Milestones", nil)
	if f.Year != 0 {
		q = q.Where("year = ?", f.Year)
	}
	if f.Q != "" {
		like := "%" + escapeLike(f.Q) + "%"
		q = q.Where("(name LIKE ? ESCAPE '!' OR code LIKE ? ESCAPE '!' OR org_id IN (SELECT id FROM orgs WHERE name LIKE ? ESCAPE '!'))", like, like, like)
	}
	if f.OrgID != 0 {
		org, err := tx.Org(f.OrgID)
		if err != nil {
			return nil, nil, err
		}
		q = q.Where(`id IN (SELECT project_id FROM project_orgs WHERE org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?))`,
			org.Path, strings.TrimSuffix(org.Path, "/")+"0")
	}
	if f.State != "" {
		q = q.Where("state = ?", f.State)
	}
	if f.Light == Late {
		q = q.Where("id IN (SELECT project_id FROM milestones WHERE running = ? AND owed_on < ?)", true, tx.Today())
	}
	if f.DueFrom != "" {
		q = q.Where("due_on >= ?", f.DueFrom)
	}
	if f.DueTo != "" {
		q = q.Where("due_on <= ?", f.DueTo)
	}
	if f.Mine {
		mine := tx.Actor.PostIDs()
		q = q.Where(`(owner_post_id IN ? OR reviewer_post_id IN ? OR leader_post_id IN ? OR
			id IN (SELECT project_id FROM milestones WHERE owner_post_id IN ?))`, mine, mine, mine, mine)
	}
	q = f.narrow(tx, q)
	if page.ID != 0 {
		q = q.Where("(due_on > ? OR due_on = ? AND id > ?)", page.Due, page.Due, page.ID)
	}
	list, err = q.Order("due_on, id").Limit(page.Limit + 1).Find(tx.Ctx)
	if err == nil && len(list) > page.Limit {
		list = list[:page.Limit]
		last := list[page.Limit-1]
		next = &Page{page.Limit, last.DueOn, last.ID}
	}
	return list, next, err
}

// escapeLike makes typed text match only itself.
func escapeLike(q string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(q)
}
