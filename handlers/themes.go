package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// themeJSON is a theme of the library as the API shows it, and as the page does.
type themeJSON struct {
	ID        int64         `json:"id"`
	Month     int           `json:"month"`
	Topic     string        `json:"topic"`
	Form      string        `json:"form"`
	ValidFrom calendar.Date `json:"valid_from"`
	ValidTo   calendar.Date `json:"valid_to"`
	Offered   bool          `json:"offered"` // today
	Revision  int           `json:"revision"`
}

func showTheme(tx *models.Tx, t orglife.Theme) themeJSON {
	return themeJSON{ID: t.ID, Month: t.Month, Topic: t.Topic, Form: t.Form, ValidFrom: t.ValidFrom, ValidTo: t.ValidTo, Revision: t.Revision,
		Offered: t.Offered(tx.Today())}
}

type themesPage struct {
	Tabs   []views.Tab
	Themes []themeJSON
	Keeps  bool
	Form   *views.Form
}

// themeForm is a theme as it is typed in or sent; what is left out stays as it is.
type themeForm struct {
	Month     *int           `form:"month" json:"month"`
	Topic     *string        `form:"topic" json:"topic"`
	Form      *string        `form:"form" json:"form"`
	ValidFrom *calendar.Date `form:"valid_from" json:"valid_from"`
	ValidTo   *calendar.Date `form:"valid_to" json:"valid_to"`
	Revision  *int           `form:"revision" json:"revision"`
}

func (f *themeForm) into(t *orglife.Theme) {
	set(&t.Month, f.Month)
	set(&t.Topic, f.Topic)
	set(&t.Form, f.Form)
	set(&t.ValidFrom, f.ValidFrom)
	set(&t.ValidTo, f.ValidTo)
	set(&t.Revision, f.Revision)
}

func (s *Server) listThemes(r *Request) (Answer, error) {
	page, list := themesPage{}, List[themeJSON]{Items: []themeJSON{}}
	err := r.View(func(tx *models.Tx) error {
		themes, err := orglife.Themes(tx)
		if err != nil {
			return err
		}
		var chosen orglife.Theme
		wanted := r.ID() // of the form that was refused, or asked for
		if wanted == 0 {
			wanted, _ = strconv.ParseInt(r.Query("theme"), 10, 64) // what is no number is no theme
		}
		for _, t := range themes {
			list.Items = append(list.Items, showTheme(tx, t))
			if t.ID == wanted {
				chosen = t
			}
		}
		page.Tabs, page.Themes, page.Keeps = lifeTabs(tx, "themes"), list.Items, tx.Can(models.Enter, models.Calendars, 0)
		if page.Keeps && r.asked("theme") {
			page.Form = r.themeFields(tx, chosen)
		}
		return nil
	})
	return Answer{Page: "themes", Title: word("主题库"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("主题库")}}}, err
}

// themeFields asks for a new theme, or for what is to change of one.
func (r *Request) themeFields(tx *models.Tx, t orglife.Theme) *views.Form {
	f := views.Form{ID: "theme", Title: "增加主题", Action: "/themes", Button: "保存", Text: "编制计划时按月提供；已经编好的计划不受影响。"}
	if t.ID == 0 {
		t.ValidFrom, t.Month = tx.Today(), tx.Today().Month().Number()
	} else {
		f.Title, f.Action, f.Hidden = "修改主题", fmt.Sprintf("/themes/%d?_method=PATCH", t.ID), []views.Field{hidden("revision", int64(t.Revision))}
	}
	f.Fields = []views.Field{{Name: "month", Label: "月份", Type: "number", Value: strconv.Itoa(t.Month), Must: true}, {Name: "topic", Label: "主题", Value: t.Topic, Must: true},
		{Name: "form", Label: "形式", Value: t.Form}, {Name: "valid_from", Label: "起用日期", Type: "date", Value: string(t.ValidFrom), Must: true},
		{Name: "valid_to", Label: "停用日期", Type: "date", Value: string(t.ValidTo), Hint: "从次日起不再提供；不停用的不填"}}
	f = r.fill(f)
	return &f
}

func (s *Server) createTheme(r *Request) (Answer, error) {
	var form themeForm
	err := r.Form(&form)
	var view themeJSON
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			var t orglife.Theme
			form.into(&t)
			t.Revision = 0
			if err := t.Create(tx); err != nil {
				return err
			}
			view = showTheme(tx, t)
			return nil
		})
	}
	if err != nil {
		return r.again("theme", err, s.listThemes)
	}
	return Answer{Status: http.StatusCreated, JSON: view, Goto: "/themes", Flash: "已加入主题库。"}, nil
}

func (s *Server) changeTheme(r *Request) (Answer, error) {
	var form themeForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	var view themeJSON
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := orglife.FindTheme(tx, r.ID())
			if err != nil {
				return err
			}
			next := *t
			form.into(&next)
			if err := t.Change(tx, next); err != nil {
				return err
			}
			view = showTheme(tx, *t)
			return nil
		})
	}
	if err != nil {
		return r.again("theme", err, s.listThemes)
	}
	return Answer{JSON: view, Goto: "/themes", Flash: "已保存。"}, nil
}
