package demo

import (
	"slices"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// tags are the dictionaries of the year: 中心工作 and 三个表率.
var tags = map[project.TagKind][]string{
	project.CentralWork: {"双招双引", "新旧动能转换", "服务流程再造", "重点工作攻坚年", "六稳六保", "疫情防控", "乡村振兴", lastYears},
	project.Example:     {"学习贯彻", "保持一致", "贯彻落实"},
}

// lastYears is a tag that this year's projects may no longer choose.
const lastYears = "脱贫攻坚"

// business is what projects go with, and their tags.
var business = map[string]struct {
	name, unit string
	tags       []string
}{
	"P01": {tags: []string{"学习贯彻", "保持一致", "贯彻落实"}},
	"P04": {tags: []string{"学习贯彻"}},
	"P08": {tags: []string{"保持一致"}},
	"P09": {"审批服务流程再造", "市行政审批服务局", []string{"服务流程再造", "贯彻落实"}},
	"P10": {"重点项目用地征迁", "市自然资源和规划局", []string{"双招双引", "贯彻落实"}},
	"P11": {"退税减税政策落实", "市税务局", []string{"六稳六保", "贯彻落实"}},
	"P12": {"迎峰度夏电力保供", "市供电公司", []string{"重点工作攻坚年"}},
	"P13": {"社区疫情防控", "市卫生健康局", []string{"疫情防控"}},
}

func (c *City) tag(tx *models.Tx) error {
	for _, kind := range project.TagKinds {
		for _, name := range tags[kind] {
			t := project.Tag{Kind: kind, Name: name, Since: 2021}
			if err := t.Create(tx); err != nil {
				return err
			}
			if name == lastYears {
				if err := t.Change(tx, name, t.Since, true, t.Revision); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// supervise gives a member of a leading group two branches to look after.
func (c *City) supervise(tx *models.Tx) error {
	post, err := tx.Post(c.posts["DZ04/党组成员"])
	if err != nil {
		return err
	}
	return post.SetField(tx, []int64{c.orgs["B0403"].ID, c.orgs["B0404"].ID})
}

// place puts the year's drafts beside the business, before they are approved.
func (c *City) place(tx *models.Tx) error {
	known, err := project.Tags(tx)
	if err != nil {
		return err
	}
	projects, err := c.projects(tx)
	if err != nil {
		return err
	}
	for _, p := range projects {
		b, told := business[p.Code]
		if !told {
			continue
		}
		if p.Code == "P11" {
			change := p
			change.LeaderPostID = c.posts["DZ04/党组成员"]
			if err := p.Edit(tx, p.Revision, change, nil); err != nil {
				return err
			}
			p.Revision++
		}
		var ids []int64
		for _, t := range known {
			if slices.Contains(b.tags, t.Name) {
				ids = append(ids, t.ID)
			}
		}
		if err := p.Place(tx, project.Business{Name: b.name, Unit: b.unit, Tags: ids}, p.Revision); err != nil {
			return err
		}
	}
	return nil
}

// businessActs name the meeting that deployed P09.
func (c *City) businessActs() []act {
	return []act{{at: "2022-06-08 09:20", who: "童佳宁", do: func(tx *models.Tx) error {
		held, err := orglife.Activities(tx, orglife.Search{OrgID: c.orgs["B1001"].ID, Type: orglife.CommitteeMeeting, State: orglife.Held, From: "2022-06-01", Limit: 1})
		if err != nil || len(held) == 0 {
			return err
		}
		p, err := project.Find(tx, c.stage("P09", 1).ProjectID)
		if err != nil {
			return err
		}
		_, err = p.LinkMeeting(tx, held[0].ID, held[0].Name(), true)
		return err
	}}}
}
