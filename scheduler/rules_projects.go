package scheduler

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
)

// projectRules are the reminders about what owners owe: organisation.md D.4.
var projectRules = []notice.Rule{
	{Name: "milestone-overdue", Title: "阶段、节点逾期", At: "00:10", Late: 7, Due: milestonesOverdue, Next: climbsOn},
	{Name: "project-overdue", Title: "项目逾期", At: "00:10", Late: 7, Due: projectsOverdue, Next: climbsOn},
	{Name: "improvement-overdue", Title: "改进逾期", At: "00:10", Late: 7, Due: improvementsOverdue, Next: climbsOn},
	{Name: "milestone-due", Title: "阶段、节点将到期（前15、7、3、1个工作日和当天）", At: "08:30", Late: 3, Due: milestonesDue, Next: thenOverdue},
	{Name: "project-due", Title: "项目将到期（前15、7、3、1个工作日和当天）", At: "08:30", Late: 3, Due: projectsDue, Next: thenOverdue},
	{Name: "improvement-due", Title: "改进将到期（前3、1个工作日和当天）", At: "08:30", Late: 3, Due: improvementsDue, Next: thenOverdue},
}

const (
	thenOverdue = "到期未提交的，逾期第1个工作日提醒责任人和本单位书记，第5个工作日专职副书记，第10个工作日分管负责同志，第15个工作日党组书记和工委。"
	climbsOn    = "仍未提交的，逾期第5个工作日提醒专职副书记，第10个工作日分管负责同志，第15个工作日党组书记和工委。"
)

// milestones reads those owners have in hand; for a person, one's own.
func milestones(r *notice.Reading, lists ...list[project.Milestone]) ([]project.Milestone, *models.Chart, error) {
	return desk(r, func(r *notice.Reading) ([]project.Milestone, error) {
		w, err := mine(r)
		return w.Milestones, err
	}, nearMilestone, lists...)
}

// mine is what the person asking has to do.
func mine(r *notice.Reading) (project.Work, error) {
	return notice.Keep(r, "mine", func() (project.Work, error) { return project.Mine(r.Tx) })
}

// answerable is who holds the first of the posts that anybody holds, or else the
// organisation's secretaries.
func answerable(c *models.Chart, orgID int64, posts ...int64) []models.Holder {
	for _, post := range posts {
		if h := c.Holder(post); h.MemberID != 0 {
			return []models.Holder{h}
		}
	}
	return secretaries(c, orgID)
}

func milestonesDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := milestones(r, milestonesComing)
	for i := range all {
		m := &all[i]
		lead, falls, err := project.LeadOn(r.Tx, m.OwedOn, day)
		if err != nil {
			return nil, err
		}
		if !falls {
			continue
		}
		n, due, err := project.DueNotice(r.Tx, m, day)
		if err != nil {
			return nil, err
		}
		if due {
			list = append(list, notice.Reminder{Notice: n, To: ownersOf(c, lead, m.OrgID, m.OwnerPostID, m.Project.OwnerPostID)})
		}
	}
	return list, err
}

// ownersOf are told of a coming date, and on the day itself also who does the paperwork.
func ownersOf(c *models.Chart, lead int, orgID int64, posts ...int64) []notice.To {
	to := acting(answerable(c, orgID, posts...)...)
	if lead == 0 {
		to = append(to, watching(staff(c, orgID)...)...)
	}
	return to
}

// late makes a reminder for the step of the ladder that falls on the day, if any:
// the first is for the owner too, all others for those above.
func late(r *notice.Reading, c *models.Chart, base, day calendar.Date, orgID int64, posts []int64, words func(after int, owner string) notice.Notice) ([]notice.Reminder, error) {
	base, hands, err := inHand(r, base, words(0, ""))
	if err != nil || base == "" {
		return nil, err
	}
	step, err := project.StepOn(r.Tx, base, day)
	if err != nil || step == nil {
		return nil, err
	}
	owner := c.Holder(posts[0])
	above := slices.DeleteFunc(climb(c, foot(c, orgID, owner), owner, step.Offices), func(h models.Holder) bool {
		return h.MemberID == owner.MemberID && owner.MemberID != 0 // nobody is told on to oneself
	})
	to := watching(above...)
	if step.After == 1 {
		to = append(acting(answerable(c, orgID, posts...)...), to...)
	}
	n := words(step.After, owner.MemberName)
	for _, a := range hands {
		n.Body = language.Phrase{"%[1]s%[2]s%[3]s已知悉，正在处理。%[4]s", n.Body, a.Name, r.DayOf(a.At).Short(), a.Note}
	}
	return []notice.Reminder{{Notice: n, To: to}}, nil
}

// inHand is from which day lateness counts for the ladder, put off for each who
// has taken the thing in hand; "" while nobody further up is to be told.
func inHand(r *notice.Reading, base calendar.Date, n notice.Notice) (calendar.Date, []notice.Acknowledgement, error) {
	rule, _, _ := strings.Cut(n.Key, "/")
	hands, err := notice.InHand(r, rule, n)
	if err != nil || len(hands) == 0 {
		return base, nil, err
	}
	work, err := r.Workdays()
	for _, a := range hands {
		if a.Days == 0 || err != nil {
			return "", nil, err
		}
		base = work.Add(base, a.Days)
	}
	return base, hands, nil
}

func milestonesOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := milestones(r, milestonesLate...)
	for i := range all {
		m := &all[i]
		some, err := late(r, c, m.Base(), day, m.OrgID, []int64{m.OwnerPostID, m.Project.OwnerPostID}, func(after int, owner string) notice.Notice {
			return project.OverdueNotice(m, after, owner)
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, err
}

func projectsDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	projects, c, err := between(r, nearProject, projectsComing)
	for _, p := range projects {
		lead, falls, err := project.LeadOn(r.Tx, p.DueOn, day)
		if err != nil {
			return nil, err
		}
		if falls {
			n := projectNotice("project-due", lead, &p, language.Phrase{"《%s》将于%s到期", p.Name, p.DueOn.Short()}, language.Phrase{"请按时完成并申请验收；确需调整时限的，请提前申请延期。"})
			list = append(list, notice.Reminder{Notice: n, To: ownersOf(c, lead, p.OrgID, p.OwnerPostID)})
		}
	}
	return list, err
}

func projectsOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	projects, c, err := desk(r, overdueProjects, nearProject, projectsLate...)
	for _, p := range projects {
		some, err := late(r, c, p.DueOn, day, p.OrgID, []int64{p.OwnerPostID}, func(after int, owner string) notice.Notice {
			return projectNotice("project-overdue", after, &p, language.Phrase{"《%s》应于%s完成，尚未申请验收%s", p.Name, p.DueOn.Short(), project.Responsible(owner)},
				language.Phrase{"请填报原因和新的推进措施；时限调整须经审批同意。"})
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, err
}

// overdueProjects are those of the person asking.
func overdueProjects(r *notice.Reading) ([]project.Project, error) {
	return notice.Keep(r, "projects overdue", func() ([]project.Project, error) { return project.MyProjectsOverdue(r.Tx, r.Days[len(r.Days)-1]) })
}

// basis is what reminders about projects rest on.
const basis = "项目化管理机制"

func projectNotice(rule string, step int, p *project.Project, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("%s/%d@%s/%s", rule, step, p.DueOn, p.Subject()), Subject: p.Subject(), OrgID: p.OrgID, Title: title, Body: body,
		Link: p.Link(), Basis: language.Phrase{basis}, DueOn: p.DueOn}
}
