package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/bulletin"
	"luoshi/models/supervision"
	"luoshi/views"
)

type bulletinsPage struct {
	Tabs  []views.Tab
	Chips []views.Option
	Items []bulletinRef
	Form  *views.Form // to draft one
	Pager views.Pager
}

// listBulletins lists the bulletins: ?state=.
func (s *Server) listBulletins(r *Request) (Answer, error) {
	var page bulletinsPage
	list := List[bulletinRef]{Items: []bulletinRef{}}
	err := r.View(func(tx *models.Tx) error {
		f := newSieve(r)
		state := oneOf(f, "state", bulletin.States...)
		f.text("form")
		if err := f.err(); err != nil {
			return err
		}
		limit, before, err := r.pageByID()
		if err != nil {
			return err
		}
		found, err := bulletin.List(tx, state, before, limit+1)
		if err != nil {
			return err
		}
		if len(found) > limit {
			found = found[:limit]
			list.Next = cursor(found[limit-1].ID)
		}
		for i := range found {
			list.Items = append(list.Items, refBulletin(tx, &found[i]))
		}
		page = bulletinsPage{Tabs: superviseTabs(tx, "bulletins"), Items: list.Items, Pager: r.pager(list.Next)}
		if !tx.Reaches(models.Enter, models.Bulletins) {
			return nil
		}
		page.Chips = []views.Option{{Name: word("全部"), Value: "/bulletins", Chosen: state == ""}}
		for _, one := range bulletin.States {
			page.Chips = append(page.Chips, views.Option{Name: word(one.String()), Value: "/bulletins?state=" + string(one), Chosen: one == state})
		}
		if r.asked("bulletin") {
			page.Form = r.draftForm(tx.Today().Month())
		}
		return nil
	})
	return Answer{Page: "bulletins", Title: word("通报"), Section: "supervise", View: page, JSON: list, Crumbs: bulletinCrumbs}, err
}

// draftForm asks for the month of a bulletin: one of the year before.
func (r *Request) draftForm(this calendar.Month) *views.Form {
	var months []views.Option
	for n := 1; n <= 12; n++ {
		month := this.Add(-n)
		months = append(months, views.Option{Value: string(month), Name: month.Long(), Chosen: n == 1})
	}
	form := r.fill(views.Form{ID: "bulletin", Title: "起草通报", Action: "/bulletins", Button: "按记录生成草稿", Text: "每月第5个工作日自动生成上月草稿；也可以在这里提前或补做，每月一份。",
		Fields: []views.Field{{Name: "month", Label: "月份", Type: "select", Must: true, Options: months}}})
	return &form
}

// bulletinPage is one bulletin: what is on record, what is made of it, and how it will read.
type bulletinPage struct {
	bulletinJSON
	Tabs    []views.Tab
	Heading language.Text
	Figured []bigFigure
	Spared  string // why some do not count
	May     bulletin.Allowed
	Writes  bool
	Forms   []views.Form
	Log     []logEntry
}

// bigFigure is one of the figures above the list.
type bigFigure struct {
	Name   word
	Value  string
	Beside language.Text
	Light  string // of what is beside; "" for plain words
	Link   string
}

func (s *Server) showBulletinPage(r *Request) (Answer, error) {
	var page bulletinPage
	err := r.View(func(tx *models.Tx) error {
		b, err := bulletin.Find(tx, r.ID())
		if err != nil {
			return err
		}
		page.bulletinJSON = showBulletin(tx, b)
		if wantsJSON(r.Context) {
			return nil
		}
		page.Tabs, page.Heading, page.Figured = superviseTabs(tx, "bulletins"), phrase{"%s通报", b.Month.Long()}, figuresOf(b)
		page.Spared = strings.Join(b.Figures.Reasons, "；")
		page.May, page.Writes = b.Allowed(tx), tx.Can(models.Enter, models.Bulletins, b.OrgID)
		if !page.Writes {
			return nil
		}
		if b.State == bulletin.Draft {
			page.Heading = phrase{"%s情况草稿", b.Month.Long()}
		}
		if err := page.follow(tx, b); err != nil {
			return err
		}
		if page.Forms, err = r.bulletinForms(tx, b, page.May); err != nil {
			return err
		}
		page.Log, err = trailOf(tx, b.Subject())
		return err
	})
	return Answer{Page: "bulletin", Title: page.Heading, Section: "supervise", View: page, JSON: page.bulletinJSON, Crumbs: append(bulletinCrumbs[:2:2], views.Crumb{Name: page.Heading})}, err
}

// follow tells of each problem who answers for it and how far its mending has come.
func (p *bulletinPage) follow(tx *models.Tx, b *bulletin.Bulletin) error {
	var orgs, made []int64
	for _, r := range p.Rows {
		orgs = append(orgs, r.OrgID)
		if r.FindingID != nil {
			made = append(made, *r.FindingID)
		}
	}
	chart, err := tx.ChartAround(orgs, nil)
	if err != nil {
		return err
	}
	findings, err := supervision.Chosen(tx, made)
	if err != nil {
		return err
	}
	lamps := map[int64]lamp{}
	for i := range findings {
		lamps[findings[i].ID] = findingLight(tx, &findings[i])
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		r.Code = fmt.Sprintf("%02d-%02d", b.Month.Number(), i+1)
		r.Order = p.May.Order && r.Listed && r.FindingID == nil
		for _, h := range chart.Held(r.OrgID, models.BranchSecretary) {
			r.Owner = h.MemberName
		}
		for _, h := range chart.Held(chart.Nearest(r.OrgID, models.OrganCommittee, models.GeneralBranch).ID, models.DeputySecretary) {
			r.Verifier = h.MemberName
		}
		switch {
		case r.FindingID != nil:
			r.Light = lamps[*r.FindingID]
		case !r.Listed:
			r.Light = lamp{"warn", tx.Say("提示")}
		default:
			r.Light = lamp{"idle", tx.Say("未转整改")}
		}
	}
	return nil
}

// figuresOf are the month's figures, each with its records.
func figuresOf(b *bulletin.Bulletin) []bigFigure {
	c, t := b.Figures.Committee, b.Figures.ThemeDays
	duties := func(code, state string) string {
		return "/duties?code=" + code + "&period=" + string(b.Month) + "&state=" + state
	}
	return []bigFigure{
		{"支委会按月召开", c.Rate(), typed(fmt.Sprintf("%d / %d", c.Kept, c.Owed)), "", "/duties?code=committee-meeting&period=" + string(b.Month)},
		{"主题党日达到市级要求", strconv.Itoa(t.Kept), word("个支部"), "", duties("theme-day", "kept")},
		{"达到条例要求", strconv.Itoa(t.Below), word("未达市级要求"), "warn", duties("theme-day", "below_city")},
		{"主题党日 0 次", strconv.Itoa(t.Missed), word("一次也没有"), "late", duties("theme-day", "overdue")},
	}
}

// bulletinForms are the forms for what the actor may do.
func (r *Request) bulletinForms(tx *models.Tx, b *bulletin.Bulletin, may bulletin.Allowed) (forms []views.Form, err error) {
	revision := []views.Field{hidden("revision", int64(b.Revision))}
	if may.Change && r.asked("edit") {
		fields, err := bulletinFields(tx, b)
		if err != nil {
			return nil, err
		}
		forms = append(forms, r.fill(views.Form{ID: "edit", Title: "修改文字", Action: fmt.Sprintf("/bulletins/%d?_method=PATCH", b.ID), Button: "保存",
			Text: "数字和问题来自记录，不在这里改；要改数，请先改记录，再点“按现有记录更新”。", Hidden: append(revision, views.Field{Name: "part", Value: string(bulletinText)}), Fields: fields}))
	}
	if may.Return {
		forms = append(forms, r.fill(views.Form{ID: "return", Title: "退回修改", Action: fmt.Sprintf("/bulletins/%d/return", b.ID), Button: "退回", Hidden: revision,
			Fields: []views.Field{{Name: "reason", Label: "退回原因", Type: "textarea", Must: true}}}))
	}
	return forms, nil
}

// bulletinFields are the words of a bulletin, and to whom it goes.
func bulletinFields(tx *models.Tx, b *bulletin.Bulletin) ([]views.Field, error) {
	units, err := b.Reach(tx)
	if err != nil {
		return nil, err
	}
	chosen := map[int64]bool{}
	for _, one := range b.Recipients {
		chosen[one.OrgID] = true
	}
	var to []views.Option
	for _, o := range units {
		to = append(to, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Name), Chosen: chosen[o.ID]})
	}
	return []views.Field{
		{Name: "title", Label: "标题", Type: "textarea", Must: true, Value: b.Title, Hint: "换行处即标题分行处"},
		{Name: "addressee", Label: "主送", Must: true, Value: b.Addressee},
		{Name: "opening", Label: "开头", Type: "textarea", Must: true, Value: b.Opening},
		{Name: "overall", Label: "总体情况补充", Type: "textarea", Value: b.Overall},
		{Name: "problems", Label: "存在问题补充", Type: "textarea", Value: b.Problems},
		{Name: "demands", Label: "有关要求", Type: "textarea", Must: true, Value: b.Demands, Hint: "“{整改时限}”会换成下面的日期"},
		{Name: "due_on", Label: "整改时限", Type: "date", Must: true, Value: string(b.DueOn)},
		{Name: "recipients", Label: "印发范围", Type: "checkbox", Must: true, Options: to, Hint: "选中的组织及其下级可以看到"},
		{Name: "open", Label: "公开", Type: "checkbox", Options: []views.Option{{Value: "true", Name: word("印发范围内的全体党员都可以看"), Chosen: b.Open}}},
	}, nil
}
