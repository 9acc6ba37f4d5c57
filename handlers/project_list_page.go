package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// projectsPage is the list of a year's projects for a browser.
func (s *Server) projectsPage(r *Request) (Answer, error) {
	var view projectsView
	err := r.View(func(tx *models.Tx) error {
		f, err := projectsFilter(r, tx)
		if err != nil {
			return err
		}
		list, next, err := pageOfProjects(r, tx, f)
		if err != nil {
			return err
		}
		if view.Head, err = head(r, tx, f, "list"); err != nil {
			return err
		}
		view.Pager = pagerOf(r, "/projects", next)
		view.Pager.Into = view.Head.Into
		holders, err := owners(tx, list)
		if err != nil {
			return err
		}
		for i := range list {
			row, err := rowOf(tx, &list[i], holders)
			if err != nil {
				return err
			}
			view.Rows = append(view.Rows, row)
		}
		return nil
	})
	return Answer{Page: "projects", Part: "project-list", Title: "项目", Section: "projects", Crumbs: []views.Crumb{{Name: "项目"}}, View: view}, err
}
