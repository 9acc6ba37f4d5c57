package handlers

import (
	"bytes"
	"fmt"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/views"
)

// revealForm asks for a member's whole number; nil for who may not have it, for
// one's own, which is shown anyway, and where there is none.
func (r *Request) revealForm(tx *models.Tx, m *models.Member) *views.Form {
	if m.Phone == "" || r.User.Is(m) || !tx.Can(models.View, models.Phones, m.Branch()) {
		return nil
	}
	f := r.fill(views.Form{ID: "reveal", Title: "查看完整号码", Action: fmt.Sprintf("/members/%d/phone", m.ID), Button: "查看完整号码",
		Text:   "每次查看都记入审计记录，请写明用途。",
		Fields: []views.Field{{Name: "reason", Label: "原因", Must: true, Hint: "如 通知参加7月主题党日"}}})
	return &f
}

// revealPhone shows a member's whole number, this once.
func (s *Server) revealPhone(r *Request) (Answer, error) {
	var form struct {
		Reason string `form:"reason" json:"reason" binding:"max=200" label:"原因"`
	}
	err := r.Form(&form)
	var whole string
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			m, err := tx.Member(r.ID())
			if err == nil {
				whole, err = m.RevealPhone(tx, form.Reason)
			}
			return err
		})
	}
	if err != nil {
		return r.again("reveal", err, s.showMember)
	}
	if wantsJSON(r.Context) {
		return Answer{Secret: true, JSON: struct {
			Phone string `json:"phone"`
		}{whole}}, nil
	}
	return s.memberAnswer(r, whole)
}

// exportMembers is a POST: that the list was taken away is a line of the audit trail.
func (s *Server) exportMembers(r *Request) (Answer, error) {
	t := documents.Table{Title: "党员名册"}
	for i, name := range models.MemberColumns {
		t.Columns = append(t.Columns, documents.Column{Name: name, Width: []float64{10, 32, 12, 12, 14, 16}[i]})
	}
	var day string
	err := r.Update(func(tx *models.Tx) error {
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		t.Rows, err = tx.ExportMembers(org, r.Query("q"))
		t.Notes, day = []string{fmt.Sprintf("制表单位：%s　%s　电话已遮挡", s.Owner, tx.Today().Long())}, string(tx.Today())
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	var out bytes.Buffer
	err = documents.WriteTable(&out, "党员", t)
	return Answer{File: &File{Name: "党员名册" + day + ".xlsx", Type: workbookType, Content: out.Bytes()}}, err
}
