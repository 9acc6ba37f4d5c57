package handlers

import (
	"maps"
	"slices"
	"strconv"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// projectsPage is the list of a year's projects for a browser.
func (s *Server) projectsPage(r *Request) (Answer, error) {
	var view projectsView
	err := r.View(func(tx *models.Tx) error {
		some, err := someProjects(r, tx, "list", "/projects", 0)
		if err != nil {
			return err
		}
		view.Head, view.Pager = some.head, some.pager
		if err := project.AddParts(tx, some.list); err != nil {
			return err
		}
		for i := range some.list {
			row, err := rowOf(tx, &some.list[i], some.holders)
			if err != nil {
				return err
			}
			view.Rows = append(view.Rows, row)
		}
		query := keep(r, narrowing...)
		query.Set("year", strconv.Itoa(some.year))
		for _, name := range slices.Sorted(maps.Keys(query)) {
			view.Kept = append(view.Kept, views.Field{Name: name, Value: query.Get(name)})
		}
		return nil
	})
	return Answer{Page: "projects", Part: "project-list", Title: word("项目"), Section: "projects", Crumbs: []views.Crumb{{Name: word("项目")}}, View: view}, err
}

// projectsOnPage are the projects that one page of a year's list or timetable shows.
type projectsOnPage struct {
	year    int
	list    []project.Project
	holders map[int64]models.Holder
	head    projectsHead
	pager   views.Pager
}

// someProjects reads them, at least so many, for a view of the year at an address.
func someProjects(r *Request, tx *models.Tx, view, at string, least int) (some projectsOnPage, err error) {
	f, err := projectsFilter(r, tx)
	if err != nil {
		return some, err
	}
	f.ByCode = view != "list"
	list, next, err := pageOfProjects(r, tx, f, least)
	if err != nil {
		return some, err
	}
	some = projectsOnPage{year: f.Year, list: list, pager: pagerOf(r, at, next)}
	if some.head, err = head(r, tx, f, view); err != nil {
		return some, err
	}
	some.pager.Into = some.head.Into
	some.holders, err = owners(tx, list)
	return some, err
}
