package project

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// CopyTo is the change that drafts each project anew in a later year: the same work
// with its dates so many years on, without what has happened to it.
func CopyTo(year int) (Change, error) {
	if year < 2000 || year > 2100 {
		return nil, models.FailAt(models.Invalid, "to_year", "请填写要复制到的年度，如 2023。")
	}
	return func(tx *models.Tx, o *Outcome) (err error) {
		o.Was = o.Project.span()
		if o.Made, o.Notes, err = o.Project.copyTo(tx, year); err == nil {
			o.Is = language.With("%[1]s %[2]s", o.Made.Code, o.Made.span())
		}
		return err
	}, nil
}

func (p *Project) copyTo(tx *models.Tx, year int) (*Project, []language.Text, error) {
	if err := p.copyable(tx, year); err != nil {
		return nil, nil, err
	}
	o, err := p.outline(tx)
	if err != nil {
		return nil, nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, nil, err
	}
	later := func(d calendar.Date) calendar.Date { return d.AddMonths(12 * (year - p.Year)) }
	o.move(func(d calendar.Date) calendar.Date { return work.Next(later(d)) }, func(d calendar.Date) calendar.Date { return work.Last(later(d)) })
	from := p.ID
	o.Project.Year, o.Project.CopiedFromID = year, &from
	notes, err := o.renew(tx)
	if err != nil {
		return nil, nil, err
	}
	made, err := o.draft(tx)
	return made, notes, err
}

// copyable refuses what is not copied, or has been.
func (p *Project) copyable(tx *models.Tx, year int) error {
	if year <= p.Year {
		return models.Fail(models.Conflict, "这是%d年度的项目，只能复制到以后的年度。", p.Year)
	}
	part, err := p.part(tx)
	if err != nil {
		return err
	}
	if part != nil {
		return models.Fail(models.Conflict, "这是分解下达的任务，请由下达单位在新年度重新分解。")
	}
	if p.Org.ClosedOn != "" && p.Org.ClosedOn <= tx.Today() {
		return models.Fail(models.Conflict, "责任单位%s已撤销，请由承接的单位另行立项。", p.Org.Name)
	}
	made, err := models.In[Project](tx).Where("copied_from_id = ? AND year = ?", p.ID, year).Limit(1).Find(tx.Ctx)
	if err == nil && len(made) > 0 {
		err = models.Fail(models.Conflict, "已经复制到%d年度，编号%s，不再重复。", year, made[0].Code)
	}
	return err
}

// renew leaves out posts, helpers and tags that are no longer there, and says which.
func (o *outline) renew(tx *models.Tx) (notes []language.Text, err error) {
	var ids []int64
	for _, id := range o.posts() {
		ids = append(ids, *id)
	}
	posts, err := models.In[models.Post](tx).LeftJoin("Org").Where("posts.id IN ?", append(ids, 0)).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	there := map[int64]bool{}
	for _, post := range posts {
		there[post.ID] = post.Org.ClosedOn == "" || post.Org.ClosedOn > tx.Today()
	}
	gone := false
	for _, id := range o.posts() {
		if !there[*id] {
			*id, gone = 0, true
		}
	}
	if gone {
		notes = append(notes, language.Word("有的职务已撤销，没有带入，请重新指定责任人、审核人"))
	}
	open, err := models.In[models.Org](tx).Where("id IN ? AND (closed_on = '' OR closed_on > ?)", append(o.Cooperating, 0), tx.Today()).Order("id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if len(open) < len(o.Cooperating) {
		notes = append(notes, language.Word("有的配合单位已撤销，没有带入"))
	}
	o.Cooperating = nil
	for _, org := range open {
		o.Cooperating = append(o.Cooperating, org.ID)
	}
	had := len(o.Tags)
	tags, err := models.In[Tag](tx).Where("id IN ?", append(o.Tags, 0)).Order("id").Find(tx.Ctx)
	o.Tags = nil
	for i := range tags {
		if tags[i].Offers(tx, o.Project.Year) {
			o.Tags = append(o.Tags, tags[i].ID)
		}
	}
	if len(o.Tags) < had {
		notes = append(notes, language.Word("有的标签已停用，没有带入"))
	}
	return notes, err
}
