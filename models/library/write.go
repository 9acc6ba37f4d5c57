package library

import (
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Create puts a document with its clauses into the library.
func (d *Document) Create(tx *models.Tx, clauses []Clause) error {
	if err := tx.Require(models.Enter, models.Documents, 0); err != nil {
		return err
	}
	if err := d.check(tx, clauses); err != nil {
		return err
	}
	if err := models.In[Document](tx).Omit("SupersededBy").Create(tx.Ctx, d); err != nil {
		return d.taken(err)
	}
	if err := d.write(tx, clauses); err != nil {
		return err
	}
	if err := d.index(tx); err != nil {
		return err
	}
	return d.record(tx, "登记文件", "")
}

// Change replaces what the document says by what next says, as it was at the
// revision; clauses nil leaves them as they are.
func (d *Document) Change(tx *models.Tx, next Document, clauses []Clause, revision int) error {
	if err := tx.Require(models.Enter, models.Documents, 0); err != nil {
		return err
	}
	next.ID, next.SupersededBy = d.ID, nil
	if err := next.check(tx, clauses); err != nil {
		return err
	}
	before := models.JSON(d)
	n, err := models.In[Document](tx).Where("id = ? AND revision = ?", d.ID, revision).Set(
		models.Assign("title", next.Title), models.Assign("short_title", next.ShortTitle), models.Assign("number", next.Number),
		models.Assign("issuer", next.Issuer), models.Assign("issued_on", next.IssuedOn), models.Assign("level", next.Level),
		models.Assign("summary", next.Summary), models.Assign("ended_on", next.EndedOn), models.Assign("superseded_by_id", next.SupersededByID),
		models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return next.taken(err)
	}
	if n == 0 {
		return models.Stale
	}
	next.Revision = revision + 1
	if clauses != nil {
		if err := next.write(tx, clauses); err != nil {
			return err
		}
	}
	*d = next
	if err := d.index(tx); err != nil {
		return err
	}
	return d.record(tx, "修改文件", before)
}

// write puts clauses in the place of the present ones; one that keeps its code keeps its address.
func (d *Document) write(tx *models.Tx, clauses []Clause) error {
	present, err := d.Clauses(tx)
	if err != nil {
		return err
	}
	ids := map[string]int64{}
	for _, c := range present {
		ids[c.Code] = c.ID
	}
	var fresh []Clause
	for i, c := range clauses {
		c.ID, c.DocumentID, c.Seq = ids[c.Code], d.ID, i+1
		delete(ids, c.Code)
		if c.ID == 0 {
			fresh = append(fresh, c)
			continue
		}
		if _, err := models.In[Clause](tx).Where("id = ?", c.ID).Set(models.Assign("seq", c.Seq), models.Assign("text", c.Text)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if _, err := models.In[Clause](tx).Where("id = ?", id).Delete(tx.Ctx); err != nil {
			return err
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return models.In[Clause](tx).CreateInBatches(tx.Ctx, &fresh, 100)
}

func (d *Document) taken(err error) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "title", "文件库已有同名、同日印发的文件，请核对后修改原来的登记。")
	}
	return err
}

// check tidies what was typed and says what is wrong with it.
func (d *Document) check(tx *models.Tx, clauses []Clause) error {
	wrong := models.FieldErrors{}
	for _, f := range []struct {
		name  string
		label language.Word
		text  *string
		most  int
	}{{"title", "文件名称", &d.Title, 200}, {"short_title", "简称", &d.ShortTitle, 100}, {"number", "文号", &d.Number, 100}, {"issuer", "印发机关", &d.Issuer, 100}} {
		if *f.text = strings.Trim(strings.TrimSpace(*f.text), "《》"); len([]rune(*f.text)) > f.most {
			wrong.Add(f.name, "%s不能超过%d个字", f.label, f.most)
		}
	}
	if d.Title == "" {
		wrong.Add("title", "请填写文件名称，不带书名号")
	}
	if d.Issuer == "" {
		wrong.Add("issuer", "请填写印发机关")
	}
	if LevelNames[d.Level] == "" {
		wrong.Add("level", "层级请选择：中央、省级、市级、本单位")
	}
	for field, day := range map[string]calendar.Date{"issued_on": d.IssuedOn, "ended_on": d.EndedOn} {
		if day != "" && !day.Valid() {
			wrong.Add(field, "日期写作 2022-06-15")
		}
	}
	if d.EndedOn != "" && d.EndedOn < d.IssuedOn {
		wrong.Add("ended_on", "失效日期不能早于印发日期")
	}
	if err := d.checkSuccessor(tx, wrong); err != nil {
		return err
	}
	checkClauses(clauses, wrong)
	return wrong.Err("文件信息需要修改：%s", wrong)
}

func (d *Document) checkSuccessor(tx *models.Tx, wrong models.FieldErrors) error {
	if d.SupersededByID == nil {
		return nil
	}
	if d.EndedOn == "" {
		wrong.Add("ended_on", "已被替代的，请填写失效日期")
	}
	if *d.SupersededByID == d.ID {
		wrong.Add("superseded_by", "不能由文件自己替代自己")
	}
	n, err := models.In[Document](tx).Where("id = ?", *d.SupersededByID).Count(tx.Ctx, "id")
	if err == nil && n == 0 {
		wrong.Add("superseded_by", "没有这个文件，请重新选择")
	}
	return err
}

func checkClauses(clauses []Clause, wrong models.FieldErrors) {
	const most = 300
	seen := map[string]bool{}
	if len(clauses) > most {
		wrong.Add("clauses", "条款不能超过%d条", most)
	}
	for i := range clauses {
		c := &clauses[i]
		c.Code, c.Text = strings.TrimSpace(c.Code), strings.TrimSpace(c.Text)
		switch {
		case c.Code == "" || c.Text == "":
			wrong.Add("clauses", "第%d条缺少条号或内容，请写成“第十二条　内容”", i+1)
		case len([]rune(c.Code)) > 50:
			wrong.Add("clauses", "条号“%s”太长，不能超过50个字", c.Code)
		case len([]rune(c.Text)) > 2000:
			wrong.Add("clauses", "%s的内容不能超过2000个字", c.Code)
		case seen[c.Code]:
			wrong.Add("clauses", "%s出现了两次", c.Code)
		}
		seen[c.Code] = true
	}
}

func (d *Document) record(tx *models.Tx, verb, before string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: d.subject(), Topic: d.subject(), Detail: language.Phrase{"《%s》", d.Title}, Before: before, After: models.JSON(d)})
}
