package handlers

import (
	"net/url"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// chartsView is the page of charts: completion by unit, lights over time, what falls due.
type chartsView struct {
	Tabs         []views.Tab
	Years, Units []views.Option
	Year         int
	Completion   []completionRow
	Lights       lightsChart
	Due          dueChart
	Day          phrase // the day or week whose records are shown below
	DayRows      []lightsRow
	Week         phrase
	WeekRows     []weekRow
}

type completionRow struct {
	Unit, Link       string
	Projects, Closed int
	Percent          int
}

type lightsRow struct {
	Name   language.Text // a day or a unit
	Link   string
	Counts []lightCount
	Column []slice
	X, Mid string
}

type slice struct{ Class, Y, H string }

type lightsChart struct {
	Label string
	Rows  []lightsRow
	Width string
}

type dueChart struct {
	Label string
	Weeks []dueRow
}

type dueRow struct {
	Name               phrase
	Link, X, Mid, Y, H string
	Count              int
}

type weekRow struct {
	Due, Name     phrase
	Project, Link string
}

// chartOf reads what the charts are to be about.
func (s *Server) chartOf(r *Request, tx *models.Tx) (year int, unit string, units []string, err error) {
	if err = tx.RequireSight(models.Projects); err != nil {
		return
	}
	o, units, err := s.orderOf(r, tx)
	return o.Year, o.Unit, units, err
}

func (s *Server) showCharts(r *Request) (Answer, error) {
	var v chartsView
	err := r.View(func(tx *models.Tx) error {
		year, unit, units, err := s.chartOf(r, tx)
		if err != nil {
			return err
		}
		years, err := project.Years(tx)
		if err != nil {
			return err
		}
		v.Year, v.Tabs, v.Years, v.Units = year, r.projectTabs(tx, "charts"), yearOptions(years, year), unitOptions(units, unit)
		done, err := project.Completions(tx, year, unit)
		if err != nil {
			return err
		}
		for _, c := range done {
			v.Completion = append(v.Completion, completionRow{c.Unit, listOf(year, c.Unit, ""), c.Projects, c.Closed, c.Percent})
		}
		weeks, err := project.LightsOver(tx, year, unit)
		if err != nil {
			return err
		}
		v.Lights = drawLights(r, weeks)
		due, err := project.DueByWeek(tx, year, unit)
		if err != nil {
			return err
		}
		v.Due = drawDue(r, due)
		return v.records(r, tx, year, unit)
	})
	return Answer{Page: "charts", Title: word("图表"), Section: "projects", View: v, Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("图表")}}}, err
}

// records are what stands behind the mark that was opened.
func (v *chartsView) records(r *Request, tx *models.Tx, year int, unit string) error {
	day, week := calendar.Date(r.Query("day")), calendar.Date(r.Query("week"))
	if day != "" && !day.Valid() {
		return badField("day", "日期“%s”无效，请写作 2022-06-15", string(day))
	}
	if week != "" && !week.Valid() {
		return badField("week", "日期“%s”无效，请写作 2022-06-13", string(week))
	}
	if day != "" {
		v.Day = day.Long()
		list, err := project.LightsOn(tx, year, unit, day)
		for _, d := range list {
			row := lightsRow{Name: typed(d.Unit), Counts: countsOf(d)}
			if day == tx.Today() {
				row.Link = listOf(year, d.Unit, "")
			}
			v.DayRows = append(v.DayRows, row)
		}
		return err
	}
	if week != "" {
		v.Week = week.Long()
		list, err := project.DueInWeek(tx, year, unit, week)
		for _, m := range list {
			v.WeekRows = append(v.WeekRows, weekRow{m.OwedOn.Short(), phrase{"%s", m.Label()}, m.Project.Code + " " + m.Project.Name, m.Project.Link()})
		}
		return err
	}
	return nil
}

// listOf is the list of a unit's projects in a year.
func listOf(year int, unit, light string) string {
	query := url.Values{"year": {strconv.Itoa(year)}}
	if unit != "" {
		query.Set("unit", unit)
	}
	if light != "" {
		query.Set("light", light)
	}
	return link("/projects", query)
}

func countsOf(d project.DayLights) []lightCount {
	counts := slices.Clone(toneNames)
	for i := range counts {
		counts[i].Count = d.Count[project.Tone(counts[i].Kind)]
	}
	return counts
}

// drawLights makes a column of a week, the lights on top of each other, in percent.
func drawLights(r *Request, weeks []project.DayLights) lightsChart {
	most := 1
	for _, w := range weeks {
		sum := 0
		for _, n := range w.Count {
			sum += n
		}
		most = max(most, sum)
	}
	c := lightsChart{Width: percent(100 / float64(max(len(weeks), 1)) * 0.7)}
	var words []phrase
	for i, w := range weeks {
		step := 100 / float64(len(weeks))
		row := lightsRow{Name: w.Day.Short(), Counts: countsOf(w), X: percent(float64(i)*step + step*.15), Mid: percent((float64(i) + .5) * step)}
		query := keep(r, "year", "unit")
		query.Set("day", string(w.Day))
		row.Link = link("/charts", query) + "#records"
		top := 100.0
		for _, n := range row.Counts {
			if n.Count > 0 {
				high := float64(n.Count) / float64(most) * 100
				top -= high
				row.Column = append(row.Column, slice{n.Kind, percent(top), percent(high)})
			}
		}
		words = append(words, phrase{"%s %d", row.Name, w.Count[project.Late]})
		c.Rows = append(c.Rows, row)
	}
	c.Label = r.Say("各周项目灯色；逾期个数：%s", language.Join("，", words))
	return c
}

func drawDue(r *Request, weeks []project.WeekDue) dueChart {
	most := 1
	for _, w := range weeks {
		most = max(most, w.Count)
	}
	var c dueChart
	var words []phrase
	for i, w := range weeks {
		step, high := 100/float64(len(weeks)), float64(w.Count)/float64(most)*100
		query := keep(r, "year", "unit")
		query.Set("week", string(w.Monday))
		row := dueRow{Name: w.Monday.Short(), Count: w.Count, Link: link("/charts", query) + "#records",
			X: percent(float64(i)*step + step*.2), Mid: percent((float64(i) + .5) * step), Y: percent(100 - high), H: percent(high)}
		words = append(words, phrase{"%s %d", row.Name, w.Count})
		c.Weeks = append(c.Weeks, row)
	}
	c.Label = r.Say("今后十二周到期的阶段和节点：%s", language.Join("，", words))
	return c
}
