package campaign

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// Verdict is whether a unit meets a criterion; it is read from the records, never typed.
type Verdict string

const (
	Met      Verdict = "met"
	UnderWay Verdict = "under_way"
	Unmet    Verdict = "unmet"
	NoPart   Verdict = "none" // the work is not the unit's
)

var verdictNames = map[Verdict]string{Met: "达成", UnderWay: "推进中", Unmet: "未达成", NoPart: "不涉及"}

func (v Verdict) String() string { return verdictNames[v] }

// Tally is what stands behind a verdict: the unit's projects and duties, and how many are done.
type Tally struct {
	Verdict      Verdict
	Projects     []int64
	Closed       int
	Duties, Done int
	Overdue      int
}

// Evidence is all that the criteria of a campaign are read from.
type Evidence struct {
	projects []work
	duties   []owed
}

// work is a project with one of the organisations that work on it.
type work struct {
	ID       int64
	State    project.State
	Type     string
	Category string
	Year     int
	Path     string
	IsLead   bool
}

// owed sums up the duties of one code and branch.
type owed struct {
	Code               string
	Path               string
	All, Done, Overdue int
}

// unborn are states of projects that nobody has taken on yet; they count only where they are named.
var unborn = []project.State{project.Draft, project.Submitted, project.Returned}

// Read gathers the evidence: two queries, whatever the number of units.
func (c *Campaign) Read(tx *models.Tx) (e Evidence, err error) {
	ids, tags, types, codes := append(c.Projects(), -1), []string{""}, []string{""}, []string{""}
	for _, one := range c.Criteria {
		for _, l := range one.Links {
			switch l.Kind {
			case Tag:
				tags = append(tags, l.Value)
			case Type:
				types = append(types, l.Value)
			case Duty:
				codes = append(codes, l.Value)
			}
		}
	}
	err = tx.Raw(&e.projects, `SELECT p.id, p.state, p.type, p.category, p.year, o.path, w.is_lead FROM projects p
		JOIN project_orgs w ON w.project_id = p.id JOIN orgs o ON o.id = w.org_id
		WHERE (p.id IN ? OR p.year = ? AND (p.category IN ? AND p.category > '' OR p.type IN ?))`, ids, c.Year, tags, types)
	if err != nil {
		return e, err
	}
	year := calendar.Period(fmt.Sprintf("%04d", c.Year))
	err = tx.Raw(&e.duties, `SELECT d.code, o.path, COUNT(*) AS `+"`all`"+`, SUM(CASE WHEN d.state <> ? THEN 1 ELSE 0 END) AS done,
		SUM(CASE WHEN d.state = ? AND d.due_on < ? THEN 1 ELSE 0 END) AS overdue FROM duties d JOIN orgs o ON o.id = d.org_id
		WHERE d.code IN ? AND d.period >= ? AND d.period < ? GROUP BY d.code, o.path`, orglife.Open, orglife.Open, tx.Today(), codes, year, year.Add(1))
	return e, err
}

// Judge reads from the evidence whether the unit on a path meets a criterion.
func (e *Evidence) Judge(one *Criterion, path string) Tally {
	var sum Tally
	var verdicts []Verdict
	for _, l := range one.Links {
		v := Unmet
		if l.Kind == Duty {
			v = e.judgeDuties(l.Value, path, &sum)
		} else {
			v = e.judgeProjects(l, path, &sum)
		}
		if v != NoPart {
			verdicts = append(verdicts, v)
		}
	}
	all := func(v Verdict) bool { return !slices.ContainsFunc(verdicts, func(x Verdict) bool { return x != v }) }
	switch {
	case len(verdicts) == 0:
		sum.Verdict = NoPart
	case all(Met):
		sum.Verdict = Met
	case all(Unmet):
		sum.Verdict = Unmet
	default:
		sum.Verdict = UnderWay
	}
	return sum
}

// judgeProjects counts the projects a link names that are the unit's: led or
// helped by it or below it; one named by itself counts also when led from above.
func (e *Evidence) judgeProjects(l Link, path string, sum *Tally) Verdict {
	seen := map[int64]bool{}
	all, closed := 0, 0
	for _, w := range e.projects {
		own := strings.HasPrefix(w.Path, path)
		switch l.Kind {
		case Project:
			own = w.ID == l.project() && (own || w.IsLead && strings.HasPrefix(path, w.Path))
		case Tag:
			own = own && w.Category == l.Value
		case Type:
			own = own && w.Type == l.Value
		}
		if !own || seen[w.ID] || l.Kind != Project && slices.Contains(unborn, w.State) {
			continue
		}
		seen[w.ID] = true
		all++
		if w.State == project.Closed {
			closed++
		}
		if !slices.Contains(sum.Projects, w.ID) {
			sum.Projects = append(sum.Projects, w.ID)
			if w.State == project.Closed {
				sum.Closed++
			}
		}
	}
	switch {
	case all == 0 && l.Kind == Project:
		return NoPart
	case all == 0:
		return Unmet
	case closed == all:
		return Met
	}
	return UnderWay
}

// judgeDuties counts the duties of the unit's branches in the year so far: one
// overdue speaks against the unit, one still within its time keeps it under way.
func (e *Evidence) judgeDuties(code, path string, sum *Tally) Verdict {
	all, done, overdue := 0, 0, 0
	for _, d := range e.duties {
		if d.Code == code && strings.HasPrefix(d.Path, path) {
			all, done, overdue = all+d.All, done+d.Done, overdue+d.Overdue
		}
	}
	sum.Duties, sum.Done, sum.Overdue = sum.Duties+all, sum.Done+done, sum.Overdue+overdue
	switch {
	case all == 0 || overdue > 0:
		return Unmet
	case done == all:
		return Met
	}
	return UnderWay
}
