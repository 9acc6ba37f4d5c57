package handlers

import (
	"fmt"
	"net/url"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/structure"
	"luoshi/models/supervision"
	"luoshi/views"
)

// alertSources are the mechanisms that find something not in order, in the order of their alerts.
var alertSources = []models.AlertSource{orglife.Alerts, structure.Alerts}

// alertView is an alert as pages and the API show it.
type alertView struct {
	OrgID   int64           `json:"org_id"`
	OrgCode string          `json:"org_code"`
	OrgName string          `json:"org_name"`
	Code    string          `json:"code"`
	Name    string          `json:"name"`
	Level   models.Level    `json:"level"`
	Period  calendar.Period `json:"period"`
	Subject string          `json:"subject"`
	Detail  string          `json:"detail"`
	Advice  string          `json:"advice"`
	Rule    string          `json:"rule"`
	Basis   string          `json:"basis"`
	DueOn   calendar.Date   `json:"due_on"`
	Link    string          `json:"link"`

	Explanation *explanationRef `json:"explanation,omitempty"`

	Title      word            `json:"-"`
	Answer     string          `json:"-"` // where one may answer it, "" for who may not
	Said, Next language.Phrase `json:"-"`
	Light      string          `json:"-"`
}

func (v alertView) LevelName() string { return v.Level.String() }

// alertLights are the lights of levels.
var alertLights = map[models.Level]string{models.Red: "late", models.Yellow: "warn", models.Info: "info"}

// alertNames are the codes of alerts as people read them; what is missing here is
// the name of what is owed, and reads well as it is.
var alertNames = map[string]word{
	"PARTICIPATION_LOW": "参与率偏低", "UNAPPROVED_CHANGE": "未经批准变更固定日", "UPLOAD_PENDING": "待上传山东e支部", "GROUP_STUDY_H1": "上半年研究机关党建", "GROUP_STUDY_H2": "下半年研究机关党建",
	"SIZE_GT_50": "支部人数过多", "SIZE_NEAR_50": "支部人数接近上限", "BELOW_3": "正式党员不足", "COMMITTEE_REQUIRED": "应设支委会", "COMMITTEE_SIZE": "支委会名额",
	"COMMITTEE_COMPOSITION": "支委会分工不全", "COMMITTEE_VACANCY": "职务空缺", "TERM_OVERDUE": "届满未换届", "TERM_DUE": "即将届满",
	"FULLTIME_DEPUTY_MISSING": "缺专职副书记", "STAFF_GAP": "缺专职党务干部", "FILING_DUE": "任职待备案", "FILING_OVERDUE": "任职逾期未备案",
	"UNIT_WITHOUT_BRANCH": "应建未建党支部", "PROBATION_DUE": "预备期将满", "PROBATION_OVERDUE": "预备期已满未转正",
}

func alertName(a models.Alert) word {
	if name, coded := alertNames[a.Code]; coded {
		return name
	}
	return word(a.Code)
}

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
		found, err := alertsOn(tx, page.AsOf)
		if err != nil {
			return err
		}
		within, err := tx.IDsBelow(org)
		if err != nil {
			return err
		}
		explains, err := explainable(tx, page.AsOf)
		if err != nil {
			return err
		}
		counts := map[models.Level]int{}
		for _, a := range found {
			if org != nil && !within[a.OrgID] || r.Query("code") != "" && a.Code != r.Query("code") {
				continue
			}
			if counts[a.Level]++; level == "" || a.Level == level {
				list.Items = append(list.Items, showAlert(tx, a, explains))
			}
		}
		page.Tabs, page.Chips = superviseTabs(tx, "alerts"), alertChips(tx, page.AsOf, level, counts)
		return nil
	})
	page.Alerts = list.Items
	return Answer{Page: "alerts", Title: word("预警"), Section: "supervise", View: page, JSON: list, Ledger: ledgerOf(word("预警"), list.Items, alertColumns),
		Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("预警")}}}, err
}

// alertsOn works out the alerts of a day, with what was said to them.
func alertsOn(tx *models.Tx, day calendar.Date) ([]supervision.Explained, error) {
	found, err := models.Alerts(tx, day, alertSources...)
	if err != nil {
		return nil, err
	}
	return supervision.WithExplanations(tx, day, found)
}

// showAlert shows an alert; explains tells of which organisations the actor may answer one.
func showAlert(tx *models.Tx, a supervision.Explained, explains map[int64]bool) alertView {
	v := alertView{OrgID: a.OrgID, OrgCode: a.OrgCode, OrgName: a.OrgName, Code: a.Code, Name: alertName(a.Alert).In(tx.Actor.Language), Level: a.Level, Period: a.Period,
		Subject: a.Subject, Detail: a.Detail.In(tx.Actor.Language), Advice: a.Advice.In(tx.Actor.Language), Rule: a.Rule, Basis: tx.Say("%s", a.Basis), DueOn: a.DueOn, Link: a.Link,
		Title: alertName(a.Alert), Said: a.Detail, Next: a.Advice, Light: alertLights[a.Level]}
	if e := a.Explanation; e != nil {
		v.Explanation = &explanationRef{e.ID, string(e.State), e.State.String(), e.Until}
	} else if explains[a.OrgID] {
		v.Answer = "/explanations/new?" + url.Values{"org_id": {strconv.FormatInt(a.OrgID, 10)}, "code": {a.Code}, "subject": {a.Subject}, "period": {string(a.Period)}}.Encode()
	}
	return v
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
