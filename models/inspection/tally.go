package inspection

import "luoshi/calendar"

// Tally is what came of an inspection, as far as its rows are known.
type Tally struct {
	Rows, Answered, Overdue           int
	Clean                             int // answered, with nothing to be mended
	Timely, Proper, Improve           int
	TimelyToImprove, Problems, Listed int // kept in time and yet not well; items to be mended; of those on the list of problems
	Explained                         int // items to which the branch said something
	Points                            []PointTally
}

// PointTally is how the answered rows stand in one point.
type PointTally struct {
	Code   string
	Counts map[State]int
}

// Count counts rows on a day.
func Count(n *Inspection, rows []Row, day calendar.Date) Tally {
	t := Tally{Rows: len(rows)}
	points := map[string]map[State]int{}
	for i := range rows {
		r := &rows[i]
		if r.Overdue(day) {
			t.Overdue++
		}
		if r.AnsweredOn == "" {
			continue
		}
		t.Answered++
		t.add(r)
		for _, item := range r.Items {
			if points[item.Code] == nil {
				points[item.Code] = map[State]int{}
			}
			points[item.Code][item.State]++
		}
	}
	for _, code := range append(n.Points(), Judged) {
		if points[code] != nil {
			t.Points = append(t.Points, PointTally{code, points[code]})
		}
	}
	return t
}

// add counts an answered row.
func (t *Tally) add(r *Row) {
	clean := true
	for i := range r.Items {
		item := &r.Items[i]
		if item.Said != "" {
			t.Explained++
		}
		if item.FindingID != nil {
			t.Listed++
		}
		if item.Problem() {
			clean = false
			t.Problems++
		}
	}
	if clean {
		t.Clean++
	}
	if r.Timely {
		t.Timely++
	}
	switch r.Quality {
	case Proper:
		t.Proper++
	case Improve:
		t.Improve++
		if r.Timely {
			t.TimelyToImprove++
		}
	}
}
