package handlers

import (
	"net/http"

	"luoshi/models"
	"luoshi/models/project"
)

// receiptForm is how a part is signed for, as it is typed in or sent.
type receiptForm struct {
	OwnerPostID    int64       `form:"owner_post_id" json:"owner_post_id"`
	ReviewerPostID int64       `form:"reviewer_post_id" json:"reviewer_post_id"`
	Stages         []stageForm `form:"-" json:"stages"` // none: as handed down
}

// signProject takes over what was handed down.
func (s *Server) signProject(r *Request) (Answer, error) {
	var form receiptForm
	if err := r.OptionalForm(&form); err != nil {
		return r.again("receipt", err, s.newReceipt)
	}
	form.Stages = append(form.Stages, stagesTyped(r)...)
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Sign(tx, project.Receipt{OwnerPostID: form.OwnerPostID, ReviewerPostID: form.ReviewerPostID, Stages: stages(form.Stages)})
	})
	if err != nil {
		return r.again("receipt", err, s.newReceipt)
	}
	return s.projectDone(r, r.ID(), http.StatusOK, "任务已签收，进入实施。")
}

func (s *Server) declineProject(r *Request) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onPart(r, "任务已退回下达的一方。", func(tx *models.Tx, p *project.Project) error { return p.Decline(tx, form.Reason) })
}
