package handlers

import (
	"cmp"
	"time"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// muteView is a rule that an organisation is spared, as the API shows it.
type muteView struct {
	ID        int64  `json:"id"`
	Rule      string `json:"rule"`
	RuleTitle string `json:"rule_title"`
	OrgID     int64  `json:"org_id"`
	OrgName   string `json:"org_name"`
	Note      string `json:"note"`
	By        string `json:"by"`
	StartedAt string `json:"started_at"`
	EndedAt   string `json:"ended_at"`
	EndedBy   string `json:"ended_by"`

	Started, Until string `json:"-"`
	CanEnd         bool   `json:"-"`
}

type mutesPage struct {
	Mutes  []muteView
	CanAdd bool
	New    *views.Form
}

func (s *Server) showMute(tx *models.Tx, m notice.Mute) muteView {
	rule, _ := s.rule(m.Rule) // one that has gone shows by its name
	v := muteView{ID: m.ID, Rule: m.Rule, RuleTitle: cmp.Or(tx.Say("%s", rule.Title), m.Rule), OrgID: m.OrgID, Note: m.Note, By: m.ByName,
		StartedAt: tx.Local(m.StartedAt).Format(time.RFC3339), Started: when(tx, m.StartedAt), EndedBy: m.EndedBy,
		CanEnd: m.EndedAt == nil && tx.CanBelow(models.Enter, models.Mutes, m.Org)}
	if m.Org != nil {
		v.OrgName = m.Org.Name
	}
	if m.EndedAt != nil {
		v.EndedAt, v.Until = tx.Local(*m.EndedAt).Format(time.RFC3339), when(tx, *m.EndedAt)
	}
	return v
}

func (s *Server) listMutes(r *Request) (Answer, error) {
	page := mutesPage{Mutes: []muteView{}}
	err := r.View(func(tx *models.Tx) error {
		list, err := notice.Mutes(tx)
		if err != nil {
			return err
		}
		for _, m := range list {
			page.Mutes = append(page.Mutes, s.showMute(tx, m))
		}
		page.CanAdd = tx.Reaches(models.Enter, models.Mutes)
		if page.CanAdd && r.asked("mute") {
			page.New, err = s.muteForm(r, tx)
		}
		return err
	})
	return Answer{Page: "mutes", Title: word("提醒免打扰"), Section: "reminders", Crumbs: []views.Crumb{{Name: word("提醒"), Link: "/notices"}, {Name: word("提醒免打扰")}},
		View: page, JSON: List[muteView]{Items: page.Mutes}}, err
}

// muteForm asks for a rule and an organisation of the actor's tree.
func (s *Server) muteForm(r *Request, tx *models.Tx) (*views.Form, error) {
	orgs, err := enterable(tx, models.Mutes, 0)
	rules := []views.Option{{Name: word("请选择")}}
	for _, rule := range s.Rules {
		if rule.Mutable() {
			rules = append(rules, views.Option{Value: rule.Name, Name: word(rule.Title)})
		}
	}
	f := r.fill(views.Form{ID: "mute", Title: word("设置免打扰"), Action: "/mutes", Button: "设置",
		Text: "所选组织及其下级不再收到这条规则的提前提醒；到期当天照常提醒，逾期、审核等提醒不能关。随时可以取消，都有记录。",
		Fields: []views.Field{{Name: "rule", Label: "规则", Type: "select", Must: true, Options: rules}, {Name: "org_id", Label: "组织", Type: "select", Must: true, Options: orgs},
			{Name: "note", Label: "原因", Must: true}}})
	return &f, err
}

func (s *Server) muteRule(r *Request) (Answer, error) {
	var form struct {
		Rule  string `form:"rule" json:"rule" binding:"required,max=60" label:"规则"`
		OrgID int64  `form:"org_id" json:"org_id" binding:"required" label:"组织"`
		Note  string `form:"note" json:"note" binding:"required,max=200" label:"原因"`
	}
	err := r.Form(&form)
	var v muteView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			rule, _ := s.rule(form.Rule) // one that there is not cannot be muted
			m, err := notice.MuteRule(tx, rule, form.OrgID, form.Note)
			if err != nil {
				return err
			}
			if m, err = notice.FindMute(tx, m.ID); err == nil {
				v = s.showMute(tx, *m)
			}
			return err
		})
	}
	if err != nil {
		return r.again("mute", err, s.listMutes)
	}
	return created(v, "/mutes", word(r.Say("已设置：%s不再收到“%s”。", v.OrgName, v.RuleTitle))), nil
}

func (s *Server) endMute(r *Request) (Answer, error) {
	var v muteView
	err := r.Update(func(tx *models.Tx) error {
		m, err := notice.FindMute(tx, r.ID())
		if err != nil {
			return err
		}
		rule, _ := s.rule(m.Rule) // one that has gone can be let go of all the same
		if err = m.End(tx, rule); err == nil {
			v = s.showMute(tx, *m)
		}
		return err
	})
	return Answer{Goto: "/mutes", Flash: "已取消，从现在起照常提醒。", JSON: v}, err
}
