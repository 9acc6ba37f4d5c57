package bulletin

import (
	"slices"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// Order makes findings of the problems that the published bulletin names: of the rows
// with these ids, or of all. Of a row that has become one already nothing is made.
func (b *Bulletin) Order(tx *models.Tx, rowIDs []int64) error {
	if err := tx.Require(models.Enter, models.Bulletins, b.OrgID); err != nil {
		return err
	}
	if b.State != Published {
		return models.Fail(models.Conflict, "通报当前为“%s”，印发后才能转为整改。", stateNames[b.State])
	}
	for _, id := range rowIDs {
		if !slices.ContainsFunc(b.Rows, func(r Row) bool { return r.ID == id && r.Listed }) {
			return models.FailAt(models.Invalid, "rows", "请从通报点名的问题中选择。")
		}
	}
	for i := range b.Rows {
		r := &b.Rows[i]
		if !r.Listed || len(rowIDs) > 0 && !slices.Contains(rowIDs, r.ID) {
			continue
		}
		won, err := models.In[Row](tx).Where("id = ? AND ordered = ?", r.ID, false).Update(tx.Ctx, "ordered", true)
		if err != nil {
			return err
		}
		if won == 0 {
			continue // it has become one
		}
		if err := b.order(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// order makes a finding of a row; the branch's secretary owes its mending.
func (b *Bulletin) order(tx *models.Tx, r *Row) error {
	f := supervision.Finding{OrgID: r.OrgID, Text: r.Detail, Basis: r.Basis, Requirement: Paragraph{Parts: b.demanded()}.String(), Source: project.FromBulletin,
		SourceSubject: b.Subject(), FoundOn: b.FactsOn, DueOn: b.DueOn}
	heads, err := tx.Holders(r.OrgID, models.BranchSecretary)
	if err != nil {
		return err
	}
	if len(heads) > 0 {
		f.OwnerPostID = heads[0].PostID
	}
	if err := supervision.Create(tx, &f); err != nil {
		return err
	}
	r.Ordered, r.FindingID = true, &f.ID
	_, err = models.In[Row](tx).Where("id = ?", r.ID).Update(tx.Ctx, "finding_id", f.ID)
	return err
}
