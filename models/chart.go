package models

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Chart is the whole organisation with who holds which post today, for work that
// concerns many organisations at once. Of the holders it has those the actor may see.
type Chart struct {
	orgs   map[int64]Org
	byOrg  map[int64][]Holder
	byPost map[int64]Holder
	fields map[int64][]int64 // what posts of leading groups supervise
}

// Chart reads the organisation: three queries.
func (tx *Tx) Chart() (*Chart, error) {
	orgs, err := In[Org](tx).Order("id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	holders, err := tx.AllHolders()
	if err != nil {
		return nil, err
	}
	supervised, err := In[Supervision](tx).Order("post_id, org_id").Find(tx.Ctx)
	c := newChart()
	c.add(orgs, holders, supervised)
	return c, err
}

func newChart() *Chart {
	return &Chart{orgs: map[int64]Org{}, byOrg: map[int64][]Holder{}, byPost: map[int64]Holder{}, fields: map[int64][]int64{}}
}

func (c *Chart) add(orgs []Org, holders []Holder, supervised []Supervision) {
	for _, o := range orgs {
		c.orgs[o.ID] = o
	}
	for _, h := range holders {
		c.byOrg[h.OrgID] = append(c.byOrg[h.OrgID], h)
		c.byPost[h.PostID] = h
	}
	for _, s := range supervised {
		c.fields[s.PostID] = append(c.fields[s.PostID], s.OrgID)
	}
}

// Org is an organisation by its id.
func (c *Chart) Org(id int64) Org { return c.orgs[id] }

// Holder is who holds a post; without a member while it is vacant.
func (c *Chart) Holder(postID int64) Holder { return c.byPost[postID] }

// MemberAccounts lists the accounts of the members of branches, by branch.
func (tx *Tx) MemberAccounts(branches []int64) (map[int64][]int64, error) {
	var rows []struct{ OrgID, UserID int64 }
	err := tx.Raw(&rows, `SELECT m.org_id, u.id AS user_id FROM members m JOIN users u ON u.member_id = m.id
		WHERE m.org_id IN ? AND m.left_on = '' AND u.disabled = ? ORDER BY u.id`, append(branches, 0), false)
	accounts := map[int64][]int64{}
	for _, r := range rows {
		accounts[r.OrgID] = append(accounts[r.OrgID], r.UserID)
	}
	return accounts, err
}

// Held lists who holds offices in an organisation, without vacant posts.
func (c *Chart) Held(orgID int64, offices ...Office) []Holder {
	var list []Holder
	for _, h := range c.byOrg[orgID] {
		if h.MemberID != 0 && slices.Contains(offices, h.Office) {
			list = append(list, h)
		}
	}
	return list
}

// Supervises reports whether an organisation lies in the field of a deputy's post;
// a field that nobody has set is the whole department.
func (c *Chart) Supervises(postID, orgID int64) bool {
	field := c.fields[postID]
	return len(field) == 0 || slices.ContainsFunc(c.Line(orgID), func(o Org) bool { return slices.Contains(field, o.ID) })
}

// Everywhere lists who holds an office in any organisation.
func (c *Chart) Everywhere(office Office) []Holder {
	var list []Holder
	for _, id := range slices.Sorted(maps.Keys(c.byOrg)) {
		list = append(list, c.Held(id, office)...)
	}
	return list
}

// Branches lists the branches, in the order of their ids.
func (c *Chart) Branches() []Org {
	var list []Org
	for _, id := range slices.Sorted(maps.Keys(c.orgs)) {
		if o := c.orgs[id]; o.IsBranch() {
			list = append(list, o)
		}
	}
	return list
}

// Line lists the organisation and those that lead it, the nearest first.
func (c *Chart) Line(orgID int64) []Org {
	var line []Org
	for id := range strings.SplitSeq(strings.Trim(c.orgs[orgID].Path, "/"), "/") {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil // an organisation that is not there has no path
		}
		line = append(line, c.orgs[n])
	}
	slices.Reverse(line)
	return line
}

// Nearest finds the nearest organisation on the line that is one of the kinds; its
// id is 0 where there is none.
func (c *Chart) Nearest(orgID int64, kinds ...OrgKind) Org {
	for _, o := range c.Line(orgID) {
		if slices.Contains(kinds, o.Kind) {
			return o
		}
	}
	return Org{}
}

// Guided is the first organisation that a leading group guides; 0 for none.
func (c *Chart) Guided(groupID int64) int64 {
	for _, id := range slices.Sorted(maps.Keys(c.orgs)) {
		if by := c.orgs[id].GuidedByID; by != nil && *by == groupID {
			return id
		}
	}
	return 0
}

// Group is the leading group that guides the organisation, or else the nearest
// one above that is guided; 0 where there is none.
func (c *Chart) Group(orgID int64) int64 {
	for _, o := range c.Line(orgID) {
		if o.GuidedByID != nil {
			return *o.GuidedByID
		}
	}
	return 0
}
