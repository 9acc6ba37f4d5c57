package inspection

import (
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
)

// Answerable reports whether the actor may answer the row of a self-check now.
func (r *Row) Answerable(tx *models.Tx) bool {
	return r.Inspection.Kind == Self && r.AnsweredOn == "" && answers(tx, r.Org)
}

// Judgeable reports whether the actor may judge the row of a spot check now.
func (r *Row) Judgeable(tx *models.Tx) bool {
	return r.Inspection.Kind == Spot && r.AnsweredOn == "" && Inspects(tx)
}

// Answer confirms in the branch's name, once, what the records say; said explains, by
// code, what is otherwise. The mark is of the facts that were shown.
func (r *Row) Answer(tx *models.Tx, said map[string]string, mark int64, revision int) error {
	if err := tx.Require(models.Enter, models.Findings, r.OrgID); err != nil {
		return err
	}
	switch {
	case r.Inspection.Kind != Self:
		return models.Fail(models.Conflict, "督导抽查由工委的同志检查，不需要填报。")
	case !answers(tx, r.Org):
		return models.Fail(models.Forbidden, "自查由%s自己确认，检查的一方不能代填。", r.Org.Name)
	case r.AnsweredOn != "":
		return models.Fail(models.Conflict, "%s已于%s提交自查，不能再改。", r.AnsweredName, r.AnsweredOn.Long())
	}
	facts, err := r.Inspection.Facts(tx, r.Org)
	if err != nil {
		return err
	}
	if Mark(facts) != mark {
		return models.Fail(models.Conflict, "核对期间记录有了变化，请按最新的记录再核对一遍。")
	}
	wrong := models.FieldErrors{}
	for code, text := range said {
		if text = strings.TrimSpace(text); utf8.RuneCountInString(text) > 1000 {
			wrong.Add("said."+code, "情况说明不超过1000个字")
		}
		if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Code == code }) && text != "" {
			wrong.Add("said."+code, "这次自查没有“%s”这一项", code)
		}
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	explained := 0
	for _, f := range facts {
		i := Item{RowID: r.ID, Code: f.Code, State: f.State, Fact: f.Fact, Said: strings.TrimSpace(said[f.Code])}
		if i.Said != "" {
			explained++
		}
		r.Items = append(r.Items, i)
	}
	r.Timely = timely(facts)
	if err := r.close(tx, revision); err != nil {
		return err
	}
	return r.Inspection.record(tx, "提交自查", r.OrgID, language.Phrase{"%[1]s：确认%[2]d项，说明%[3]d项", r.Org.Name, len(facts) - explained, explained}, r.Items)
}

// Judge notes, once, what an inspector judges of a branch; what follows from the
// records is noted beside it as it is, and nobody can say otherwise.
func (r *Row) Judge(tx *models.Tx, q Quality, reason string, revision int) error {
	if err := tx.Require(models.Enter, models.Findings, 0); err != nil {
		return err
	}
	wrong := models.FieldErrors{}
	if QualityNames[q] == "" {
		wrong.Add("quality", "请选择规范或需改进")
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 1000 {
		wrong.Add("reason", "请写明看了什么、依据什么作出判断，不超过1000个字")
	}
	switch {
	case r.Inspection.Kind != Spot:
		return models.Fail(models.Conflict, "普遍自查由党支部自己确认，不作评价。")
	case r.AnsweredOn != "":
		return models.Fail(models.Conflict, "%s已于%s作出评价，不能再改。", r.AnsweredName, r.AnsweredOn.Long())
	case len(wrong) > 0:
		return wrong.Err("%s", wrong)
	}
	facts, err := r.Inspection.Facts(tx, r.Org)
	if err != nil {
		return err
	}
	for _, f := range facts {
		r.Items = append(r.Items, Item{RowID: r.ID, Code: f.Code, State: f.State, Fact: f.Fact})
	}
	if q == Improve {
		r.Items = append(r.Items, Item{RowID: r.ID, Code: Judged, State: Late, Fact: language.Quote(reason)})
	}
	r.Timely, r.Quality, r.Reason = timely(facts), q, reason
	if err := r.close(tx, revision); err != nil {
		return err
	}
	return r.Inspection.record(tx, "评价抽查", r.OrgID, language.Phrase{"%[1]s：%[2]s", r.Org.Name, language.Word(q.String())}, r.Items)
}

// close keeps the answer as it was at the revision, with its items.
func (r *Row) close(tx *models.Tx, revision int) error {
	r.AnsweredOn, r.AnsweredBy, r.AnsweredName = tx.Today(), tx.Actor.ID, tx.Actor.Name
	n, err := models.In[Row](tx).Where("id = ? AND revision = ? AND answered_on = ''", r.ID, revision).Set(models.Assign("answered_on", r.AnsweredOn),
		models.Assign("answered_by", r.AnsweredBy), models.Assign("answered_name", r.AnsweredName), models.Assign("timely", r.Timely),
		models.Assign("quality", r.Quality), models.Assign("reason", r.Reason), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	r.Revision = revision + 1
	if len(r.Items) == 0 {
		return nil
	}
	return models.In[Item](tx).CreateInBatches(tx.Ctx, &r.Items, 50)
}
