package handlers

import (
	"cmp"
	"fmt"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// origins are the choices of a form's field.
func origins(chosen project.Origin) []views.Option {
	list := []views.Option{{Name: word("未注明"), Chosen: chosen == ""}}
	for _, o := range project.Origins {
		list = append(list, views.Option{Value: string(o), Name: word(o.String()), Chosen: o == chosen})
	}
	return list
}

// originCount is how many projects of the year have an origin.
type originCount struct {
	Origin project.Origin `json:"origin"`
	Name   string         `json:"name"`
	Count  int64          `json:"count"`
	Link   string         `json:"-"`
}

// countOrigins answers programs with the sources of a year's tasks; the page of
// the problems shows them to people.
func (s *Server) countOrigins(r *Request) (Answer, error) {
	list := List[originCount]{}
	err := r.View(func(tx *models.Tx) (err error) {
		year, err := r.yearAsked(tx)
		if err != nil {
			return err
		}
		list.Items, err = originCounts(tx, year)
		return err
	})
	return Answer{Goto: "/findings#origins", JSON: list}, err
}

func originCounts(tx *models.Tx, year int) ([]originCount, error) {
	counts, err := project.CountOrigins(tx, year)
	list := []originCount{}
	for _, c := range counts {
		line := originCount{Origin: c.Origin, Name: tx.Say("未注明"), Count: c.Count}
		if c.Origin != "" {
			line.Name, line.Link = tx.Say(c.Origin.String()), fmt.Sprintf("/projects?year=%d&origin=%s", year, c.Origin)
		}
		list = append(list, line)
	}
	return list, err
}

// yearAsked reads ?year= of an address that asks for nothing else, this year without one.
func (r *Request) yearAsked(tx *models.Tx) (int, error) {
	s := newSieve(r)
	return cmp.Or(s.year("year"), tx.Today().Year()), s.err()
}
