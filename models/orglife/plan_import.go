package orglife

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

// Typed are the plan's rows with the cells that were typed anew, by month and
// column; "held-3" names the fixed day of March where one cannot be read.
func (p *Plan) Typed(cell func(month int, key string) (text string, typed bool)) ([]PlanRow, error) {
	wrong := models.FieldErrors{}
	rows := make([]PlanRow, len(p.Rows))
	for i, r := range p.Rows {
		for _, c := range PlanColumns {
			if text, typed := cell(r.Month, c.Key); typed {
				if problem := c.Read(&r, p.Year, text); problem != nil {
					wrong.Add(fmt.Sprintf("%s-%d", c.Key, r.Month), "%d月“%s”：%s", r.Month, language.Word(c.Name), problem)
				}
			}
		}
		rows[i] = r
	}
	return rows, wrong.Err("年度计划中有内容看不懂，请按提示改好后再保存。")
}

// Import takes the plan of a sheet for a branch (0 for the one its title names,
// or else the only one the actor plans for) and a year (0 for its title's, or else
// this one): as a new plan, or in place of the rows of one that may still change.
func (s *SheetOf) Import(tx *models.Tx, orgID int64, year int) (*Plan, error) {
	org, err := s.branch(tx, orgID)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Year != 0 && year != 0 && s.Year != year:
		return nil, badSheet("表格标题是%d年，选择的是%d年，请核对。", s.Year, year)
	case s.Year != 0:
		year = s.Year
	case year == 0:
		year = tx.Today().Year()
	}
	if org, err = planner(tx, org.ID, year); err != nil {
		return nil, err
	}
	rows, err := s.Months(year)
	if err != nil {
		return nil, err
	}
	p, err := PlanOf(tx, org.ID, year)
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = &Plan{OrgID: org.ID, Year: year, State: PlanDraft, FixedDay: org.FixedDay, Org: org, Rows: rows}
		return p, p.insert(tx, "导入年度计划")
	}
	if err := p.readRows(tx); err != nil {
		return nil, err
	}
	return p, p.SetRows(tx, p.Revision, rows)
}

// branch finds whose plan the sheet is among those the actor plans for.
func (s *SheetOf) branch(tx *models.Tx, orgID int64) (*models.Org, error) {
	if orgID != 0 {
		org, err := models.Visible[models.Org](tx, models.Plans, "id").Where("id = ?", orgID).First(tx.Ctx)
		if err == nil && s.OrgName != "" && flat(org.Name) != s.OrgName {
			return nil, badSheet("表格标题写的是“%s”，选择的是%s，请核对。", s.OrgName, org.Name)
		}
		return &org, err
	}
	mine, err := Planners(tx, 500)
	if err != nil {
		return nil, err
	}
	for _, org := range mine {
		if flat(org.Name) == s.OrgName || s.OrgName == "" && len(mine) == 1 {
			return &org, nil
		}
	}
	if s.OrgName == "" {
		return nil, badSheet("表格没有写是哪个党支部的。请在标题中写明，如“市行政审批服务局党支部2022年主题党日计划”。")
	}
	return nil, badSheet("表格标题写的是“%s”，不是由您编制计划的党支部，请核对名称。", s.OrgName)
}

// Planners lists the open branches whose plans the actor enters.
func Planners(tx *models.Tx, limit int) ([]models.Org, error) {
	where, args := tx.Scope(models.Enter, models.Plans, "id")
	return models.In[models.Org](tx).Where(where, args...).Where("kind IN ? AND closed_on = ''", branchKinds).Order("code").Limit(limit).Find(tx.Ctx)
}
