package handlers

import (
	"fmt"
	"net/url"
	"strconv"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// integrationJSON is 党建业务融合情况 of a year.
type integrationJSON struct {
	Year    int        `json:"year"`
	Total   int        `json:"total"`
	Linked  int        `json:"linked"`
	Percent int        `json:"percent"`
	Units   []unitJSON `json:"units"`
	Tags    []tagCount `json:"tags"`
}

type unitJSON struct {
	Unit      string `json:"unit"`
	Total     int    `json:"total"`
	Linked    int    `json:"linked"`
	Deployed  int    `json:"deployed"`
	Pushed    int    `json:"pushed"`
	Inspected int    `json:"inspected"`
	Assessed  int    `json:"assessed"`
}

type tagCount struct {
	ID       int64           `json:"id"`
	Kind     project.TagKind `json:"kind"`
	Name     string          `json:"name"`
	Projects int             `json:"projects"`

	Link    string `json:"-"`
	Retired bool   `json:"-"`
}

type integrationPage struct {
	integrationJSON
	Tabs  []views.Tab
	Years []views.Option
	Heads []project.Tick
	Rows  []unitRow // the last is the sum
	Kinds []tagTable
}

// unitRow is a department's line; each figure opens its list.
type unitRow struct {
	Unit    string
	Figures []figure
	Share   string
}

type figure struct {
	Head  string
	Count int
	Link  string
}

type tagTable struct {
	Kind project.TagKind
	Tags []tagCount
}

// showIntegration counts a year's projects beside the business.
func (s *Server) showIntegration(r *Request) (Answer, error) {
	sieve := newSieve(r)
	page := integrationPage{integrationJSON: integrationJSON{Year: sieve.year("year"), Units: []unitJSON{}, Tags: []tagCount{}}}
	if err := sieve.err(); err != nil {
		return Answer{}, err
	}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Projects); err != nil {
			return err
		}
		if page.Year == 0 {
			page.Year = tx.Today().Year()
		}
		units, err := project.Integration(tx, page.Year)
		if err != nil {
			return err
		}
		tags, err := project.CountTags(tx, page.Year)
		if err != nil {
			return err
		}
		page.count(tx, units, tags)
		years, err := project.Years(tx)
		page.Years, page.Tabs = yearOptions(years, page.Year), r.projectTabs(tx, "integration")
		return err
	})
	return Answer{Page: "integration", Title: word("党建业务融合"), Section: "projects", Wide: true, View: page, JSON: page.integrationJSON,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("党建业务融合")}}}, err
}

func (v *integrationPage) count(tx *models.Tx, units []project.UnitCount, tags []project.TagCount) {
	var sum project.UnitCount
	for _, u := range units {
		sum.Add(u)
		v.Units = append(v.Units, unitJSON(u))
		v.Rows = append(v.Rows, v.row(tx, u.Unit, u))
	}
	v.Total, v.Linked, v.Percent = sum.Total, sum.Linked, share(sum.Linked, sum.Total)
	if len(units) > 0 {
		v.Rows = append(v.Rows, v.row(tx, "", sum))
		v.Rows[len(units)].Unit = tx.Say("合计")
	}
	v.Heads = project.Ticks
	for _, kind := range project.TagKinds {
		table := tagTable{Kind: kind}
		for _, t := range tags {
			if t.Kind != kind {
				continue
			}
			c := tagCount{ID: t.ID, Kind: t.Kind, Name: t.Name, Projects: t.Projects, Link: v.list("", "tag", t.Name), Retired: t.RetiredOn != "" && t.RetiredOn <= tx.Today()}
			v.Tags, table.Tags = append(v.Tags, c), append(table.Tags, c)
		}
		v.Kinds = append(v.Kinds, table)
	}
}

func share(part, of int) int {
	if of == 0 {
		return 0
	}
	return (200*part + of) / (2 * of)
}

func (v *integrationPage) row(tx *models.Tx, unit string, c project.UnitCount) unitRow {
	row := unitRow{Unit: unit, Share: fmt.Sprintf("%d%%", share(c.Linked, c.Total)),
		Figures: []figure{{tx.Say("项目"), c.Total, v.list(unit, "", "")}, {tx.Say("关联业务"), c.Linked, v.list(unit, "linked", string(project.Yes))}}}
	for _, t := range project.Ticks {
		row.Figures = append(row.Figures, figure{tx.Say(t.String()), c.Of(t), v.list(unit, "has", string(t))})
	}
	return row
}

// list is the list of projects behind a figure.
func (v *integrationPage) list(unit, key, value string) string {
	query := url.Values{"year": {strconv.Itoa(v.Year)}}
	if unit != "" {
		query.Set("unit", unit)
	}
	if key != "" {
		query.Set(key, value)
	}
	return link("/projects", query)
}
