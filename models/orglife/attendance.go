package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Attendant is one whose presence is asked.
type Attendant struct {
	MemberID  int64
	Name      string
	Exemption string // "" unless exempt from activities
}

// Roster lists who belongs to an activity on a day: a branch's or group's members,
// or for a committee or leading group those who sit on it that day.
func Roster(tx *models.Tx, org *models.Org, t Type, day calendar.Date) ([]Attendant, error) {
	var list []Attendant
	if offices := sitters[org.Kind]; t == CommitteeMeeting || offices != nil {
		if offices == nil {
			offices = models.CommitteeOffices
		}
		err := tx.Raw(&list, `SELECT DISTINCT m.id AS member_id, m.name, '' AS exemption
			FROM posts p JOIN tenures t ON t.post_id = p.id JOIN members m ON m.id = t.member_id
			WHERE p.org_id = ? AND p.office IN ? AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?) ORDER BY m.name, m.id`,
			org.ID, offices, day, day)
		return list, err
	}
	column := "m.org_id"
	if org.Kind == models.PartyGroup {
		column = "m.group_id"
	}
	err := tx.Raw(&list, `SELECT m.id AS member_id, m.name, m.exemption FROM members m
		WHERE `+column+` = ? AND m.joined_on <= ? AND (m.left_on = '' OR m.left_on >= ?) ORDER BY m.name, m.id`, org.ID, day, day)
	return list, err
}

// sitters are the offices that sit together where nobody else does.
var sitters = map[models.OrgKind][]models.Office{
	models.LeadingGroup: {models.GroupSecretary, models.GroupDeputy, models.GroupMember},
}

// attend counts who was expected and present from those named absent. Someone
// named earlier may have left the roster since and stays named.
func (a *Activity) attend(tx *models.Tx, org *models.Org, absent, before []Absence, wrong models.FieldErrors) error {
	roster, err := Roster(tx, org, a.Type, a.HeldOn)
	if err != nil {
		return err
	}
	reasons := map[int64]string{}
	for _, b := range absent {
		on := func(m Attendant) bool { return m.MemberID == b.MemberID }
		named := func(e Absence) bool { return e.MemberID == b.MemberID }
		switch {
		case !slices.Contains(AbsenceReasons, b.Reason):
			wrong.Add("absences", "缺席原因请从请假、公出、病假、免参加、未请假、其他中选择")
		case a.Type == CommitteeMeeting && b.Reason == excused:
			wrong.Add("absences", "支委会委员不能免参加，请改选其他缺席原因")
		case !slices.ContainsFunc(roster, on) && !slices.ContainsFunc(before, named):
			wrong.Add("absences", "缺席人员中有人不在应到名单内，请核对活动日期和人员")
		}
		reasons[b.MemberID] = b.Reason
	}
	a.Expected, a.Present, a.Absences = 0, 0, nil
	for _, m := range roster {
		reason, away := reasons[m.MemberID]
		if m.Exemption != "" || reason == excused {
			continue
		}
		a.Expected++
		if !away {
			a.Present++
		}
	}
	for id, reason := range reasons {
		made := Absence{ActivityID: a.ID, MemberID: id, Reason: reason}
		if i := slices.IndexFunc(before, func(b Absence) bool { return b.MemberID == id }); i >= 0 && reason != excused {
			made.MadeUpOn = before[i].MadeUpOn
		}
		a.Absences = append(a.Absences, made)
	}
	if on := func(m Attendant) bool { return m.MemberID == a.LecturerID }; a.LecturerID != 0 && !slices.ContainsFunc(roster, on) {
		wrong.Add("lecturer_id", "领学、讲课的党员不在应到名单内，请重新选择；请外单位人员讲的不填")
	}
	slices.SortFunc(a.Absences, func(x, y Absence) int { return int(x.MemberID - y.MemberID) })
	return nil
}
