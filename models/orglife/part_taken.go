package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// PartTaken is how somebody took part in the life of his or her own branch and group.
type PartTaken struct {
	MemberID       int64
	OrgID          int64
	Expected, Came int
}

// everyMembers are the activities in which every member of a branch takes part.
var everyMembers = []Type{ThemeDay, GroupMeeting, GeneralMeeting, PartyClass, LifeMeeting, Appraisal}

// PartsTaken counts for members, whoever asks, what was held in some days and what they
// came to: how often is told, not where they were.
func PartsTaken(tx *models.Tx, members []int64, from, to calendar.Date) (map[int64]PartTaken, error) {
	var rows []PartTaken
	err := tx.Raw(&rows, `SELECT m.id AS member_id, m.org_id, COUNT(*) AS expected, SUM(CASE WHEN b.id IS NULL THEN 1 ELSE 0 END) AS came
		FROM members m JOIN activities a ON a.org_id = m.org_id OR a.org_id = m.group_id LEFT JOIN absences b ON b.activity_id = a.id AND b.member_id = m.id
		WHERE m.id IN ? AND a.state = ? AND a.type IN ? AND a.held_on BETWEEN ? AND ? AND a.held_on >= m.joined_on AND (b.id IS NULL OR b.reason <> ?)
		GROUP BY m.id, m.org_id`, append(members, -1), Held, everyMembers, from, to, excused)
	found := map[int64]PartTaken{}
	for _, r := range rows {
		found[r.MemberID] = r
	}
	return found, err
}
