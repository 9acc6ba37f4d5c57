package project

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// SavedView is a page of projects as somebody has narrowed it, kept under a name.
type SavedView struct {
	ID        int64
	UserID    int64
	Slot      int   // of its owner's, 1 the first: each is taken once, whoever is faster
	OrgID     int64 // whose people may use it too, 0 for nobody else
	Page      ViewPage
	Name      string
	Query     string // of the address
	IsDefault bool   // what its owner sees on opening the page
	CreatedAt time.Time
	Revision  int
}

// ViewPage is a page that can be kept as it is narrowed.
type ViewPage string

const (
	ListPage      ViewPage = "list"
	TimetablePage ViewPage = "timetable"
	BoardPage     ViewPage = "board"
)

// ViewPages lists them in the order of the tabs.
var ViewPages = []ViewPage{ListPage, TimetablePage, BoardPage}

var viewPages = map[ViewPage]struct{ name, path string }{
	ListPage: {"清单", "/projects"}, TimetablePage: {"时间表", "/projects/timetable"}, BoardPage: {"看板", "/projects/board"},
}

func (p ViewPage) String() string { return viewPages[p].name }

// mostViews is how many views one person may keep.
const mostViews = 20

// Link is the page as the view narrows it.
func (v *SavedView) Link() string { return viewPages[v.Page].path + "?" + v.Query }

// Mine reports whether the actor has made it.
func (v *SavedView) Mine(tx *models.Tx) bool { return v.UserID == tx.Actor.ID }

func ownViews(tx *models.Tx) models.Query[SavedView] {
	return models.In[SavedView](tx).Where("(user_id = ? OR org_id IN ?)", tx.Actor.ID, append(tx.Actor.OrgIDs(), -1))
}

// Views lists the actor's views, and those shared in his organisations; of one page, or of all for "".
func Views(tx *models.Tx, page ViewPage) ([]SavedView, error) {
	q := ownViews(tx)
	if page != "" {
		q = q.Where("page = ?", page)
	}
	return q.Order("page, name, id").Find(tx.Ctx)
}

// FindView finds a view that the actor may use.
func FindView(tx *models.Tx, id int64) (*SavedView, error) {
	v, err := ownViews(tx).Where("id = ?", id).Take(tx.Ctx)
	return &v, err
}

// SharesViews is the organisation of the actor whose people may be offered a view, 0 for none.
func SharesViews(tx *models.Tx) int64 {
	for _, id := range tx.Actor.OrgIDs() {
		if tx.Can(models.Enter, models.Projects, id) {
			return id
		}
	}
	return 0
}

// Create keeps a view for the actor.
func (v *SavedView) Create(tx *models.Tx, shared bool) error {
	v.UserID, v.CreatedAt, v.Revision = tx.Actor.ID, tx.Now, 0
	if err := v.check(tx, shared); err != nil {
		return err
	}
	if err := v.take(tx); err != nil {
		return err
	}
	if err := v.alone(tx); err != nil {
		return err
	}
	return v.record(tx, "保存视图")
}

// take writes the view into a slot of its owner's that is free; a rival may be faster.
func (v *SavedView) take(tx *models.Tx) error {
	for range mostViews {
		mine, err := models.In[SavedView](tx).Where("user_id = ?", tx.Actor.ID).Find(tx.Ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(mine, func(o SavedView) bool { return o.Page == v.Page && o.Name == v.Name }) {
			return nameTaken
		}
		for v.Slot = 1; slices.ContainsFunc(mine, func(o SavedView) bool { return o.Slot == v.Slot }); v.Slot++ {
		}
		if v.Slot > mostViews {
			break
		}
		if err := models.In[SavedView](tx).Create(tx.Ctx, v); !models.IsDuplicate(err) {
			return err
		}
	}
	return models.Fail(models.Conflict, "每人最多保存%d个视图，请先删除不用的。", mostViews)
}

var nameTaken = models.FailAt(models.Conflict, "name", "已有同名的视图，请换一个名称。")

// Change gives the view another name, shares it, or makes it the default.
func (v *SavedView) Change(tx *models.Tx, name string, shared, byDefault bool, revision int) error {
	if !v.Mine(tx) {
		return models.Fail(models.Forbidden, "视图由保存的同志修改。")
	}
	if revision != v.Revision {
		return models.Stale
	}
	v.Name, v.IsDefault = name, byDefault
	if err := v.check(tx, shared); err != nil {
		return err
	}
	if err := v.alone(tx); err != nil {
		return err
	}
	n, err := models.In[SavedView](tx).Where("id = ? AND revision = ?", v.ID, revision).Set(models.Assign("name", v.Name), models.Assign("org_id", v.OrgID),
		models.Assign("is_default", v.IsDefault), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return v.taken(err)
	}
	if n == 0 {
		return models.Stale
	}
	v.Revision++
	return v.record(tx, "修改视图")
}

// Delete forgets the view.
func (v *SavedView) Delete(tx *models.Tx) error {
	if !v.Mine(tx) {
		return models.Fail(models.Forbidden, "视图由保存的同志删除。")
	}
	if _, err := models.In[SavedView](tx).Where("id = ?", v.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	return v.record(tx, "删除视图")
}

func (v *SavedView) check(tx *models.Tx, shared bool) error {
	wrong := models.FieldErrors{}
	v.Name = strings.TrimSpace(v.Name)
	switch {
	case v.Name == "":
		wrong.Add("name", "请填写视图的名称")
	case len([]rune(v.Name)) > 30:
		wrong.Add("name", "视图的名称不能超过%d个字", 30)
	}
	if !slices.Contains(ViewPages, v.Page) {
		wrong.Add("page", "页面只能是清单、时间表、看板")
	}
	if _, err := url.ParseQuery(v.Query); err != nil || len(v.Query) > 1000 {
		wrong.Add("query", "筛选条件太长或无法识别，请减少条件")
	}
	if v.OrgID = 0; shared {
		if v.OrgID = SharesViews(tx); v.OrgID == 0 {
			wrong.Add("shared", "没有在本单位共享视图的权限")
		}
	}
	return wrong.Err("%s", wrong)
}

// alone takes the default away from the other views of the page; after the view is
// written, so that of two at once the later waits for the earlier.
func (v *SavedView) alone(tx *models.Tx) error {
	if !v.IsDefault {
		return nil
	}
	_, err := models.In[SavedView](tx).Where("user_id = ? AND page = ? AND id <> ?", tx.Actor.ID, v.Page, v.ID).Set(models.Assign("is_default", false)).Update(tx.Ctx)
	return err
}

func (v *SavedView) taken(err error) error {
	if models.IsDuplicate(err) {
		return nameTaken
	}
	return err
}

func (v *SavedView) record(tx *models.Tx, verb string) error {
	subject := fmt.Sprintf("views/%d", v.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, OrgID: v.OrgID, Detail: language.Quote(v.Name), After: models.JSON(v)})
}

// Dead says of each view which unit or post it narrows to that is no longer there
// for the actor to see; "" when all are.
func Dead(tx *models.Tx, list []SavedView) ([]language.Phrase, error) {
	orgs, posts := make([]int64, len(list)), make([]int64, len(list))
	for i, v := range list {
		query, err := url.ParseQuery(v.Query)
		if err != nil {
			return nil, err
		}
		orgs[i], _ = strconv.ParseInt(query.Get("org"), 10, 64) // what is no number is no id
		posts[i], _ = strconv.ParseInt(query.Get("owner"), 10, 64)
	}
	seenOrgs, err := models.Visible[models.Org](tx, models.Orgs, "id").Select("id").Where("id IN ?", append(orgs, -1)).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	seenPosts, err := models.Visible[models.Post](tx, models.Orgs, "org_id").Select("id").Where("id IN ?", append(posts, -1)).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	dead := make([]language.Phrase, len(list))
	for i := range list {
		switch {
		case orgs[i] != 0 && !slices.ContainsFunc(seenOrgs, func(o models.Org) bool { return o.ID == orgs[i] }):
			dead[i] = language.With("筛选的单位已不存在，或不在您的查看范围内")
		case posts[i] != 0 && !slices.ContainsFunc(seenPosts, func(p models.Post) bool { return p.ID == posts[i] }):
			dead[i] = language.With("筛选的责任人职务已不存在，或不在您的查看范围内")
		}
	}
	return dead, nil
}
