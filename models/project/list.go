package project

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Page is which part of a list is wanted: so many rows after the keys of the last one seen.
type Page struct {
	Limit int
	Due   calendar.Date // "" for the beginning
	Year  int           // with Code, of a list in the order of codes
	Code  string
	ID    int64
}

// List lists projects the actor may see with their milestones, by due date or by
// code; next is where the following page begins, nil on the last one.
func List(tx *models.Tx, f Filter, page Page) (list []Project, next *Page, err error) {
	conditions, err := f.conditions(tx)
	if err != nil {
		return nil, nil, err
	}
	q := where(visible[Project](tx, "projects.id").LeftJoin("Org").Preload("Milestones", nil), conditions)
	order := "projects.due_on, projects.id"
	switch {
	case f.ByCode:
		order = "projects.year, projects.code"
		if page.Code != "" {
			q = q.Where("(projects.year > ? OR projects.year = ? AND projects.code > ?)", page.Year, page.Year, page.Code)
		}
	case page.ID != 0:
		q = q.Where("(projects.due_on > ? OR projects.due_on = ? AND projects.id > ?)", page.Due, page.Due, page.ID)
	}
	list, err = q.Order(order).Limit(page.Limit + 1).Find(tx.Ctx)
	if err == nil && len(list) > page.Limit {
		list = list[:page.Limit]
		last := list[page.Limit-1]
		next = &Page{Limit: page.Limit, Due: last.DueOn, Year: last.Year, Code: last.Code, ID: last.ID}
	}
	return list, next, err
}
