package notice

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// Stop is a step at which a reminder ends, and why.
type Stop struct {
	Step  Step
	Words language.Phrase
}

// Step is where between a rule and a reader a reminder may end.
type Step string

// The steps of everything the person is told of the matter, and those of one rule.
const (
	AccountClosed Step = "account"      // the account is disabled
	Departed      Step = "departed"     // neither a member here nor in a post
	Unseen        Step = "unseen"       // the person may not see the matter
	Resting       Step = "resting"      // done, closed, or with somebody else
	VacantPost    Step = "vacant"       // nobody answers for it
	TakenInHand   Step = "acknowledged" // somebody sees to it, and those above wait

	RulePaused  Step = "rule_paused"
	MutedAbove  Step = "muted"
	KeptInside  Step = "inbox_only"
	Unreachable Step = "unreachable"
	Stopped     Step = "channel_paused"
	Gathered    Step = "gathered" // waits for the one notice a day that leaders have
)

// stop looks for every step that says no.
func (w *Why) stop(tx *models.Tx, outlets []Channel, paused map[string]RulePause) error {
	for _, look := range []func(*models.Tx) error{w.stopPerson, w.stopMatter, func(tx *models.Tx) error { return w.stopRules(tx, paused) }, w.stopGathered} {
		if err := look(tx); err != nil {
			return err
		}
	}
	return w.stopLeaving(tx, outlets)
}

func (w *Why) no(step Step, words language.Phrase) { w.Stops = append(w.Stops, Stop{step, words}) }

// stopPerson says whether there is an account to tell, and a person behind it.
func (w *Why) stopPerson(tx *models.Tx) error {
	if w.Person.Disabled {
		w.no(AccountClosed, language.Phrase{"%s的账号已停用，不再收到提醒。", w.Person.Name})
		return nil
	}
	still, err := present(tx, []Delivery{{UserID: &w.Person.ID}})
	if err == nil && !still[w.Person.ID] {
		w.no(Departed, language.Phrase{"%s已不在本单位，也没有职务，消息不再发出。", w.Person.Name})
	}
	return err
}

// stopMatter says whether it rests, whether anybody answers for it, and who has it in hand.
func (w *Why) stopMatter(tx *models.Tx) error {
	if len(w.Rests) > 0 {
		w.no(Resting, w.Rests)
	}
	if w.Unseen {
		w.no(Unseen, language.Phrase{"%s没有查看这一事项的权限。", w.Person.Name})
	}
	if w.Owner != 0 {
		holders, err := tx.PostHolders([]int64{w.Owner})
		if err != nil {
			return err
		}
		if h := holders[w.Owner]; h.MemberID == 0 {
			w.no(VacantPost, language.Phrase{"责任岗位“%s”空缺，提醒改发其他负责同志。", h.Title()})
		}
	}
	hands, err := models.In[Acknowledgement](tx).Where("subject = ?", w.Subject).Order("id").Find(tx.Ctx)
	for _, a := range hands {
		if a.Days == 0 {
			w.no(TakenInHand, language.Phrase{"%s%s已知悉，时限%s的逾期不再向上级提醒。", a.Name, tx.DayOf(a.At).Short(), a.DueOn.Short()})
		} else {
			w.no(TakenInHand, language.Phrase{"%s%s已知悉，时限%s的逾期向上级的提醒顺延%d个工作日。", a.Name, tx.DayOf(a.At).Short(), a.DueOn.Short(), a.Days})
		}
	}
	return err
}

// stopRules says which rules are paused, and which somebody above has muted.
func (w *Why) stopRules(tx *models.Tx, paused map[string]RulePause) error {
	var orgs []int64
	for i := range w.Rules {
		r := &w.Rules[i]
		if p, is := paused[r.Name]; is {
			r.Stops = append(r.Stops, p.stop(tx))
		}
		for _, a := range r.Next {
			if a.Muted {
				orgs = append(orgs, a.OrgID)
			}
		}
	}
	if len(orgs) == 0 {
		return nil
	}
	var mutes []struct{ Rule, ByName, Note, Name string }
	err := tx.Raw(&mutes, `SELECT DISTINCT m.rule, m.by_name, m.note, above.name FROM mutes m JOIN orgs above ON above.id = m.org_id
		JOIN orgs o ON INSTR(o.path, above.path) = 1 WHERE m.ended = 0 AND o.id IN ?`, orgs)
	for _, m := range mutes {
		if i := slices.IndexFunc(w.Rules, func(r RuleWhy) bool {
			return r.Name == m.Rule && slices.ContainsFunc(r.Next, func(a Ahead) bool { return a.Muted })
		}); i >= 0 {
			w.Rules[i].Stops = append(w.Rules[i].Stops, Stop{MutedAbove, language.Phrase{"%s为%s设置了免打扰，到期当天以前不提醒：%s", m.ByName, m.Name, m.Note}})
		}
	}
	return err
}

// stop is the pause as a step that says no.
func (p RulePause) stop(tx *models.Tx) Stop {
	return Stop{RulePaused, language.Phrase{"规则已由%s于%s暂停：%s", p.PausedBy, tx.DayOf(p.PausedAt).Short(), p.Note}}
}

// stopGathered says which rules have climbed to the person, who is told the next working morning.
func (w *Why) stopGathered(tx *models.Tx) error {
	var rules []string
	err := tx.Raw(&rules, "SELECT DISTINCT n.rule FROM escalations e JOIN notices n ON n.id = e.notice_id WHERE e.told_on = '' AND e.user_id = ? AND n.subject = ?", w.Person.ID, w.Subject)
	for _, name := range rules {
		r := w.rule(name, nil)
		r.Stops = append(r.Stops, Stop{Gathered, language.Phrase{"已报到本人，工作日08:30与其他逾期事项合为一条发出。"}})
	}
	return err
}

// stopLeaving says, rule by rule, what keeps messages in the house.
func (w *Why) stopLeaving(tx *models.Tx, outlets []Channel) error {
	found, err := wishesOf(tx, []int64{w.Person.ID})
	wishes, u := found[w.Person.ID], w.Person
	for i := range w.Rules {
		r := &w.Rules[i]
		t := telling{Rule: r.Name, Name: u.Name, Login: u.Login, Email: u.Email, WecomID: u.WeComID, DingtalkID: u.DingTalkID, FeishuID: u.FeishuID}
		kind := KindOf(r.Name)
		chosen, chose := wishes.Channels[kind]
		c := t.outlet(outlets, wishes)
		switch {
		case chose && chosen == InboxOnly:
			r.Stops = append(r.Stops, Stop{KeptInside, language.Phrase{"本人设置“%s”只留在站内，不另发消息。", KindNames[kind]}})
		case c == nil:
			r.Stops = append(r.Stops, Stop{Unreachable, language.Phrase{"没有能发到本人的渠道，只在站内提醒。"}})
		case c.PausedAt != nil:
			r.Stops = append(r.Stops, Stop{Stopped, language.Phrase{"渠道“%s”已由%s暂停：%s", c.Name, c.PausedBy, c.PauseNote}})
		}
	}
	for i := range w.Told {
		w.Told[i].keep(tx, wishes)
	}
	return err
}

// keep says what a notice waits for that has not left the house, or why it never will.
func (t *Told) keep(tx *models.Tx, w Wishes) {
	chosen, chose := w.Channels[KindOf(t.Notice.Rule)]
	switch {
	case len(t.Sent) > 0:
	case t.DigestOn == AtOnce:
		t.Outside = language.Phrase{"即将单独发出"}
	case chose && chosen == InboxOnly:
		t.Outside = language.Phrase{"本人设置只留在站内"}
	case t.DigestOn == "" && t.ReadAt != nil:
		t.Outside = language.Phrase{"已读，不再另发"}
	case t.DigestOn == "":
		t.Outside = language.Phrase{"等待下一次每日汇总（工作日08:30）"}
	case t.ReadAt != nil && tx.DayOf(*t.ReadAt) <= t.DigestOn:
		t.Outside = language.Phrase{"汇总前已读，没有另发"}
	default:
		t.Outside = language.Phrase{"当时没有能发到本人的渠道"}
	}
}

// Held says why a waiting delivery has not left: its channel is paused, it failed,
// or the reader has quiet hours; zero for any other.
func (d *Delivery) Held(tx *models.Tx) language.Phrase {
	switch {
	case d.State != Waiting:
		return language.Phrase{}
	case d.Channel != nil && d.Channel.PausedAt != nil:
		return language.Phrase{"渠道已暂停，恢复后发出"}
	case d.Error != "":
		return language.Phrase{"已试%d次，没有发出，%s再试", d.Attempts, tx.Local(d.DueAt).Format("15:04")}
	case d.DueAt.After(tx.Now) && d.Attempts == 0:
		return language.Phrase{"本人的免打扰时段，%s后发出", tx.Local(d.DueAt).Format("15:04")}
	}
	return language.Phrase{}
}
