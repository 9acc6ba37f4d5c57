package handlers

import (
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
)

// undertakeFinding puts measures in the place of those before.
func (s *Server) undertakeFinding(r *Request) (Answer, error) {
	var form struct {
		asOf
		Items []measureForm `form:"-" json:"items"`
	}
	return s.onFinding(r, "measures", &form, "整改措施已保存。", func(tx *models.Tx, f *supervision.Finding) error {
		return f.Undertake(tx, measures(append(form.Items, measuresTyped(r)...)), form.or(f.Revision))
	})
}

func (s *Server) submitFinding(r *Request) (Answer, error) {
	var form struct {
		asOf
		Evidence string `form:"evidence" json:"evidence" binding:"max=2000" label:"整改情况"`
	}
	return s.onFinding(r, "submit", &form, "已提交复核，等候期间不算逾期。", func(tx *models.Tx, f *supervision.Finding) error {
		return f.Submit(tx, form.Evidence, form.or(f.Revision))
	})
}

func (s *Server) returnFinding(r *Request) (Answer, error) {
	var form struct {
		asOf
		Reason string `form:"reason" json:"reason" binding:"max=1000" label:"退回原因"`
	}
	return s.onFinding(r, "return", &form, "已退回。", func(tx *models.Tx, f *supervision.Finding) error {
		return f.Return(tx, form.Reason, form.or(f.Revision))
	})
}

func (s *Server) closeFinding(r *Request) (Answer, error) {
	var form struct {
		asOf
		Result     string        `form:"result" json:"result" binding:"max=1000" label:"整改结果"`
		LookbackOn calendar.Date `form:"lookback_on" json:"lookback_on" binding:"max=10" label:"回头看日期"`
	}
	return s.onFinding(r, "close", &form, "已销号。", func(tx *models.Tx, f *supervision.Finding) error {
		return f.Close(tx, form.Result, form.LookbackOn, form.or(f.Revision))
	})
}

func (s *Server) lookBack(r *Request) (Answer, error) {
	var form struct {
		asOf
		Lookback supervision.Lookback `form:"lookback" json:"lookback" binding:"max=20" label:"结果"`
		Note     string               `form:"note" json:"note" binding:"max=1000" label:"回头看情况"`
		DueOn    calendar.Date        `form:"due_on" json:"due_on" binding:"max=10" label:"新的整改时限"`
	}
	return s.onFinding(r, "lookback", &form, "回头看已记录。", func(tx *models.Tx, f *supervision.Finding) error {
		return f.LookBack(tx, form.Lookback, form.Note, form.DueOn, form.or(f.Revision))
	})
}

// onFinding reads a form and does something to the problem of the address.
func (s *Server) onFinding(r *Request, name string, form any, done word, act func(*models.Tx, *supervision.Finding) error) (Answer, error) {
	err := r.Form(form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			f, err := supervision.Find(tx, r.ID())
			if err != nil {
				return err
			}
			return act(tx, f)
		})
	}
	if err != nil {
		return r.again(name, err, s.showFinding)
	}
	return s.findingDone(r, r.ID(), http.StatusOK, done)
}
