package scheduler

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// list is a list that a rule reads a page at a time, in the order that last names.
type list[T any] struct {
	name string
	read func(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]T, error)
	last func(*T) project.After
}

// near tells which organisation a row concerns, and about the holders of which posts a rule asks.
type near[T any] func(*T) (orgID int64, posts []int64)

// between reads what concerns the days asked about, and the chart around it.
func between[T any](r *notice.Reading, where near[T], lists ...list[T]) (all []T, c *models.Chart, err error) {
	from, to := r.Days[0], r.Days[len(r.Days)-1]
	for _, l := range lists {
		some, err := notice.Part(r, l.name, func(after project.After, limit int) ([]T, error) { return l.read(r.Tx, from, to, after, limit) }, l.last)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, some...)
	}
	return charted(r, all, where)
}

// desk is between for the program itself; for a person, what is that one's own.
func desk[T any](r *notice.Reading, own func(*notice.Reading) ([]T, error), where near[T], lists ...list[T]) ([]T, *models.Chart, error) {
	if r.Actor.System {
		return between(r, where, lists...)
	}
	all, err := own(r)
	if err != nil {
		return nil, nil, err
	}
	return charted(r, all, where)
}

// charted adds the chart around some rows, nil where there are none.
func charted[T any](r *notice.Reading, all []T, where near[T]) ([]T, *models.Chart, error) {
	if len(all) == 0 {
		return nil, nil, nil
	}
	var orgs, posts []int64
	for i := range all {
		org, of := where(&all[i])
		orgs, posts = append(orgs, org), append(posts, of...)
	}
	c, err := chartAround(r, orgs, posts)
	if err != nil {
		return nil, nil, err
	}
	return all, c, nil
}

// chartAround is who holds which post around a page's organisations and posts; a
// reading of everything has the whole chart, once.
func chartAround(r *notice.Reading, orgs, posts []int64) (*models.Chart, error) {
	if r.Whole() {
		return wholeChart(r)
	}
	return r.ChartAround(orgs, posts)
}

func wholeChart(r *notice.Reading) (*models.Chart, error) {
	return notice.Keep(r, "chart", r.Chart)
}

// what a milestone's row, and so on, is near to.
func nearMilestone(m *project.Milestone) (int64, []int64) {
	return m.OrgID, []int64{m.OwnerPostID, m.Project.OwnerPostID}
}

func nearImprovement(i *project.Improvement) (int64, []int64) {
	return i.OrgID, []int64{i.OwnerPostID, i.Project.OwnerPostID}
}

func nearProject(p *project.Project) (int64, []int64) { return p.OrgID, []int64{p.OwnerPostID} }

func nearRound(v *project.Review) (int64, []int64) {
	return v.OrgID, []int64{v.ReviewerPostID, v.Milestone.OwnerPostID}
}

func nearExtension(e *project.Extension) (int64, []int64) {
	posts := []int64{e.ReviewerPostID, e.Project.OwnerPostID}
	if e.Milestone != nil {
		posts = append(posts, e.Milestone.OwnerPostID)
	}
	return e.OrgID, posts
}

func nearReceipt(u *project.Unanswered) (int64, []int64) {
	return u.OrgID, []int64{u.OwnerPostID, u.TaskOwner}
}

func nearActivity(a *orglife.ActivityRow) (int64, []int64) { return a.OrgID, nil }

func nearPetition(p *orglife.Petition) (int64, []int64) { return p.BranchID, nil }

func nearDuty(d *orglife.DutyRow) (int64, []int64) { return d.OrgID, nil }

// where a page that ends with a row goes on.
func afterOwed(m *project.Milestone) project.After {
	return project.After{Day: m.OwedOn, ID: m.ID}
}

func afterDue(p *project.Project) project.After { return project.After{Day: p.DueOn, ID: p.ID} }

func afterPromised(i *project.Improvement) project.After {
	return project.After{Day: i.DueOn, ID: i.ID}
}

// The lists that rules about projects read.
var (
	milestonesComing = list[project.Milestone]{"milestones due", project.ComingDue, afterOwed}
	milestonesLate   = []list[project.Milestone]{
		{"milestones overdue", project.Overdue, afterOwed},
		{"milestones entered late", project.OverdueWhenEntered, func(m *project.Milestone) project.After { return project.After{Day: m.EnteredOn, ID: m.ID} }},
		{"milestones in hand", project.OverdueInHand, afterOwed},
	}
	projectsComing = list[project.Project]{"projects due", project.ProjectsComingDue, afterDue}
	projectsLate   = []list[project.Project]{
		{"projects overdue", project.ProjectsOverdue, afterDue},
		{"projects in hand", project.ProjectsInHand, afterDue},
	}
	improvementsComing = list[project.Improvement]{"improvements due", project.ImprovementsComingDue, afterPromised}
	improvementsLate   = []list[project.Improvement]{
		{"improvements overdue", project.ImprovementsOverdue, afterPromised},
		{"improvements in hand", project.ImprovementsInHand, afterPromised},
	}
	roundsAsked     = list[project.Review]{"rounds", project.RoundsToAnswer, func(v *project.Review) project.After { return project.After{Day: v.DueOn, ID: v.ID} }}
	extensionsAsked = list[project.Extension]{"extensions", project.ExtensionsToAnswer, func(e *project.Extension) project.After { return project.After{Day: e.AnswerBy, ID: e.ID} }}
	projectsAsked   = list[project.Project]{"projects waiting", project.WaitingProjects, afterDue}
	petitionsAsked  = list[orglife.Petition]{"petitions", petitionsDue, func(p *orglife.Petition) project.After { return project.After{Day: p.AnswerBy, ID: p.ID} }}
	receiptsDueList = list[project.Unanswered]{"receipts", project.ReceiptsDue, func(u *project.Unanswered) project.After { return project.After{Day: u.DueOn, ID: u.ProjectID} }}
)

func petitionsDue(tx *models.Tx, _, to calendar.Date, after project.After, limit int) ([]orglife.Petition, error) {
	return orglife.PetitionsToAnswer(tx, to, after.Day, after.ID, limit)
}
