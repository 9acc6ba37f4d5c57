package orglife

import (
	"luoshi/models"
)

// aboves are the offices that run the organisation above a branch.
var aboves = []models.Office{models.CommitteeSecretary, models.DeputySecretary}

// Superiors are who decides on what a branch asks for: those who run the nearest
// organisation above and not the branch too; where that is nobody, the work
// committee's officers.
func Superiors(tx *models.Tx, org *models.Org) ([]models.Holder, error) {
	own, err := tx.Holders(org.ID, models.BranchSecretary)
	if err != nil {
		return nil, err
	}
	line, err := tx.Line(org)
	if err != nil {
		return nil, err
	}
	runs := map[int64]bool{0: true}
	for _, h := range own {
		runs[h.MemberID] = true
	}
	for _, above := range line[1:] {
		offices := aboves
		if above.Kind == models.WorkCommittee {
			offices = []models.Office{models.WorkOfficer, models.DeputySecretary}
		}
		holders, err := tx.Holders(above.ID, offices...)
		if err != nil {
			return nil, err
		}
		var others []models.Holder
		for _, h := range holders {
			if !runs[h.MemberID] {
				others = append(others, h)
			}
		}
		if len(others) > 0 {
			return others, nil
		}
	}
	return workOfficers(tx)
}

// workOfficers decide where nobody between decides.
func workOfficers(tx *models.Tx) ([]models.Holder, error) {
	committees, err := models.In[models.Org](tx).Where("kind = ?", models.WorkCommittee).Order("id").Find(tx.Ctx)
	var list []models.Holder
	for _, c := range committees {
		holders, err := tx.Holders(c.ID, models.WorkOfficer, models.DeputySecretary)
		if err != nil {
			return nil, err
		}
		list = append(list, holders...)
	}
	return list, err
}

// mayDecide stops who may not decide on what a branch asks for: who asked, and
// who belongs to the branch's own officers.
func mayDecide(tx *models.Tx, what models.Object, org *models.Org, askedBy int64) error {
	if err := tx.Require(models.Approve, what, org.ID); err != nil {
		return err
	}
	if tx.Actor.System {
		return nil
	}
	for _, p := range tx.Actor.Posts {
		if p.OrgID == org.ID {
			return models.Fail(models.Forbidden, "您在%s任职，本支部的计划和申请由上一级党组织的其他同志审核。", org.Name)
		}
	}
	if tx.Actor.ID == askedBy {
		return models.Fail(models.Forbidden, "这是您提交的，须由他人审核。")
	}
	return nil
}

// decides is mayDecide without a query, for showing or leaving out a button.
func decides(tx *models.Tx, what models.Object, org *models.Org, askedBy int64) bool {
	for _, p := range tx.Actor.Posts {
		if p.OrgID == org.ID {
			return false
		}
	}
	return tx.Actor.ID != askedBy && tx.CanBelow(models.Approve, what, org)
}

// asked is the condition for branches on whose requests the actor is asked to
// decide: below the actor's own posts, and for the work committee those for
// which nobody between them decides.
func asked(tx *models.Tx, what models.Object, column string) (string, []any) {
	where, args := tx.Scope(models.Approve, what, column)
	var mine []int64
	for _, p := range tx.Actor.Posts {
		mine = append(mine, p.OrgID)
	}
	where = "(" + where + ") AND " + column + " NOT IN ?"
	args = append(args, append(mine, 0))
	if !tx.Can(models.Approve, what, 0) {
		return where, args
	}
	day := tx.Today()
	where += ` AND NOT EXISTS (SELECT 1 FROM orgs b JOIN posts p ON p.org_id = b.parent_id JOIN tenures t ON t.post_id = p.id
		JOIN orgs above ON above.id = b.parent_id
		WHERE b.id = ` + column + ` AND above.kind IN ? AND p.office IN ? AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?)
		AND t.member_id NOT IN (SELECT s.member_id FROM posts q JOIN tenures s ON s.post_id = q.id
			WHERE q.org_id = b.id AND q.office = ? AND s.start_on <= ? AND (s.end_on = '' OR s.end_on >= ?)))`
	return where, append(args, []models.OrgKind{models.OrganCommittee, models.GeneralBranch}, aboves, day, day, models.BranchSecretary, day, day)
}
