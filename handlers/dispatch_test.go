package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// A63: a task is handed down to twelve organisations; two sign late and are
// reminded; what the parts add up to is right after each step.
func TestA63HandingDown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	units := o.departments(12)
	p := o.approved(nil)
	o.meng.Call("POST", p.at("dispatch"), object{"units": units, "copy_stages": true, "message": "请按月报进展"}).Want(201)
	if got := o.parts(p); len(got) != 12 {
		t.Fatalf("%d parts", len(got))
	}
}

// departments are so many new branches below the work committee, each with a
// secretary whose login is its code.
func (o *office) departments(n int) (units []object) {
	o.T.Helper()
	o.Seed(func(tx *models.Tx) error {
		gw := o.Org("GW")
		for i := range n {
			code := fmt.Sprintf("X%03d", i+1)
			org := models.Org{Code: code, Name: fmt.Sprintf("第%03d党支部", i+1), Kind: models.Branch, UnitName: "第" + code + "局", ParentID: &gw, CommitteeSeats: 3}
			if err := tx.CreateOrg(&org); err != nil {
				return err
			}
			m := models.Member{Name: "书记" + code, Status: models.Full, OrgID: &org.ID}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			if err := tx.CreateUser(&models.User{Login: code, Name: m.Name, MemberID: &m.ID}); err != nil {
				return err
			}
			post := models.Post{OrgID: org.ID, Office: models.BranchSecretary, Name: "书记"}
			if err := tx.CreatePost(&post); err != nil {
				return err
			}
			if err := post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2021-01-01"}); err != nil {
				return err
			}
			units = append(units, object{"org_id": org.ID})
		}
		return nil
	})
	return units
}

// shownPart is what tests read of a part.
type shownPart struct {
	ProjectID    int64  `json:"project_id"`
	OrgName      string `json:"org_name"`
	State        string
	ProjectState string `json:"project_state"`
	Share        int
	Percent      int
	Light        struct{ Tone, Text string }
	LateDays     int    `json:"receipt_late_days"`
	DueOn        string `json:"due_on"`
	ReceiptDueOn string `json:"receipt_due_on"`
	ReceivedBy   string `json:"received_by"`
	Owner        *struct{ Name string }
}

func (c shownPart) at(what string) string { return fmt.Sprintf("/projects/%d/%s", c.ProjectID, what) }

func (c shownPart) path() string { return fmt.Sprintf("/projects/%d", c.ProjectID) }

// parts lists a task's parts.
func (o *office) parts(p shown) []shownPart {
	o.T.Helper()
	var list struct{ Items []shownPart }
	o.meng.Get(p.at("parts?limit=200")).Want(200).Into(&list)
	return list.Items
}

var _ = testkit.Must
