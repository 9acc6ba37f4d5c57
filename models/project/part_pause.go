package project

import (
	"gorm.io/gorm"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// pauseParts suspends what is under way of the tasks' parts, and of theirs, with the tasks.
func pauseParts(tx *models.Tx, reason language.Phrase, tasks ...int64) error {
	for len(tasks) > 0 {
		list, err := models.In[Project](tx).Where("id IN (SELECT project_id FROM parts WHERE gone = 0 AND parent_id IN ?)", tasks).
			Where("state IN ?", underWay).Order("id").Find(tx.Ctx)
		if err != nil || len(list) == 0 {
			return err
		}
		ids := idsOf(list)
		if _, err := models.In[Project](tx).Where("id IN ?", ids).Set(models.Assign("resume_state", gorm.Expr("state")), models.Assign("state", Suspended),
			models.Assign("reason", reason), models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx); err != nil {
			return err
		}
		if _, err := models.In[Milestone](tx).Where("project_id IN ?", ids).Set(models.Assign("running", false)).Update(tx.Ctx); err != nil {
			return err
		}
		if _, err := models.In[Part](tx).Where("project_id IN ?", ids).Set(models.Assign("paused", true)).Update(tx.Ctx); err != nil {
			return err
		}
		if err := tellOwners(tx, list, "suspended", "随上级任务中止", reason); err != nil {
			return err
		}
		tasks = ids
	}
	return nil
}

// resumeParts goes on with the parts that were suspended with the tasks, and gives
// those not signed for yet a new time limit.
func resumeParts(tx *models.Tx, tasks ...int64) error {
	limit, err := signBy(tx)
	if err != nil {
		return err
	}
	for len(tasks) > 0 {
		if _, err := models.In[Part](tx).Where("gone = 0 AND parent_id IN ? AND state = ?", tasks, Unsigned).Set(models.Assign("due_on", limit)).Update(tx.Ctx); err != nil {
			return err
		}
		list, err := models.In[Project](tx).Where("id IN (SELECT project_id FROM parts WHERE gone = 0 AND paused = ? AND parent_id IN ?)", true, tasks).
			Where("state = ?", Suspended).Order("id").Find(tx.Ctx)
		if err != nil || len(list) == 0 {
			return err
		}
		ids := idsOf(list)
		if _, err := models.In[Project](tx).Where("id IN ?", ids).Set(models.Assign("state", gorm.Expr("resume_state")), models.Assign("resume_state", ""),
			models.Assign("reason", ""), models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx); err != nil {
			return err
		}
		if _, err := models.In[Milestone](tx).Where("project_id IN ? AND state IN ?", ids, inHand).Set(models.Assign("running", true)).Update(tx.Ctx); err != nil {
			return err
		}
		if _, err := models.In[Part](tx).Where("project_id IN ?", ids).Set(models.Assign("paused", false)).Update(tx.Ctx); err != nil {
			return err
		}
		if err := tellOwners(tx, list, "resumed", "随上级任务恢复", language.Phrase{"各阶段时限不变；确需调整的，请申请延期。"}); err != nil {
			return err
		}
		tasks = ids
	}
	return nil
}

// mayResume refuses to go on with a part before its task, or once it is withdrawn.
func (p *Project) mayResume(tx *models.Tx) error {
	part, err := p.part(tx)
	if err != nil || part == nil {
		return err
	}
	if part.State == Recalled {
		return models.Fail(models.Conflict, "任务%s，不能恢复。", part.standing())
	}
	whole, err := wholeOf(tx, part)
	if err == nil && whole.State == Suspended {
		return models.Fail(models.Conflict, "上级任务已中止，恢复上级任务后，本项目随之恢复。")
	}
	return err
}

func idsOf(list []Project) []int64 {
	ids := make([]int64, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return ids
}

// tellOwners tells the projects' owners of what happened to all of them, and writes it into their logs.
func tellOwners(tx *models.Tx, list []Project, what, words string, detail language.Phrase) error {
	posts := make([]int64, len(list))
	for i, p := range list {
		posts[i] = p.OwnerPostID
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return err
	}
	told := make([]notice.Reminder, len(list))
	for i := range list {
		p := &list[i]
		p.Revision++
		told[i] = notice.Reminder{Notice: p.notice(what, language.Phrase{"《%s》%s", p.Name, language.Word(words)}, detail), To: []notice.To{{UserID: holders[p.OwnerPostID].UserID}}}
		if err := p.record(tx, words, p.Subject(), detail, nil, nil); err != nil {
			return err
		}
	}
	return notice.SendAll(tx, told)
}
