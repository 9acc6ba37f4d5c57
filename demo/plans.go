package demo

import (
	"bytes"
	_ "embed"
	"fmt"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
)

//go:embed theme-party-day-plan-2022-B1001.xlsx
var yearPlan []byte

// plannedOnPaper is the branch whose plan comes from the office's own workbook: E.5.
const plannedOnPaper = "B1001"

// plans are the year's plans of all branches as they were approved in January. The
// program came in June: what the plans say stands in them, and each month the
// branches put on the calendar themselves, as before.
func (c *City) plans(tx *models.Tx) error {
	for _, code := range c.branches() {
		if err := c.plan(tx, code); err != nil {
			return fmt.Errorf("%s: %w", code, err)
		}
	}
	return nil
}

func (c *City) plan(tx *models.Tx, code string) error {
	org := c.orgs[code]
	p, err := c.draft(tx, org)
	if err != nil {
		return err
	}
	superiors, err := orglife.Superiors(tx, &org)
	if err != nil {
		return err
	}
	decider := superiors[0]
	if _, err := models.In[orglife.Plan](tx).Where("id = ?", p.ID).Set(models.Assign("state", orglife.PlanApproved), models.Assign("revision", 2),
		models.Assign("submitted_name", c.secretaries[code]), models.Assign("submitted_at", tx.Now.AddDate(0, 0, -4)),
		models.Assign("decided_by", decider.UserID), models.Assign("decided_name", decider.MemberName), models.Assign("decided_at", tx.Now)).Update(tx.Ctx); err != nil {
		return err
	}
	return orglife.Fulfil(tx, &org, orglife.YearPlan, "2022", tx.Today())
}

// draft is a plan from the workbook, or else from the fixed day and the library with the months told here.
func (c *City) draft(tx *models.Tx, org models.Org) (*orglife.Plan, error) {
	if org.Code != plannedOnPaper {
		return orglife.CreatePlan(tx, org.ID, 2022, false)
	}
	sheets, err := documents.ReadWorkbook("plan.xlsx", bytes.NewReader(yearPlan))
	if err != nil {
		return nil, err
	}
	var list []models.Sheet
	for _, s := range sheets {
		list = append(list, models.Sheet(s))
	}
	sheet, err := orglife.ReadPlanSheet(list)
	if err != nil {
		return nil, err
	}
	return sheet.Import(tx, org.ID, 2022)
}
