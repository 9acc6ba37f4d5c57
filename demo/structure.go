package demo

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
)

// starters are the members on probation of whom the story speaks, by branch.
var starters = map[string]struct {
	name     string
	joinedOn calendar.Date
}{"B0201": {"曲向南", "2021-06-28"}}

// extendTerm puts on record what was approved the year before: B0802 has put its
// election off.
func (c *City) extendTerm(tx *models.Tx) error {
	o := c.orgs["B0802"]
	_, err := structure.Extend(tx, &o, structure.Extension{Until: "2022-12-01", Reason: "疫情防控任务重，骨干长期在一线", Document: "澜直工批〔2021〕12号", ApprovedOn: "2021-11-25"})
	return err
}

// structureActs are how committees changed, and the letter about an election: E.2
// and E.3 of the demo data.
func (c *City) structureActs() []act {
	branch := c.orgs["B0602"]
	return []act{
		{at: "2022-04-18 09:30", who: "毕惠然", do: func(tx *models.Tx) error {
			p, err := tx.Post(c.posts["B0302/纪检委员"])
			if err != nil {
				return err
			}
			return p.Vacate(tx, "2022-04-17")
		}},
		{at: "2022-05-20 09:00", who: "许牧野", do: func(tx *models.Tx) error {
			_, err := structure.Send(tx, &branch)
			return err
		}},
		{at: "2022-05-23 10:00", who: "舒怀瑾", do: func(tx *models.Tx) error { return structure.Sign(tx, &branch) }},
	}
}
