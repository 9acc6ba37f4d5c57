package handlers

import (
	"fmt"
	"time"

	"luoshi/calendar"
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

// itemView is one of the things of which a leader was told in one notice.
type itemView struct {
	ID      int64         `json:"id"`
	Subject string        `json:"subject"`
	Title   string        `json:"title"`
	Body    string        `json:"body"`
	Link    string        `json:"link"`
	DueOn   calendar.Date `json:"due_on"`
	InHand  []inHandView  `json:"acknowledgements"`

	Notice  int64 `json:"-"` // the reader's own copy of the notice
	CanTake bool  `json:"-"`
}

// showHands adds to a notice that is open who has it in hand, and to a leader's what it tells of.
func showHands(tx *models.Tx, v *noticeView, receipt *notice.Receipt) error {
	hands, err := receipt.Notice.Acknowledgements(tx)
	if err != nil {
		return err
	}
	v.InHand, v.CanTake = handsOn(tx, hands, receipt.Notice)
	items, err := receipt.Escalated(tx)
	if err != nil || len(items) == 0 {
		return err
	}
	hands, err = notice.HandsOf(tx, items)
	for _, e := range items {
		n := e.Notice
		item := itemView{ID: n.ID, Subject: n.Subject, Title: tx.Say("%s", n.Title), Body: tx.Say("%s", n.Body), Link: n.Link, DueOn: n.DueOn, Notice: receipt.ID}
		item.InHand, item.CanTake = handsOn(tx, hands, n)
		v.Items = append(v.Items, item)
	}
	return err
}

// handsOn picks who has in hand what a notice is about, and says whether the actor may take it.
func handsOn(tx *models.Tx, hands []notice.Acknowledgement, n *notice.Notice) (list []inHandView, can bool) {
	list, can = []inHandView{}, n.Acknowledgeable()
	for _, a := range hands {
		if a.Of(n) {
			list = append(list, inHandView{a.Name, a.Note, a.Days, tx.Local(a.At).Format(time.RFC3339), when(tx, a.At)})
			can = can && a.UserID != tx.Actor.ID
		}
	}
	return list, can
}

// acknowledge is 已知悉，我来处理; of a leader's notice it names which of its things.
func (s *Server) acknowledge(r *Request) (Answer, error) {
	var form struct {
		Item int64  `form:"item" json:"item" label:"事项"`
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
		return receipt.Acknowledge(tx, form.Item, form.Note)
	})
	if err != nil {
		return Answer{}, err
	}
	if wantsJSON(r.Context) {
		return s.showNotice(r)
	}
	return Answer{Goto: fmt.Sprintf("/notices/%d", r.ID()), Flash: "已记下。向上级的提醒顺延，处理后请及时提交。"}, nil
}
