package project

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Tag is a value of a dictionary that the work committee keeps to classify projects.
type Tag struct {
	ID        int64
	Kind      TagKind
	Name      string
	Since     int           // the first year whose projects may choose it
	RetiredOn calendar.Date // from this day on no project may choose it; "" while in use
	Revision  int
}

// TagKind is a dictionary.
type TagKind string

const (
	CentralWork TagKind = "central_work" // 中心工作
	Example     TagKind = "example"      // 三个表率
)

// TagKinds lists the dictionaries.
var TagKinds = []TagKind{CentralWork, Example}

// TagKindNames are the dictionaries as people read them.
var TagKindNames = map[TagKind]string{CentralWork: "中心工作", Example: "三个表率"}

func (k TagKind) String() string { return TagKindNames[k] }

// Offers reports whether a project of a year may choose the tag now.
func (t *Tag) Offers(tx *models.Tx, year int) bool {
	return (t.RetiredOn == "" || t.RetiredOn > tx.Today()) && t.Since <= year
}

// Tags lists the dictionaries, each by name.
func Tags(tx *models.Tx) ([]Tag, error) {
	if err := tx.RequireSight(models.Tags); err != nil {
		return nil, err
	}
	return models.In[Tag](tx).Order("kind, name, id").Find(tx.Ctx)
}

// FindTag finds a tag.
func FindTag(tx *models.Tx, id int64) (*Tag, error) {
	if !tx.Sees(models.Tags) {
		return nil, models.Missing
	}
	t, err := models.In[Tag](tx).Where("id = ?", id).First(tx.Ctx)
	return &t, err
}

// Create adds a tag to its dictionary.
func (t *Tag) Create(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Tags, 0); err != nil {
		return err
	}
	if t.Since == 0 {
		t.Since = tx.Today().Year()
	}
	if err := t.check(); err != nil {
		return err
	}
	if err := models.In[Tag](tx).Create(tx.Ctx, t); err != nil {
		return t.taken(err)
	}
	return t.record(tx, "登记标签", "")
}

// Change renames or retires the tag, as it was at the revision; projects that have it keep it.
func (t *Tag) Change(tx *models.Tx, name string, since int, retired bool, revision int) error {
	if err := tx.Require(models.Enter, models.Tags, 0); err != nil {
		return err
	}
	before := models.JSON(t)
	t.Name, t.Since = name, since
	switch {
	case !retired:
		t.RetiredOn = ""
	case t.RetiredOn == "":
		t.RetiredOn = tx.Today()
	}
	if err := t.check(); err != nil {
		return err
	}
	n, err := models.In[Tag](tx).Where("id = ? AND revision = ?", t.ID, revision).Set(models.Assign("name", t.Name), models.Assign("since", t.Since),
		models.Assign("retired_on", t.RetiredOn), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return t.taken(err)
	}
	if n == 0 {
		return models.Stale
	}
	t.Revision = revision + 1
	return t.record(tx, "修改标签", before)
}

func (t *Tag) check() error {
	wrong := models.FieldErrors{}
	if TagKindNames[t.Kind] == "" {
		wrong.Add("kind", "类别请选择：central_work（中心工作）或 example（三个表率）")
	}
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" || len([]rune(t.Name)) > 100 {
		wrong.Add("name", "标签名称须为1至100个字")
	}
	if t.Since < 2000 || t.Since > 2100 {
		wrong.Add("since", "启用年度请写作 2022")
	}
	return wrong.Err("%s", wrong)
}

func (t *Tag) taken(err error) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "name", "已有标签“%s”；停用过的，请恢复使用。", t.Name)
	}
	return err
}

func (t *Tag) record(tx *models.Tx, verb, before string) error {
	subject := fmt.Sprintf("tags/%d", t.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, Detail: language.Phrase{"%s：%s", t.Kind, t.Name}, Before: before, After: models.JSON(t)})
}

// ProjectTag says that a project has a tag.
type ProjectTag struct {
	ProjectID int64 `gorm:"primaryKey"`
	TagID     int64 `gorm:"primaryKey"`
}

// retag gives the project these tags: those it has may stay, retired or not; a new
// one must be on offer.
func (p *Project) retag(tx *models.Tx, ids []int64) (names []string, err error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return id == 0 }) // 0: an empty choice of a form
	slices.Sort(ids)
	ids = slices.Compact(ids)
	had, err := models.In[ProjectTag](tx).Where("project_id = ?", p.ID).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	chosen, err := models.In[Tag](tx).Where("id IN ?", append(ids, 0)).Order("kind, name").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	wrong := models.FieldErrors{}
	if len(chosen) < len(ids) {
		wrong.Add("tags", "所选的标签不存在，请从列表中选择")
	}
	var rows []ProjectTag
	for i := range chosen {
		t := &chosen[i]
		if !t.Offers(tx, p.Year) && !slices.Contains(had, ProjectTag{p.ID, t.ID}) {
			wrong.Add("tags", "标签“%s”已停用或尚未启用，请另选", t.Name)
		}
		rows, names = append(rows, ProjectTag{p.ID, t.ID}), append(names, t.Name)
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return nil, err
	}
	if _, err := models.In[ProjectTag](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil || len(rows) == 0 {
		return names, err
	}
	return names, models.In[ProjectTag](tx, models.Once).CreateInBatches(tx.Ctx, &rows, 100)
}

// mark puts one tag on the project or takes it off, and says what tags it had and has.
func (p *Project) mark(tx *models.Tx, tag *Tag, on bool) (was, is language.Text, err error) {
	if err := p.reach(tx, p.Revision); err != nil {
		return nil, nil, err
	}
	had, err := models.In[Tag](tx).Where("id IN (SELECT tag_id FROM project_tags WHERE project_id = ?)", p.ID).Order("kind, name").Find(tx.Ctx)
	if err != nil {
		return nil, nil, err
	}
	var before []string
	var ids []int64
	for _, t := range had {
		before, ids = append(before, t.Name), append(ids, t.ID)
	}
	switch has := slices.Contains(ids, tag.ID); {
	case has && on:
		return nil, nil, models.Fail(models.Conflict, "已有标签“%s”，不需要更改。", tag.Name)
	case on:
		ids = append(ids, tag.ID)
	case has:
		ids = slices.DeleteFunc(ids, func(id int64) bool { return id == tag.ID })
	default:
		return nil, nil, models.Fail(models.Conflict, "没有标签“%s”，不需要更改。", tag.Name)
	}
	after, err := p.retag(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	verb := map[bool]string{true: "加标签", false: "去掉标签"}[on]
	return tagNames(before), tagNames(after), p.record(tx, verb, p.Subject(), language.Phrase{"标签：%s", tagNames(after)}, before, after)
}

// tagNames are the names of a project's tags.
func tagNames(names []string) language.Text {
	if len(names) == 0 {
		return language.Word("没有标签")
	}
	return language.Typed(strings.Join(names, "、"))
}
