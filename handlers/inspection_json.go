package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/inspection"
)

// inspectionJSON is an inspection as the API shows it.
type inspectionJSON struct {
	ID        int64           `json:"id"`
	Kind      inspection.Kind `json:"kind"`
	KindName  string          `json:"kind_name"`
	Name      string          `json:"name"`
	OrgID     *int64          `json:"org_id"` // null for the whole city
	OrgName   string          `json:"org_name"`
	Period    calendar.Period `json:"period"`
	Points    []string        `json:"points"`
	OpenedOn  calendar.Date   `json:"opened_on"`
	DueOn     calendar.Date   `json:"due_on"`
	CreatedBy string          `json:"created_by"`
	Rows      int             `json:"rows"`
	Answered  int             `json:"answered"`
	Lot       *lotJSON        `json:"lot"` // of a spot check
	Revision  int             `json:"revision"`
}

// lotJSON is how the branches of a spot check are drawn.
type lotJSON struct {
	Percent int               `json:"percent"`
	Avoid   int               `json:"avoid"`
	Avoided int               `json:"avoided"`
	Seed    int64             `json:"seed"`
	DrawnOn calendar.Date     `json:"drawn_on"`
	Size    int               `json:"size"`  // how many it was drawn from
	Frame   *inspection.Frame `json:"frame"` // what it was drawn from; null for who does not see all of it
}

// showInspection shows an inspection with how many of its rows have been answered.
func showInspection(tx *models.Tx, n *inspection.Inspection, p inspection.Progress) (inspectionJSON, error) {
	v := inspectionJSON{ID: n.ID, Kind: n.Kind, KindName: tx.Say(n.Kind.String()), Name: n.Name, OrgID: n.OrgID, OrgName: tx.Say("全市"), Period: n.Period, Points: n.Points(),
		OpenedOn: n.OpenedOn, DueOn: n.DueOn, CreatedBy: n.CreatedName, Rows: p.Total, Answered: p.Answered, Revision: n.Revision}
	if n.Org != nil && n.OrgID != nil {
		v.OrgName = n.Org.Name
	}
	if n.Kind != inspection.Spot {
		return v, nil
	}
	frame, err := n.DrawnFrom()
	v.Lot = &lotJSON{Percent: n.Percent, Avoid: n.Avoid, Avoided: n.Avoided, Seed: n.Seed, DrawnOn: n.DrawnOn, Size: frame.Size()}
	if frame != nil && inspection.SeesAll(tx) {
		v.Lot.Frame = &frame
	}
	return v, err
}

// rowJSON is a branch in an inspection.
type rowJSON struct {
	ID           int64              `json:"id"`
	InspectionID int64              `json:"inspection_id"`
	OrgID        int64              `json:"org_id"`
	OrgCode      string             `json:"org_code"`
	OrgName      string             `json:"org_name"`
	DueOn        calendar.Date      `json:"due_on"`
	Overdue      bool               `json:"overdue"`
	AnsweredOn   calendar.Date      `json:"answered_on"`
	AnsweredBy   string             `json:"answered_by"`
	Timely       *bool              `json:"timely"` // null until it is answered
	Quality      inspection.Quality `json:"quality"`
	Reason       string             `json:"reason"`
	Items        []itemJSON         `json:"items"`
	Revision     int                `json:"revision"`

	Light lamp `json:"-"`
}

// TimelyWord says whether it was kept in time, once that is known.
func (v rowJSON) TimelyWord() word {
	switch {
	case v.Timely == nil:
		return "—"
	case *v.Timely:
		return "是"
	}
	return "否"
}

// QualityName is the judgement as people read it, "" for none.
func (v rowJSON) QualityName() word { return word(v.Quality.String()) }

// Problems are the points in which there is something to be mended.
func (v rowJSON) Problems() (list []itemJSON) {
	for _, i := range v.Items {
		if i.State.Problem() || i.Said != "" {
			list = append(list, i)
		}
	}
	return list
}

// itemJSON is one point of a branch: what the records say, and what the branch said to it.
type itemJSON struct {
	Code      string           `json:"code"`
	Name      string           `json:"name"`
	State     inspection.State `json:"state"`
	StateName string           `json:"state_name"`
	Fact      string           `json:"fact"`
	Said      string           `json:"said"`
	FindingID *int64           `json:"finding_id"`

	Title    word            `json:"-"`
	Told     language.Phrase `json:"-"`
	Light    string          `json:"-"`
	Link     string          `json:"-"` // to the records
	Listable bool            `json:"-"`
}

// FindingNumber is the number of the problem that was made of the point.
func (v itemJSON) FindingNumber() int64 { return *v.FindingID }

// stateLights are how the states of points are drawn.
var stateLights = map[inspection.State]string{inspection.Fine: "ok", inspection.Late: "warn", inspection.Missing: "late", inspection.Pending: "idle"}

func showRow(tx *models.Tx, w *inspection.Row) rowJSON {
	v := rowJSON{ID: w.ID, InspectionID: w.InspectionID, OrgID: w.OrgID, OrgCode: w.Org.Code, OrgName: w.Org.Name, DueOn: w.Inspection.DueOn, Overdue: w.Overdue(tx.Today()),
		AnsweredOn: w.AnsweredOn, AnsweredBy: w.AnsweredName, Quality: w.Quality, Reason: w.Reason, Items: []itemJSON{}, Revision: w.Revision, Light: rowLight(tx, w)}
	if w.AnsweredOn != "" {
		v.Timely = &w.Timely
	}
	for i := range w.Items {
		item := &w.Items[i]
		shown := showFact(tx, inspection.Fact{Code: item.Code, State: item.State, Fact: item.Fact}, item.Name())
		shown.Said, shown.FindingID, shown.Listable = item.Said, item.FindingID, w.Listable(tx, item)
		v.Items = append(v.Items, shown)
	}
	return v
}

func showFact(tx *models.Tx, f inspection.Fact, name word) itemJSON {
	return itemJSON{Code: f.Code, Name: name.In(tx.Actor.Language), State: f.State, StateName: tx.Say(f.State.String()), Fact: f.Fact.In(tx.Actor.Language),
		Title: name, Told: f.Fact, Light: stateLights[f.State], Link: f.Link}
}

func rowLight(tx *models.Tx, w *inspection.Row) lamp {
	late := w.Overdue(tx.Today())
	switch {
	case w.AnsweredOn == "" && late:
		return lamp{"late", tx.Say("已逾期")}
	case w.AnsweredOn == "" && w.Inspection.Kind == inspection.Spot:
		return lamp{"idle", tx.Say("待检查")}
	case w.AnsweredOn == "":
		return lamp{"idle", tx.Say("待确认")}
	case late:
		return lamp{"warn", tx.Say("逾期完成")}
	}
	return lamp{"ok", tx.Say("已完成")}
}

// tallyJSON is what came of an inspection.
type tallyJSON struct {
	Rows      int         `json:"rows"`
	Answered  int         `json:"answered"`
	Overdue   int         `json:"overdue"`
	Clean     int         `json:"clean"`
	Timely    int         `json:"timely"`
	Proper    int         `json:"proper"`
	Improve   int         `json:"improve"`
	Problems  int         `json:"problems"`
	Listed    int         `json:"listed"`
	Explained int         `json:"explained"`
	Points    []pointJSON `json:"points"`
}

// pointJSON is how the answered branches stand in one point.
type pointJSON struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Fine    int    `json:"fine"`
	Late    int    `json:"late"`
	Missing int    `json:"missing"`
	Pending int    `json:"pending"`

	Title word `json:"-"`
}

func showTally(tx *models.Tx, t inspection.Tally) tallyJSON {
	v := tallyJSON{t.Rows, t.Answered, t.Overdue, t.Clean, t.Timely, t.Proper, t.Improve, t.Problems, t.Listed, t.Explained, []pointJSON{}}
	for _, p := range t.Points {
		name := (&inspection.Item{Code: p.Code}).Name()
		v.Points = append(v.Points, pointJSON{p.Code, name.In(tx.Actor.Language), p.Counts[inspection.Fine], p.Counts[inspection.Late], p.Counts[inspection.Missing],
			p.Counts[inspection.Pending], name})
	}
	return v
}
