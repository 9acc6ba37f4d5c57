package handlers

import (
	"cmp"
	"fmt"
	"strings"

	"luoshi/models"
	"luoshi/models/library"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/views"
)

// hit is a thing that was found.
type hit struct {
	Kind   string `json:"kind"`
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Link   string `json:"link"`
}

// hits are the things of one kind that were found.
type hits struct {
	Name string
	List []hit
	More bool // there are others
}

type searchView struct {
	Words  string
	Groups []hits
}

// found is how many things of a kind a search shows.
const found = 10

// searches are the kinds of things in the order they are shown.
var searches = []struct {
	name string
	find func(*models.Tx, models.Words) ([]hit, error)
}{
	{"项目", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, project.Search, func(p *project.Project) hit {
			return hit{"project", p.ID, p.Code + " " + p.Name, tx.Say("%d年度 · %s · %s", p.Year, unitOf(p.Org), p.State), p.Link()}
		})
	}},
	{"阶段和节点", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, project.SearchMilestones, func(m *project.Milestone) hit {
			return hit{"milestone", m.ID, m.Name, tx.Say("%s · %s前 · %s", m.Project.Name, m.DueOn.Short(), m.State), m.Link()}
		})
	}},
	{"组织生活", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, orglife.SearchActivities, func(a *orglife.ActivityRow) hit {
			return hit{"activity", a.ID, cmp.Or(a.Topic, tx.Say(orglife.TypeNames[a.Type])), tx.Say("%s · %s", a.OrgName, a.HeldOn.Long()), fmt.Sprintf("/activities/%d", a.ID)}
		})
	}},
	{"组织", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, (*models.Tx).SearchOrgs, func(o *models.Org) hit {
			return hit{"org", o.ID, o.Name, o.Code, fmt.Sprintf("/orgs/%d", o.ID)}
		})
	}},
	{"党员", func(tx *models.Tx, w models.Words) ([]hit, error) {
		list, err := hitsOf(tx, w, (*models.Tx).SearchMembers, func(m *models.Member) hit {
			return hit{"member", m.ID, m.Name, tx.Say(models.MemberStatusNames[m.Status]), fmt.Sprintf("/members/%d", m.ID)}
		})
		return list, err
	}},
	{"文件", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, library.SearchDocuments, func(d *library.Document) hit {
			return hit{"document", d.ID, d.Title, strings.TrimSpace(d.Issuer + " " + d.Number), d.Link()}
		})
	}},
	{"提醒", func(tx *models.Tx, w models.Words) ([]hit, error) {
		return hitsOf(tx, w, notice.Search, func(r *notice.Receipt) hit {
			return hit{"notice", r.ID, tx.Say("%s", r.Notice.Title), when(tx, r.Notice.CreatedAt), fmt.Sprintf("/notices/%d", r.ID)}
		})
	}},
}

// hitsOf finds one more than are shown, to know whether there are others.
func hitsOf[T any](tx *models.Tx, w models.Words, find func(*models.Tx, models.Words, int) ([]T, error), show func(*T) hit) ([]hit, error) {
	list, err := find(tx, w, found+1)
	hits := make([]hit, len(list))
	for i := range list {
		hits[i] = show(&list[i])
	}
	return hits, err
}

// search looks for words, or the initials of their pinyin, in all one may see: a
// query for each kind of thing, whatever there is.
func (s *Server) search(r *Request) (Answer, error) {
	sieve := newSieve(r)
	view := searchView{Words: sieve.text("q")}
	words := models.WordsOf(view.Words)
	if len(words) == 0 && wantsJSON(r.Context) {
		sieve.wrong.Add("q", "请输入文字或拼音首字母，如 支委会、zwh")
	}
	if err := sieve.err(); err != nil {
		return Answer{}, err
	}
	list := List[hit]{Items: []hit{}}
	err := r.View(func(tx *models.Tx) error {
		for _, kind := range searches {
			if len(words) == 0 {
				break
			}
			hs, err := kind.find(tx, words)
			if err != nil {
				return err
			}
			group := hits{Name: tx.Say(kind.name), List: hs, More: len(hs) > found}
			group.List = hs[:min(len(hs), found)]
			if list.Items = append(list.Items, group.List...); len(hs) > 0 {
				view.Groups = append(view.Groups, group)
			}
		}
		return nil
	})
	return Answer{Page: "search", Title: word("查找"), Section: "search", View: view, JSON: list, Crumbs: []views.Crumb{{Name: word("查找")}}}, err
}
