package importing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
)

var (
	personBreak = regexp.MustCompile(`[、，,；;/\s]+`)
	groupPerson = regexp.MustCompile(`^(?:各|相关|有关|全体)`)
	labelled    = regexp.MustCompile(`^(?:(?:责任|牵头|主责)(?:单位|部门)[:：])?(.+?)[；;，,、]?(?:责任人|负责人)[:：](.+)$`)
	inBrackets  = regexp.MustCompile(`^(.+?)[（(]([^（(）)]+)[）)]$`)
	named       = regexp.MustCompile(`^(.+?)[:：/]\s*(\S+)$`)
)

// apart separates a unit and a person that share a cell: 市税务局（顾启明）, 市税务局 顾启明.
func (g *register) apart(text string) (unit, person string) {
	text = strings.TrimSpace(text)
	if fields := strings.Fields(text); len(fields) > 1 && !strings.ContainsAny(text, ":：") && g.isPerson(fields[len(fields)-1]) {
		return strings.Join(fields[:len(fields)-1], ""), fields[len(fields)-1]
	}
	for _, form := range []*regexp.Regexp{labelled, inBrackets, named} {
		if m := form.FindStringSubmatch(compact(text)); m != nil && g.isPerson(m[2]) {
			return m[1], m[2]
		}
	}
	plain := compact(text)
	for _, h := range g.holders { // 市税务局顾启明
		if rest, ok := strings.CutSuffix(plain, h.MemberName); ok && h.MemberName != "" && rest != "" {
			if o, _ := g.find(rest); o != nil {
				return rest, h.MemberName
			}
		}
	}
	return text, ""
}

// isPerson tells a person from one more unit.
func (g *register) isPerson(text string) bool {
	if o, _ := g.find(text); o != nil || g.group(text, true) != nil {
		return false
	}
	return true
}

// owner finds who answers for a row: a post of the lead, or elsewhere in the city.
func (g *register) owner(r *Row, place language.Phrase, text string, group bool) {
	own := g.people(r.Lead)
	who, several := g.first(text)
	if several {
		r.note("责任人写了几项，以“%s”为准。", who)
	}
	r.Owners = options(own)
	inUnit, inCity := g.holding(who, own), g.holding(who, g.holders)
	switch {
	case who == "" && r.old != nil && r.old.OwnerPostID != 0:
		r.choose(&r.Owners, r.old.OwnerPostID, g)
	case who == "":
		r.problem("%s：没有填写“%s”。请在表中补上，或在预览中选定。", place, person)
	case groupPerson.MatchString(who) || group && len(inCity) == 0:
		g.proposeOrganiser(r, who)
	case len(inUnit) > 0 && oneMember(inUnit):
		r.choose(&r.Owners, r.among(inUnit), g)
	case len(inUnit) > 0:
		r.problem("%s：责任单位有几位“%s”，请在预览中选定一位。", place, who)
	case len(inCity) > 0 && oneMember(inCity):
		r.choose(&r.Owners, r.among(inCity), g)
		r.note("责任人%s不在责任单位任职，现任%s。", who, inCity[0].Title())
	case len(inCity) > 0:
		r.Owners = append(options(inCity), r.Owners...)
		r.problem("%s：有几位“%s”，请在预览中选定一位。", place, who)
	default:
		r.problem("%s：没有找到责任人“%s”的职务。请核对姓名，或在预览中选定责任人。", place, short(who))
	}
}

// first is the person a cell names, or the first of several: titles such as
// 党组书记 beside a name are nobody.
func (g *register) first(text string) (who string, several bool) {
	text = bracketed.ReplaceAllString(text, "")
	who = compact(text)
	if len(g.holding(who, g.holders)) > 0 { // 张　三 is one name
		return who, false
	}
	for _, piece := range personBreak.Split(strings.TrimSpace(text), -1) {
		if len(g.holding(piece, g.holders)) > 0 {
			return piece, true
		}
	}
	return who, false
}

// among picks one of a person's posts: the one the project has already, or the first.
func (r *Row) among(posts []models.Holder) int64 {
	for _, h := range posts {
		if r.old != nil && h.PostID == r.old.OwnerPostID {
			return h.PostID
		}
	}
	return posts[0].PostID
}

// proposeOrganiser answers for what everyone has to do: the officer of the work
// committee whose trade it is.
func (g *register) proposeOrganiser(r *Row, who string) {
	own := g.people(g.city)
	r.Owners = options(own)
	if r.old != nil && r.old.OwnerPostID != 0 {
		r.choose(&r.Owners, r.old.OwnerPostID, g)
		return
	}
	best, rank := int64(0), 0
	for _, h := range own {
		if n := organiserRank(h); n > rank {
			best, rank = h.PostID, n
		}
	}
	r.choose(&r.Owners, best, g)
	r.note("“%s”不是一个人，责任人建议为%s，可另选。", short(who), r.Owner())
}

func organiserRank(h models.Holder) int {
	switch {
	case h.Office == models.WorkOfficer && strings.Contains(h.PostName, "组织"):
		return 3
	case h.Office == models.WorkOfficer:
		return 2
	case h.Office == models.DeputySecretary:
		return 1
	}
	return 0
}

// reviewer proposes the work committee's standing deputy, or its secretary for the
// deputy's own work: who does it does not review it.
func (g *register) reviewer(r *Row) {
	own := g.people(g.city)
	r.Reviewers = options(own)
	if r.old != nil && r.old.ReviewerPostID != 0 {
		r.choose(&r.Reviewers, r.old.ReviewerPostID, g)
		return
	}
	owner := Chosen(r.Owners)
	best, rank := int64(0), 0
	for _, h := range own {
		if owner != nil && h.MemberID == owner.MemberID {
			continue
		}
		if n := reviewerRank(h); n > rank {
			best, rank = h.PostID, n
		}
	}
	if best == 0 {
		r.note("工委没有可以担任审核人的在任职务，请立项前补上。")
		return
	}
	r.choose(&r.Reviewers, best, g)
}

func reviewerRank(h models.Holder) int {
	switch {
	case h.Office == models.DeputySecretary && strings.Contains(h.PostName, "常务"):
		return 4
	case h.Office == models.DeputySecretary:
		return 3
	case h.Office == models.CommitteeSecretary:
		return 2
	case h.Office == models.WorkOfficer:
		return 1
	}
	return 0
}

// holding picks the posts held by somebody of this name, or called so.
func (g *register) holding(who string, among []models.Holder) []models.Holder {
	var list []models.Holder
	for _, h := range among {
		if h.MemberID != 0 && who != "" && compact(h.MemberName) == who {
			list = append(list, h)
		}
	}
	return list
}

func oneMember(list []models.Holder) bool {
	for _, h := range list {
		if h.MemberID != list[0].MemberID {
			return false
		}
	}
	return true
}

func options(list []models.Holder) []Option {
	out := make([]Option, len(list))
	for i, h := range list {
		out[i] = Option{PostID: h.PostID, MemberID: h.MemberID, Text: optionText(h)}
	}
	return out
}

func optionText(h models.Holder) string {
	if h.MemberID == 0 {
		return fmt.Sprintf("空缺（%s）", h.Title())
	}
	return fmt.Sprintf("%s（%s）", h.MemberName, h.Title())
}

// choose marks a post, and adds it to the options if it is not there yet; a post
// that does not exist changes nothing.
func (r *Row) choose(list *[]Option, post int64, g *register) bool {
	if post == 0 {
		return false
	}
	at := slices.IndexFunc(*list, func(o Option) bool { return o.PostID == post })
	if at < 0 {
		i := slices.IndexFunc(g.holders, func(h models.Holder) bool { return h.PostID == post })
		if i < 0 {
			return false
		}
		*list, at = append(options(g.holders[i:i+1]), *list...), 0
	}
	for i := range *list {
		(*list)[i].Chosen = i == at
	}
	return true
}
