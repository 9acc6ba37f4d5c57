package handlers

import (
	"net/url"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// filterForm is the filter above a list of projects, with what it is set to.
type filterForm struct {
	Action, Into, Clear                                string
	Query                                              string
	Mine, Overdue, Behind, More                        bool // More: unfold what stands behind 更多条件
	Years, Lights, States, Types, Orgs, Owners, Labels []views.Option
	Origins                                            []views.Option
	DueFrom, DueTo                                     calendar.Date
	Applied                                            []appliedFilter
}

// appliedFilter is one condition in force, and the address without it.
type appliedFilter struct {
	Name phrase
	Link string
}

// newFilterForm offers what the projects of the year can be narrowed by: three queries.
func newFilterForm(r *Request, tx *models.Tx, f project.Filter, action, into string) (form filterForm, err error) {
	form = filterForm{Clear: link(action, url.Values{"year": {strconv.Itoa(f.Year)}}), Action: action, Into: into, Query: f.Q, Mine: f.Mine, Overdue: f.Overdue, Behind: f.Behind, DueFrom: f.DueFrom, DueTo: f.DueTo,
		More: f.Type != "" || f.Org != nil || f.Owner != 0 || f.Tag != "" || f.Origin != "" || f.DueFrom != "" || f.DueTo != "" || f.Overdue || f.Behind}
	years, err := project.Years(tx)
	if err != nil {
		return form, err
	}
	form.Years, form.Lights = yearOptions(years, f.Year), lightOptions(f.Light)
	form.States, form.Types = named("全部", project.States, f.State), named("全部", project.Types, f.Type)
	form.Origins = named("全部", project.Origins, f.Origin)
	facets, err := project.Facets(tx, f.Year)
	if err != nil {
		return form, err
	}
	posts := []int64{f.Owner}
	for _, one := range facets {
		posts = append(posts, one.OwnerPostID)
	}
	holders, err := tx.PostHolders(posts)
	form.facets(f, facets, holders)
	form.applied(r, f, holders)
	return form, err
}

// facets turns leads, owners and labels into options, each once.
func (form *filterForm) facets(f project.Filter, facets []project.Facet, holders map[int64]models.Holder) {
	form.Orgs, form.Owners, form.Labels = []views.Option{{Name: word("全部")}}, []views.Option{{Name: word("全部")}}, []views.Option{{Name: word("全部")}}
	add := func(list *[]views.Option, value string, name language.Text, chosen bool) {
		if value != "" && value != "0" && !slices.ContainsFunc(*list, func(o views.Option) bool { return o.Value == value }) {
			*list = append(*list, views.Option{Value: value, Name: name, Chosen: chosen})
		}
	}
	if f.Org != nil {
		add(&form.Orgs, strconv.FormatInt(f.Org.ID, 10), typed(f.Org.Name), true)
	}
	for _, one := range append(facets, project.Facet{OwnerPostID: f.Owner, Category: f.Tag}) {
		add(&form.Orgs, strconv.FormatInt(one.OrgID, 10), typed(one.OrgName), false)
		add(&form.Owners, strconv.FormatInt(one.OwnerPostID, 10), holderName(holders[one.OwnerPostID]), one.OwnerPostID == f.Owner)
		add(&form.Labels, one.Category, typed(one.Category), one.Category == f.Tag)
	}
}

// applied lists the conditions in force, each with the way to be rid of it.
func (form *filterForm) applied(r *Request, f project.Filter, holders map[int64]models.Holder) {
	without := func(key string) string {
		query := url.Values{"year": {strconv.Itoa(f.Year)}} // without any, the page opens as preferred
		for k, v := range keep(r, append([]string{"year"}, narrowing...)...) {
			if k != key {
				query[k] = v
			}
		}
		return link(form.Action, query)
	}
	for _, a := range []struct {
		key, label string
		value      any
	}{
		{"q", "文字：%s", f.Q}, {"light", "灯：%s", toneName(f.Light)}, {"state", "状态：%s", f.State}, {"type", "类型：%s", f.Type},
		{"tag", "标签：%s", f.Tag}, {"origin", "来源：%s", f.Origin}, {"owner", "责任人：%s", ownerName(f, holders)}, {"member", "人员：%s", r.Query("member")}, {"org", "单位（含下级）：%s", orgName(f.Org)},
		{"due", "20 个工作日内到期", nil}, {"due_from", "时限自 %s", string(f.DueFrom)}, {"due_to", "时限至 %s", string(f.DueTo)},
		{"overdue", "已逾期", nil}, {"behind", "落后", nil}, {"review", "待我审核", nil}, {"moved", "调过时限", nil},
	} {
		if v := r.Query(a.key); v != "" && v != "false" {
			name := phrase{a.label}
			if a.value != nil {
				name = append(name, a.value)
			}
			form.Applied = append(form.Applied, appliedFilter{name, without(a.key)})
		}
	}
}

func ownerName(f project.Filter, holders map[int64]models.Holder) phrase {
	if f.Mine {
		return phrase{"我"}
	}
	return holderName(holders[f.Owner])
}

func orgName(o *models.Org) string {
	if o == nil {
		return ""
	}
	return o.Name
}

func toneName(t project.Tone) word {
	for _, l := range toneNames {
		if l.Kind == string(t) {
			return l.Word
		}
	}
	return ""
}

func yearOptions(years []int, chosen int) (list []views.Option) {
	if !slices.Contains(years, chosen) {
		years = append([]int{chosen}, years...)
	}
	for _, y := range years {
		list = append(list, views.Option{Value: strconv.Itoa(y), Name: phrase{"%d年", y}, Chosen: y == chosen})
	}
	return list
}

func lightOptions(chosen project.Tone) []views.Option {
	list := []views.Option{{Name: word("全部"), Chosen: chosen == ""}}
	for _, l := range toneNames {
		list = append(list, views.Option{Value: l.Kind, Name: l.Word, Chosen: string(chosen) == l.Kind})
	}
	return list
}

// named offers values that name themselves, after one for none of them.
func named[T interface {
	~string
	String() string
}](none word, values []T, chosen T) []views.Option {
	list := []views.Option{{Name: none, Chosen: chosen == ""}}
	for _, v := range values {
		list = append(list, views.Option{Value: string(v), Name: word(v.String()), Chosen: v == chosen})
	}
	return list
}
