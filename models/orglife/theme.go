package orglife

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Theme is a suggestion of the library for a month of a year's plan, kept by the
// work committee. A plan takes its text; what comes of the theme later changes no plan.
type Theme struct {
	ID        int64
	Month     int
	Topic     string
	Form      string
	ValidFrom calendar.Date
	ValidTo   calendar.Date // "" while it is offered
	Revision  int
}

// Forms are ways to hold a theme day, to choose from.
var Forms = []string{"集中学习", "轮流领学", "书记讲党课", "普通党员上讲台", "观看教育片", "现场教学", "参观学习", "研讨交流", "民主议事", "志愿服务", "走访慰问", "重温入党誓词"}

// Offered reports whether plans made on a day are offered the theme.
func (t *Theme) Offered(day calendar.Date) bool {
	return t.ValidFrom <= day && (t.ValidTo == "" || t.ValidTo >= day)
}

// ThemesOn lists the themes offered on a day by month, in the order they were taken up.
func ThemesOn(tx *models.Tx, day calendar.Date) ([]Theme, error) {
	return models.In[Theme](tx).Where("valid_from <= ? AND (valid_to = '' OR valid_to >= ?)", day, day).Order("month, id").Find(tx.Ctx)
}

// Themes lists the whole library by month, for whoever makes or sees plans.
func Themes(tx *models.Tx) ([]Theme, error) {
	if err := tx.RequireSight(models.Plans); err != nil {
		return nil, err
	}
	return models.In[Theme](tx).Order("month, id").Find(tx.Ctx)
}

// FindTheme finds a theme of the library.
func FindTheme(tx *models.Tx, id int64) (*Theme, error) {
	if !tx.Sees(models.Plans) {
		return nil, models.Missing
	}
	t, err := models.In[Theme](tx).Where("id = ?", id).First(tx.Ctx)
	return &t, err
}

// Create puts a theme into the library.
func (t *Theme) Create(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Calendars, 0); err != nil {
		return err
	}
	if t.ValidFrom == "" {
		t.ValidFrom = tx.Today()
	}
	if err := t.check(); err != nil {
		return err
	}
	if err := models.In[Theme](tx).Create(tx.Ctx, t); err != nil {
		return err
	}
	return t.note(tx, "增加主题", "")
}

// Change replaces what the theme says by what next says, whose revision must be
// the present one; with an end it is offered no longer.
func (t *Theme) Change(tx *models.Tx, next Theme) error {
	if err := tx.Require(models.Enter, models.Calendars, 0); err != nil {
		return err
	}
	if err := next.check(); err != nil {
		return err
	}
	n, err := models.In[Theme](tx).Where("id = ? AND revision = ?", t.ID, next.Revision).Set(models.Assign("month", next.Month), models.Assign("topic", next.Topic),
		models.Assign("form", next.Form), models.Assign("valid_from", next.ValidFrom), models.Assign("valid_to", next.ValidTo), models.Assign("revision", next.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	before := models.JSON(t)
	next.ID, next.Revision = t.ID, next.Revision+1
	*t = next
	return t.note(tx, "修改主题", before)
}

func (t *Theme) check() error {
	wrong := models.FieldErrors{}
	t.Topic, t.Form = strings.TrimSpace(t.Topic), strings.TrimSpace(t.Form)
	if t.Month < 1 || t.Month > 12 {
		wrong.Add("month", "月份请填1至12")
	}
	switch n := utf8.RuneCountInString(t.Topic); {
	case n == 0:
		wrong.Add("topic", "请填写主题")
	case n > 200:
		wrong.Add("topic", "主题不能超过200个字")
	}
	if utf8.RuneCountInString(t.Form) > 100 {
		wrong.Add("form", "形式不能超过100个字")
	}
	if !t.ValidFrom.Valid() {
		wrong.Add("valid_from", "起用日期请写成 2022-01-01 这样的日期")
	}
	if t.ValidTo != "" && (!t.ValidTo.Valid() || t.ValidTo < t.ValidFrom) {
		wrong.Add("valid_to", "停用日期须是不早于起用日期的日期；不停用的不填")
	}
	return wrong.Err("主题还需修改，请按提示改好后再保存。")
}

func (t *Theme) note(tx *models.Tx, verb, before string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: fmt.Sprintf("themes/%d", t.ID), Topic: "themes", Detail: language.Phrase{"%d月：%s", t.Month, t.Topic}, Before: before, After: models.JSON(t)})
}
