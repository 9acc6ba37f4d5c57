package bulletin

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Change is what may be changed of a draft; figures follow from the records and may not.
type Change struct {
	Title, Addressee, Opening, Overall, Problems, Demands string
	DueOn                                                 calendar.Date
	Open                                                  bool
	Listed                                                []int64 // the rows that are named
	Recipients                                            []int64 // organisations
}

// AsIs is the change that changes nothing.
func (b *Bulletin) AsIs() Change {
	c := Change{b.Title, b.Addressee, b.Opening, b.Overall, b.Problems, b.Demands, b.DueOn, b.Open, nil, nil}
	for _, r := range b.Rows {
		if r.Listed {
			c.Listed = append(c.Listed, r.ID)
		}
	}
	for _, r := range b.Recipients {
		c.Recipients = append(c.Recipients, r.OrgID)
	}
	return c
}

// Change changes the draft as it was at the revision.
func (b *Bulletin) Change(tx *models.Tx, c Change, revision int) error {
	if err := b.editable(tx); err != nil {
		return err
	}
	if err := b.check(tx, &c); err != nil {
		return err
	}
	before := models.JSON(b.AsIs())
	if err := b.update(tx, revision, models.Assign("title", c.Title), models.Assign("addressee", c.Addressee), models.Assign("opening", c.Opening), models.Assign("overall", c.Overall),
		models.Assign("problems", c.Problems), models.Assign("demands", c.Demands), models.Assign("due_on", c.DueOn), models.Assign("open", c.Open)); err != nil {
		return err
	}
	b.Title, b.Addressee, b.Opening, b.Overall, b.Problems, b.Demands, b.DueOn, b.Open = c.Title, c.Addressee, c.Opening, c.Overall, c.Problems, c.Demands, c.DueOn, c.Open
	for i := range b.Rows {
		r := &b.Rows[i]
		listed := slices.Contains(c.Listed, r.ID)
		if listed == r.Listed {
			continue
		}
		if _, err := models.In[Row](tx).Where("id = ?", r.ID).Update(tx.Ctx, "listed", listed); err != nil {
			return err
		}
		r.Listed = listed
	}
	if err := b.address(tx, c.Recipients); err != nil {
		return err
	}
	return b.record(tx, "修改通报", language.Quote(b.plainTitle()), before, c)
}

// editable stops whoever may not change the draft, or changes what is no draft.
func (b *Bulletin) editable(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Bulletins, b.OrgID); err != nil {
		return err
	}
	if b.State != Draft {
		return models.Fail(models.Conflict, "通报当前为“%s”，内容不能再改；退回草稿后可以修改。", stateNames[b.State])
	}
	return nil
}

// update writes columns of the bulletin if it still is as it was at the revision.
func (b *Bulletin) update(tx *models.Tx, revision int, columns ...clause.Assigner) error {
	n, err := models.In[Bulletin](tx).Where("id = ? AND revision = ? AND state = ?", b.ID, revision, b.State).
		Set(append(columns, models.Assign("revision", revision+1))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	b.Revision = revision + 1
	return nil
}

// check completes a change and refuses what does not fit.
func (b *Bulletin) check(tx *models.Tx, c *Change) error {
	wrong := models.FieldErrors{}
	for _, part := range []struct {
		field string
		text  *string
		most  int
		must  bool
		fault string
	}{{"title", &c.Title, 100, true, "请写标题，不超过%d个字"}, {"addressee", &c.Addressee, 200, true, "请写主送，不超过%d个字"}, {"opening", &c.Opening, 500, true, "请写开头，不超过%d个字"},
		{"overall", &c.Overall, 2000, false, "总体情况补充不能超过%d个字"}, {"problems", &c.Problems, 2000, false, "存在问题补充不能超过%d个字"}, {"demands", &c.Demands, 900, true, "请写有关要求，不超过%d个字"}} {
		*part.text = strings.TrimSpace(strings.ReplaceAll(*part.text, "\r", ""))
		if part.must && *part.text == "" || utf8.RuneCountInString(*part.text) > part.most {
			wrong.Add(part.field, part.fault, part.most)
		}
	}
	if !c.DueOn.Valid() || c.DueOn < tx.Today() {
		wrong.Add("due_on", "整改时限写作 2022-06-30，不能早于今天")
	}
	for _, id := range c.Listed {
		if !slices.ContainsFunc(b.Rows, func(r Row) bool { return r.ID == id }) {
			wrong.Add("listed", "只能从本月问题清单中选择")
		}
	}
	slices.Sort(c.Recipients)
	c.Recipients = slices.Compact(c.Recipients)
	reach, err := b.Reach(tx)
	if err != nil {
		return err
	}
	for _, id := range c.Recipients {
		if !slices.ContainsFunc(reach, func(o models.Org) bool { return o.ID == id }) {
			wrong.Add("recipients", "请从%s直接领导的组织中选择印发范围", b.Org.Name)
		}
	}
	if len(c.Recipients) == 0 {
		wrong.Add("recipients", "请选择印发范围，至少一个组织")
	}
	return wrong.Err("%s", wrong)
}

// address says to which organisations the bulletin goes.
func (b *Bulletin) address(tx *models.Tx, orgIDs []int64) error {
	if _, err := models.In[Recipient](tx).Where("bulletin_id = ?", b.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	b.Recipients = nil
	for _, id := range orgIDs {
		b.Recipients = append(b.Recipients, Recipient{BulletinID: b.ID, OrgID: id})
	}
	if len(b.Recipients) == 0 {
		return nil
	}
	return models.In[Recipient](tx).Omit("Org").CreateInBatches(tx.Ctx, &b.Recipients, 100)
}
