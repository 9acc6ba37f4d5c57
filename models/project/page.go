package project

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/models"
)

// Whole is everything the page of a project shows, read in a fixed number of queries.
type Whole struct {
	*Project
	Milestones   []Milestone // stages before their nodes
	Needs        map[int64][]int64
	Partners     []ProjectOrg
	Rounds       []Review
	Checks       []Check
	Improvements []Improvement
	Extensions   []Extension
	Acceptances  []Acceptance
	Holders      map[int64]models.Holder
	Part         *Piece  // of a task of another organisation; nil for none
	Pieces       []Piece // what the project was decomposed into
}

// FindWhole finds a project the actor may see, with all that belongs to it.
func FindWhole(tx *models.Tx, id int64) (w Whole, err error) {
	p, err := visible[Project](tx, "id").Where("id = ?", id).First(tx.Ctx)
	if err != nil {
		return w, err
	}
	w.Project = &p
	for _, read := range []func() error{
		func() (err error) { w.Part, w.Pieces, err = pieces(tx, id); return err },
		func() error { return w.steps(tx) },
		func() (err error) { w.Partners, err = w.Project.Partners(tx); return err },
		func() (err error) { w.Rounds, err = of[Review](tx, id); return err },
		func() (err error) { w.Checks, err = of[Check](tx, id); return err },
		func() (err error) { w.Improvements, err = of[Improvement](tx, id); return err },
		func() (err error) { w.Extensions, err = of[Extension](tx, id); return err },
		func() (err error) { w.Acceptances, err = of[Acceptance](tx, id); return err },
		func() (err error) { w.Holders, err = tx.PostHolders(w.posts()); return err },
	} {
		if err := read(); err != nil {
			return w, err
		}
	}
	for _, o := range w.Partners {
		if o.IsLead {
			w.Project.Org = o.Org
		}
	}
	for i := range w.Milestones {
		w.Milestones[i].Project = w.Project
	}
	return w, nil
}

// steps reads the project's milestones with what they need first, and lights up its
// pieces by theirs: one query.
func (w *Whole) steps(tx *models.Tx) error {
	var rows []struct {
		Milestone
		Needed *string
	}
	if err := tx.Raw(&rows, `SELECT m.*, (SELECT GROUP_CONCAT(n.needs_id) FROM milestone_needs n WHERE n.milestone_id = m.id) AS needed FROM milestones m
		WHERE m.project_id = ? OR m.project_id IN (SELECT project_id FROM parts WHERE parent_id = ?)
		ORDER BY m.project_id, m.seq, m.stage_id IS NOT NULL, m.due_on, m.id`, w.ID, w.ID); err != nil {
		return err
	}
	w.Needs = map[int64][]int64{}
	var others []Milestone
	for _, r := range rows {
		if r.ProjectID != w.ID {
			others = append(others, r.Milestone)
			continue
		}
		w.Milestones = append(w.Milestones, r.Milestone)
		if r.Needed != nil {
			w.Needs[r.ID] = numbers(*r.Needed)
		}
	}
	return lightUp(tx, w.Pieces, others)
}

// numbers are those of a list such as "7,3", in order.
func numbers(list string) (ids []int64) {
	for text := range strings.SplitSeq(list, ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Percent is how far the project is: as its pieces are, or else the sum of its stages by weight.
func (w *Whole) Percent(tx *models.Tx) int {
	if r := RollUp(w.Pieces, tx.Today()); r.Total > 0 {
		return r.Percent
	}
	return Percent(w.Milestones)
}

// of lists what belongs to a project, the newest first.
func of[T any](tx *models.Tx, id int64) ([]T, error) {
	return models.In[T](tx).Where("project_id = ?", id).Order("id DESC").Limit(most).Find(tx.Ctx)
}

func (w *Whole) posts() []int64 {
	ids := []int64{w.OwnerPostID, w.ReviewerPostID, w.LeaderPostID}
	for _, m := range w.Milestones {
		ids = append(ids, m.OwnerPostID, m.ReviewerPostID)
	}
	for _, i := range w.Improvements {
		ids = append(ids, i.OwnerPostID)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id == 0 })
}

// Milestone is one of the project's own, nil for none.
func (w *Whole) Milestone(id int64) *Milestone {
	i := slices.IndexFunc(w.Milestones, func(m Milestone) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return &w.Milestones[i]
}

// Allowed is what the actor may do to a project as it stands: what its page offers.
// The verbs themselves decide.
type Allowed struct{ Edit, Submit, Decide, Start, Suspend, Resume, Finish, Accept, Delete, Postpone, Check bool }

// Allowed is what the page of the project offers.
func (w *Whole) Allowed(tx *models.Tx) Allowed {
	enters := tx.Actor.Holds(w.OwnerPostID) || tx.CanBelow(models.Enter, models.Projects, w.Org)
	approves := tx.CanBelow(models.Approve, models.Projects, w.Org)
	decides := approves && !tx.Actor.Holds(w.OwnerPostID) && tx.Actor.ID != w.SubmittedBy
	may := func(to State) bool { return slices.Contains(moves[w.State], to) }
	finished := !slices.ContainsFunc(w.Milestones, func(m Milestone) bool { return m.State != Done })
	return Allowed{Edit: enters && w.Editable(), Submit: enters && may(Submitted), Delete: enters && w.State == Draft,
		Decide: decides && w.State == Submitted, Start: enters && w.State == Approved, Suspend: approves && !tx.Actor.Holds(w.OwnerPostID) && w.UnderWay(),
		Resume: approves && w.State == Suspended, Finish: enters && finished && may(PendingAcceptance), Accept: decides && w.State == PendingAcceptance,
		Postpone: enters && w.UnderWay() && !w.asked(0), Check: w.mayCheck(tx) == nil && (w.State == InProgress || w.State == Improving)}
}

// MayPlace reports whether the page offers to place the project beside the business.
func (w *Whole) MayPlace(tx *models.Tx) bool {
	return w.State != Closed && (tx.Actor.Holds(w.OwnerPostID) || tx.CanBelow(models.Enter, models.Projects, w.Org))
}

// AllowedOn is what the actor may do to a milestone as it stands.
type AllowedOn struct{ Report, Submit, Withdraw, Review, Check, AddNode, Postpone bool }

// AllowedOn is what the page of the project offers for one of its milestones.
func (w *Whole) AllowedOn(tx *models.Tx, m *Milestone) AllowedOn {
	owns := m.isOwner(tx)
	enters := owns || tx.Actor.Holds(w.OwnerPostID) || tx.CanBelow(models.Enter, models.Projects, w.Org)
	reviews := !owns && m.SubmittedBy != tx.Actor.ID && (tx.Actor.Holds(m.reviewer()) || tx.CanBelow(models.Approve, models.Projects, w.Org))
	checks := !owns && !tx.Actor.Holds(w.OwnerPostID) && tx.CanBelow(models.Enter, models.Checks, w.Org)
	works := enters && m.mayWork() == nil
	first := !slices.ContainsFunc(w.Needs[m.ID], func(id int64) bool { n := w.Milestone(id); return n != nil && n.State != Done })
	return AllowedOn{Report: works, Submit: works && first, Withdraw: enters && m.State == HandedIn, Review: reviews && m.State == HandedIn,
		Check: checks && m.checkable(&Check{}) == nil && m.State != Planned, AddNode: works && m.IsStage(), Postpone: works && !w.asked(m.ID)}
}

// asked reports whether a request for more time is waiting for an answer.
func (w *Whole) asked(milestone int64) bool {
	return slices.ContainsFunc(w.Extensions, func(e Extension) bool { return e.MilestoneID == milestone && e.State == Waiting })
}

// MayAnswer reports whether the actor may decide on a request for more time.
func (w *Whole) MayAnswer(tx *models.Tx, e *Extension) bool {
	owner := w.OwnerPostID
	if m := w.Milestone(e.MilestoneID); m != nil {
		owner = m.OwnerPostID
	}
	return e.State == Waiting && !tx.Actor.Holds(owner) && e.RequestedBy != tx.Actor.ID &&
		(tx.Actor.Holds(e.ReviewerPostID) || tx.CanBelow(models.Approve, models.Projects, w.Org))
}

// MayHandIn and MayVerify report what the actor may do to an improvement.
func (w *Whole) MayHandIn(tx *models.Tx, i *Improvement) bool {
	return w.State != Suspended && slices.Contains(owing, i.State) && (tx.Actor.Holds(i.OwnerPostID) || tx.CanBelow(models.Enter, models.Projects, w.Org))
}

// MayVerify reports whether the actor may confirm or return an improvement.
func (w *Whole) MayVerify(tx *models.Tx, i *Improvement) bool {
	return w.State != Suspended && i.State == ToVerify && !tx.Actor.Holds(i.OwnerPostID) && i.SubmittedBy != tx.Actor.ID && tx.CanBelow(models.Approve, models.Improvements, w.Org)
}
