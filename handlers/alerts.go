package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// alertSources are the mechanisms that find something not in order, in the order of their alerts.
var alertSources = []models.AlertSource{orglife.Alerts}

// alertView is an alert as pages and the API show it.
type alertView struct {
	OrgID   int64           `json:"org_id"`
	OrgCode string          `json:"org_code"`
	OrgName string          `json:"org_name"`
	Code    string          `json:"code"`
	Level   models.Level    `json:"level"`
	Period  calendar.Period `json:"period"`
	Detail  string          `json:"detail"`
	Rule    string          `json:"rule"`
	Basis   string          `json:"basis"`
	DueOn   calendar.Date   `json:"due_on"`
	Link    string          `json:"link"`

	Said  language.Phrase `json:"-"`
	Light string          `json:"-"`
}

func (v alertView) LevelName() string { return v.Level.String() }

// alertLights are the lights of levels.
var alertLights = map[models.Level]string{models.Red: "late", models.Yellow: "warn", models.Info: "info"}

type alertsPage struct {
	Tabs   []views.Tab
	AsOf   calendar.Date
	Chips  []views.Option
	Alerts []alertView
}

// listAlerts lists what is not in order: ?as_of= a day, ?level=, ?code=, ?org= an organisation and all below.
func (s *Server) listAlerts(r *Request) (Answer, error) {
	page, list := alertsPage{AsOf: calendar.Date(r.Query("as_of"))}, List[alertView]{Items: []alertView{}}
	level := models.Level(r.Query("level"))
	err := r.View(func(tx *models.Tx) error {
		wrong := models.FieldErrors{}
		if page.AsOf == "" {
			page.AsOf = tx.Today()
		}
		if !page.AsOf.Valid() {
			wrong.Add("as_of", "日期写作 2022-06-15")
		}
		if level != "" && alertLights[level] == "" {
			wrong.Add("level", "级别可为 red、yellow、info")
		}
		if err := wrong.Err("查询条件有误，请更正后再查。"); err != nil {
			return err
		}
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		found, err := models.Alerts(tx, page.AsOf, alertSources...)
		if err != nil {
			return err
		}
		within, err := tx.IDsBelow(org)
		if err != nil {
			return err
		}
		counts := map[models.Level]int{}
		for _, a := range found {
			if org != nil && !within[a.OrgID] || r.Query("code") != "" && a.Code != r.Query("code") {
				continue
			}
			if counts[a.Level]++; level == "" || a.Level == level {
				list.Items = append(list.Items, showAlert(tx, a))
			}
		}
		page.Tabs, page.Chips = lifeTabs(tx, "alerts"), alertChips(tx, page.AsOf, level, counts)
		return nil
	})
	page.Alerts = list.Items
	return Answer{Page: "alerts", Title: word("预警"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("预警")}}}, err
}

func showAlert(tx *models.Tx, a models.Alert) alertView {
	return alertView{OrgID: a.OrgID, OrgCode: a.OrgCode, OrgName: a.OrgName, Code: a.Code, Level: a.Level, Period: a.Period, Detail: a.Detail.In(tx.Actor.Language),
		Rule: a.Rule, Basis: a.Basis, DueOn: a.DueOn, Link: a.Link, Said: a.Detail, Light: alertLights[a.Level]}
}

// alertChips are the filters of the page.
func alertChips(tx *models.Tx, day calendar.Date, chosen models.Level, counts map[models.Level]int) []views.Option {
	here := fmt.Sprintf("/alerts?as_of=%s", day)
	list := []views.Option{{Name: word("全部"), Value: here, Chosen: chosen == ""}}
	for _, level := range models.Levels {
		list = append(list, views.Option{Name: phrase{"%[1]s %[2]d", word(level.String()), counts[level]}, Value: here + "&level=" + string(level), Chosen: level == chosen})
	}
	return list
}
