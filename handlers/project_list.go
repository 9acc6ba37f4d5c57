package handlers

import (
	"net/url"
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// lamp is a light as the templates draw it and the API shows it.
type lamp struct {
	Kind string `json:"tone"`
	Word string `json:"text"`
}

func showLight(tx *models.Tx, l project.Light) lamp {
	return lamp{string(l.Tone), tx.Say("%s", l.Text)}
}

// projectsHead is what list and timetable have in common.
type projectsHead struct {
	Title                           phrase
	View                            string
	Total                           int64
	Lights                          []lightCount
	Chips                           []chip
	Into, Action                    string
	Tabs                            []views.Tab
	ExportLink, ImportLink, NewLink string // "" for who may not
	CopyLink                        string // last year's projects into this year
	Filter                          filterForm
	Views                           []chip // kept under a name
	KeepLink, ViewsLink             string
}

type lightCount struct {
	Kind  string
	Word  word
	Count int
}

type chip struct {
	Name    language.Text
	Link    string
	Count   int64
	Current bool
}

// projectsView is the list.
type projectsView struct {
	Head  projectsHead
	Rows  []projectRow
	Kept  []views.Field // the filter, for all it finds
	Pager views.Pager
}

type projectRow struct {
	ID                                                   int64
	Link, Code, Name, Measures, Unit, Target, Stage, Bar string
	Kind                                                 language.Text
	Owner, Due, StageDue                                 phrase
	Done, Time                                           int
	Light                                                lamp
}

var toneNames = []lightCount{{Kind: "ok", Word: "正常"}, {Kind: "warn", Word: "临期、落后"}, {Kind: "info", Word: "审核中"},
	{Kind: "late", Word: "逾期"}, {Kind: "idle", Word: "未开始"}}

// head gathers what stands above list and timetable: three queries.
func head(r *Request, tx *models.Tx, f project.Filter, view string) (h projectsHead, err error) {
	h = projectsHead{Title: phrase{"%d年度党建项目", f.Year}, View: view, Action: "/projects", Into: "#project-list"}
	if view != "list" {
		h.Action, h.Into = "/projects/"+view, "#"+view
	}
	counts, err := project.CountYear(tx, f.Year)
	if err != nil {
		return h, err
	}
	h.Total, h.Chips = counts.All, chips(r, h.Action, f.Year, counts)
	if counts.All <= project.Tallied {
		lights, err := project.Tally(tx, f.Year)
		if err != nil {
			return h, err
		}
		for _, l := range toneNames {
			if l.Count = lights[project.Tone(l.Kind)]; l.Count > 0 {
				h.Lights = append(h.Lights, l)
			}
		}
	}
	h.Tabs, h.ExportLink = r.projectTabs(tx, view), link("/papers", keep(r, "year"))
	if tx.Reaches(models.Enter, models.Projects) {
		h.NewLink = "/projects/new"
		h.CopyLink = link("/projects/bulk", url.Values{"all": {"true"}, "year": {strconv.Itoa(f.Year - 1)}, "action": {copying}})
	}
	if tx.Can(models.Enter, models.Projects, 0) {
		h.ImportLink = "/imports/projects"
	}
	if err := h.addViews(r, tx, project.ViewPage(view)); err != nil {
		return h, err
	}
	h.Filter, err = newFilterForm(r, tx, f, h.Action, h.Into)
	return h, err
}

func chips(r *Request, action string, year int, c project.Counts) []chip {
	list := []chip{{Name: word("全部"), Link: link(action, url.Values{"year": {strconv.Itoa(year)}}), Count: c.All, Current: len(keep(r, narrowing...)) == 0}}
	add := func(name word, key, value string, count int64) {
		query := keep(r, "year")
		query.Set(key, value)
		list = append(list, chip{name, link(action, query), count, r.Query(key) == value})
	}
	add("已逾期", "light", string(project.Late), c.Late)
	add("20 个工作日内到期", "due", "soon", c.Soon)
	add("待我审核", "review", "me", c.Review)
	add("重点", "type", string(project.Key), c.Key)
	add("调过时限", "moved", "true", c.Moved)
	return list
}

// keep is the part of the address's query that has these keys.
func keep(r *Request, keys ...string) url.Values {
	kept := url.Values{}
	for _, k := range keys {
		if v := r.Query(k); v != "" {
			kept.Set(k, v)
		}
	}
	return kept
}

func link(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// pageOfProjects reads the page of the list that the address asks for; it has at
// least so many rows unless the address says how many.
func pageOfProjects(r *Request, tx *models.Tx, f project.Filter, least int) ([]project.Project, string, error) {
	read, name := r.pageByDay, func(p *project.Page) string { return cursor(p.Due, p.ID) }
	if f.ByCode {
		read, name = r.pageByCode, func(p *project.Page) string { return cursor(p.Year, p.Code, p.ID) }
	}
	page, err := read()
	if err != nil {
		return nil, "", err
	}
	if r.Query("limit") == "" {
		page.Limit = max(page.Limit, least)
	}
	list, next, err := project.List(tx, f, page)
	if err != nil || next == nil {
		return list, "", err
	}
	return list, name(next), nil
}
