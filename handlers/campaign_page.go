package handlers

import (
	"fmt"
	"strconv"

	"luoshi/models"
	"luoshi/models/campaign"
	"luoshi/models/project"
	"luoshi/views"
)

type campaignsPage struct {
	Tabs   []views.Tab
	Items  []campaignLine
	CanAdd bool
	Form   *views.Form
}

func (s *Server) listCampaigns(r *Request) (Answer, error) {
	var page campaignsPage
	list := List[campaignLine]{Items: []campaignLine{}}
	err := r.View(func(tx *models.Tx) error {
		found, err := campaign.List(tx)
		for i := range found {
			list.Items = append(list.Items, showCampaign(&found[i]))
		}
		page = campaignsPage{Tabs: libraryTabs(tx, "campaigns"), Items: list.Items, CanAdd: tx.Can(models.Enter, models.Campaigns, 0)}
		if page.CanAdd && r.asked("campaign") {
			f := r.fill(views.Form{ID: "campaign", Title: "建立年度创建工作", Action: "/campaigns", Button: "建立", Text: criteriaHelp,
				Fields: append([]views.Field{{Name: "year", Label: "年度", Type: "number", Must: true, Value: strconv.Itoa(tx.Today().Year())}},
					campaignFields(tx, campaignJSON{campaignLine: campaignLine{Name: tx.Say("模范机关创建")}})...)})
			page.Form = &f
		}
		return err
	})
	return Answer{Page: "campaigns", Title: word("模范机关创建"), Section: "library", Crumbs: libraryCrumbs("模范机关创建", ""), View: page, JSON: list}, err
}

const criteriaHelp = "每项指标写明对应的已有工作，状态由这些工作自动得出，不另建台账。项目写编号，如 P03；一类项目写 标签:规范提升 或 类型:品牌创建；应办事项写 应办:主题党日。多个用顿号隔开。"

// campaignFields are what is asked about a campaign, with room for more criteria.
func campaignFields(tx *models.Tx, c campaignJSON) []views.Field {
	fields := []views.Field{{Name: "name", Label: "名称", Must: true, Value: c.Name}, {Name: "note", Label: "说明", Type: "textarea", Value: c.Note}}
	rows := min(len(c.Criteria)+3, criteriaRows)
	for i := range max(rows, 6) {
		var one criterionJSON
		if i < len(c.Criteria) {
			one = c.Criteria[i]
		}
		fields = append(fields, views.Field{Name: fmt.Sprintf("criteria.%d.name", i), Label: word(tx.Say("指标 %d", i+1)), Value: one.Name},
			views.Field{Name: fmt.Sprintf("criteria.%d.links", i), Label: word(tx.Say("指标 %d 对应的工作", i+1)), Value: one.Words})
	}
	return fields
}

type campaignPage struct {
	campaignJSON
	Tabs    []views.Tab
	CanEdit bool
	Pager   views.Pager
	Forms   []views.Form
}

func (s *Server) showCampaign(r *Request) (Answer, error) {
	var page campaignPage
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	after := ""
	if paging.After != nil {
		after = paging.After[0]
	}
	err = r.View(func(tx *models.Tx) error {
		if page.campaignJSON, err = readCampaign(tx, r.ID(), after, paging.Limit); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Tabs, page.Pager = libraryTabs(tx, "campaigns"), r.pager(page.Next)
		at := fmt.Sprintf("/campaigns/%d", page.ID)
		if page.CanEdit = tx.Can(models.Enter, models.Campaigns, 0); page.CanEdit && r.asked("edit") {
			page.Forms = append(page.Forms, r.fill(views.Form{ID: "edit", Title: "修改指标", Action: at + "?_method=PATCH", Button: "保存", Text: criteriaHelp,
				Hidden: []views.Field{hidden("revision", int64(page.Revision))}, Fields: campaignFields(tx, page.campaignJSON)}))
		}
		if !tx.Reaches(models.Enter, models.Campaigns) {
			return nil
		}
		units, err := applicants(tx)
		page.Forms = append(page.Forms, r.fill(views.Form{ID: "apply", Title: "申报", Action: at + "/units", Button: "申报",
			Text:   "由机关党委、党总支或直属党支部申报；指标状态自动生成，无需填报。",
			Fields: []views.Field{{Name: "org_id", Label: "申报单位", Type: "select", Must: true, Options: units}}}))
		return err
	})
	return Answer{Page: "campaign", Title: typed(page.Name), Section: "library", Crumbs: libraryCrumbs("模范机关创建", "/campaigns", typed(page.Name)), View: page, JSON: page.campaignJSON}, err
}

// applicants are the departments for which the actor may apply.
func applicants(tx *models.Tx) ([]views.Option, error) {
	orgs, err := campaign.Departments(tx)
	var list []views.Option
	for _, o := range orgs {
		list = append(list, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Name)})
	}
	return list, err
}

type entrantPage struct {
	entrantJSON
	Campaign campaignLine
	Rows     []criterionRow
	Forms    []views.Form
	Log      []logEntry
}

// criterionRow is a criterion with the records its verdict is read from.
type criterionRow struct {
	Name     string
	Cell     verdictJSON
	Projects []*projectRef // those one may see
}

func (s *Server) showUnit(r *Request) (Answer, error) {
	var page entrantPage
	err := r.View(func(tx *models.Tx) error {
		u, c, view, err := readUnit(tx, r.ID())
		page.entrantJSON = view
		if err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Campaign = showCampaign(c)
		var ids []int64
		for _, cell := range view.Cells {
			ids = append(ids, cell.IDs...)
		}
		seen, err := project.Seen(tx, ids)
		if err != nil {
			return err
		}
		for i, cell := range view.Cells {
			row := criterionRow{Name: c.Criteria[i].Name, Cell: cell}
			for _, id := range cell.IDs {
				if p := seen[id]; p != nil {
					row.Projects = append(row.Projects, refOf(tx, p))
				}
			}
			page.Rows = append(page.Rows, row)
		}
		if tx.Can(models.Approve, models.Campaigns, u.OrgID) && tx.Actor.ID != u.AppliedBy {
			page.Forms = append(page.Forms, r.fill(views.Form{ID: "move", Title: "办理", Action: fmt.Sprintf("/campaign-units/%d?_method=PATCH", u.ID), Button: "确定",
				Hidden: []views.Field{hidden("revision", int64(u.Revision))},
				Fields: []views.Field{{Name: "state", Label: "转入", Type: "radio", Must: true, Options: named("", u.State.Moves(), "")[1:]},
					{Name: "reason", Label: "理由", Type: "textarea", Hint: "退回培育时必填"}}}))
		}
		page.Log, err = trailOf(tx, fmt.Sprintf("campaign-units/%d", u.ID))
		return err
	})
	return Answer{Page: "campaign_unit", Title: typed(page.OrgName), Section: "library", View: page, JSON: page.entrantJSON,
		Crumbs: append(libraryCrumbs("模范机关创建", "/campaigns"), views.Crumb{Name: typed(page.Campaign.Name), Link: fmt.Sprintf("/campaigns/%d", page.Campaign.ID)}, views.Crumb{Name: typed(page.OrgName)})}, err
}
