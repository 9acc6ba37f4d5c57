package handlers

import (
	"strconv"

	"luoshi/models"
	"luoshi/models/project"
)

// narrowing are the names of an address that narrow the projects of a year.
var narrowing = []string{"q", "light", "state", "owner", "member", "org", "tag", "type", "origin", "due", "due_from", "due_to", "overdue", "behind", "review", "moved", "leader", "linked", "has", "lacks", "unit"}

// projectsFilter reads the filter of an address, which may say other things too; a
// page shows this year when none is named, a program gets all years.
func projectsFilter(r *Request, tx *models.Tx, other ...string) (f project.Filter, err error) {
	s := newSieve(r)
	s.known = append(s.known, other...)
	if f.Narrow, err = s.narrow(tx); err != nil {
		return f, err
	}
	f.State, f.Review, f.Moved = oneOf(s, "state", project.States...), oneOf(s, "review", "me") != "", s.flag("moved")
	f.Leading, f.Linked = oneOf(s, "leader", "me") != "", oneOf(s, "linked", project.Yes, project.No)
	f.Has, f.Lacks, f.Unit = oneOf(s, "has", project.Ticks...), oneOf(s, "lacks", project.Ticks...), s.text("unit")
	if oneOf(s, "due", "soon") != "" {
		if f.SoonUntil, err = project.SoonUntil(tx); err != nil {
			return f, err
		}
	}
	if f.Year == 0 && !wantsJSON(r.Context) {
		f.Year = tx.Today().Year()
	}
	return f, s.err()
}

// milestonesFilter reads the filter of a list of milestones.
func milestonesFilter(r *Request, tx *models.Tx, stagesOnly bool) (f project.MilestoneFilter, err error) {
	s := newSieve(r)
	if f.Narrow, err = s.narrow(tx); err != nil {
		return f, err
	}
	f.State, f.ProjectID, f.StagesOnly = oneOf(s, "state", project.MilestoneStates...), s.number("project_id"), stagesOnly
	return f, s.err()
}

// narrow reads what lists of projects and of milestones have in common.
func (s *sieve) narrow(tx *models.Tx) (n project.Narrow, err error) {
	n = project.Narrow{Year: s.year("year"), Q: s.text("q"), Light: oneOf(s, "light", project.Tones...), Type: oneOf(s, "type", project.Types...),
		Tag: s.text("tag"), Origin: oneOf(s, "origin", project.Origins...), Person: s.number("member"), Overdue: s.flag("overdue"), Behind: s.flag("behind"), DueFrom: s.day("due_from"), DueTo: s.day("due_to")}
	if n.Mine = s.r.Query("owner") == "me"; n.Mine {
		s.known = append(s.known, "owner")
	} else if n.Owner, err = s.post(tx, "owner"); err != nil {
		return n, err
	}
	n.Org, err = s.org(tx, "org")
	return n, err
}

// post is the post of a name that the actor may be told of, 0 when it is left out.
func (s *sieve) post(tx *models.Tx, name string) (int64, error) {
	text := s.text(name)
	if text == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		s.wrong.Add(name, "须为 me 或职务的编号")
		return 0, nil
	}
	known, err := project.Knows(tx, id)
	if err == nil && !known {
		s.wrong.Add(name, "没有这个职务，或者不在您的查看范围内")
	}
	return id, err
}
