package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/library"
)

// citeDuties links the bases of duties to the clauses they cite: one query.
func citeDuties(tx *models.Tx, duties []dutyView) error {
	var texts []string
	for _, d := range duties {
		texts = append(texts, d.Basis)
	}
	cited, err := library.Cite(tx, tx.Today(), texts...)
	for i := range duties {
		duties[i].Cited = cited[duties[i].Basis]
	}
	return err
}

// citeNotice does the same for a notice, as the library was on its day.
func citeNotice(tx *models.Tx, v *noticeView, day calendar.Date) error {
	cited, err := library.Cite(tx, day, v.Basis)
	v.Cited = cited[v.Basis]
	return err
}
