package handlers

import (
	"fmt"
	"time"

	"luoshi/models"
	"luoshi/models/notice"
)

// inHandView is somebody who has taken in hand what is overdue.
type inHandView struct {
	Name string `json:"name"`
	Note string `json:"note"`
	Days int    `json:"days"` // working days the later steps wait; 0 until the next due date
	At   string `json:"at"`

	When string `json:"-"`
}

// showHands adds to a notice that is open who has it in hand.
func showHands(tx *models.Tx, v *noticeView, n *notice.Notice) error {
	hands, err := n.Acknowledgements(tx)
	v.CanTake = n.Acknowledgeable()
	for _, a := range hands {
		v.InHand = append(v.InHand, inHandView{a.Name, a.Note, a.Days, tx.Local(a.At).Format(time.RFC3339), when(tx, a.At)})
		v.CanTake = v.CanTake && a.UserID != tx.Actor.ID
	}
	return err
}

// acknowledge is 已知悉，我来处理.
func (s *Server) acknowledge(r *Request) (Answer, error) {
	var form struct {
		Note string `form:"note" json:"note" binding:"max=200" label:"说明"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	err := r.Update(func(tx *models.Tx) error {
		receipt, err := notice.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return receipt.Acknowledge(tx, form.Note)
	})
	if err != nil {
		return Answer{}, err
	}
	if wantsJSON(r.Context) {
		return s.showNotice(r)
	}
	return Answer{Goto: fmt.Sprintf("/notices/%d", r.ID()), Flash: "已记下。向上级的提醒顺延，处理后请及时提交。"}, nil
}
