package models

import (
	"slices"
	"strings"
)

// SearchTerm is a piece of text by which a thing is found: the text from each of its
// characters on, and the same of the initials of its pinyin. A word is looked up as
// the beginning of a term: one range of an index, however many things there are.
type SearchTerm struct {
	Kind    Searched `gorm:"primaryKey"`
	Term    string   `gorm:"primaryKey"`
	ThingID int64    `gorm:"primaryKey"`
}

// Searched is a kind of thing that a search finds.
type Searched string

const (
	SearchProjects   Searched = "project"
	SearchMilestones Searched = "milestone"
	SearchActivities Searched = "activity"
	SearchMembers    Searched = "member"
	SearchOrgs       Searched = "org"
	SearchDocuments  Searched = "document"
)

// Findable is a thing with the texts by which it is found.
type Findable struct {
	ID    int64
	Texts []string
}

// Index makes things found by their texts, and no longer by what they were found by before.
func (tx *Tx) Index(kind Searched, things ...Findable) error {
	var ids []int64
	var rows []SearchTerm
	for _, thing := range things {
		ids = append(ids, thing.ID)
		for _, text := range thing.Texts {
			for _, term := range termsOf(text, kind != SearchMilestones) { // of the many milestones, initials from the first on
				rows = append(rows, SearchTerm{kind, term, thing.ID})
			}
		}
	}
	if err := tx.Unindex(kind, ids...); err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	return In[SearchTerm](tx, Once).CreateInBatches(tx.Ctx, &rows, 500)
}

// Unindex makes things no longer found.
func (tx *Tx) Unindex(kind Searched, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := In[SearchTerm](tx).Where("kind = ? AND thing_id IN ?", kind, ids).Delete(tx.Ctx)
	return err
}

// Words are what somebody looks for, the longest first.
type Words []string

// WordsOf splits what was typed; there are at most four words, and what is no letter,
// number or sign of a word does not count.
func WordsOf(q string) Words {
	const most = 4
	var words Words
	for _, field := range strings.Fields(q) {
		runes := searchable(field)
		for len(runes) > 0 && len(words) < most {
			n := min(len(runes), termLength)
			words = append(words, string(runes[:n]))
			runes = runes[n:]
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// candidates bounds how many things with the first word are looked at for one who
// sees them all.
const candidates = 2000

// In is the condition that the thing whose id stands in a column has all the words.
// For who sees all things of the kind it starts from the first word, up to a bound;
// for others from what they see, so that the bound hides nothing of theirs.
func (w Words) In(kind Searched, column string, seesAll bool) (string, []any) {
	if len(w) == 0 {
		return "1 = 0", nil
	}
	const after = "\U0010FFFF" // beyond every character
	var sql []string
	var args []any
	for i, word := range w {
		if i == 0 && seesAll {
			sql = append(sql, column+` IN (SELECT thing_id FROM (SELECT DISTINCT thing_id FROM search_terms WHERE kind = ? AND term >= ? AND term < ? LIMIT ?) found)`)
			args = append(args, kind, word, word+after, candidates)
			continue
		}
		sql = append(sql, "EXISTS (SELECT 1 FROM search_terms s WHERE s.kind = ? AND s.thing_id = "+column+" AND s.term >= ? AND s.term < ?)")
		args = append(args, kind, word, word+after)
	}
	return strings.Join(sql, " AND "), args
}

// SearchOrgs finds organisations the actor may see.
func (tx *Tx) SearchOrgs(w Words, limit int) ([]Org, error) {
	where, args := w.In(SearchOrgs, "orgs.id", tx.scope(View, Orgs).everything)
	return Visible[Org](tx, Orgs, "orgs.id").Where(where, args...).Order("code").Limit(limit).Find(tx.Ctx)
}

// SearchMembers finds members of today that the actor may see.
func (tx *Tx) SearchMembers(w Words, limit int) ([]Member, error) {
	where, args := w.In(SearchMembers, "members.id", tx.scope(View, Members).everything)
	return Visible[Member](tx, Members, "members.org_id").Where("members.left_on = ''").Where(where, args...).Order("name, id").Limit(limit).Find(tx.Ctx)
}
