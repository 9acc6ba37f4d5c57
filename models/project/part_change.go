package project

import (
	"fmt"
	"slices"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// answer moves the part from a state; of two who do it at once, one does.
func (part *Part) answer(tx *models.Tx, from, to PartState, also ...clause.Assigner) error {
	n, err := models.In[Part](tx).Where("project_id = ? AND state = ?", part.ProjectID, from).Set(append(also, models.Assign("state", to),
		models.Assign("answered_by", tx.Actor.ID), models.Assign("answered_name", tx.Actor.Name), models.Assign("answered_at", tx.Now))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		now, err := models.In[Part](tx).Where("project_id = ?", part.ProjectID).First(tx.Ctx)
		if err != nil {
			return err
		}
		return models.Fail(models.Conflict, "任务%s，不能再次办理。", now.standing())
	}
	part.State = to
	return nil
}

// standing says where the part stands, and who brought it there.
func (part *Part) standing() language.Phrase {
	if part.AnsweredName == "" {
		return language.Phrase{"%s", part.State}
	}
	return language.Phrase{"%s（%s）", part.State, part.AnsweredName}
}

// Reissue hands a declined part down once more, with a new time limit.
func (p *Project) Reissue(tx *models.Tx, message string) error {
	part, whole, err := p.handed(tx)
	if err != nil {
		return err
	}
	if err := whole.mayHandDown(tx); err != nil {
		return err
	}
	if err := atMost("message", "下达说明", message, 1000); err != nil {
		return err
	}
	if !whole.UnderWay() {
		return models.Fail(models.Conflict, "上级任务当前为“%s”，不能再下达。", whole.State)
	}
	if part.State != Declined {
		return models.Fail(models.Conflict, "任务%s，没有退回，无需重新下达。", part.standing())
	}
	limit, err := signBy(tx)
	if err != nil {
		return err
	}
	n, err := models.In[Part](tx).Where("project_id = ? AND state = ?", p.ID, Declined).Set(models.Assign("state", Unsigned), models.Assign("due_on", limit),
		models.Assign("message", message), models.Assign("reason", ""), models.Assign("sent_by", tx.Actor.ID), models.Assign("sent_name", tx.Actor.Name),
		models.Assign("sent_at", tx.Now), models.Assign("answered_by", 0), models.Assign("answered_name", ""), models.Assign("answered_at", nil)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if _, err := models.In[Project](tx).Where("id = ?", p.ID).Set(models.Assign("revision", p.Revision+1)).Update(tx.Ctx); err != nil {
		return err
	}
	p.Revision++ // the notice is a new one
	part.SentName, part.DueOn, part.Message = tx.Actor.Name, limit, message
	chart, err := tx.Chart()
	if err != nil {
		return err
	}
	if err := tellTakers(tx, chart, whole, []Project{*p}, []Part{*part}); err != nil {
		return err
	}
	return p.record(tx, "重新下达", p.Subject(), language.Phrase{"请于%s前签收。%s", limit.Short(), message}, nil, nil)
}

// Withdraw takes a part back from the organisation: it no longer counts, and work on it ends.
func (p *Project) Withdraw(tx *models.Tx, reason string) error {
	part, whole, err := p.handed(tx)
	if err != nil {
		return err
	}
	if err := whole.mayHandDown(tx); err != nil {
		return err
	}
	if err := need("reason", "撤回理由", reason); err != nil {
		return err
	}
	if part.State == Recalled {
		return models.Fail(models.Conflict, "任务%s，不能再次办理。", part.standing())
	}
	if p.State != Suspended && !slices.Contains(moves[p.State], Suspended) {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能撤回。", p.State)
	}
	if err := part.answer(tx, part.State, Recalled, models.Assign("gone", p.ID), models.Assign("reason", reason)); err != nil {
		return err
	}
	why := language.Phrase{"任务撤回：%s", reason}
	if p.State == Suspended {
		_, err = models.In[Project](tx).Where("id = ?", p.ID).Set(models.Assign("reason", why)).Update(tx.Ctx)
	} else {
		err = p.move(tx, Suspended, models.Assign("resume_state", p.State), models.Assign("reason", why))
	}
	if err != nil {
		return err
	}
	if err := p.stopClocks(tx); err != nil {
		return err
	}
	if err := pauseParts(tx, why, p.ID); err != nil {
		return err
	}
	chart, err := tx.Chart()
	if err != nil {
		return err
	}
	told := notice.Reminder{Notice: p.notice("withdrawn", language.Phrase{"《%s》已撤回，不再办理", p.Name}, language.Phrase{"撤回理由：%s", reason})}
	told.DueOn = ""
	for _, h := range chart.Held(p.OrgID, signing...) {
		told.To = append(told.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
	}
	if err := notice.SendAll(tx, []notice.Reminder{told}); err != nil {
		return err
	}
	if err := p.record(tx, "撤回任务", p.Subject(), language.Quote(reason), nil, nil); err != nil {
		return err
	}
	return whole.record(tx, "撤回任务", p.Subject(), language.Phrase{"%s：%s", p.Code, reason}, nil, nil)
}

// SetShares changes how much of the task parts are, by organisation; revision is
// that of the task on which the change was based.
func (p *Project) SetShares(tx *models.Tx, revision int, units []Unit) error {
	if err := p.mayHandDown(tx); err != nil {
		return err
	}
	if revision != p.Revision {
		return models.Stale
	}
	parts, err := models.In[Part](tx).Where("parent_id = ? AND gone = 0", p.ID).Order("project_id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	was, wrong := map[int64]*Part{}, models.FieldErrors{}
	for i := range parts {
		was[parts[i].OrgID] = &parts[i]
	}
	if len(units) == 0 {
		wrong.Add("units", "请填写要调整的份额")
	}
	for i, u := range units {
		field := fmt.Sprintf("units.%d.share", i)
		if was[u.OrgID] == nil {
			wrong.Add(field, "单位没有承接本任务，请刷新后再填")
		}
		if u.Share < 1 || u.Share > mostShare {
			wrong.Add(field, "份额须为1至%d的整数", mostShare)
		}
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.Revision++
	var before []Unit
	for _, u := range units {
		part := was[u.OrgID]
		if part.Share == u.Share {
			continue
		}
		before = append(before, Unit{u.OrgID, part.Share})
		if _, err := models.In[Part](tx).Where("project_id = ?", part.ProjectID).Set(models.Assign("share", u.Share)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return p.record(tx, "调整份额", p.Subject(), language.Phrase{"调整%d个单位的份额", len(before)}, before, units)
}
