package supervision

import (
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
)

// answers reports whether the actor answers for the organisation: by the owner's
// post or one in the organisation, or who enters for it and does not inspect it.
func (f *Finding) answers(tx *models.Tx) bool {
	return f.owes(tx) || tx.Can(models.Enter, models.Findings, f.OrgID) && !f.inspects(tx)
}

func (f *Finding) mayAnswer(tx *models.Tx) error {
	if f.answers(tx) {
		return nil
	}
	if err := tx.Require(models.Enter, models.Findings, f.OrgID); err != nil {
		return err
	}
	return models.Fail(models.Forbidden, "整改措施和整改情况由责任单位填报；您负责复核这个问题。")
}

// Undertake writes down the measures of the attempt under way, and how far each
// has come, in place of those before.
func (f *Finding) Undertake(tx *models.Tx, measures []Measure, revision int) error {
	if err := f.mayAnswer(tx); err != nil {
		return err
	}
	to := f.State()
	if to == Open {
		to = Tasked
	}
	if to != Tasked && to != ToRedo {
		return models.Fail(models.Conflict, "问题%s当前为“%s”，不能再填整改措施。", f.about(), f.State())
	}
	if err := check(measures); err != nil {
		return err
	}
	if err := f.move(tx, revision, models.Assign("progress", to)); err != nil {
		return err
	}
	f.Progress = to
	r, err := f.round(tx)
	if err != nil {
		return err
	}
	if err := r.undertake(tx, measures); err != nil {
		return err
	}
	var lines []string
	for _, m := range measures {
		lines = append(lines, m.Text)
	}
	return f.record(tx, "填报整改措施", strings.Join(lines, "；"), "")
}

// Submit hands in what has been done, for the inspector to review.
func (f *Finding) Submit(tx *models.Tx, evidence string, revision int) error {
	if err := f.mayAnswer(tx); err != nil {
		return err
	}
	if err := f.allow(HandedIn); err != nil {
		return err
	}
	if f.Project != nil && !f.Mended() {
		return models.Fail(models.Conflict, "整改项目《%s》当前为“%s”，结项后才能提交复核。", f.Project.Name, f.Project.State)
	}
	if evidence = strings.TrimSpace(evidence); evidence == "" || utf8.RuneCountInString(evidence) > 2000 {
		return models.FailAt(models.Invalid, "evidence", "请写明整改情况和佐证，不超过2000个字。")
	}
	if err := f.move(tx, revision, models.Assign("progress", HandedIn)); err != nil {
		return err
	}
	f.Progress = HandedIn
	r, err := f.round(tx)
	if err != nil {
		return err
	}
	if err := r.change(tx, models.Assign("evidence", evidence), models.Assign("submitted_on", tx.Today()),
		models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_name", tx.Actor.Name)); err != nil {
		return err
	}
	inspectors, err := f.inspectors(tx)
	if err != nil {
		return err
	}
	if err := f.tell(tx, "submitted", language.Phrase{"%s已整改，请复核", f.Org.Name}, language.Phrase{"问题：%[1]s。整改情况：%[2]s", f.Text, evidence}, inspectors...); err != nil {
		return err
	}
	return f.record(tx, "提交复核", evidence, "")
}

// Return hands back what is not enough, with the reason; the due day stays.
func (f *Finding) Return(tx *models.Tx, reason string, revision int) error {
	if err := f.MayInspect(tx); err != nil {
		return err
	}
	if err := f.allow(ToRedo); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 1000 {
		return models.FailAt(models.Invalid, "reason", "请写明退回原因，不超过1000个字。")
	}
	if err := f.move(tx, revision, models.Assign("progress", ToRedo), models.Assign("returns", f.Returns+1)); err != nil {
		return err
	}
	f.Progress, f.Returns = ToRedo, f.Returns+1
	r, err := f.decide(tx, SentBack, reason, "")
	if err != nil {
		return err
	}
	if err := f.again(tx, r, r.Measures); err != nil {
		return err
	}
	if err := f.tellMending(tx, r, "returned", language.Phrase{"整改情况被退回，请继续整改，时限%s", f.DueOn.Long()}, language.Phrase{"退回原因：%s", reason}); err != nil {
		return err
	}
	return f.record(tx, "退回整改", reason, "")
}

// tellMending tells who owes the mending, and who handed it in.
func (f *Finding) tellMending(tx *models.Tx, r *Round, what string, title, body language.Phrase) error {
	owners, err := f.owners(tx)
	if err != nil {
		return err
	}
	return f.tell(tx, what, title, body, append(owners, r.SubmittedBy)...)
}

// move changes the problem as it was at the revision.
func (f *Finding) move(tx *models.Tx, revision int, also ...clause.Assigner) error {
	n, err := models.In[Finding](tx).Where("id = ? AND revision = ?", f.ID, revision).Set(append(also, models.Assign("revision", revision+1))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	f.Revision = revision + 1
	return nil
}

func (r *Round) change(tx *models.Tx, to ...clause.Assigner) error {
	_, err := models.In[Round](tx).Where("id = ?", r.ID).Set(to...).Update(tx.Ctx)
	return err
}
