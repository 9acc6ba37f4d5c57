package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Participation is the dated rule about how many should come: A45.
type Participation struct {
	Percent int `json:"percent"`
}

// TurnoutBasis is where it is written.
const TurnoutBasis language.Word = "市直机关工委要求：主题党日覆盖全体党员，提高参与率"

// MonthTurnout is how many came to a branch's theme days of a month.
type MonthTurnout struct {
	OrgID             int64
	OrgCode, OrgName  string
	Period            calendar.Period
	Present, Expected int
}

// Percent is the share of those who came.
func (t MonthTurnout) Percent() int { return percent(t.Present, t.Expected) }

// LowTurnouts lists the branches to whose theme days, from a month on and up to a day, fewer came than so many percent.
func LowTurnouts(tx *models.Tx, from calendar.Month, to calendar.Date, least int) (list []MonthTurnout, err error) {
	where, args := reach(tx, models.View, models.Duties, "a.org_id")
	err = tx.Raw(&list, `SELECT a.org_id, o.code AS org_code, o.name AS org_name, a.period, SUM(a.present) AS present, SUM(a.expected) AS expected
		FROM activities a JOIN orgs o ON o.id = a.org_id WHERE a.type = ? AND a.state = ? AND a.held_on BETWEEN ? AND ? AND a.period >= ? AND `+where+`
		GROUP BY a.org_id, o.code, o.name, a.period HAVING 100 * SUM(a.present) < ? * SUM(a.expected)`,
		append(append([]any{ThemeDay, Held, from.First(), to, from}, args...), least)...)
	return list, err
}

// ThemeDaysLink leads to an organisation's theme days from one day to another.
func ThemeDaysLink(orgID int64, from, to calendar.Date) string {
	return fmt.Sprintf("/activities?org=%d&type=%s&from=%s&to=%s", orgID, ThemeDay, from, to)
}

// percent is a share rounded to whole percents.
func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (200*part + whole) / (2 * whole)
}
