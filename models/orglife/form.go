package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Type is a form of organisational life, and the code of the duty it fulfils.
type Type string

const (
	CommitteeMeeting Type = "committee-meeting"
	ThemeDay         Type = "theme-day"
	GroupMeeting     Type = "group-meeting"
	GeneralMeeting   Type = "general-meeting"
	PartyClass       Type = "party-class"
	SecretaryClass   Type = "secretary-class" // a party class given by the secretary; never held by itself
	LifeMeeting      Type = "life-meeting"
	Appraisal        Type = "appraisal"
	Talks            Type = "talks"
	YearPlan         Type = "year-plan"
	TheoryStudy      Type = "theory-study"
	WorkStudy        Type = "work-study"
)

// form is what is known of a type.
type form struct {
	code  Type
	name  language.Word
	verb  language.Word // what one does with it
	rule  string        // the dated rule that demands it
	every calendar.Span // how often, where no rule in force says it
	basis language.Word
	whose owner
	log   models.Object // whose records they are in the table of permissions; "" for what is no meeting

	platform bool // the province's platform 山东e支部 keeps it too
}

// owner is which organisations owe a form: of one at hand, and as a condition.
type owner struct {
	name language.Word
	is   func(*models.Org) bool
	sql  string
}

var (
	branch    = owner{"党支部", (*models.Org).IsBranch, "kind IN ('branch', 'joint_branch')"}
	committee = owner{"设支委会的党支部", func(o *models.Org) bool { return o.IsBranch() && o.CommitteeSeats > 0 }, branch.sql + " AND committee_seats > 0"}
	group     = owner{"党小组", func(o *models.Org) bool { return o.Kind == models.PartyGroup }, "kind = 'party_group'"}
	leading   = owner{"党组（党委）", func(o *models.Org) bool { return o.Kind == models.LeadingGroup }, "kind = 'leading_group'"}
)

// forms lists them in the order pages show them.
var forms = []form{
	{CommitteeMeeting, "支委会", "召开", models.RuleCommittee, calendar.Monthly, "《中国共产党支部工作条例（试行）》第十二条：支委会一般每月召开1次", committee, models.CommitteeLog, true},
	{ThemeDay, "主题党日", "开展", models.RuleThemeDay, calendar.Monthly, "《中国共产党支部工作条例（试行）》第十五条；市级要求：每月开展主题党日不少于2次", branch, models.Minutes, true},
	{GroupMeeting, "党小组会", "召开", models.RuleGroupMeeting, calendar.Monthly, "《中国共产党支部工作条例（试行）》第十三条：党小组会一般每月召开1次", group, models.Minutes, true},
	{GeneralMeeting, "党员大会", "召开", models.RuleGeneralMeeting, calendar.Quarterly, "《中国共产党支部工作条例（试行）》第十一条：支部党员大会一般每季度召开1次", branch, models.Minutes, true},
	{PartyClass, "党课", "开展", models.RulePartyClass, calendar.Quarterly, "《中国共产党支部工作条例（试行）》第十六条：党课应当按期开展", branch, models.Minutes, true},
	{SecretaryClass, "书记讲党课", "开展", models.RuleSecretaryClass, calendar.Yearly, "《中国共产党支部工作条例（试行）》第十六条：书记每年至少讲1次党课", branch, "", false},
	{LifeMeeting, "组织生活会", "召开", models.RuleLifeMeeting, calendar.Yearly, "《中国共产党支部工作条例（试行）》第十七条：每年至少召开1次组织生活会", branch, models.Minutes, true},
	{Appraisal, "民主评议党员", "开展", models.RuleAppraisal, calendar.Yearly, "《中国共产党支部工作条例（试行）》第十八条：一般每年开展1次民主评议党员", branch, models.Minutes, true},
	{Talks, "谈心谈话", "开展", models.RuleTalks, calendar.Yearly, "《中国共产党支部工作条例（试行）》第十九条：谈心谈话每年一般不少于1次", branch, "", false},
	{YearPlan, "年度主题党日计划", "完成", models.RuleYearPlan, calendar.Yearly, "市直机关工委要求：年初列出全年主题党日计划", branch, "", false},
	{TheoryStudy, "理论学习中心组学习", "开展", models.RuleTheoryStudy, calendar.Quarterly, "中共中央办公厅《中国共产党党委（党组）理论学习中心组学习规则》", leading, models.Studies, false},
	{WorkStudy, "党组研究机关党建", "开展", models.RuleWorkStudy, calendar.HalfYearly, "《中国共产党党和国家机关基层组织工作条例》：党组每半年至少研究1次机关党建工作", leading, models.Studies, false},
}

// byCode finds what is known of a type.
var byCode = func() map[Type]*form {
	found := map[Type]*form{}
	for i := range forms {
		found[forms[i].code] = &forms[i]
	}
	return found
}()

// Types lists them in the order pages show them.
var Types = func() (list []Type) {
	for _, f := range forms {
		list = append(list, f.code)
	}
	return list
}()

// TypeNames are the types as people read them.
var TypeNames = func() map[Type]string {
	names := map[Type]string{}
	for _, f := range forms {
		names[f.code] = string(f.name)
	}
	return names
}()

// Name is the type as people read it.
func (t Type) Name() language.Word { return language.Word(TypeNames[t]) }

// MonthlyTypes are what a branch itself is asked each month.
var MonthlyTypes = []Type{CommitteeMeeting, ThemeDay}

// Owes reports whether an organisation of its kind owes the type at all.
func (t Type) Owes(o *models.Org) bool { return byCode[t] != nil && byCode[t].whose.is(o) }

// Held reports whether the type is something that is held and put on record.
func (t Type) Held() bool { return byCode[t] != nil && byCode[t].log != "" }

// heldTypes are the types that are held, with their codes, for who sends them.
func heldTypes() language.Phrase {
	var list []language.Phrase
	for _, f := range forms {
		if f.log != "" {
			list = append(list, language.Phrase{"%s（%s）", string(f.code), f.name})
		}
	}
	return language.Join("、", list)
}

// OwedBy lists the types that an organisation owes, a branch with those of its groups.
func OwedBy(o *models.Org) []Type {
	return slices.DeleteFunc(slices.Clone(Types), func(t Type) bool { return !t.Owes(o) && !(t == GroupMeeting && o.IsBranch()) })
}

// HeldBy lists the types that an organisation holds.
func HeldBy(o *models.Org) []Type {
	return slices.DeleteFunc(slices.Clone(Types), func(t Type) bool { return !t.Held() || !t.Owes(o) })
}

// Demand is what the dated rule of a type asks of an organisation.
type Demand struct {
	Every        calendar.Span `json:"every"`
	StatutoryMin int           `json:"statutory_min"` // times the regulations demand
	CityMin      int           `json:"city_min"`      // times the city demands
	Due          string        `json:"due"`           // day of the year such as "01-31", for what is due before its period ends
	Lag          int           `json:"lag"`           // months after the period in which it may still be held
	Soon         int           `json:"soon"`          // natural days before it is due at which it is due soon
	Leads        []int         `json:"leads"`         // working days before it is due on which people are reminded; the first makes it due soon
}

// DemandFor is what is asked of an organisation (nil for the city) for a type on
// a day; ok is false where no rule is in force.
func DemandFor(tx *models.Tx, t Type, day calendar.Date, o *models.Org) (d Demand, rule models.Rule, ok bool, err error) {
	d, rule, ok, err = models.RuleIn[Demand](tx, byCode[t].rule, day, o)
	if d.Every == "" {
		d.Every = byCode[t].every
	}
	return d, rule, ok, err
}

// dueOn is the last day on which a period's duty is on time.
func (d Demand) dueOn(p calendar.Period) calendar.Date {
	if d.Due != "" {
		return calendar.Date(p.First()[:5]) + calendar.Date(d.Due)
	}
	last := p.Last()
	return last.Month().Add(d.Lag).Last()
}

// periodOf is the period that something held on a day counts for: within the lag
// after a period it is that period's.
func (d Demand) periodOf(day calendar.Date) calendar.Period {
	return d.Every.Of(day.Month().Add(-d.Lag).First())
}
