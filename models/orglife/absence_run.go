package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// AbsenceRun is a member who for some months in a row stayed away without leave
// from all there was: MEM-02. It is for those who care for the member, and decides nothing.
type AbsenceRun struct {
	MemberID int64
	Name     string
	OrgID    int64
	OrgName  string
	Months   int
}

// Care and Warn are the months after which a secretary is asked to care, and those
// above are told; the Party's constitution speaks of six.
const (
	Care = 3
	Warn = 5
)

// AbsenceRuns lists the runs that end with a month, none longer than looked at. A
// month in which nothing was held ends a run.
func AbsenceRuns(tx *models.Tx, month calendar.Month) (runs []AbsenceRun, err error) {
	var rows []struct {
		AbsenceRun
		Month   calendar.Month
		Had     int // what was expected of the member
		Without int // missed without leave
	}
	err = tx.Raw(&rows, `SELECT m.id AS member_id, m.name, m.org_id, o.name AS org_name, SUBSTR(a.held_on, 1, 7) AS month, COUNT(a.id) AS had,
		SUM(CASE WHEN b.reason = ? THEN 1 ELSE 0 END) AS without
		FROM members m JOIN orgs o ON o.id = m.org_id JOIN activities a ON `+theirs+` LEFT JOIN absences b ON b.activity_id = a.id AND b.member_id = m.id
		WHERE m.left_on = '' AND m.id IN (SELECT x.member_id FROM absences x JOIN activities y ON y.id = x.activity_id WHERE x.reason = ? AND y.held_on BETWEEN ? AND ?)
		GROUP BY m.id, m.name, m.org_id, o.name, SUBSTR(a.held_on, 1, 7) ORDER BY m.id, month DESC`,
		noLeave, month.Add(-Warn).First(), month.Last(), noLeave, month.First(), month.Last())
	for _, r := range rows {
		n := len(runs)
		if n == 0 || runs[n-1].MemberID != r.MemberID {
			runs, n = append(runs, r.AbsenceRun), n+1
		}
		if run := &runs[n-1]; r.Had == r.Without && r.Month == month.Add(-run.Months) {
			run.Months++
		}
	}
	return runs, err
}
