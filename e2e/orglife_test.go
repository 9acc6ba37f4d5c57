package e2e

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

func TestOrganisationalLifePages(t *testing.T) {
	t.Parallel()
	c := newDemoCity(t)
	c.Seed(func(tx *models.Tx) error {
		if _, err := orglife.OpenMonth(tx, "2022-05"); err != nil {
			return err
		}
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-06", StartsAt: "15:00", Place: "三楼党员活动室",
		Topic: "严明纪律、警示教育", Host: "童佳宁、阎初夏", Content: "观看警示教育片，学习条例", Decisions: "无", NextStep: "无"}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		return a.Record(tx, []orglife.Absence{{MemberID: c.Member("林远"), Reason: "病假"}})
	}))
	coming := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-20", StartsAt: "15:00", Place: "三楼党员活动室", Topic: "防汛"}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		if err := coming.Plan(tx); err != nil {
			return err
		}
		return coming.AskChange(tx, &orglife.Petition{New: orglife.Setting{On: "2022-06-24"}, ReasonCode: orglife.EmergencyReason, Reason: "防汛值守"})
	}))
	office := browser.Open(t, c.App)
	office.SignIn("mengshuqin")
	office.Visit("/petitions/1")
	checkPage(t, office, "petition-decide")
	p := browser.Open(t, c.App)
	p.SignIn("tongjianing")
	p.Visit("/petitions/1")
	checkPage(t, p, "petition")
	for name, path := range map[string]string{"life-branch": "/activities", "life-new": "/activities/new?type=committee-meeting", "life-plan": "/activities/new?plan=1",
		"life-record": fmt.Sprintf("/activities/%d", a.ID)} {
		p.Visit(path)
		checkPage(t, p, name)
	}
	for login, path := range map[string]string{"mengshuqin": "/activities", "linyuan": fmt.Sprintf("/activities/%d", a.ID)} {
		other := browser.Open(t, c.App)
		other.SignIn(login)
		other.Visit(path)
		checkPage(t, other, "life-"+login)
		other.Visit("/duties")
		checkPage(t, other, "duties-"+login)
	}
}
