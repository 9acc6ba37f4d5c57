package project

import (
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

// WaitingForMe is what others have handed in and the actor can decide: rounds,
// requests for more time, improvements to verify, projects to approve or accept.
func WaitingForMe(tx *models.Tx) (w Work, err error) {
	posts, me := tx.Actor.PostIDs(), tx.Actor.ID
	if len(posts) == 0 {
		return w, nil
	}
	scope, args := tx.Scope(models.Approve, models.Projects, "org_id")
	deciding := `(reviewer_post_id IN ? OR ` + scope + ` AND reviewer_post_id NOT IN
		(SELECT post_id FROM tenures WHERE start_on <= ? AND (end_on = '' OR end_on >= ?)))` // nobody is named, or the post is vacant
	decider := append(append([]any{posts}, args...), tx.Today(), tx.Today())
	if w.Rounds, err = models.In[Review](tx).Preload("Project", nil).Preload("Milestone", nil).Where("decision = ? AND submitted_by <> ?", Waiting, me).
		Where(deciding, decider...).Where("milestone_id NOT IN (SELECT id FROM milestones WHERE owner_post_id IN ?)", posts).
		Order("due_on, id").Limit(most).Find(tx.Ctx); err != nil {
		return w, err
	}
	adopt(w.Rounds)
	if w.Extensions, err = models.In[Extension](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ? AND requested_by <> ?", Waiting, me).
		Where(deciding, decider...).Order("answer_by, id").Limit(most).Find(tx.Ctx); err != nil {
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
