package orglife

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Regulation is a document by which a branch works: the city's template as the
// branch has adopted it, or a text of its own (A23).
type Regulation struct {
	ID        int64
	OrgID     int64
	Name      string
	Version   int // of the template that was in force when it was adopted; 0 where there was none
	AdoptedOn calendar.Date
	Text      string // its own; "" where that of the template applies
	Revision  int    // from 1 on; 0 is said of what is not there yet
}

// RegulationItem is a line of a branch's checklist: what it has of a document, and
// the newest version of the city's template.
type RegulationItem struct {
	Regulation
	Own    bool // the text is its own
	Latest int  // 0 where the city has no template
}

// RegulationState is how a branch stands with a document of its checklist.
type RegulationState string

const (
	RegulationLacking  RegulationState = "lacking"
	RegulationAdopted  RegulationState = "adopted"
	RegulationOutdated RegulationState = "outdated" // a hint: what was adopted stays in force
)

var regulationStates = map[RegulationState]language.Word{RegulationLacking: "缺少", RegulationAdopted: "已制定", RegulationOutdated: "有新版本"}

// Name is the state as people read it.
func (s RegulationState) Name() language.Word { return regulationStates[s] }

// State is how the branch stands with the document.
func (i *RegulationItem) State() RegulationState {
	switch {
	case i.ID == 0:
		return RegulationLacking
	case i.Version < i.Latest:
		return RegulationOutdated
	}
	return RegulationAdopted
}

// Checklist is a branch with the documents that it is to have.
type Checklist struct {
	models.Org
	Grouped bool             // it has party groups
	Items   []RegulationItem `gorm:"-"`
}

// Count is how many of its documents stand so.
func (c *Checklist) Count(s RegulationState) (n int) {
	for i := range c.Items {
		if c.Items[i].State() == s {
			n++
		}
	}
	return n
}

// needless are documents that a branch does not need for want of what they are about.
var needless = map[string]func(*Checklist) bool{
	"支委会制度":  func(c *Checklist) bool { return c.CommitteeSeats == 0 },
	"党小组会制度": func(c *Checklist) bool { return !c.Grouped },
}

// required are the documents that the dated rule demands of a branch, nil for the city.
func required(tx *models.Tx, org *models.Org) ([]string, error) {
	rule, _, _, err := models.RuleIn[struct{ Documents []string }](tx, models.RuleRegulations, tx.Today(), org)
	return rule.Documents, err
}

// Checklists lists the open branches that the actor may see with their documents,
// by code: of an organisation and all below it, nil for all. Texts of their own
// are read where one branch is asked for.
func Checklists(tx *models.Tx, top *models.Org) ([]Checklist, error) {
	if err := tx.RequireSight(models.Plans); err != nil {
		return nil, err
	}
	where, args := tx.Scope(models.View, models.Plans, "o.id")
	text := "'' AS text"
	if top != nil {
		below, path := models.Below("o.id", []string{top.Path})
		where, args = where+" AND "+below, append(args, path...)
		if top.IsBranch() {
			text = "r.text"
		}
	}
	where += " AND o.kind IN ? AND o.closed_on = ''"
	args = append(args, branchKinds)
	var list []Checklist
	if err := tx.Raw(&list, `SELECT o.*, EXISTS (SELECT 1 FROM orgs g WHERE g.parent_id = o.id AND g.kind = ? AND g.closed_on = '') AS grouped
		FROM orgs o WHERE `+where+" ORDER BY o.code", append([]any{models.PartyGroup}, args...)...); err != nil {
		return nil, err
	}
	var adopted []RegulationItem
	if err := tx.Raw(&adopted, "SELECT r.id, r.org_id, r.name, r.version, r.adopted_on, r.text <> '' AS own, r.revision, "+text+
		" FROM regulations r JOIN orgs o ON o.id = r.org_id WHERE "+where, args...); err != nil {
		return nil, err
	}
	return list, fillChecklists(tx, list, adopted)
}

// FindChecklist is the checklist of a branch that the actor may see.
func FindChecklist(tx *models.Tx, orgID int64) (*Checklist, error) {
	org, err := RegulationsOrg(tx, orgID)
	if err != nil {
		return nil, err
	}
	list, err := Checklists(tx, org)
	if err == nil && (len(list) != 1 || list[0].ID != orgID) {
		err = models.Missing
	}
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// RegulationsOrg finds an organisation whose branches' documents the actor may see.
func RegulationsOrg(tx *models.Tx, id int64) (*models.Org, error) {
	o, err := models.Visible[models.Org](tx, models.Plans, "id").Where("id = ?", id).First(tx.Ctx)
	return &o, err
}

// fillChecklists lays what was adopted beside what is demanded and offered.
func fillChecklists(tx *models.Tx, list []Checklist, adopted []RegulationItem) error {
	latest, err := latestTemplates(tx)
	if err != nil {
		return err
	}
	type key struct {
		org  int64
		name string
	}
	has := make(map[key]RegulationItem, len(adopted))
	for _, a := range adopted {
		has[key{a.OrgID, a.Name}] = a
	}
	for i := range list {
		c := &list[i]
		names, err := required(tx, &c.Org)
		if err != nil {
			return err
		}
		for _, name := range names {
			if drop := needless[name]; drop != nil && drop(c) {
				continue
			}
			item := has[key{c.ID, name}]
			item.OrgID, item.Name, item.Latest = c.ID, name, latest[name]
			c.Items = append(c.Items, item)
		}
	}
	return nil
}

// RegulationTemplate is a version of the city's text of a document, kept by the
// work committee. A new version leaves what was adopted as it is.
type RegulationTemplate struct {
	ID        int64
	Name      string
	Version   int
	Text      string
	ValidFrom calendar.Date
	Current   bool `gorm:"-"` // the newest in force today
}

// RegulationTemplates lists all versions, by the order of the checklist and the newest first.
func RegulationTemplates(tx *models.Tx) ([]RegulationTemplate, error) {
	if err := tx.RequireSight(models.Plans); err != nil {
		return nil, err
	}
	list, err := models.In[RegulationTemplate](tx).Order("name, version DESC").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	latest, err := latestTemplates(tx)
	if err != nil {
		return nil, err
	}
	names, err := required(tx, nil)
	rank := func(t RegulationTemplate) int {
		if i := slices.Index(names, t.Name); i >= 0 {
			return i
		}
		return len(names)
	}
	slices.SortStableFunc(list, func(a, b RegulationTemplate) int { return cmp.Compare(rank(a), rank(b)) })
	for i := range list {
		list[i].Current = list[i].Version == latest[list[i].Name]
	}
	return list, err
}

// latestTemplates are the newest versions in force today, by name.
func latestTemplates(tx *models.Tx) (map[string]int, error) {
	var rows []struct {
		Name    string
		Version int
	}
	err := tx.Raw(&rows, "SELECT name, MAX(version) AS version FROM regulation_templates WHERE valid_from <= ? GROUP BY name", tx.Today())
	latest := make(map[string]int, len(rows))
	for _, r := range rows {
		latest[r.Name] = r.Version
	}
	return latest, err
}
