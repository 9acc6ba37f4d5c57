package handlers

import (
	"net/http"
	"time"

	"luoshi/models"
	"luoshi/models/project"
)

// remark is what is said with a verb.
type remark struct {
	Note   string `form:"note" json:"note" binding:"max=1000" label:"意见"`
	Reason string `form:"reason" json:"reason" binding:"max=1000" label:"理由"`
}

// onProject carries out a verb on the project in the path, with a remark.
func (s *Server) onProject(r *Request, flash word, verb func(*models.Tx, *project.Project, remark) error) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return verb(tx, p, form)
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, r.ID(), http.StatusOK, flash)
}

func (s *Server) submitProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已申报，等待审批。", func(tx *models.Tx, p *project.Project, _ remark) error { return p.Submit(tx) })
}

func (s *Server) approveProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已立项。", func(tx *models.Tx, p *project.Project, f remark) error { return p.Approve(tx, f.Note) })
}

func (s *Server) returnProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已退回。", func(tx *models.Tx, p *project.Project, f remark) error { return p.Return(tx, f.Reason) })
}

func (s *Server) startProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已进入实施。", func(tx *models.Tx, p *project.Project, _ remark) error { return p.Start(tx) })
}

func (s *Server) startCheck(r *Request) (Answer, error) {
	return s.onProject(r, "项目已进入检查。", func(tx *models.Tx, p *project.Project, _ remark) error { return p.StartCheck(tx) })
}

func (s *Server) suspendProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已中止。", func(tx *models.Tx, p *project.Project, f remark) error { return p.Suspend(tx, f.Reason) })
}

func (s *Server) resumeProject(r *Request) (Answer, error) {
	return s.onProject(r, "项目已恢复。", func(tx *models.Tx, p *project.Project, _ remark) error { return p.Resume(tx) })
}

func (s *Server) requestAcceptance(r *Request) (Answer, error) {
	return s.onProject(r, "已申请验收。", func(tx *models.Tx, p *project.Project, _ remark) error { return p.RequestAcceptance(tx) })
}

// acceptanceForm is the judgement as it is typed in or sent.
type acceptanceForm struct {
	Outcome      string             `form:"outcome" json:"outcome" binding:"max=5000" label:"成效"`
	Evidence     string             `form:"evidence" json:"evidence" binding:"max=5000" label:"佐证"`
	Satisfaction satisfactionForm   `json:"satisfaction"`
	Conclusion   project.Conclusion `form:"conclusion" json:"conclusion"`
	Reason       string             `form:"reason" json:"reason" binding:"max=1000" label:"原因"`
	Experience   string             `form:"experience" json:"experience" binding:"max=5000" label:"可推广经验"`
}

type satisfactionForm struct {
	Source  string  `form:"satisfaction_source" json:"source" binding:"max=200" label:"满意度来源"`
	Sample  int     `form:"satisfaction_sample" json:"sample"`
	Percent float64 `form:"satisfaction_percent" json:"percent"`
}

func (s *Server) acceptProject(r *Request) (Answer, error) {
	var form acceptanceForm
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Accept(tx, &project.Acceptance{Outcome: form.Outcome, Evidence: form.Evidence, Satisfaction: project.Satisfaction(form.Satisfaction),
			Conclusion: form.Conclusion, Reason: form.Reason, Experience: form.Experience})
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, r.ID(), http.StatusOK, "验收结论已登记。")
}

// logLine is a line of a project's history.
type logLine struct {
	ID     int64  `json:"id"`
	At     string `json:"at"`
	Who    string `json:"who"`
	Verb   string `json:"verb"`
	Detail string `json:"detail"`
}

func (s *Server) showProjectLog(r *Request) (Answer, error) {
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	log := List[logLine]{Items: []logLine{}}
	err = r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		list, err := tx.History(p.Subject(), paging.before(), paging.Limit+1)
		for i, e := range list {
			if i == paging.Limit {
				log.Next = cursor(list[i-1].ID)
				break
			}
			log.Items = append(log.Items, logLine{e.ID, tx.Local(e.At).Format(time.RFC3339), e.ActorName, tx.Say(e.Verb), tx.Say("%s", e.Detail)})
		}
		return err
	})
	return Answer{Page: "project_log", Title: word("记录"), Section: "projects", View: log, JSON: log}, err
}
