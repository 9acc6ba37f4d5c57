package importing

import (
	"regexp"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
)

// party is who a cell of units names.
type party struct {
	orgs    []int64 // in the order named
	group   bool    // the first is no unit but a group, such as 各党支部
	notes   []language.Phrase
	unknown []string
}

var (
	unitBreak = regexp.MustCompile(`[、，,；;/\s]+`)
	parts     = regexp.MustCompile(`[（(](?:牵头|主责|配合|协同)[）)]|(?:责任|牵头|主责|配合|协同)(?:单位|部门)[:：]|等$`)
	groupWord = regexp.MustCompile(`^(?:市直|全市|机关|各级|各|相关|有关|所属|全体|直属)+`)
)

// groups are the names lists have for many organisations at once, longest first.
var groups = []struct {
	words []string
	holds func(g *register, o *models.Org) bool
}{
	{[]string{"党委", "党总支", "总支", "党委（总支）", "党委(总支)", "党委（党总支）"}, func(_ *register, o *models.Org) bool {
		return o.Kind == models.OrganCommittee || o.Kind == models.GeneralBranch
	}},
	{[]string{"党支部", "支部"}, func(_ *register, o *models.Org) bool { return o.IsBranch() }},
	{[]string{"单位", "部门", "部门单位", "部门（单位）", "部门(单位)", "党组织", "基层党组织"}, func(g *register, o *models.Org) bool {
		return o != g.city && o.Kind != models.CityCommittee && o.Kind != models.Department && slices.Contains(g.roots, o)
	}},
}

// parties reads a cell such as 市直机关工委、各机关党委、党总支.
func (g *register) parties(text string) party {
	var p party
	if o := g.byName[compact(text)]; o != nil { // 市 公 安 局 is one name
		p.add(o.ID)
		return p
	}
	pieces := unitBreak.Split(strings.TrimSpace(parts.ReplaceAllString(text, "")), -1)
	grouped := false
	for i := 0; i < len(pieces); {
		if pieces[i] == "" {
			i++
			continue
		}
		taken := 1
		for n := len(pieces) - i; n > 1; n-- { // a name may hold a separator itself
			if g.byName[strings.Join(pieces[i:i+n], "、")] != nil {
				taken = n
				break
			}
		}
		piece := strings.Join(pieces[i:i+taken], "、")
		i += taken
		if members := g.group(piece, grouped); members != nil {
			p.group = p.group || len(p.orgs) == 0
			p.add(members...)
			if grouped = true; strings.HasPrefix(piece, "相关") || strings.HasPrefix(piece, "有关") {
				p.notes = append(p.notes, language.Phrase{"“%s”没有写明是哪些，按全部理解。", piece})
			}
			continue
		}
		grouped = false
		o, how := g.find(piece)
		if o == nil {
			p.unknown = append(p.unknown, piece)
			continue
		}
		if how != nil {
			p.notes = append(p.notes, how)
		}
		p.add(o.ID)
	}
	return p
}

func (p *party) add(ids ...int64) {
	for _, id := range ids {
		if !slices.Contains(p.orgs, id) {
			p.orgs = append(p.orgs, id)
		}
	}
}

// group lists who 各党支部 are; after one group its word may stand alone, as 党总支
// does in 各机关党委、党总支.
func (g *register) group(piece string, after bool) []int64 {
	lead := groupWord.FindString(piece)
	if g.byName[piece] != nil || lead == "" && !after {
		return nil
	}
	word := strings.TrimPrefix(piece[len(lead):], "机关")
	for _, known := range groups {
		if !slices.Contains(known.words, word) {
			continue
		}
		var ids []int64
		for _, o := range g.orgs {
			if known.holds(g, o) {
				ids = append(ids, o.ID)
			}
		}
		return ids
	}
	return nil
}

// groupNames are the groups as lists write them, and the word group knows each by.
var groupNames = []struct{ text, word string }{
	{"各机关党委、党总支", "各党委"}, {"各党支部", "各党支部"}, {"市直各部门单位", "各单位"},
}

// named writes organisations as a list does, with the names of groups where whole
// groups are meant: those that leave the fewest to be named one by one.
func (g *register) named(ids []int64) string {
	var best []string
	left := ids
	for pick := range 1 << len(groupNames) {
		var names []string
		var members []int64
		for i, known := range groupNames {
			if pick&(1<<i) != 0 {
				names, members = append(names, known.text), append(members, g.group(known.word, false)...)
			}
		}
		outside := slices.ContainsFunc(members, func(id int64) bool { return !slices.Contains(ids, id) })
		rest := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(members, id) })
		if !outside && len(rest)+len(names) < len(left)+len(best) {
			best, left = names, rest
		}
	}
	for _, id := range left {
		if o := g.byID[id]; o != nil {
			best = append(best, g.unitName(o))
		}
	}
	return strings.Join(best, "、")
}
