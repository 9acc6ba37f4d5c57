package models

import (
	"slices"
	"strconv"
	"strings"
)

// As is the Tx with another account in the actor's place: for asking what that
// one may see, and for nothing else.
func (tx *Tx) As(userID int64) (*Tx, error) {
	u, err := In[User](tx).Where("id = ? AND disabled = ?", userID, false).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if err := tx.loadPosts(&u); err != nil {
		return nil, err
	}
	other := *tx
	other.Actor = &u
	return &other, nil
}

// AsProgram is the Tx with the program itself in the actor's place: for facts that
// are the same whoever asks.
func (tx *Tx) AsProgram() *Tx {
	other := *tx
	other.Actor = System
	return &other
}

// Onlookers lists the posts with an account from which an object of one of the
// organisations is seen, as the table of permissions has it.
func (tx *Tx) Onlookers(object Object, orgIDs ...int64) ([]Holder, error) {
	targets, err := In[Org](tx).Where("id IN ?", orgIDs).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	var line []int64
	for _, o := range targets {
		for _, id := range strings.Split(strings.Trim(o.Path, "/"), "/") {
			n, _ := strconv.ParseInt(id, 10, 64) // paths are ours
			line = append(line, n)
		}
	}
	var around []struct {
		Org
		Guides bool // one of the line
	}
	err = tx.Raw(&around, `SELECT o.*, CASE WHEN o.id IN (SELECT guided_by_id FROM orgs WHERE id IN ?) THEN 1 ELSE 0 END AS guides
		FROM orgs o WHERE o.id IN ? OR o.kind IN ? OR o.id IN (SELECT guided_by_id FROM orgs WHERE id IN ?)`,
		line, line, []OrgKind{CityCommittee, Department, WorkCommittee, Section}, line)
	if err != nil {
		return nil, err
	}
	ids, kinds, covers := []int64{}, map[int64]OrgKind{}, map[int64]bool{}
	for _, o := range around {
		ids = append(ids, o.ID)
		kinds[o.ID], covers[o.ID] = o.Kind, o.Guides || slices.Contains(line, o.ID)
	}
	list, err := tx.holders("WHERE p.org_id IN ? AND u.id IS NOT NULL ORDER BY o.code, p.id", ids)
	return slices.DeleteFunc(list, func(h Holder) bool {
		reach := allows(matrix[object][RoleOf(h.Office, kinds[h.OrgID])], View)
		return reach != 'C' && (reach != 'T' || !covers[h.OrgID])
	}), err
}
