package handlers

import (
	"strconv"

	"luoshi/language"
	"luoshi/models/structure"
	"luoshi/views"
)

// voteView is what the rules make of a ballot.
type voteView struct {
	Kind        structure.VoteKind `json:"kind"`
	Entitled    int                `json:"entitled"`
	Present     int                `json:"present"`
	Yes         int                `json:"yes"`
	NeedPresent int                `json:"need_present"`
	NeedYes     int                `json:"need_yes"`
	Valid       bool               `json:"valid"`
	Passed      bool               `json:"passed"`
	Verdict     string             `json:"verdict"`
	Basis       string             `json:"basis"`

	Said language.Phrase `json:"-"`
	Why  word            `json:"-"`
}

type votesPage struct {
	Kinds                  []views.Option
	Entitled, Present, Yes string
	Result                 *voteView
}

// countVotes works out whether a vote is valid and carried: ?kind=, ?entitled=,
// ?present=, ?yes=. The page without them only asks.
func (s *Server) countVotes(r *Request) (Answer, error) {
	f := newSieve(r)
	kind := oneOf(f, "kind", structure.VoteKinds...)
	page := votesPage{Entitled: f.text("entitled"), Present: f.text("present"), Yes: f.text("yes")}
	for _, k := range structure.VoteKinds {
		page.Kinds = append(page.Kinds, views.Option{Value: string(k), Name: k.Name(), Chosen: k == kind})
	}
	a := Answer{Page: "votes", Title: word("表决计算"), Section: "orgs", Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("表决计算")}}}
	if kind == "" && page.Entitled == "" && !wantsJSON(r.Context) && f.err() == nil {
		a.View = page
		return a, nil
	}
	b := structure.Ballot{Kind: kind, Entitled: f.count("entitled"), Present: f.count("present"), Yes: f.count("yes")}
	if err := f.err(); err != nil {
		return Answer{}, err
	}
	c, err := b.Count()
	if err != nil {
		return Answer{}, err
	}
	said := c.Verdict()
	page.Result = &voteView{b.Kind, b.Entitled, b.Present, b.Yes, c.NeedPresent, c.NeedYes, c.Valid, c.Passed, said.In(r.Language()), c.Basis.In(r.Language()), said, c.Basis}
	a.View, a.JSON = page, page.Result
	return a, nil
}

// count is a number from 0, 0 when it is left out.
func (s *sieve) count(name string) int {
	text := s.text(name)
	n, err := strconv.Atoi(text)
	if text != "" && (err != nil || n < 0) {
		s.wrong.Add(name, "须为人数，如 28")
	}
	return n
}
