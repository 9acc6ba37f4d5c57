package project

import (
	"luoshi/models"
)

// AllowedPart is what the actor may do about parts: to the project as a task that can
// be handed down, and as a part itself. The verbs themselves decide.
type AllowedPart struct{ HandDown, Sign, Reissue, Withdraw bool }

// AllowedPart is what the page of the project offers about parts.
func (w *Whole) AllowedPart(tx *models.Tx) (may AllowedPart) {
	may.HandDown = w.UnderWay() && tx.CanBelow(models.Approve, models.Divisions, w.Org)
	if w.Part == nil {
		return may
	}
	above := models.Org{Path: w.Part.Task.OrgPath}
	runs := Project{State: w.Part.Task.State}
	sends := tx.CanBelow(models.Approve, models.Divisions, &above)
	enters := tx.Actor.Holds(w.OwnerPostID) || tx.CanBelow(models.Enter, models.Projects, w.Org)
	may.Sign = w.Part.State == Unsigned && runs.UnderWay() && enters && w.Org != nil && signs(tx.Actor, w.Org, &above)
	may.Reissue = sends && w.Part.State == Declined && runs.UnderWay()
	may.Withdraw = sends && w.Part.State != Recalled && (w.State == HandedDown || w.State == Suspended || w.UnderWay())
	return may
}
