package orglife

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

func (p *Petition) notice(what string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("petition-%s/%s", what, p.Subject()), Rule: "petition-" + what, Subject: p.Subject(), OrgID: p.OrgID,
		Title: title, Body: body, Basis: p.basis(), Link: "/" + p.Subject(), DueOn: p.Old.On}
}

func (p *Petition) basis() language.Phrase {
	if p.Kind == ChangeActivity {
		return language.Phrase{"市直机关工委要求：不能以工作繁忙为由随意变更"}
	}
	return p.Code.basis()
}

// told says in one line what is asked and why.
func (p *Petition) told() language.Phrase {
	why := language.Quote(p.Reason)
	if p.ReasonCode != "" {
		why = language.Phrase{"%s，%s", p.ReasonCode, why}
	}
	if p.Document != "" {
		why = language.Phrase{"%s（%s）", why, p.Document}
	}
	return language.Phrase{"由%s申请，原因：%s。同意前仍按原来的安排。", p.AskedName, why}
}

// tellSuperiors tells who is to decide.
func (p *Petition) tellSuperiors(tx *models.Tx) error {
	branch, err := models.In[models.Org](tx).Where("id = ?", p.BranchID).First(tx.Ctx)
	if err != nil {
		return err
	}
	holders, err := Superiors(tx, &branch)
	if err != nil {
		return err
	}
	r := notice.Reminder{Notice: p.notice("submitted", language.Phrase{"%s申请：%s，请审批", p.Org.Name, p.Title()}, p.told())}
	for _, h := range holders {
		if h.UserID != tx.Actor.ID {
			r.To = append(r.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{r})
}

// WaitingNotice asks again for an answer.
func (p *Petition) WaitingNotice() notice.Notice {
	return notice.Notice{Subject: p.Subject(), OrgID: p.OrgID, DueOn: p.AnswerBy, Basis: p.basis(), Link: "/" + p.Subject(),
		Title: language.Phrase{"%s的申请待您审批，请于%s前答复：%s", p.Org.Name, p.AnswerBy.Short(), p.Title()}, Body: p.told()}
}

// outcomes say what was decided and what follows.
var outcomes = map[PetitionState]map[PetitionKind]language.Word{
	PetitionApproved: {ChangeActivity: "提醒已改按新的安排。", MakeUp: "请按期补开并记录。", Exemption: "不再提醒。"},
	PetitionReturned: {ChangeActivity: "仍按原来的安排开展。", MakeUp: "请按理由调整后再申请。", Exemption: "仍须按要求开展。"},
}

// tellBranch tells who asked, and the secretary, what was decided.
func (p *Petition) tellBranch(tx *models.Tx, branch *models.Org) error {
	var said language.Phrase
	if p.Answer != "" {
		said = language.Phrase{"意见：%s。", p.Answer}
	}
	n := p.notice(string(p.State), language.Phrase{"%s：%s", p.State, p.Title()},
		language.Phrase{"%s的申请由%s审批。%s%s", p.Org.Name, p.DecidedName, said, outcomes[p.State][p.Kind]})
	secretaries, err := tx.Holders(branch.ID, models.BranchSecretary)
	if err != nil {
		return err
	}
	users := []int64{p.AskedBy}
	for _, h := range secretaries {
		users = append(users, h.UserID)
	}
	return notice.Send(tx, n, users...)
}

// tellMembers tells the members of a theme day's new setting, where they have been
// told of the old one.
func (p *Petition) tellMembers(tx *models.Tx, a *Activity) error {
	timing, err := TimingOn(tx, tx.Today())
	if err != nil {
		return err
	}
	work, err := tx.Workdays()
	if err != nil {
		return err
	}
	if a.Type != ThemeDay || work.Add(p.Old.On, -timing.NoticeBefore) > tx.Today() {
		return nil
	}
	accounts, err := tx.MemberAccounts([]int64{a.OrgID})
	if err != nil {
		return err
	}
	row := ActivityRow{Activity: *a, OrgName: p.Org.Name}
	n := activityNotice(row, language.Phrase{"%s有变更：%s", a.Type.Name(), row.where()},
		language.Phrase{"%s原定%s %s的%s有变更，现为%s。主题：%s。", p.Org.Name, p.Old.On.WithWeekday(), p.Old.At, a.Type.Name(), row.where(), a.Topic})
	n.Key, n.Rule = fmt.Sprintf("theme-changed/%d/%s", p.ID, n.Subject), "theme-changed"
	r := notice.Reminder{Notice: n}
	for _, user := range accounts[a.OrgID] {
		r.To = append(r.To, notice.To{UserID: user, As: language.Phrase{"%s 党员", p.Org.Name}, Copy: true})
	}
	return notice.SendAll(tx, []notice.Reminder{r})
}
