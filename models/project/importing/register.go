package importing

import (
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
)

// register is every organisation and every chair of the city, read once an import.
type register struct {
	orgs    []*models.Org // those there are, in the order of the tree
	byID    map[int64]*models.Org
	byName  map[string]*models.Org // by name and by department
	roots   []*models.Org          // the organisation that stands for each department
	city    *models.Org            // the work committee
	holders []models.Holder
}

func readRegister(tx *models.Tx) (*register, error) {
	orgs, err := tx.Orgs()
	if err != nil {
		return nil, err
	}
	g := &register{byID: map[int64]*models.Org{}, byName: map[string]*models.Org{}}
	for i, o := range orgs {
		g.byID[o.ID] = &orgs[i] // closed ones still have their names
		if o.ClosedOn == "" || o.ClosedOn > tx.Today() {
			g.orgs = append(g.orgs, &orgs[i])
		}
	}
	if g.holders, err = tx.AllHolders(); err != nil {
		return nil, err
	}
	g.index()
	if g.city == nil {
		return nil, models.Fail(models.Conflict, "还没有登记市直机关工委，请先登记组织再导入清单。")
	}
	return g, nil
}

// index finds each department's own organisation: the one nearest the top that
// leads, not the leading group that guides.
func (g *register) index() {
	root := map[string]*models.Org{}
	for _, o := range g.orgs {
		g.byName[compact(o.Name)] = o
		if o.Kind == models.WorkCommittee && g.city == nil {
			g.city = o
		}
		if o.UnitName == "" || o.Kind == models.LeadingGroup || o.Kind == models.Section {
			continue
		}
		if r := root[o.UnitName]; r == nil || len(o.Path) < len(r.Path) {
			root[o.UnitName] = o
		}
	}
	for _, o := range g.orgs {
		if root[o.UnitName] == o {
			g.roots = append(g.roots, o)
		}
	}
	for _, o := range g.roots {
		g.byName[compact(o.UnitName)] = o
	}
}

// unitName is an organisation as lists name it: by its department where it stands for one.
func (g *register) unitName(o *models.Org) string {
	if slices.Contains(g.roots, o) {
		return o.UnitName
	}
	return o.Name
}

// find knows an organisation by its name, its department's name, or a short form
// of that; how says what was guessed.
func (g *register) find(text string) (o *models.Org, how language.Phrase) {
	plain := compact(text)
	for _, spelling := range []string{plain, strings.TrimPrefix(plain, "中共"), "市" + plain, strings.TrimSuffix(plain, "党组织")} {
		if o := g.byName[spelling]; o != nil {
			return o, nil
		}
	}
	if strings.HasSuffix(plain, "工委") || strings.HasSuffix(plain, "机关工作委员会") {
		return g.city, understood(text, g.city.Name)
	}
	if o := g.department(plain); o != nil {
		return o, understood(text, g.unitName(o))
	}
	var fits []*models.Org
	for _, o := range g.roots {
		if utf8.RuneCountInString(plain) >= 3 && abbreviates(plain, o.UnitName) {
			fits = append(fits, o)
		}
	}
	if len(fits) == 1 {
		return fits[0], understood(text, g.unitName(fits[0]))
	}
	return nil, nil
}

func understood(text, as string) language.Phrase {
	return language.Phrase{"“%s”按“%s”理解。", short(text), as}
}

// department knows a section by the department it belongs to: 市直机关工委组织科.
func (g *register) department(text string) *models.Org {
	var longest *models.Org
	length := 0
	for name, o := range g.byName {
		if len(name) > length && strings.HasPrefix(text, name) {
			longest, length = o, len(name)
		}
	}
	for _, end := range []string{"科", "室", "处", "办", "部", "中心"} {
		if longest != nil && strings.HasSuffix(text, end) {
			return longest
		}
	}
	return nil
}

// abbreviates reports whether a short form such as 住建局 has its characters from
// the name, in order, and ends as it does.
func abbreviates(text, name string) bool {
	end, _ := utf8.DecodeLastRuneInString(name)
	if !strings.HasSuffix(text, string(end)) {
		return false
	}
	rest := []rune(text)
	for _, r := range name {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// people lists who holds a post in a department, the organisation's own posts first.
func (g *register) people(o *models.Org) []models.Holder {
	var own, others []models.Holder
	for _, h := range g.holders {
		at := g.byID[h.OrgID]
		switch {
		case h.MemberID == 0 || at == nil:
		case h.OrgID == o.ID:
			own = append(own, h)
		case o.UnitName != "" && at.UnitName == o.UnitName && slices.Contains(g.roots, o), at.Within(o) && o != g.city:
			others = append(others, h)
		}
	}
	return append(own, others...)
}
