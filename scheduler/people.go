package scheduler

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// acting are those who have to do something; watching are those who only should know,
// leaders among them in one notice a day.
func acting(holders ...models.Holder) []notice.To { return recipients(false, holders) }

func watching(holders ...models.Holder) []notice.To { return recipients(true, holders) }

func recipients(copied bool, holders []models.Holder) []notice.To {
	var to []notice.To
	for _, h := range holders {
		if h.UserID != 0 {
			to = append(to, notice.To{UserID: h.UserID, As: language.Quote(h.Title()), Copy: copied, Daily: copied && h.Office.Leads()})
		}
	}
	return to
}

// middle are the organisations between branches and the work committee.
var middle = []models.OrgKind{models.OrganCommittee, models.GeneralBranch}

// secretaries head the organisation itself.
func secretaries(c *models.Chart, orgID int64) []models.Holder {
	return c.Held(orgID, models.BranchSecretary, models.CommitteeSecretary)
}

// staff do the paperwork of a branch: its own, or those of the nearest
// organisation between it and the work committee.
func staff(c *models.Chart, orgID int64) []models.Holder {
	for _, o := range c.Line(orgID) {
		if o.Kind == models.WorkCommittee {
			break
		}
		if found := c.Held(o.ID, models.Staff); len(found) > 0 {
			return found
		}
	}
	return nil
}

// deputies run the nearest organisation above; a branch directly below the work
// committee has its officers instead.
func deputies(c *models.Chart, orgID int64) []models.Holder {
	if above := c.Nearest(orgID, middle...); above.ID != 0 {
		return c.Held(above.ID, models.DeputySecretary)
	}
	if o := c.Org(orgID); o.IsBranch() {
		return officers(c, orgID)
	}
	return c.Held(c.Nearest(orgID, models.WorkCommittee).ID, models.DeputySecretary)
}

// superiors decide on what a branch asks for, as orglife.Superiors has it: who runs
// the nearest organisation above and neither asked nor runs the branch too, and else
// the work committee's officers.
func superiors(c *models.Chart, branch, asker int64) []models.Holder {
	runs := map[int64]bool{0: true, asker: true}
	for _, h := range c.Held(branch, models.BranchSecretary) {
		runs[h.UserID] = true
	}
	for _, above := range c.Line(branch) {
		if above.ID == branch {
			continue
		}
		offices := []models.Office{models.CommitteeSecretary, models.DeputySecretary}
		if above.Kind == models.WorkCommittee {
			offices[0] = models.WorkOfficer
		}
		found := slices.DeleteFunc(c.Held(above.ID, offices...), func(h models.Holder) bool { return runs[h.UserID] })
		if len(found) > 0 {
			return found
		}
	}
	return officers(c, branch)
}

// officers are the work committee's own.
func officers(c *models.Chart, orgID int64) []models.Holder {
	return c.Held(c.Nearest(orgID, models.WorkCommittee).ID, models.WorkOfficer)
}

// foot is the organisation at which the ladder stands: the owner's own, for a
// leading group what it guides, and where nobody owns the work its lead.
func foot(c *models.Chart, lead int64, owner models.Holder) int64 {
	own := c.Org(owner.OrgID)
	if own.Kind == models.LeadingGroup {
		own = c.Org(c.Guided(own.ID))
	}
	if own.ID == 0 {
		return lead
	}
	return own.ID
}

// climb is whom a step of the ladder that stands at an organisation names for
// what the owner owes: organisation.md D.4. A vacant post is passed over.
func climb(c *models.Chart, orgID int64, owner models.Holder, offices []models.Office) []models.Holder {
	var list []models.Holder
	for _, office := range offices {
		switch office {
		case models.BranchSecretary, models.CommitteeSecretary:
			list = append(list, heads(c, orgID, office, owner)...)
		case models.DeputySecretary:
			list = append(list, deputies(c, orgID)...)
		case models.GroupDeputy:
			list = append(list, slices.DeleteFunc(c.Held(c.Group(orgID), office), func(h models.Holder) bool { return !c.Supervises(h.PostID, orgID) })...)
		case models.GroupSecretary:
			list = append(list, c.Held(c.Group(orgID), office)...)
		default:
			list = append(list, c.Held(c.Nearest(orgID, models.WorkCommittee).ID, office)...)
		}
	}
	return list
}

// heads are the secretaries of the organisation; where that is nobody but the
// owner, who runs the nearest one between it and the work committee.
func heads(c *models.Chart, orgID int64, office models.Office, owner models.Holder) []models.Holder {
	found := c.Held(orgID, office)
	others := secretaries(c, orgID)
	for _, h := range others {
		if h.MemberID != owner.MemberID {
			return found
		}
	}
	above := c.Nearest(orgID, middle...)
	if found := c.Held(above.ID, models.CommitteeSecretary); len(found) > 0 {
		return found
	}
	return c.Held(above.ID, models.DeputySecretary)
}
