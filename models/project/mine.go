package project

import (
	"fmt"
	"slices"

	"luoshi/models"
)

// most bounds what one person is shown at once.
const most = 200

// Work is what of projects concerns a person, kind by kind.
type Work struct {
	Milestones   []Milestone
	Rounds       []Review
	Improvements []Improvement
	Extensions   []Extension
	Projects     []Project
}

// Mine is what the actor's posts have to do, the most pressing first: milestones
// and improvements to work on, projects returned to be changed.
func Mine(tx *models.Tx) (w Work, err error) {
	posts := tx.Actor.PostIDs()
	if len(posts) == 0 {
		return w, nil
	}
	if w.Milestones, err = models.In[Milestone](tx).Preload("Project", nil).Preload("Nodes", openNodes).
		Where("owner_post_id IN ? AND running = ?", posts, true).Order("owed_on, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	if w.Improvements, err = models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).
		Where("owner_post_id IN ? AND state IN ?", posts, owing).Order("due_on, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	w.Projects, err = models.In[Project](tx).Preload("Org", nil).
		Where("owner_post_id IN ? AND state IN ?", posts, []State{Draft, Returned}).Order("due_on, id").Limit(most).Find(tx.Ctx)
	return w, err
}

// unreviewed is the condition that nobody holds the reviewing post who may decide:
// it is not named, or vacant, or held by the owner or by who asks. Those who approve
// for the lead decide then. The texts are columns.
func unreviewed(tx *models.Tx, reviewer, owner, asker string) (string, []any) {
	const sits = "%[1]s.start_on <= ? AND (%[1]s.end_on = '' OR %[1]s.end_on >= ?)"
	sql := "NOT EXISTS (SELECT 1 FROM tenures t JOIN users u ON u.member_id = t.member_id AND u.disabled = ? WHERE t.post_id = " + reviewer + " AND " + fmt.Sprintf(sits, "t") +
		" AND u.id <> " + asker + " AND t.member_id NOT IN (SELECT o.member_id FROM tenures o WHERE o.post_id = " + owner + " AND " + fmt.Sprintf(sits, "o") + "))"
	today := tx.Today()
	return sql, []any{false, today, today, today, today}
}

// WaitingForMe is what others have handed in and the actor can decide: rounds,
// requests for more time, improvements to verify, projects to approve or accept.
func WaitingForMe(tx *models.Tx) (w Work, err error) {
	posts, me := tx.Actor.PostIDs(), tx.Actor.ID
	if len(posts) == 0 {
		return w, nil
	}
	scope, args := tx.Scope(models.Approve, models.Projects, "org_id")
	deciding := func(table, owner, asker string) (string, []any) {
		left, also := unreviewed(tx, table+".reviewer_post_id", owner, asker)
		return "(reviewer_post_id IN ? OR (" + scope + ") AND " + left + ")", slices.Concat([]any{posts}, args, also)
	}
	const ofMilestone = "(SELECT m.owner_post_id FROM milestones m WHERE m.id = "
	rounds, roundArgs := deciding("reviews", ofMilestone+"reviews.milestone_id)", "reviews.submitted_by")
	extensions, extensionArgs := deciding("extensions", "COALESCE("+ofMilestone+"extensions.milestone_id), (SELECT p.owner_post_id FROM projects p WHERE p.id = extensions.project_id))",
		"extensions.requested_by")
	if w.Rounds, err = models.In[Review](tx).Preload("Project", nil).Preload("Milestone", nil).Where("decision = ? AND submitted_by <> ?", Waiting, me).
		Where(rounds, roundArgs...).Where("milestone_id NOT IN (SELECT id FROM milestones WHERE owner_post_id IN ?)", posts).
		Order("due_on, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	adopt(w.Rounds)
	if w.Extensions, err = models.In[Extension](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ? AND requested_by <> ?", Waiting, me).
		Where(extensions, extensionArgs...).Order("answer_by, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	for i := range w.Extensions {
		w.Extensions[i].adopt()
	}
	if w.Projects, err = models.In[Project](tx).Preload("Org", nil).Where("state IN ?", []State{Submitted, PendingAcceptance}).Where(scope, args...).
		Where("submitted_by <> ? AND owner_post_id NOT IN ?", me, posts).Order("id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	scope, args = tx.Scope(models.Approve, models.Improvements, "org_id")
	w.Improvements, err = models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ?", ToVerify).Where(scope, args...).
		Where("submitted_by <> ? AND owner_post_id NOT IN ?", me, posts).Order("due_on, id").Limit(most).Find(tx.Ctx)
	return w, err
}

// IAwait is what the actor has handed in and others hold.
func IAwait(tx *models.Tx) (w Work, err error) {
	me := tx.Actor.ID
	if w.Rounds, err = models.In[Review](tx).Preload("Project", nil).Preload("Milestone", nil).Where("decision = ? AND submitted_by = ?", Waiting, me).
		Order("due_on, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	adopt(w.Rounds)
	if w.Extensions, err = models.In[Extension](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ? AND requested_by = ?", Waiting, me).
		Order("answer_by, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	for i := range w.Extensions {
		w.Extensions[i].adopt()
	}
	if w.Projects, err = models.In[Project](tx).Preload("Org", nil).Where("state IN ? AND submitted_by = ?", []State{Submitted, PendingAcceptance}, me).
		Order("id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	w.Improvements, err = models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ? AND submitted_by = ?", ToVerify, me).
		Order("due_on, id").Limit(most).Find(tx.Ctx)
	return w, err
}
