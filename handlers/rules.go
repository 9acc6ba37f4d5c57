package handlers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// datedRule is a version of a rule as pages and the API show it.
type datedRule struct {
	ID        int64          `json:"id"`
	Code      string         `json:"code"`
	Name      string         `json:"name"`
	Level     string         `json:"level"`
	ValidFrom calendar.Date  `json:"valid_from"`
	Params    map[string]any `json:"params"`
	Source    string         `json:"source"`
	InForce   bool           `json:"in_force"`

	Words  language.Phrase `json:"-"` // the parameters in words
	Change string          `json:"-"` // where to change it; "" for who may not
}

func (v datedRule) LevelName() language.Word { return ruleLevels[v.Level] }

// Title and Basis are the rule's name and source as a page says them: in the
// reader's language where they are ours.
func (v datedRule) Title() language.Word { return language.Word(v.Name) }
func (v datedRule) Basis() language.Word { return language.Word(v.Source) }

var ruleLevels = map[string]language.Word{"central": "中央", "province": "省", "city": "市", "org": "单位"}

// ruleWords are the parameters as people read them; others stand by their key.
var ruleWords = map[string]language.Word{"statutory_min": "条例要求次数", "city_min": "市级要求次数", "percent": "百分比", "days": "工作日", "lag": "顺延月数",
	"soon": "提前天数", "min": "最少", "month_end": "月末前工作日", "notice_before": "提前通知工作日", "minutes_after": "会后记录工作日",
	"study_before": "会前研究工作日", "study_within": "研究有效天数", "leads": "提前提醒工作日", "every": "周期", "due": "期限",
	"working_day": "第几个工作日", "issuer": "发文机关", "series": "通报代字", "letters": "函件代字", "documents": "应制定的制度"}

func ruleWord(key string) language.Word {
	return cmp.Or(ruleWords[key], orglife.Type(key).Name(), language.Word(key))
}

// ruleTexts are a parameter that is a list of texts, such as the steps of a procedure.
func ruleTexts(value any) (list []language.Word) {
	values, _ := value.([]any)
	for _, v := range values {
		if text, ok := v.(string); ok {
			list = append(list, word(text))
		}
	}
	return list
}

func showDated(r models.Rule, now models.Rule) (datedRule, error) {
	v := datedRule{ID: r.ID, Code: r.Code, Name: r.Name, Level: r.Level, ValidFrom: r.ValidFrom, Source: r.Source, InForce: r.ID == now.ID}
	err := json.Unmarshal([]byte(r.Params), &v.Params)
	var said []language.Phrase
	for _, key := range slices.Sorted(maps.Keys(v.Params)) {
		var value any = fmt.Sprint(v.Params[key])
		if texts := ruleTexts(v.Params[key]); texts != nil {
			value = language.Join("、", texts)
		}
		said = append(said, language.Phrase{"%[1]s为%[2]s", ruleWord(key), value})
	}
	v.Words = language.Join("；", said)
	return v, err
}

type rulesPage struct {
	Tabs    []views.Tab
	Begins  calendar.Date
	Changes bool // the actor may change rules
	Rules   []datedRule
	Form    *views.Form
	Preview *rulePreview
}

// rulePreview is what a new version would change.
type rulePreview struct {
	From    calendar.Date
	Name    language.Word
	Changes []ruleChange
	Coming  []language.Phrase
	Kept    []views.Field // the form as it was sent, to be confirmed
}

// ruleChange is a duty that a new version changes.
type ruleChange struct {
	OrgCode      string           `json:"org_code"`
	OrgName      string           `json:"org_name"`
	Code         orglife.Type     `json:"code"`
	Period       calendar.Period  `json:"period"`
	NeededBefore int              `json:"needed_before"`
	NeededAfter  int              `json:"needed_after"`
	Before       orglife.Standing `json:"before"`
	After        orglife.Standing `json:"after"`
}

func (c ruleChange) Names() [3]string {
	return [3]string{orglife.TypeNames[c.Code], orglife.StandingNames[c.Before], orglife.StandingNames[c.After]}
}

// ruleEffect is the preview for programs.
type ruleEffect struct {
	Changes []ruleChange     `json:"changes"`
	Coming  []ruleComingJSON `json:"coming"`
}

type ruleComingJSON struct {
	Code   orglife.Type    `json:"code"`
	Period calendar.Period `json:"period"`
	Before int             `json:"needed_before"`
	After  int             `json:"needed_after"`
}

func (s *Server) listRules(r *Request) (Answer, error) { return s.rulesAnswer(r, nil) }

func (s *Server) rulesAnswer(r *Request, preview *rulePreview) (Answer, error) {
	page, list := rulesPage{Preview: preview}, List[datedRule]{Items: []datedRule{}}
	err := r.View(func(tx *models.Tx) error {
		rules, err := tx.Rules()
		if err != nil {
			return err
		}
		page.Tabs = lifeTabs(tx, "rules")
		if page.Begins, err = tx.DutiesBegin(); err != nil {
			return err
		}
		if page.Changes = tx.Can(models.Approve, models.Calendars, 0); page.Changes && r.asked("start") {
			page.Form = r.startForm(tx, page.Begins)
		}
		for _, rule := range rules {
			now, err := tx.RuleOn(rule.Code, tx.Today())
			if err != nil && err != models.Missing {
				return err
			}
			v, err := showDated(rule, now)
			if err != nil {
				return err
			}
			if v.InForce && page.Changes {
				v.Change = "/rules?form=rule&code=" + rule.Code + "#form-rule"
			}
			list.Items = append(list.Items, v)
			if v.InForce && v.Change != "" && r.asked("rule") && (rule.Code == r.Query("code") || rule.Code == r.PostForm("code")) {
				page.Form = r.ruleForm(v)
			}
		}
		return nil
	})
	page.Rules = list.Items
	return Answer{Page: "rules", Title: word("评判规则"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("评判规则")}}}, err
}

// ruleForm asks for a new version of a rule: from when, and its numbers.
func (r *Request) ruleForm(v datedRule) *views.Form {
	f := views.Form{ID: "rule", Title: word(r.Say("修改“%s”", word(v.Name))), Action: "/rules/preview", Button: "预览影响",
		Hidden: []views.Field{{Name: "code", Value: v.Code}},
		Fields: []views.Field{{Name: "valid_from", Label: "自何日起", Type: "date", Must: true, Hint: "以前的时段仍按当时的规则评判"},
			{Name: "source", Label: "依据", Value: v.Source, Must: true}}}
	for _, key := range slices.Sorted(maps.Keys(v.Params)) {
		if n, ok := v.Params[key].(float64); ok {
			f.Fields = append(f.Fields, views.Field{Name: "p_" + key, Label: ruleWord(key), Type: "number", Value: strconv.Itoa(int(n)), Must: true})
		}
		if texts := ruleTexts(v.Params[key]); texts != nil {
			f.Fields = append(f.Fields, views.Field{Name: "p_" + key, Label: ruleWord(key), Type: "textarea", Value: language.Join("\n", texts).String(), Must: true, Hint: "一行一项"})
		}
	}
	f = r.fill(f)
	return &f
}

// newRule is a version as it was typed in or sent.
func (r *Request) newRule(tx *models.Tx) (models.Rule, error) {
	var form struct {
		Code      string         `form:"code" json:"code" binding:"required,max=40" label:"规则"`
		Level     string         `form:"level" json:"level" binding:"max=20" label:"层级"`
		ValidFrom calendar.Date  `form:"valid_from" json:"valid_from" binding:"required,max=10" label:"生效日期"`
		Source    string         `form:"source" json:"source" binding:"max=500" label:"依据"`
		Params    map[string]any `form:"-" json:"params"`
	}
	if err := r.Form(&form); err != nil {
		return models.Rule{}, err
	}
	rule := models.Rule{Code: form.Code, Level: form.Level, ValidFrom: form.ValidFrom, Source: form.Source}
	now, err := tx.RuleOn(form.Code, tx.Today())
	if err != nil {
		return rule, err
	}
	params := map[string]any{}
	if err := json.Unmarshal([]byte(now.Params), &params); err != nil {
		return rule, err
	}
	maps.Copy(params, form.Params)
	for name, typed := range r.Context.Request.PostForm {
		if key, numbered := strings.CutPrefix(name, "p_"); numbered && len(typed) > 0 {
			if n, err := strconv.Atoi(typed[0]); err == nil {
				params[key] = n
			} else if ruleTexts(params[key]) != nil {
				params[key] = strings.FieldsFunc(typed[0], func(c rune) bool { return c == '\n' || c == '\r' })
			}
		}
	}
	rule.Params = models.JSON(params)
	return rule, nil
}

// previewRule says what a new version would change, and from when; it writes nothing.
func (s *Server) previewRule(r *Request) (Answer, error) {
	var effect ruleEffect
	preview := &rulePreview{}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.Require(models.Approve, models.Calendars, 0); err != nil {
			return err
		}
		rule, err := r.newRule(tx)
		if err != nil {
			return err
		}
		if err := tx.CheckRule(&rule); err != nil {
			return err
		}
		list, coming, err := orglife.Effects(tx, rule)
		effect = showEffect(list, coming)
		preview.From, preview.Name, preview.Changes = rule.ValidFrom, word(rule.Name), effect.Changes
		for _, c := range coming {
			preview.Coming = append(preview.Coming, language.Phrase{"%[1]s%[2]s：由%[3]d次改为%[4]d次", c.Period.Long(), language.Word(orglife.TypeNames[c.Code]), c.Before, c.After})
		}
		return err
	})
	if err != nil {
		return r.again("rule", err, s.listRules)
	}
	if wantsJSON(r.Context) {
		return Answer{JSON: effect}, nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.Context.Request.PostForm)) {
		preview.Kept = append(preview.Kept, views.Field{Name: name, Value: r.PostForm(name)})
	}
	return s.rulesAnswer(r, preview)
}

func showEffect(list []orglife.Effect, coming []orglife.Coming) ruleEffect {
	e := ruleEffect{Changes: []ruleChange{}, Coming: []ruleComingJSON{}}
	for _, c := range list {
		e.Changes = append(e.Changes, ruleChange{c.OrgCode, c.OrgName, c.Code, c.Period, c.Needed, c.Then.Needed, c.Before, c.After})
	}
	for _, c := range coming {
		e.Coming = append(e.Coming, ruleComingJSON{c.Code, c.Period, c.Before, c.After})
	}
	return e
}

// createRule gives a rule its new version.
func (s *Server) createRule(r *Request) (Answer, error) {
	var rule models.Rule
	var effect ruleEffect
	err := r.Update(func(tx *models.Tx) (err error) {
		if rule, err = r.newRule(tx); err != nil {
			return err
		}
		list, err := orglife.ChangeRule(tx, &rule)
		effect = showEffect(list, nil)
		return err
	})
	if err != nil {
		return r.again("rule", err, s.listRules)
	}
	return Answer{Status: http.StatusCreated, JSON: effect, Goto: "/rules", Flash: word(r.Say("已修改“%[1]s”，自%[2]s起生效。", word(rule.Name), rule.ValidFrom.Long()))}, nil
}
