package orglife

import "luoshi/models"

func (a *Activity) insert(tx *models.Tx, verb string) error {
	if err := models.In[Activity](tx).Create(tx.Ctx, a); err != nil {
		return twice(err)
	}
	if err := a.index(tx); err != nil {
		return err
	}
	if err := a.insertAbsences(tx); err != nil {
		return err
	}
	if err := a.keepObservers(tx); err != nil {
		return err
	}
	if err := a.keepCredits(tx); err != nil {
		return err
	}
	return a.note(tx, verb, "", models.JSON(a))
}

func (a *Activity) update(tx *models.Tx) error {
	n, err := models.In[Activity](tx).Where("id = ? AND revision = ?", a.ID, a.Revision).Set(
		models.Assign("state", a.State), models.Assign("period", a.Period), models.Assign("held_on", a.HeldOn),
		models.Assign("starts_at", a.StartsAt), models.Assign("place", a.Place), models.Assign("topic", a.Topic),
		models.Assign("host", a.Host), models.Assign("content", a.Content), models.Assign("decisions", a.Decisions),
		models.Assign("next_step", a.NextStep), models.Assign("expected", a.Expected), models.Assign("present", a.Present),
		models.Assign("late", a.Late), models.Assign("makes_up", a.MakesUp), models.Assign("reason", a.Reason), models.Assign("planned_on", a.PlannedOn),
		models.Assign("recorded_at", a.RecordedAt), models.Assign("recorded_by", a.RecordedBy), models.Assign("recorder", a.Recorder),
		models.Assign("study_form", a.StudyForm), models.Assign("class_place", a.ClassPlace), models.Assign("class_by", a.ClassBy),
		models.Assign("practice_form", a.PracticeForm), models.Assign("lecturer_id", a.LecturerID), models.Assign("graded", a.Graded), models.Assign("excellent", a.Excellent),
		models.Assign("revision", a.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return twice(err)
	}
	if n == 0 {
		return models.Stale
	}
	a.Revision++
	if err := a.index(tx); err != nil {
		return err
	}
	if _, err := models.In[Absence](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := a.insertAbsences(tx); err != nil {
		return err
	}
	if err := a.keepObservers(tx); err != nil {
		return err
	}
	return a.keepCredits(tx)
}

func (a *Activity) insertAbsences(tx *models.Tx) error {
	for i := range a.Absences {
		a.Absences[i].ID, a.Absences[i].ActivityID = 0, a.ID
	}
	if len(a.Absences) == 0 {
		return nil
	}
	return models.In[Absence](tx).CreateInBatches(tx.Ctx, &a.Absences, 200)
}

// twice says that a branch cannot do the same thing twice at the same time.
func twice(err error) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "starts_at", "该支部在这个日期和时间已有同类活动，请打开那一条修改，或更正开始时间。")
	}
	return err
}

func (a *Activity) note(tx *models.Tx, verb, before, after string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: a.subject(), Topic: a.subject(), OrgID: a.OrgID, Detail: a.Name(), Before: before, After: after})
}
