package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// CommitteeDuty is what a member of a branch committee did in a year: A25. It holds
// numbers only, and is for those who lead the member.
type CommitteeDuty struct {
	PostID    int64
	OrgID     int64
	OrgName   string
	Office    models.Office
	PostName  string
	MemberID  int64
	Name      string
	Exemption string

	Expected int `gorm:"-"` // at committee meetings this year
	Attended int `gorm:"-"`
	Tasks    int `gorm:"-"` // from minutes, due this year
	Done     int `gorm:"-"`
	Classes  int `gorm:"-"` // given this year

	Idle []language.Phrase `gorm:"-"` // why it looks as if the post were held in name only; nil if it does not
}

// Handled is how much of what minutes of a branch assigned was given to others
// than the secretary: A29.
type Handled struct {
	OrgID  int64
	All    int
	Others int
}

// Share is that as a share.
func (h Handled) Share() string { return share(h.Others, h.All) }

// inPost are the numbers of one post in one quarter.
type inPost struct{ had, came, due, done int }

// idle reports whether nothing was done where something was asked.
func (q inPost) idle() bool { return q.had > 0 && q.came == 0 || q.due > 0 && q.done == 0 }

// CommitteeDuties lists the committee members the actor looks after (of one
// branch, or 0 for all), branch by branch, and what each branch's minutes assigned.
func CommitteeDuties(tx *models.Tx, orgID int64) (list []CommitteeDuty, handled map[int64]Handled, err error) {
	if err := tx.RequireSight(models.Conduct); err != nil {
		return nil, nil, err
	}
	where, args := tx.Scope(models.View, models.Conduct, "p.org_id")
	today := tx.Today()
	err = tx.Raw(&list, `SELECT p.id AS post_id, p.org_id, o.name AS org_name, p.office, p.name AS post_name, m.id AS member_id, m.name, m.exemption
		FROM posts p JOIN orgs o ON o.id = p.org_id JOIN tenures t ON t.post_id = p.id AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?)
		JOIN members m ON m.id = t.member_id WHERE o.`+branch.sql+` AND o.closed_on = '' AND p.office IN ? AND (? = 0 OR p.org_id = ?) AND `+where+` ORDER BY o.code, p.id`,
		append([]any{today, today, models.CommitteeOffices, orgID, orgID}, args...)...)
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	orgs := []int64{}
	for _, d := range list {
		orgs = append(orgs, d.OrgID)
	}
	slices.Sort(orgs)
	orgs = slices.Compact(orgs)
	year, quarter := calendar.Yearly.Of(today), calendar.Quarterly.Of(today)
	from := min(year.First(), quarter.Add(-2).First())
	numbers, err := inPosts(tx, orgs, from, today)
	if err != nil {
		return nil, nil, err
	}
	classes, err := classesGiven(tx, orgs, year.First(), today)
	if err != nil {
		return nil, nil, err
	}
	for i := range list {
		list[i].add(numbers[list[i].PostID], year, quarter)
		list[i].Classes = classes[list[i].MemberID]
	}
	handled, err = handledIn(tx, orgs, year)
	return list, handled, err
}

// add sums a post's months up, and looks at the two quarters that are over.
func (d *CommitteeDuty) add(months map[calendar.Month]inPost, year, quarter calendar.Period) {
	var quarters [2]inPost
	for month, n := range months {
		if month.First() >= year.First() {
			d.Expected, d.Attended, d.Tasks, d.Done = d.Expected+n.had, d.Attended+n.came, d.Tasks+n.due, d.Done+n.done
		}
		for i := range quarters {
			if p := quarter.Add(i - 2); month.First() >= p.First() && month.First() <= p.Last() {
				q := &quarters[i]
				q.had, q.came, q.due, q.done = q.had+n.had, q.came+n.came, q.due+n.due, q.done+n.done
			}
		}
	}
	if d.Exemption != "" || !quarters[0].idle() || !quarters[1].idle() {
		return
	}
	for i, q := range quarters {
		d.Idle = append(d.Idle, language.Phrase{"%s支委会%d次到%d次，承办%d项办结%d项", quarter.Add(i - 2).Long(), q.had, q.came, q.due, q.done})
	}
}

// inPosts counts committee meetings and tasks by post and month: two queries.
func inPosts(tx *models.Tx, orgs []int64, from, to calendar.Date) (map[int64]map[calendar.Month]inPost, error) {
	type row struct {
		PostID            int64
		Month             calendar.Month
		Meetings, Missing int
		Tasks, Done       int
	}
	var met, did []row
	err := tx.Raw(&met, `SELECT p.id AS post_id, SUBSTR(a.held_on, 1, 7) AS month, COUNT(DISTINCT a.id) AS meetings, COUNT(DISTINCT b.activity_id) AS missing
		FROM activities a JOIN posts p ON p.org_id = a.org_id AND p.office IN ?
		JOIN tenures now ON now.post_id = p.id AND now.start_on <= ? AND (now.end_on = '' OR now.end_on >= ?)
		JOIN tenures t ON t.member_id = now.member_id AND t.start_on <= a.held_on AND (t.end_on = '' OR t.end_on >= a.held_on)
		JOIN posts seat ON seat.id = t.post_id AND seat.org_id = a.org_id AND seat.office IN ?
		LEFT JOIN absences b ON b.activity_id = a.id AND b.member_id = t.member_id
		WHERE a.type = ? AND a.state = ? AND a.org_id IN ? AND a.held_on BETWEEN ? AND ? GROUP BY p.id, SUBSTR(a.held_on, 1, 7)`,
		models.CommitteeOffices, to, to, models.CommitteeOffices, CommitteeMeeting, Held, orgs, from, to)
	if err != nil {
		return nil, err
	}
	err = tx.Raw(&did, `SELECT post_id, SUBSTR(due_on, 1, 7) AS month, COUNT(*) AS tasks, SUM(CASE WHEN done_on <> '' THEN 1 ELSE 0 END) AS done
		FROM assignments WHERE org_id IN ? AND due_on BETWEEN ? AND ? GROUP BY post_id, SUBSTR(due_on, 1, 7)`, orgs, from, to.AddMonths(12))
	found := map[int64]map[calendar.Month]inPost{}
	for _, r := range append(met, did...) {
		if found[r.PostID] == nil {
			found[r.PostID] = map[calendar.Month]inPost{}
		}
		n := found[r.PostID][r.Month]
		found[r.PostID][r.Month] = inPost{n.had + r.Meetings, n.came + r.Meetings - r.Missing, n.due + r.Tasks, n.done + r.Done}
	}
	return found, err
}

// classesGiven counts the Party classes members gave.
func classesGiven(tx *models.Tx, orgs []int64, from, to calendar.Date) (map[int64]int, error) {
	var rows []struct {
		LecturerID int64
		Classes    int
	}
	err := tx.Raw(&rows, `SELECT a.lecturer_id, COUNT(*) AS classes FROM activities a WHERE a.org_id IN ? AND a.state = ? AND a.lecturer_id <> 0 AND a.held_on BETWEEN ? AND ?
		AND (a.type = ? OR EXISTS (SELECT 1 FROM credits c WHERE c.activity_id = a.id AND c.code = ?)) GROUP BY a.lecturer_id`,
		orgs, Held, from, to, PartyClass, PartyClass)
	found := map[int64]int{}
	for _, r := range rows {
		found[r.LecturerID] = r.Classes
	}
	return found, err
}

// handledIn counts by branch what its minutes assigned for a year.
func handledIn(tx *models.Tx, orgs []int64, year calendar.Period) (map[int64]Handled, error) {
	var rows []Handled
	err := tx.Raw(&rows, `SELECT g.org_id, COUNT(*) AS `+"`all`"+`, SUM(CASE WHEN p.office <> ? THEN 1 ELSE 0 END) AS others FROM assignments g JOIN posts p ON p.id = g.post_id
		WHERE g.org_id IN ? AND g.due_on BETWEEN ? AND ? GROUP BY g.org_id`, models.BranchSecretary, orgs, year.First(), year.Last())
	found := map[int64]Handled{}
	for _, h := range rows {
		found[h.OrgID] = h
	}
	return found, err
}
