package inspection

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/structure"
)

// The points that are no form of organisational life.
const (
	Records   = "records"
	Uploads   = "uploads"
	Structure = "structure"
)

// Points are the codes of all that an inspection can look at, in the order of pages.
var Points = func() (list []string) {
	for _, t := range orglife.Types {
		if t.Owes(&models.Org{Kind: models.Branch, CommitteeSeats: 1}) || t == orglife.GroupMeeting {
			list = append(list, string(t))
		}
	}
	return append(list, Records, Uploads, Structure)
}()

// Name is a point as people read it.
func Name(code string) language.Word {
	switch code {
	case Records:
		return "活动记录"
	case Uploads:
		return "上传山东e支部"
	case Structure:
		return "支部设置"
	}
	return orglife.Type(code).Name()
}

// State is what the records say of a point.
type State string

const (
	Fine    State = "fine"
	Late    State = "late"    // done, and too late or less than the city demands
	Missing State = "missing" // not done
	Pending State = "pending" // not done, and not due yet
)

// States lists them, the gravest first.
var States = []State{Missing, Late, Pending, Fine}

// StateNames are the states as people read them.
var StateNames = map[State]string{Fine: "符合", Late: "有不足", Missing: "有缺项", Pending: "未到期"}

func (s State) String() string { return StateNames[s] }

// Problem reports whether it is one to be mended.
func (s State) Problem() bool { return s == Missing || s == Late }

// Fact is what the records say of a point in a branch.
type Fact struct {
	Code  string
	State State
	Fact  language.Phrase
	Link  string // the records themselves
}

// Facts reads what the records say today of a branch, point by point; of what
// nothing is asked nothing is said.
func (n *Inspection) Facts(tx *models.Tx, org *models.Org) ([]Fact, error) {
	from, to := n.Period.First(), min(n.Period.Last(), max(tx.Today(), n.Period.First()))
	points := n.Points()
	forms := slices.DeleteFunc(slices.Clone(orglife.Types), func(t orglife.Type) bool { return !slices.Contains(points, string(t)) })
	columns, err := orglife.ColumnsDue(tx, forms, from, n.Period.Last())
	if err != nil {
		return nil, err
	}
	matrix, err := orglife.ReadMatrix(tx, []models.Org{*org}, columns, tx.Today())
	if err != nil {
		return nil, err
	}
	var list []Fact
	for _, t := range forms {
		if f := held(matrix, org, t); f != nil {
			list = append(list, *f)
		}
	}
	if slices.Contains(points, Records) || slices.Contains(points, Uploads) {
		some, err := papers(tx, matrix, org, from, to)
		if err != nil {
			return nil, err
		}
		list = append(list, slices.DeleteFunc(some, func(f Fact) bool { return !slices.Contains(points, f.Code) })...)
	}
	if slices.Contains(points, Structure) {
		f, err := setUp(tx, org, from, to)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// told groups the standings of a form's periods in the sentence about it.
var told = []struct {
	format    string
	state     State
	standings []orglife.Standing
}{
	{"未开展：%s", Missing, []orglife.Standing{orglife.Overdue}},
	{"未达市级要求：%s", Late, []orglife.Standing{orglife.BelowCity}},
	{"补开、补录：%s", Late, []orglife.Standing{orglife.Standing(orglife.MadeUp), orglife.Standing(orglife.DoneLate)}},
	{"未到期：%s", Pending, []orglife.Standing{orglife.Pending, orglife.DueSoon, orglife.Due}},
	{"免除、顺延：%s", Fine, []orglife.Standing{orglife.Standing(orglife.Exempted), orglife.Standing(orglife.Suspended)}},
}

// held tells how a form was kept in its periods; nil where it is not asked for.
func held(m *orglife.Matrix, org *models.Org, t orglife.Type) *Fact {
	periods := map[orglife.Standing][]language.Phrase{}
	asked := 0
	for _, c := range m.Columns {
		if cell := m.At(org, c); c.Code == t && cell.Standing != "" {
			asked++
			periods[cell.Standing] = append(periods[cell.Standing], c.Period.Long())
		}
	}
	if asked == 0 {
		return nil
	}
	f := &Fact{Code: string(t), State: Fine, Link: fmt.Sprintf("/duties?org=%d&code=%s", org.ID, t)}
	said := []language.Phrase{{"应%[1]d期，按时%[2]d期", asked, len(periods[orglife.Standing(orglife.Done)])}}
	for _, part := range told {
		var some []language.Phrase
		for _, s := range part.standings {
			some = append(some, periods[s]...)
		}
		if len(some) == 0 {
			continue
		}
		said = append(said, language.Phrase{part.format, language.Join("、", some)})
		f.State = graver(f.State, part.state)
	}
	f.Fact = language.Join("；", said)
	return f
}

// paperStates are the states of papers as an inspection sees them.
var paperStates = map[orglife.Complete]State{orglife.OnTime: Fine, orglife.NoneThere: Fine, orglife.WasLate: Late, orglife.Pends: Pending, orglife.Missing: Missing}

func papers(tx *models.Tx, m *orglife.Matrix, org *models.Org, from, to calendar.Date) ([]Fact, error) {
	read, err := m.Papers(tx, from, to)
	records, uploads := read.Of(org.ID)
	return []Fact{
		{Records, paperStates[records.State], records.Reason, fmt.Sprintf("/activities?org=%d&from=%s&to=%s", org.ID, from, to)},
		{Uploads, paperStates[uploads.State], uploads.Reason, orglife.UploadsLink(org.ID) + "&state=all"},
	}, err
}

// setUp tells what the screening found in some days in how the branch is made up.
func setUp(tx *models.Tx, org *models.Org, from, to calendar.Date) (Fact, error) {
	list, tally, err := structure.Listed(tx, from, to, org)
	f := Fact{Structure, Fine, language.Phrase{"排查未发现问题"}, fmt.Sprintf("/orgs/%d/health", org.ID)}
	if len(list) == 0 || err != nil {
		return f, err
	}
	var open []language.Phrase
	for _, i := range list {
		if i.ResolvedOn == "" || i.ResolvedOn > to {
			open = append(open, language.Quote(i.Detail))
		}
	}
	if f.Fact = (language.Phrase{"排查发现%d项，均已改正", len(list)}); len(open) > 0 {
		f.State, f.Fact = Missing, language.Phrase{"排查发现%[1]d项，已改正%[2]d项；未改正：%[3]s", len(list), tally.Resolved, language.Join("；", open)}
	}
	return f, nil
}

func graver(a, b State) State {
	if slices.Index(States, b) < slices.Index(States, a) {
		return b
	}
	return a
}

// timely reports whether organisational life was kept in time: 按时 follows from the records.
func timely(facts []Fact) bool {
	return !slices.ContainsFunc(facts, func(f Fact) bool { return f.State.Problem() && orglife.Type(f.Code).Name() != "" })
}

// Mark stands for what the records said when they were shown: who confirms them
// confirms these.
func Mark(facts []Fact) int64 {
	sum := sha256.Sum256([]byte(models.JSON(facts)))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 16) // exact as a number of JSON, too
}
