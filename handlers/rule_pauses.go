package handlers

import (
	"slices"

	"luoshi/models"
	"luoshi/models/notice"
)

// rule finds a reminder rule by its name.
func (s *Server) rule(name string) (notice.Rule, bool) {
	i := slices.IndexFunc(s.Rules, func(r notice.Rule) bool { return r.Name == name })
	if i < 0 {
		return notice.Rule{}, false
	}
	return s.Rules[i], true
}

func (s *Server) pauseRule(r *Request) (Answer, error) {
	var form struct {
		Note string `form:"note" json:"note" binding:"max=200" label:"暂停原因"`
	}
	err := r.OptionalForm(&form)
	if err == nil {
		err = s.ruleUpdate(r, func(tx *models.Tx, rule notice.Rule) error { return rule.Pause(tx, form.Note) })
	}
	if err != nil {
		return r.again("pause", err, s.showJobs)
	}
	return s.ruleDone(r, "已暂停。")
}

func (s *Server) resumeRule(r *Request) (Answer, error) {
	err := s.ruleUpdate(r, func(tx *models.Tx, rule notice.Rule) error { return rule.Resume(tx) })
	if err != nil {
		return Answer{}, err
	}
	return s.ruleDone(r, "已恢复。还有用的提醒一分钟内补发。")
}

func (s *Server) ruleUpdate(r *Request, work func(*models.Tx, notice.Rule) error) error {
	return r.Update(func(tx *models.Tx) error {
		rule, known := s.rule(r.Param("id"))
		if !known {
			return models.Missing
		}
		return work(tx, rule)
	})
}

// ruleDone shows a program the rule as it stands.
func (s *Server) ruleDone(r *Request, flash word) (Answer, error) {
	answer := Answer{Goto: "/jobs#h-rules", Flash: flash}
	err := r.View(func(tx *models.Tx) error {
		rules, err := s.showRules(tx)
		for _, v := range rules {
			if v.Name == r.Param("id") {
				answer.JSON = v
			}
		}
		return err
	})
	return answer, err
}
