package demo

import (
	"bytes"
	_ "embed"
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/project/importing"
)

//go:embed organisation-roster-2022.xlsx
var roster []byte

//go:embed annual-project-list-2022.xlsx
var yearlyList []byte

// settle makes the city as it was in January: its organisations, people and
// accounts from the roster, and the year's projects from the list, approved.
func (c *City) settle() error {
	for _, s := range []struct {
		at, who string
		do      func(*models.Tx) error
	}{
		{"2022-01-04 08:30", "", c.found},
		{"2022-01-04 09:00", "", c.people},
		{"2022-01-04 09:10", "", func(tx *models.Tx) error { return tx.BeginDuties("2022-01-01") }},
		{"2022-01-04 09:30", "", c.read},
		{"2022-01-04 10:00", "", c.openMonth("2022-01")},
		{"2022-01-05 09:00", "许牧野", c.shelve},
		{"2022-01-05 09:05", "许牧野", c.letterhead},
		{"2022-01-05 09:10", "许牧野", c.tag},
		{"2022-01-05 09:20", "许牧野", c.supervise},
		{"2022-01-05 09:30", "许牧野", c.extendTerm},
		{"2022-01-10 09:00", "许牧野", c.importList},
		{"2022-01-10 10:00", "许牧野", c.expand},
		{"2022-01-10 10:10", "许牧野", c.place},
		{"2022-01-10 10:20", "许牧野", c.source},
		{"2022-01-10 10:30", "许牧野", c.submit},
		{"2022-01-11 09:00", "孟书琴", c.approve},
		{"2022-01-11 15:00", "周砚清", c.approve},
		{"2022-01-11 16:00", "", c.readWork},
		{"2022-01-12 09:00", "许牧野", c.shareCases},
		{"2022-01-12 09:30", "许牧野", c.campaign},
		{"2022-01-18 09:00", "", c.plans},
		{"2022-01-20 10:00", "孟书琴", c.foster},
		{"2022-02-01 00:10", "", c.openMonth("2022-02")},
		{"2022-03-01 00:10", "", c.openMonth("2022-03")},
		{"2022-03-28 16:00", "许牧野", c.learn},
		{"2022-04-01 00:10", "", c.openMonth("2022-04")},
		{"2022-05-01 00:05", "", c.read}, // by then a secretary elected on 12 January is in office
		{"2022-05-01 00:10", "", c.openMonth("2022-05")},
		{string(Opens) + " 00:00", "", c.openMonth("2022-06")},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", s.at, c.Zone)
		if err != nil {
			return err
		}
		c.Turn(at)
		if err := c.as(s.who, s.do); err != nil {
			return fmt.Errorf("%s: %w", s.at, err)
		}
	}
	return c.DB.Update(c.ctx, models.System, func(tx *models.Tx) error { return notice.StartRules(tx, c.Rules, Opens) })
}

// found imports the roster.
func (c *City) found(tx *models.Tx) error {
	sheets, err := documents.ReadWorkbook("roster.xlsx", bytes.NewReader(roster))
	if err != nil {
		return err
	}
	var list []models.Sheet
	for _, s := range sheets {
		list = append(list, models.Sheet(s))
	}
	report, err := tx.ImportRoster(list)
	if err != nil {
		return err
	}
	crowd := newCrowd()
	for _, b := range report.Branches {
		full := crowd.fill(b.OrgID, models.Full, b.Full-b.Has.Full)
		for i := range exempt[b.Code] {
			full[i].Exemption = "年老体弱"
		}
		started := crowd.fill(b.OrgID, models.Probationary, b.Probationary-b.Has.Probationary)
		if s, known := starters[b.Code]; known {
			started[0].Name, started[0].JoinedOn = s.name, s.joinedOn
		}
		if err := tx.CreateMembers(append(full, started...)); err != nil {
			return err
		}
	}
	return nil
}

// letterhead gives the work committee's documents the letters of their numbers.
func (c *City) letterhead(tx *models.Tx) error {
	return tx.AddRule(&models.Rule{Code: models.RuleBulletins, ValidFrom: "2022-01-05", Params: `{"working_day":5,"issuer":"中共澜川市委市直机关工委","series":"澜直工","letters":"澜直工督"}`})
}

// read notes what the acts refer to by name.
func (c *City) read(tx *models.Tx) error {
	c.orgs, c.posts, c.holders = map[string]models.Org{}, map[string]int64{}, map[string]string{}
	c.secretaries, c.fixed = map[string]string{}, map[string]map[calendar.Month]calendar.Date{}
	var err error
	if c.days, err = tx.Workdays(); err != nil {
		return err
	}
	orgs, err := tx.Orgs()
	if err != nil {
		return err
	}
	codes := map[int64]string{}
	for _, o := range orgs {
		c.orgs[o.Code], codes[o.ID] = o, o.Code
		if !o.IsBranch() {
			continue
		}
		c.fixed[o.Code] = map[calendar.Month]calendar.Date{}
		for month := range themes {
			if c.fixed[o.Code][month], err = orglife.FixedDayOf(tx, &o, month); err != nil {
				return err
			}
		}
	}
	holders, err := tx.AllHolders()
	for _, h := range holders {
		key := codes[h.OrgID] + "/" + h.PostName
		c.posts[key], c.holders[key] = h.PostID, h.MemberName
		if h.Office == models.BranchSecretary || h.Office == models.GroupSecretary {
			c.secretaries[codes[h.OrgID]] = h.MemberName
		}
	}
	return err
}

func (c *City) importList(tx *models.Tx) error {
	sheets, err := documents.ReadWorkbook("list.xlsx", bytes.NewReader(yearlyList))
	if err != nil {
		return err
	}
	var list []importing.Sheet
	for _, s := range sheets {
		list = append(list, importing.Sheet(s))
	}
	_, err = importing.List{Year: 2022, Sheets: list}.Import(tx, importing.AsDrafts)
	return err
}

// expand gives two projects the stages that are spelt out, and one stage an
// owner and a reviewer inside its branch.
func (c *City) expand(tx *models.Tx) error {
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		stages, known := expanded[p.Code]
		if p.Code == "P09" {
			if stages, err = p.Stages(tx); err != nil {
				return err
			}
			stages[1].OwnerPostID, stages[1].ReviewerPostID = c.posts["B1001/组织委员"], c.posts["B1001/书记"]
			known = true
		}
		if !known {
			continue
		}
		if err := p.SetStages(tx, p.Revision, stages); err != nil {
			return fmt.Errorf("%s: %w", p.Code, err)
		}
	}
	return nil
}

func (c *City) submit(tx *models.Tx) error {
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		if err := p.Submit(tx); err != nil {
			return fmt.Errorf("%s: %w", p.Code, err)
		}
	}
	return nil
}

// approve takes every project but the actor's own: those are for the next to approve.
func (c *City) approve(tx *models.Tx) error {
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		if p.State != project.Submitted || tx.Actor.Holds(p.OwnerPostID) {
			continue
		}
		if err := p.Approve(tx, "同意立项。"); err != nil {
			return fmt.Errorf("%s: %w", p.Code, err)
		}
	}
	return nil
}

func (c *City) projects(tx *models.Tx) ([]project.Project, error) {
	return models.In[project.Project](tx).Preload("Org", nil).Where("year = ?", 2022).Order("code").Find(tx.Ctx)
}

// readWork notes the stages with who owns and who reviews them.
func (c *City) readWork(tx *models.Tx) error {
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		stages, err := p.Stages(tx)
		if err != nil {
			return err
		}
		for _, m := range stages {
			reviewer := m.ReviewerPostID
			if reviewer == 0 {
				reviewer = p.ReviewerPostID
			}
			who, err := tx.PostHolders([]int64{m.OwnerPostID, reviewer})
			if err != nil {
				return err
			}
			c.work = append(c.work, work{Milestone: m, code: p.Code, owner: who[m.OwnerPostID].MemberName, reviewer: who[reviewer].MemberName})
		}
	}
	return nil
}

func (c *City) openMonth(month calendar.Month) func(*models.Tx) error {
	return func(tx *models.Tx) error {
		_, err := orglife.OpenMonth(tx, month)
		return err
	}
}
