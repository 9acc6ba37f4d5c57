package handlers

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// partJSON is a part of a task as the API shows it.
type partJSON struct {
	ProjectID    int64         `json:"project_id"`
	ParentID     int64         `json:"parent_id"`
	Code         string        `json:"code"`
	Name         string        `json:"name"`
	OrgID        int64         `json:"org_id"`
	OrgName      string        `json:"org_name"`
	Owner        *person       `json:"owner"`
	Share        int           `json:"share"`
	State        string        `json:"state"`
	StateName    string        `json:"state_name"`
	ProjectState string        `json:"project_state"`
	SentAt       string        `json:"sent_at"`
	SentBy       string        `json:"sent_by"`
	Message      string        `json:"message"`
	ReceiptDueOn calendar.Date `json:"receipt_due_on"`
	ReceivedAt   string        `json:"received_at"`
	ReceivedBy   string        `json:"received_by"`
	LateDays     int           `json:"receipt_late_days"`
	Reason       string        `json:"reason"`
	DueOn        calendar.Date `json:"due_on"`
	Percent      int           `json:"percent"`
	Light        lamp          `json:"light"`
	Parts        int           `json:"parts"`
}

func showPiece(tx *models.Tx, c *project.Piece) partJSON {
	view := partJSON{ProjectID: c.ProjectID, ParentID: c.ParentID, Code: c.Code, Name: c.Name, OrgID: c.OrgID, OrgName: c.OrgName, Share: c.Share,
		State: string(c.State), StateName: tx.Say(c.State.String()), ProjectState: string(c.Stands), SentAt: instant(tx, &c.SentAt), SentBy: c.SentName, Message: c.Message,
		ReceiptDueOn: c.DueOn, LateDays: c.Late, Reason: c.Reason, DueOn: c.Due, Percent: c.Percent, Light: showLight(tx, c.Light), Parts: c.Parts}
	if c.OwnerPostID != 0 {
		view.Owner = &person{PostID: c.OwnerPostID, Name: c.Owner, Post: c.OwnerPost}
	}
	if c.State == project.Signed {
		view.ReceivedAt, view.ReceivedBy = instant(tx, c.AnsweredAt), c.AnsweredName
	}
	return view
}

// partsJSON sums up a task's parts.
type partsJSON struct {
	Total        int        `json:"total"`
	Waiting      int        `json:"waiting"`
	Received     int        `json:"received"`
	Declined     int        `json:"declined"`
	LateReceipts int        `json:"late_receipts"`
	Percent      int        `json:"percent"`
	Weighted     bool       `json:"weighted"`
	Lights       lightsJSON `json:"lights"`
}

type lightsJSON struct {
	OK   int `json:"ok"`
	Warn int `json:"warn"`
	Late int `json:"late"`
	Info int `json:"info"`
	Idle int `json:"idle"`
}

func showRolled(r project.Rolled) *partsJSON {
	if r.Total == 0 {
		return nil
	}
	l := r.Lights
	return &partsJSON{r.Total, r.Waiting, r.Signed, r.Declined, r.LateReceipts, r.Percent, r.Weighted,
		lightsJSON{l[project.OK], l[project.Warn], l[project.Late], l[project.Info], l[project.Idle]}}
}

// partsFilter is which parts of a task are asked for.
type partsFilter struct {
	late  bool
	state project.PartState
}

func (r *Request) partsFilter() (f partsFilter, err error) {
	s := newSieve(r)
	f.late, f.state = s.flag("late"), oneOf(s, "state", project.PartStates...)
	return f, s.err()
}

// of keeps the pieces asked for; those taken back only when they are named.
func (f partsFilter) of(list []project.Piece, today calendar.Date) []project.Piece {
	return slices.DeleteFunc(slices.Clone(list), func(c project.Piece) bool {
		return f.state != "" && c.State != f.state || f.state == "" && c.Gone != 0 || f.late && !c.Overdue(today)
	})
}

// somePieces are the pieces of the page that is asked for, and where the next begins.
func (r *Request) somePieces(list []project.Piece) (some []project.Piece, next string, err error) {
	paging, err := r.Paging(1)
	if err != nil {
		return nil, "", err
	}
	from := 0
	if paging.After != nil {
		after := slices.IndexFunc(list, func(c project.Piece) bool { return cursor(c.ProjectID) == r.Query("cursor") })
		if after < 0 {
			return nil, "", badCursor
		}
		from = after + 1
	}
	to := min(from+paging.Limit, len(list))
	if to < len(list) {
		next = cursor(list[to-1].ProjectID)
	}
	return list[from:to], next, nil
}

// listParts lists what a task was decomposed into.
func (s *Server) listParts(r *Request) (Answer, error) {
	if !wantsJSON(r.Context) {
		return s.partsPage(r)
	}
	answer := List[partJSON]{Items: []partJSON{}}
	err := r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		f, err := r.partsFilter()
		if err != nil {
			return err
		}
		_, list, err := p.Pieces(tx)
		if err != nil {
			return err
		}
		some, next, err := r.somePieces(f.of(list, tx.Today()))
		answer.Next = next
		for i := range some {
			answer.Items = append(answer.Items, showPiece(tx, &some[i]))
		}
		return err
	})
	return Answer{JSON: answer}, err
}

// addParts shows what the project is a part of, and what it was decomposed into.
func (v *projectJSON) addParts(tx *models.Tx, p *project.Project) error {
	own, list, err := p.Pieces(tx)
	if err != nil {
		return err
	}
	if v.Parts = showRolled(project.RollUp(list, tx.Today())); v.Parts != nil {
		v.Percent = v.Parts.Percent
	}
	if own != nil {
		part := showPiece(tx, own)
		part.Percent, part.Light = v.Percent, v.Light
		v.Part, v.ParentID, v.ReceiptDue, v.ReceivedAt = &part, &own.ParentID, part.ReceiptDueOn, part.ReceivedAt
	}
	return nil
}
