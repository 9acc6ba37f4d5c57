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
		texts = append(texts, d.basis)
	}
	cited, err := library.Cite(tx, tx.Today(), texts...)
	for i, d := range duties {
		duties[i].Cited = linked(d.Basis, d.basis, cited[d.basis])
	}
	return err
}

// citeNotice does the same for a notice, as the library was on its day.
func citeNotice(tx *models.Tx, v *noticeView, day calendar.Date) error {
	cited, err := library.Cite(tx, day, v.basis)
	v.Cited = linked(v.Basis, v.basis, cited[v.basis])
	return err
}

// linked are the pieces of a basis; what names a document does so in Chinese, so
// that a reader of another language has the links after the words.
func linked(said, chinese string, cited []library.Piece) []library.Piece {
	if said == chinese {
		return cited
	}
	pieces := []library.Piece{{Text: said}}
	for _, p := range cited {
		if p.Link != "" {
			pieces = append(pieces, library.Piece{Text: " "}, p)
		}
	}
	return pieces
}
