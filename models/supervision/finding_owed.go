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

// OwedByMe lists what the actor owes the mending of, by post or for an organisation
// that has named nobody.
func OwedByMe(tx *models.Tx) ([]Finding, error) {
	return owed(tx).Where("owner_post_id IN ? OR owner_post_id = 0 AND org_id IN ?", append(tx.Actor.PostIDs(), -1), append(postOrgs(tx), 0)).Order("due_on, id").Find(tx.Ctx)
}

// owed are the problems that wait for their organisations: not under review, and
// not mended by a task, which has reminders of its own.
func owed(tx *models.Tx) models.Query[Finding] {
	return models.In[Finding](tx).Preload("Org", nil).Where("closed_on = '' AND progress <> ? AND project_id IS NULL", HandedIn)
}

// LookbacksDue lists, for the program itself, the closed problems to be looked at
// again on one of the days, or so long ago as a step of the ladder says.
func LookbacksDue(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]Finding, error) {
	return project.Asked(tx, lookbacks(tx), "lookback_on", from, to, after, limit)
}

// LookbacksForMe lists those the actor's organisations are to look at again.
func LookbacksForMe(tx *models.Tx) ([]Finding, error) {
	return lookbacks(tx).Where("found_by = ? OR found_org_id IN ?", tx.Actor.ID, append(postOrgs(tx), 0)).Order("lookback_on, id").Find(tx.Ctx)
}

func lookbacks(tx *models.Tx) models.Query[Finding] {
	return models.In[Finding](tx).Preload("Org", nil).Where("closed_on > '' AND lookback_on > ''")
}

// postOrgs are the organisations in which the actor holds posts.
func postOrgs(tx *models.Tx) (list []int64) {
	for _, p := range tx.Actor.Posts {
		list = append(list, p.OrgID)
	}
	return list
}
