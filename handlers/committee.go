package handlers

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// committeeLine is what a member of a branch committee did this year, in numbers.
type committeeLine struct {
	PostID   int64    `json:"post_id"`
	OrgID    int64    `json:"org_id"`
	OrgName  string   `json:"org_name"`
	PostName string   `json:"post_name"`
	MemberID int64    `json:"member_id"`
	Name     string   `json:"name"`
	Expected int      `json:"expected"` // at committee meetings
	Attended int      `json:"attended"`
	Tasks    int      `json:"tasks"` // from minutes
	Done     int      `json:"done"`
	Classes  int      `json:"classes"`
	Idle     []string `json:"idle"` // why the post looks held in name only; empty if it does not

	Exempt bool              `json:"-"`
	Why    []language.Phrase `json:"-"`
}

// committeeBranch is one branch's committee, for the page.
type committeeBranch struct {
	Name    string
	Link    string
	Handled orglife.Handled
	Members []committeeLine
}

type committeePage struct {
	Tabs     []views.Tab
	Branches []committeeBranch
	Flagged  int
}

// listCommittee shows what committee members did this year: ?org= for one branch.
func (s *Server) listCommittee(r *Request) (Answer, error) {
	q := newSieve(r)
	org := q.number("org")
	if err := q.faults(); err != nil {
		return Answer{}, err
	}
	list := List[committeeLine]{Items: []committeeLine{}}
	var page committeePage
	err := r.View(func(tx *models.Tx) error {
		page.Tabs = lifeTabs(tx, "committee")
		duties, handled, err := orglife.CommitteeDuties(tx, org)
		for _, d := range duties {
			line := committeeLine{PostID: d.PostID, OrgID: d.OrgID, OrgName: d.OrgName, PostName: d.PostName, MemberID: d.MemberID, Name: d.Name,
				Expected: d.Expected, Attended: d.Attended, Tasks: d.Tasks, Done: d.Done, Classes: d.Classes, Idle: []string{}, Exempt: d.Exemption != "", Why: d.Idle}
			for _, why := range d.Idle {
				line.Idle = append(line.Idle, why.In(r.Language()))
			}
			if len(d.Idle) > 0 {
				page.Flagged++
			}
			if n := len(page.Branches); n == 0 || list.Items[len(list.Items)-1].OrgID != d.OrgID {
				page.Branches = append(page.Branches, committeeBranch{Name: d.OrgName, Link: fmt.Sprintf("/activities?org=%d", d.OrgID), Handled: handled[d.OrgID]})
			}
			b := &page.Branches[len(page.Branches)-1]
			b.Members = append(b.Members, line)
			list.Items = append(list.Items, line)
		}
		return err
	})
	return Answer{Page: "committee", Title: word("支委履职"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("支委履职")}}}, err
}
