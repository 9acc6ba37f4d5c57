package models

import (
	"slices"

	"luoshi/language"
)

// Supervision gives a post of a leading group an organisation, with all below it,
// to look after: 一岗双责. All that a post supervises is its field.
type Supervision struct {
	PostID int64 `gorm:"primaryKey"`
	OrgID  int64 `gorm:"primaryKey"`
}

// field is how far a member of a leading group reaches where only the own field
// counts. A deputy whose field nobody has set looks after the whole department.
func (p HeldPost) field() []string {
	if len(p.Field) == 0 && p.Office == GroupDeputy {
		return p.Reach
	}
	return p.Field
}

// InLeadingGroup reports whether the user holds a post of a leading group.
func (u *User) InLeadingGroup() bool {
	return slices.ContainsFunc(u.Posts, func(p HeldPost) bool { return p.Kind == LeadingGroup })
}

// GuidedPaths are the parts of the tree that the user's leading groups guide, as far
// as they are the user's to look after.
func (u *User) GuidedPaths() (paths []string) {
	for _, p := range u.Posts {
		switch {
		case p.Kind != LeadingGroup:
		case p.Office == GroupSecretary:
			paths = append(paths, p.Reach...)
		default:
			paths = append(paths, p.field()...)
		}
	}
	return paths
}

// OrgIDs lists the organisations, other than leading groups, in which the user holds a post.
func (u *User) OrgIDs() (ids []int64) {
	for _, p := range u.Posts {
		if p.Kind != LeadingGroup {
			ids = append(ids, p.OrgID)
		}
	}
	return ids
}

// Orgs are these organisations, as far as the posts say.
func (u *User) Orgs() (list []Org) {
	for _, p := range u.Posts {
		if p.Kind != LeadingGroup {
			list = append(list, Org{ID: p.OrgID, Name: p.OrgName, Kind: p.Kind, Path: p.Path})
		}
	}
	return list
}

// FieldPaths are the parts of the tree that the user's posts in leading groups supervise.
func (u *User) FieldPaths() (paths []string) {
	for _, p := range u.Posts {
		if p.Kind == LeadingGroup {
			paths = append(paths, p.field()...)
		}
	}
	return paths
}

// Below is a condition on a column that holds an organisation's id: one of those
// at the paths, or below them.
func Below(column string, paths []string) (string, []any) { return scope{below: paths}.sql(column) }

// FieldOf lists the organisations that posts supervise, by code.
func (tx *Tx) FieldOf(postIDs ...int64) ([]Org, error) {
	return In[Org](tx).Where("id IN (SELECT org_id FROM supervisions WHERE post_id IN ?)", append(postIDs, 0)).Order("code").Find(tx.Ctx)
}

// Guided lists what a leading group guides, each with all below it, in the order of the tree.
func (tx *Tx) Guided(groupID int64) ([]Org, error) {
	tops, err := In[Org](tx).Where("guided_by_id = ?", groupID).Order("path").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, o := range tops {
		paths = append(paths, o.Path)
	}
	where, args := Below("id", paths)
	return In[Org](tx).Where(where, args...).Order("path").Find(tx.Ctx)
}

// SetField gives a post of a leading group its field; an empty list takes it away.
func (p *Post) SetField(tx *Tx, orgIDs []int64) error {
	if err := tx.Require(Enter, Fields, p.OrgID); err != nil {
		return err
	}
	wrong := FieldErrors{}
	if p.Org.Kind != LeadingGroup {
		wrong.Add("org_ids", "只有党组（党委）的职务可以设置分管范围")
	}
	guided, err := tx.Guided(p.OrgID)
	if err != nil {
		return err
	}
	ids := slices.DeleteFunc(slices.Clone(orgIDs), func(id int64) bool { return id == 0 }) // 0: an empty choice of a form
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var rows []Supervision
	var names []string
	for _, o := range guided {
		if slices.Contains(ids, o.ID) {
			rows, names = append(rows, Supervision{p.ID, o.ID}), append(names, o.Name)
		}
	}
	if len(rows) < len(ids) {
		wrong.Add("org_ids", "分管范围只能从本党组（党委）指导的党组织中选择")
	}
	if err := wrong.Err("分管范围需要修改：%s", wrong); err != nil {
		return err
	}
	before, err := tx.FieldOf(p.ID)
	if err != nil {
		return err
	}
	if _, err := In[Supervision](tx).Where("post_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if len(rows) > 0 {
		if err := In[Supervision](tx, Once).CreateInBatches(tx.Ctx, &rows, 200); err != nil {
			return err
		}
	}
	var was []int64
	for _, o := range before {
		was = append(was, o.ID)
	}
	detail := language.Phrase{"%s未设分管范围", p.Name}
	if len(names) > 0 {
		detail = language.Phrase{"%s分管%s", p.Name, language.Join("、", names)}
	}
	return p.record(tx, "设置分管范围", detail, JSON(was), JSON(ids))
}
