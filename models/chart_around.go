package models

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ChartAround reads, for the program itself, the part of the chart around some
// organisations and those of some posts: their lines, the leading groups that guide
// any of these, the lines of what such a group among them guides, and who holds
// the posts there. It takes a handful of queries, however large the whole is.
func (tx *Tx) ChartAround(orgIDs, postIDs []int64) (*Chart, error) {
	c := newChart()
	var of []int64
	if err := tx.Raw(&of, "SELECT DISTINCT org_id FROM posts WHERE id IN ?", append(postIDs, 0)); err != nil {
		return nil, err
	}
	if err := c.addLines(tx, append(of, orgIDs...)); err != nil {
		return nil, err
	}
	var guided []int64
	if groups := c.ofKind(LeadingGroup); len(groups) > 0 {
		if err := tx.Raw(&guided, "SELECT id FROM orgs WHERE guided_by_id IN ?", groups); err != nil {
			return nil, err
		}
	}
	if err := c.addLines(tx, guided); err != nil {
		return nil, err
	}
	var guiding []int64
	for _, o := range c.orgs {
		if o.GuidedByID != nil {
			guiding = append(guiding, *o.GuidedByID)
		}
	}
	if err := c.addLines(tx, guiding); err != nil {
		return nil, err
	}
	holders, err := tx.holders("WHERE p.org_id IN ? ORDER BY o.code, p.id", append(slices.Sorted(maps.Keys(c.orgs)), 0))
	if err != nil {
		return nil, err
	}
	var supervised []Supervision
	if groups := c.ofKind(LeadingGroup); len(groups) > 0 {
		supervised, err = In[Supervision](tx).Where("post_id IN (SELECT id FROM posts WHERE org_id IN ?)", groups).Order("post_id, org_id").Find(tx.Ctx)
	}
	c.add(nil, holders, supervised)
	return c, err
}

// BranchesAfter lists so many branches by id, after one.
func (tx *Tx) BranchesAfter(after int64, limit int) ([]Org, error) {
	return Visible[Org](tx, Orgs, "id").Where("kind IN ? AND id > ?", []OrgKind{Branch, JointBranch}, after).Order("id").Limit(limit).Find(tx.Ctx)
}

// addLines reads organisations, and those that lead them, which are not there yet.
func (c *Chart) addLines(tx *Tx, ids []int64) error {
	for missing := c.missing(ids); len(missing) > 0; {
		orgs, err := In[Org](tx).Where("id IN ?", missing).Find(tx.Ctx)
		if err != nil {
			return err
		}
		c.add(orgs, nil, nil)
		var above []int64
		for _, o := range orgs {
			for text := range strings.SplitSeq(strings.Trim(o.Path, "/"), "/") {
				if id, err := strconv.ParseInt(text, 10, 64); err == nil {
					above = append(above, id)
				}
			}
		}
		missing = slices.DeleteFunc(c.missing(above), func(id int64) bool { return slices.Contains(missing, id) })
	}
	return nil
}

func (c *Chart) missing(ids []int64) []int64 {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { _, there := c.orgs[id]; return there || id == 0 })
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (c *Chart) ofKind(kind OrgKind) (ids []int64) {
	for id, o := range c.orgs {
		if o.Kind == kind {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
