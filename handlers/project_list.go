package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// lamp is a light as the templates draw it.
type lamp struct {
	Kind string `json:"tone"`
	Word string `json:"text"`
}

func showLight(l project.Light) lamp { return lamp{string(l.Tone), l.Text} }

// projectsHead is what list and timetable have in common.
type projectsHead struct {
	Title, View                     string
	Total                           int64
	Lights                          []lightCount
	Chips                           []chip
	Into, Action                    string
	Tabs                            []views.Tab
	ExportLink, ImportLink, NewLink string // "" for who may not
	Query                           string
	Mine, Filtered                  bool
	Years, LightOptions, States     []views.Option
}

type lightCount struct {
	Kind, Word string
	Count      int
}

type chip struct {
	Name, Link string
	Count      int64
	Current    bool
}

// projectsView is the list.
type projectsView struct {
	Head  projectsHead
	Rows  []projectRow
	Pager views.Pager
}

type projectRow struct {
	Link, Code, Kind, Name, Measures, Unit, Owner, Target, Due, StageDue, Stage, Bar string
	Done, Time                                                                       int
	Light                                                                            lamp
}

var toneNames = []lightCount{{Kind: "ok", Word: "正常"}, {Kind: "warn", Word: "临期、落后"}, {Kind: "info", Word: "审核中"},
	{Kind: "late", Word: "逾期"}, {Kind: "idle", Word: "未开始"}}

// projectsFilter reads the filter of an address.
func projectsFilter(r *Request, tx *models.Tx) (f project.Filter, err error) {
	f = project.Filter{Year: tx.Today().Year(), Q: strings.TrimSpace(r.Query("q")), State: project.State(r.Query("state")), Light: project.Tone(r.Query("light")),
		Type: project.Type(r.Query("type")), Mine: r.Query("owner") == "me", Review: r.Query("review") == "me", Moved: r.Query("moved") == "true"}
	if y, err := strconv.Atoi(r.Query("year")); err == nil && calendar.Date(fmt.Sprintf("%04d-12-31", y)).Valid() {
		f.Year = y // another is none of ours: this year
	}
	if r.Query("due") == "soon" {
		f.SoonUntil, err = project.SoonUntil(tx)
	}
	return f, err
}

// head gathers what stands above list and timetable: three queries.
func head(r *Request, tx *models.Tx, f project.Filter, view string) (h projectsHead, err error) {
	h = projectsHead{Title: fmt.Sprintf("%d年度党建项目", f.Year), View: view, Query: f.Q, Mine: f.Mine, Action: "/projects", Into: "#project-list"}
	if view == "timetable" {
		h.Action, h.Into = "/projects/timetable", "#timetable"
	}
	counts, err := project.CountYear(tx, f.Year)
	if err != nil {
		return h, err
	}
	h.Total, h.Chips = counts.All, chips(r, h.Action, counts)
	lights, counted, err := project.Tally(tx, f.Year)
	if err != nil {
		return h, err
	}
	for _, l := range toneNames {
		if l.Count = lights[project.Tone(l.Kind)]; counted && l.Count > 0 {
			h.Lights = append(h.Lights, l)
		}
	}
	query := keep(r, append([]string{"year"}, narrowing...)...)
	h.Tabs, h.Filtered = r.projectTabs(tx, view), len(keep(r, narrowing...)) > 0
	h.ExportLink = link("/projects/export", query)
	if tx.Reaches(models.Enter, models.Projects) {
		h.NewLink = "/projects/new"
	}
	if tx.Can(models.Enter, models.Projects, 0) {
		h.ImportLink = "/imports/projects"
	}
	years, err := project.Years(tx)
	h.Years, h.LightOptions, h.States = yearOptions(years, f.Year), lightOptions(f.Light), stateOptions(f.State)
	return h, err
}

// narrowing are the keys of an address that narrow a list within its year.
var narrowing = []string{"q", "light", "state", "owner", "type", "due", "review", "moved"}

func chips(r *Request, action string, c project.Counts) []chip {
	list := []chip{{Name: "全部", Link: link(action, keep(r, "year")), Count: c.All, Current: len(keep(r, narrowing...)) == 0}}
	add := func(name, key, value string, count int64) {
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

func yearOptions(years []int, chosen int) (list []views.Option) {
	if !slices.Contains(years, chosen) {
		years = append([]int{chosen}, years...)
	}
	for _, y := range years {
		list = append(list, views.Option{Value: strconv.Itoa(y), Name: strconv.Itoa(y) + "年", Chosen: y == chosen})
	}
	return list
}

func lightOptions(chosen project.Tone) []views.Option {
	list := []views.Option{{Name: "全部", Chosen: chosen == ""}}
	for _, l := range toneNames {
		list = append(list, views.Option{Value: l.Kind, Name: l.Word, Chosen: string(chosen) == l.Kind})
	}
	return list
}

func stateOptions(chosen project.State) []views.Option {
	list := []views.Option{{Name: "全部", Chosen: chosen == ""}}
	for _, s := range project.States {
		list = append(list, views.Option{Value: string(s), Name: s.String(), Chosen: s == chosen})
	}
	return list
}

// pageOfProjects reads the page of the list that the address asks for.
func pageOfProjects(r *Request, tx *models.Tx, f project.Filter) ([]project.Project, string, error) {
	paging, err := r.Paging(2)
	if err != nil {
		return nil, "", err
	}
	page := project.Page{Limit: paging.Limit}
	if paging.After != nil {
		page.Due = calendar.Date(paging.After[0])
		if page.ID, err = strconv.ParseInt(paging.After[1], 10, 64); err != nil {
			return nil, "", models.Fail(models.Invalid, "cursor 无效，请从第一页重新读取。")
		}
	}
	list, next, err := project.List(tx, f, page)
	if err != nil || next == nil {
		return list, "", err
	}
	return list, cursor(next.Due, next.ID), nil
}
