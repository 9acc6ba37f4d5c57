package supervision

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// FindingsComingDue lists, for the program itself, the problems that organisations
// have yet to mend and of whose date a reminder falls on one of the days.
func FindingsComingDue(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]Finding, error) {
	return project.Coming(tx, owed(tx), "due_on", from, to, after, limit)
}

// FindingsOverdue lists those for which a step of the ladder falls on one of the days.
func FindingsOverdue(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]Finding, error) {
	return project.OnLadder(tx, owed(tx).Where("NOT "+project.Acknowledged(OverdueRule, "findings", "due_on")), "due_on", from, to, after, limit)
}

// FindingsInHand lists the overdue ones that somebody has taken in hand: their steps
// fall on other days than those of the ladder.
func FindingsInHand(tx *models.Tx, _, _ calendar.Date, after project.After, limit int) ([]Finding, error) {
	return owed(tx).Where("id > ? AND "+project.EverTaken(OverdueRule)+" AND "+project.Acknowledged(OverdueRule, "findings", "due_on"), after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

// OverdueRule is the rule that speaks of problems that are not mended in time.
const OverdueRule = "finding-overdue"

// ForMe lists what the actor owes the mending of, by post or for an organisation that
// has named nobody, and what the actor's organisations are to look at again.
func ForMe(tx *models.Tx) ([]Finding, error) {
	posts, orgs := append(tx.Actor.PostIDs(), -1), []int64{0}
	for _, p := range tx.Actor.Posts {
		orgs = append(orgs, p.OrgID)
	}
	return models.In[Finding](tx).LeftJoin("Org").Where("findings.closed_on = '' AND findings.progress <> ? AND findings.project_id IS NULL AND "+
		"(findings.owner_post_id IN ? OR findings.owner_post_id = 0 AND findings.org_id IN ?) OR findings.closed_on > '' AND findings.lookback_on > '' AND "+
		"(findings.found_by = ? OR findings.found_org_id IN ? OR Org.parent_id IN ?)", HandedIn, posts, orgs, tx.Actor.ID, orgs, orgs).Order("findings.due_on, findings.id").Find(tx.Ctx)
}

// owed are the problems that wait for their organisations: not under review, and
// not mended by a task, which has reminders of its own.
func owed(tx *models.Tx) models.Query[Finding] {
	return models.In[Finding](tx).Preload("Org", nil).Where("closed_on = '' AND progress <> ? AND project_id IS NULL", HandedIn)
}

// LookbacksDue lists, for the program itself, the closed problems to be looked at
// again on one of the days, or so long ago as a step of the ladder says.
func LookbacksDue(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]Finding, error) {
	q := models.In[Finding](tx).Preload("Org", nil).Where("closed_on > '' AND lookback_on > ''")
	return project.Asked(tx, q, "lookback_on", from, to, after, limit)
}
