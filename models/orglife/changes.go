package orglife

import (
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// ChangesOften counts the changes granted to an organisation in the year of an
// instant, and says whether they are so many that it is pointed out.
func ChangesOften(tx *models.Tx, org *models.Org, at time.Time) (n int, often bool, err error) {
	day := tx.DayOf(at)
	rule, err := changing(tx, day, org)
	if err != nil {
		return 0, false, err
	}
	span := calendar.Yearly.Of(day)
	granted, err := models.In[Petition](tx).Where("org_id = ? AND kind = ? AND state = ? AND old_on BETWEEN ? AND ?", org.ID, ChangeActivity, PetitionApproved,
		span.First(), span.Last()).Count(tx.Ctx, "id")
	return int(granted), int(granted) >= rule.Often, err
}

// changeAlerts are organisations that changed their activities often this year: A44.
func changeAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	rule, err := changing(tx, day, nil)
	if err != nil {
		return nil, err
	}
	where, args := reach(tx, models.View, models.Changes, "o.id")
	var rows []struct {
		OrgID            int64
		OrgCode, OrgName string
		Changes          int
	}
	err = tx.Raw(&rows, `SELECT p.org_id, o.code AS org_code, o.name AS org_name, COUNT(*) AS changes FROM petitions p JOIN orgs o ON o.id = p.org_id
		WHERE p.kind = ? AND p.state = ? AND p.old_on BETWEEN ? AND ? AND `+where+` GROUP BY p.org_id, o.code, o.name HAVING COUNT(*) >= ?`,
		append(append([]any{ChangeActivity, PetitionApproved, calendar.Yearly.Of(day).First(), day}, args...), rule.Often)...)
	var list []models.Alert
	for _, r := range rows {
		list = append(list, models.Alert{OrgID: r.OrgID, OrgCode: r.OrgCode, OrgName: r.OrgName, Code: "CHANGES_OFTEN", Level: models.Yellow,
			Period: calendar.Yearly.Of(day), Detail: language.Phrase{"今年已变更活动%d次", r.Changes}, Rule: models.RuleChanges,
			Basis: "市直机关工委要求：每月相对固定一天开展主题党日，不能以工作繁忙为由随意变更", DueOn: day, Link: fmt.Sprintf("/petitions?org=%d&kind=change", r.OrgID)})
	}
	return list, err
}
