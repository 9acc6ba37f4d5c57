// Package responsibility keeps the lists of what those who lead a department owe its
// Party work each year: the first responsible person and the deputy in charge. What the
// records show is read from them; only what they cannot show is confirmed by the person.
package responsibility

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// Roles are the offices that have a list, in the order of the ladder's end.
var Roles = []models.Office{models.GroupSecretary, models.GroupDeputy}

// RoleNames are what the lists call them.
var RoleNames = map[models.Office]language.Word{models.GroupSecretary: "第一责任人", models.GroupDeputy: "分管负责同志"}

// Item is one thing owed by a role.
type Item struct {
	Code   string
	Name   language.Word
	Basis  language.Word
	Every  calendar.Span
	ByHand bool // may be confirmed by the person, as far as no record shows it
	whose  []models.Office
	read   func(*reading, *Person, calendar.Period) (held int, link string)
	needed func(Norm) int
}

// Norm is the dated rule about what is owed: how often, and how long before it is due soon.
type Norm struct {
	Lectures int `json:"lectures"` // a year
	Life     int `json:"life"`     // activities of one's own branch a year
	Soon     int `json:"soon"`     // natural days
}

// Items lists everything owed, in the order of pages: mission-map A59 and A60.
var Items = []Item{
	{Code: "study", Name: "专题研究机关党建", Basis: "《中国共产党党和国家机关基层组织工作条例》：党组每半年至少研究1次机关党建工作", Every: calendar.HalfYearly,
		whose: Roles, read: (*reading).studies, needed: once},
	{Code: "lecture", Name: "讲党课", Basis: "主要负责同志要自觉扛起抓机关党建第一责任人职责：带头讲党课", Every: calendar.Yearly, ByHand: true,
		whose: Roles, read: (*reading).lectures, needed: func(n Norm) int { return n.Lectures }},
	{Code: "life", Name: "参加双重组织生活", Basis: "党员领导干部应当带头参加所在党支部的组织生活", Every: calendar.Yearly,
		whose: Roles, read: (*reading).life, needed: func(n Norm) int { return n.Life }},
	{Code: "debrief", Name: "抓机关党建述职", Basis: "《党委（党组）书记抓基层党建工作述职评议考核办法（试行）》：每年述职", Every: calendar.Yearly, ByHand: true,
		whose: []models.Office{models.GroupSecretary}, read: nothing, needed: once},
	{Code: "guide", Name: "听取汇报、督促落实", Basis: "分管负责同志要搞好配合，抓好分管领域机关党建，种好“责任田”", Every: calendar.Yearly, ByHand: true,
		whose: []models.Office{models.GroupDeputy}, read: nothing, needed: once},
}

func once(Norm) int { return 1 }

func nothing(*reading, *Person, calendar.Period) (int, string) { return 0, "" }

// ItemByCode finds an item of a role.
func ItemByCode(office models.Office, code string) (*Item, bool) {
	at := slices.IndexFunc(Items, func(i Item) bool { return i.Code == code && slices.Contains(i.whose, office) })
	if at < 0 {
		return nil, false
	}
	return &Items[at], true
}

// Person is a post that has a list, with who holds it today.
type Person struct {
	models.Holder
	OrgCode string
	Lines   []Line
}

// Line is one item in one period.
type Line struct {
	*Item
	Period       calendar.Period
	DueOn        calendar.Date
	Needed, Held int
	Of           int // activities one was expected at, where that is told
	Standing     orglife.Standing
	Link         string        // to the records
	Confirmed    *Confirmation // by hand; nil for none
}

// List lists the people the actor may see with what they owe in a year, by the code of
// the leading group and then by role: the same few queries for one or for all.
func List(tx *models.Tx, year int) ([]Person, error) { return list(tx, year, 0) }

// Find finds one of them by the post.
func Find(tx *models.Tx, postID int64, year int) (*Person, error) {
	people, err := list(tx, year, postID)
	if err != nil {
		return nil, err
	}
	if len(people) == 0 {
		return nil, models.Missing
	}
	return &people[0], nil
}

func list(tx *models.Tx, year int, postID int64) ([]Person, error) {
	chart, err := tx.Chart()
	if err != nil {
		return nil, err
	}
	posts, err := models.In[models.Post](tx).Select("id, org_id").Where("office IN ?", Roles).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	ids := []int64{}
	for _, p := range posts {
		if o := chart.Org(p.OrgID); (postID == 0 || p.ID == postID) && o.ClosedOn == "" && sees(tx, chart, &o) {
			ids = append(ids, p.ID)
		}
	}
	holders, err := tx.PostHolders(ids) // also of those whose posts are none of the actor's tree
	if err != nil {
		return nil, err
	}
	var people []Person
	for _, id := range ids {
		people = append(people, Person{Holder: holders[id], OrgCode: chart.Org(holders[id].OrgID).Code})
	}
	slices.SortStableFunc(people, func(a, b Person) int {
		return cmp.Or(cmp.Compare(a.OrgCode, b.OrgCode), cmp.Compare(slices.Index(Roles, a.Office), slices.Index(Roles, b.Office)))
	})
	if len(people) == 0 {
		return nil, nil
	}
	r, err := read(tx, chart, people, year)
	if err != nil {
		return nil, err
	}
	for i := range people {
		r.fill(&people[i], year)
	}
	return people, nil
}

// sees reports whether the actor sees what a leading group studies: of it, or of what it guides.
func sees(tx *models.Tx, chart *models.Chart, group *models.Org) bool {
	guided := chart.Org(chart.Guided(group.ID))
	return tx.CanBelow(models.View, models.Studies, group) || guided.ID != 0 && tx.CanBelow(models.View, models.Studies, &guided)
}

// periods are those of a year in which an item is owed.
func (i *Item) periods(year int) (list []calendar.Period) {
	first := calendar.MonthOf(year, 1).First()
	for p := i.Every.Of(first); p.First().Year() == year; p = p.Add(1) {
		list = append(list, p)
	}
	return list
}

// Own reports whether the actor holds the person's post.
func (p *Person) Own(tx *models.Tx) bool { return tx.Actor.Holds(p.PostID) }
