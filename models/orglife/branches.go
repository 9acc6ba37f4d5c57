package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Branches lists the branches whose duties the actor may see, by code, that
// were open on a day or later; after is the code to go on from.
func Branches(tx *models.Tx, since calendar.Date, after string, limit int) ([]models.Org, error) {
	return models.Visible[models.Org](tx, models.Duties, "id").
		Where("kind IN ? AND (closed_on = '' OR closed_on >= ?) AND code > ?", branchKinds, since, after).
		Order("code").Limit(limit).Find(tx.Ctx)
}

// BranchesBelow lists the branches of an organisation and of all below it (nil for
// all) whose duties the actor may see and that were open on a day or later, by code.
func BranchesBelow(tx *models.Tx, top *models.Org, since calendar.Date) ([]models.Org, error) {
	q := models.Visible[models.Org](tx, models.Duties, "id").Where("kind IN ? AND (closed_on = '' OR closed_on >= ?)", branchKinds, since)
	if top != nil {
		where, args := models.Below("id", []string{top.Path})
		q = q.Where(where, args...)
	}
	return q.Order("code").Find(tx.Ctx)
}

var branchKinds = []models.OrgKind{models.Branch, models.JointBranch}

// Branch finds an organisation whose duties the actor may see: mostly a branch.
func Branch(tx *models.Tx, id int64) (*models.Org, error) {
	where, args := reach(tx, models.View, models.Duties, "id")
	o, err := models.In[models.Org](tx).Where("id = ? AND kind IN ?", id, owingKinds).Where(where, args...).First(tx.Ctx)
	return &o, err
}

// owingKinds are the kinds of organisations that owe something.
var owingKinds = append([]models.OrgKind{models.PartyGroup, models.LeadingGroup}, branchKinds...)

// MyBranches lists the open organisations whose records of a type the actor keeps.
func MyBranches(tx *models.Tx, t Type, limit int) ([]models.Org, error) {
	where, args := reach(tx, models.Enter, byCode[t].log, "id")
	return models.In[models.Org](tx).Where(where, args...).Where(byCode[t].whose.sql + " AND closed_on = ''").
		Order("code").Limit(limit).Find(tx.Ctx)
}

// LastRecorded is of the organisations whose records of a type the actor keeps the
// one recorded for last, or else the first by code; 0 where there is none.
func LastRecorded(tx *models.Tx, t Type) (id int64, err error) {
	where, args := reach(tx, models.Enter, byCode[t].log, "id")
	err = tx.Raw(&id, "SELECT id FROM orgs WHERE "+where+" AND "+byCode[t].whose.sql+` AND closed_on = ''
		ORDER BY (SELECT MAX(a.recorded_at) FROM activities a WHERE a.org_id = orgs.id AND a.recorded_by = ?) DESC, code LIMIT 1`, append(args, tx.Actor.ID)...)
	return id, err
}

// KeptBy lists the types whose records of an organisation the actor keeps: one
// query for each object of the permission table.
func KeptBy(tx *models.Tx, o *models.Org) ([]Type, error) {
	var list []Type
	keeps := map[models.Object]bool{}
	for _, t := range HeldBy(o) {
		log := byCode[t].log
		if _, asked := keeps[log]; !asked {
			where, args := reach(tx, models.Enter, log, "id")
			may, err := among(tx, []int64{o.ID}, where, args)
			if err != nil {
				return nil, err
			}
			keeps[log] = may[o.ID]
		}
		if keeps[log] {
			list = append(list, t)
		}
	}
	return list, nil
}

// Keeps tells of which of the organisations the actor keeps the records.
func Keeps(tx *models.Tx, orgIDs []int64) (map[int64]bool, error) {
	where, args := reach(tx, models.Enter, models.Duties, "id")
	return among(tx, orgIDs, where, args)
}

// Exempts tells which of the organisations the actor may free of a duty: those
// whose duties it approves in the tree, and as secretary of the organisation
// that leads a branch directly, which may be the work committee; for leading
// groups the work committee; never a branch that the actor runs.
func Exempts(tx *models.Tx, orgIDs []int64) (map[int64]bool, error) {
	leads, runs, groups := []int64{-1}, []int64{-1}, models.OrgKind("")
	for _, p := range tx.Actor.Posts {
		if p.Office == models.BranchSecretary {
			runs = append(runs, p.OrgID)
		}
		if p.Office == models.CommitteeSecretary || p.Office == models.DeputySecretary {
			leads = append(leads, p.OrgID)
			if p.Kind == models.WorkCommittee {
				groups = models.LeadingGroup
			}
		}
	}
	where, args := tx.Scope(models.Approve, models.Duties, "id")
	return among(tx, orgIDs, "(("+where+`) OR parent_id IN ? OR kind = ? OR kind = ? AND parent_id IN (SELECT id FROM orgs WHERE parent_id IN ?))
		AND id NOT IN ? AND (parent_id IS NULL OR parent_id NOT IN ?)`, append(args, leads, groups, models.PartyGroup, leads, runs, runs))
}

func among(tx *models.Tx, orgIDs []int64, where string, args []any) (map[int64]bool, error) {
	orgs, err := models.In[models.Org](tx).Select("id").Where("id IN ?", orgIDs).Where(where, args...).Find(tx.Ctx)
	found := map[int64]bool{}
	for _, o := range orgs {
		found[o.ID] = true
	}
	return found, err
}
