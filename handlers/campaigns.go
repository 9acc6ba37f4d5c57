package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/campaign"
	"luoshi/models/project"
)

// campaignLine is a campaign in the list.
type campaignLine struct {
	ID       int64  `json:"id"`
	Year     int    `json:"year"`
	Name     string `json:"name"`
	Note     string `json:"note"`
	Revision int    `json:"revision"`
}

// campaignJSON is a campaign with its criteria, and a page of its units.
type campaignJSON struct {
	campaignLine
	Criteria []criterionJSON `json:"criteria"`
	Units    []entrantJSON   `json:"units"`
	Next     string          `json:"next"` // the cursor of the next units
}

type criterionJSON struct {
	ID    int64      `json:"id"`
	Name  string     `json:"name"`
	Links []linkJSON `json:"links"`

	Words string `json:"-"` // the links as people type them
}

type linkJSON struct {
	Kind  campaign.Kind `json:"kind"`
	Value string        `json:"value"`
}

// entrantJSON is a department with how it stands by each criterion.
type entrantJSON struct {
	ID        int64            `json:"id"`
	OrgID     int64            `json:"org_id"`
	OrgName   string           `json:"org_name"`
	State     campaign.State   `json:"state"`
	StateName string           `json:"state_name"`
	Reason    string           `json:"reason"`
	Moves     []campaign.State `json:"moves"`
	Cells     []verdictJSON    `json:"cells"`
	Revision  int              `json:"revision"`
}

// verdictJSON is how a unit stands by a criterion, and what that is read from.
type verdictJSON struct {
	CriterionID int64            `json:"criterion_id"`
	Verdict     campaign.Verdict `json:"verdict"`
	Name        string           `json:"name"`
	Projects    int              `json:"projects"`
	Closed      int              `json:"closed"`
	Duties      int              `json:"duties"`
	Done        int              `json:"done"`
	Overdue     int              `json:"overdue"`

	Tone string  `json:"-"`
	IDs  []int64 `json:"-"`
}

var verdictTones = map[campaign.Verdict]string{campaign.Met: "ok", campaign.UnderWay: "info", campaign.Unmet: "warn", campaign.NoPart: "idle"}

func showEntrant(tx *models.Tx, u campaign.UnitRow, c *campaign.Campaign, e *campaign.Evidence) entrantJSON {
	view := entrantJSON{ID: u.ID, OrgID: u.OrgID, OrgName: u.OrgName, State: u.State, StateName: tx.Say(u.State.String()), Reason: u.Reason, Moves: u.State.Moves(),
		Cells: []verdictJSON{}, Revision: u.Revision}
	for i := range c.Criteria {
		t := e.Judge(&c.Criteria[i], u.Path)
		view.Cells = append(view.Cells, verdictJSON{c.Criteria[i].ID, t.Verdict, tx.Say(t.Verdict.String()), len(t.Projects), t.Closed, t.Duties, t.Done, t.Overdue,
			verdictTones[t.Verdict], t.Projects})
	}
	return view
}

// readCampaign shows a campaign with the units after a name.
func readCampaign(tx *models.Tx, id int64, after string, limit int) (view campaignJSON, err error) {
	c, err := campaign.Find(tx, id)
	if err != nil {
		return view, err
	}
	view = campaignJSON{campaignLine: showCampaign(c), Criteria: []criterionJSON{}, Units: []entrantJSON{}}
	codes, err := project.Seen(tx, c.Projects())
	if err != nil {
		return view, err
	}
	for _, one := range c.Criteria {
		shown := criterionJSON{ID: one.ID, Name: one.Name, Links: []linkJSON{}}
		var words []string
		for _, l := range one.Links {
			shown.Links, words = append(shown.Links, linkJSON{l.Kind, l.Value}), append(words, l.Words(codes))
		}
		shown.Words = strings.Join(words, "、")
		view.Criteria = append(view.Criteria, shown)
	}
	units, err := c.Units(tx, after, limit+1)
	if err != nil {
		return view, err
	}
	if len(units) > limit {
		units = units[:limit]
		view.Next = cursor(units[limit-1].OrgName)
	}
	e, err := c.Read(tx)
	for _, u := range units {
		view.Units = append(view.Units, showEntrant(tx, u, c, &e))
	}
	return view, err
}

func showCampaign(c *campaign.Campaign) campaignLine {
	return campaignLine{c.ID, c.Year, c.Name, c.Note, c.Revision}
}

// campaignForm is a campaign as it is typed in or sent; what a change leaves out
// stays. A page names what belongs to a criterion in words.
type campaignForm struct {
	Year     *int    `form:"year" json:"year" label:"年度"`
	Name     *string `form:"name" json:"name" binding:"omitempty,max=200" label:"名称"`
	Note     *string `form:"note" json:"note" binding:"omitempty,max=1000" label:"说明"`
	Criteria []struct {
		Name  string     `json:"name"`
		Links []linkJSON `json:"links"`
	} `form:"-" json:"criteria"`
	Revision *int `form:"revision" json:"revision"`
}

// criteriaRows is how many criteria a page's form has room for.
const criteriaRows = 12

// criteria are what was sent as a list, or typed in as fields such as criteria.0.name.
func (f *campaignForm) criteria(r *Request, tx *models.Tx, year int) (list []campaign.Criterion, err error) {
	for _, sent := range f.Criteria {
		one := campaign.Criterion{Name: sent.Name}
		for _, l := range sent.Links {
			one.Links = append(one.Links, campaign.Link{Kind: l.Kind, Value: l.Value})
		}
		list = append(list, one)
	}
	for i := range criteriaRows {
		name, words := r.PostForm("criteria."+strconv.Itoa(i)+".name"), r.PostForm("criteria."+strconv.Itoa(i)+".links")
		if strings.TrimSpace(name+words) == "" {
			continue
		}
		one := campaign.Criterion{Name: name}
		if one.Links, err = campaign.ReadLinks(tx, year, words); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

func (s *Server) createCampaign(r *Request) (Answer, error) {
	var form campaignForm
	err := r.Form(&form)
	var c campaign.Campaign
	if err == nil {
		err = r.Update(func(tx *models.Tx) (err error) {
			c = campaign.Campaign{Year: tx.Today().Year()}
			put(&c.Year, form.Year)
			put(&c.Name, form.Name)
			put(&c.Note, form.Note)
			if c.Criteria, err = form.criteria(r, tx, c.Year); err != nil {
				return err
			}
			return campaign.Create(tx, &c)
		})
	}
	if err != nil {
		return r.again("campaign", err, s.listCampaigns)
	}
	return s.campaignDone(r, c.ID, http.StatusCreated)
}

func (s *Server) changeCampaign(r *Request) (Answer, error) {
	var form campaignForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c, err := campaign.Find(tx, r.ID())
			if err != nil {
				return err
			}
			change := *c
			put(&change.Name, form.Name)
			put(&change.Note, form.Note)
			criteria, err := form.criteria(r, tx, c.Year)
			if err != nil {
				return err
			}
			return c.Change(tx, change, criteria, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showCampaign)
	}
	return s.campaignDone(r, r.ID(), http.StatusOK)
}

func (s *Server) campaignDone(r *Request, id int64, status int) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/campaigns/%d", id), Flash: "已保存。"}
	err := r.View(func(tx *models.Tx) error {
		view, err := readCampaign(tx, id, "", unitsOnPage)
		a.JSON = view
		return err
	})
	return a, err
}

// unitsOnPage is how many units the table of a campaign has.
const unitsOnPage = 50

func (s *Server) applyForCampaign(r *Request) (Answer, error) {
	var form struct {
		OrgID int64 `form:"org_id" json:"org_id" binding:"required" label:"申报单位"`
	}
	err := r.Form(&form)
	var u *campaign.Unit
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c, err := campaign.Find(tx, r.ID())
			if err != nil {
				return err
			}
			u, err = c.Apply(tx, form.OrgID)
			return err
		})
	}
	if err != nil {
		return r.again("apply", err, s.showCampaign)
	}
	return s.unitDone(r, u.ID, http.StatusCreated, "已申报；指标状态由项目和应办事项自动生成，无需填报。")
}

func (s *Server) moveUnit(r *Request) (Answer, error) {
	var form struct {
		State    campaign.State `form:"state" json:"state" binding:"required,max=20" label:"状态"`
		Reason   string         `form:"reason" json:"reason" binding:"max=1000" label:"理由"`
		Revision *int           `form:"revision" json:"revision"`
	}
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			u, err := campaign.FindUnit(tx, r.ID())
			if err != nil {
				return err
			}
			return u.Move(tx, form.State, form.Reason, *form.Revision)
		})
	}
	if err != nil {
		return r.again("move", err, s.showUnit)
	}
	return s.unitDone(r, r.ID(), http.StatusOK, "已办理。")
}

func (s *Server) unitDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/campaign-units/%d", id), Flash: flash}
	err := r.View(func(tx *models.Tx) error {
		_, _, view, err := readUnit(tx, id)
		a.JSON = view
		return err
	})
	return a, err
}

func readUnit(tx *models.Tx, id int64) (*campaign.UnitRow, *campaign.Campaign, entrantJSON, error) {
	u, err := campaign.FindUnit(tx, id)
	if err != nil {
		return nil, nil, entrantJSON{}, err
	}
	c, err := campaign.Find(tx, u.CampaignID)
	if err != nil {
		return nil, nil, entrantJSON{}, err
	}
	e, err := c.Read(tx)
	return u, c, showEntrant(tx, *u, c, &e), err
}
