package structure

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Facts are what the records say about an organisation on a day.
type Facts struct {
	models.Org
	Full, Probationary int
	ExtendedTo         calendar.Date // the term as approved to run on; "" for none

	Chairs   []Chair   `gorm:"-"`
	Starters []Starter `gorm:"-"`
	Letter   *Letter   `gorm:"-"` // of the present term
	Joint    string    `gorm:"-"` // a joint branch beside it that has room for one unit more
	Above    models.OrgKind

	found map[string]calendar.Date // since when a fault has been known, by code and subject
	day   calendar.Date
	work  *calendar.Workdays
	norms norms
}

// Chair is a post with who sits in it on the day.
type Chair struct {
	OrgID       int64
	PostID      int64
	Office      models.Office
	Name        string
	MemberID    int64 // 0 while it is vacant
	Holder      string
	FullTime    bool
	StartOn     calendar.Date
	FiledOn     calendar.Date
	SubmittedOn calendar.Date // for filing
	LastOn      calendar.Date // the last day of whoever sat there before; "" for nobody
}

// Starter is a member on probation of whom it is known since when.
type Starter struct {
	OrgID    int64
	MemberID int64
	Name     string
	JoinedOn calendar.Date
}

// screened are the kinds of organisations that are looked at.
var screened = []models.OrgKind{models.OrganCommittee, models.GeneralBranch, models.Branch, models.JointBranch}

// Screens reports whether an organisation is looked at.
func Screens(o *models.Org) bool { return slices.Contains(screened, o.Kind) && o.ClosedOn == "" }

// Ends is the day on which the present term ends, as it may have been extended.
func (f *Facts) Ends() calendar.Date { return max(f.TermEndsOn, f.ExtendedTo) }

// facts reads what the records say on a day about the organisations the actor
// may see: all of them, or only one.
func facts(tx *models.Tx, day calendar.Date, only int64) ([]*Facts, error) {
	where, args := tx.Scope(models.View, models.Orgs, "o.id")
	if only != 0 {
		where, args = where+" AND o.id = ?", append(args, only)
	}
	var list []*Facts
	err := tx.Raw(&list, `SELECT o.*, COALESCE(p.kind, '') AS above, COALESCE(s.full, 0) AS full, COALESCE(s.probationary, 0) AS probationary,
		COALESCE((SELECT MAX(e.until) FROM term_extensions e WHERE e.org_id = o.id AND e.term_ends_on = o.term_ends_on AND e.approved_on <= ?), '') AS extended_to
		FROM orgs o LEFT JOIN orgs p ON p.id = o.parent_id LEFT JOIN (SELECT org_id, SUM(CASE WHEN status = 'full' THEN 1 ELSE 0 END) AS full, SUM(CASE WHEN status = 'probationary' THEN 1 ELSE 0 END) AS probationary
			FROM members WHERE left_on = '' OR left_on > ? GROUP BY org_id) s ON s.org_id = o.id
		WHERE o.kind IN ? AND o.established_on <= ? AND (o.closed_on = '' OR o.closed_on >= ?) AND `+where+" ORDER BY o.code",
		append([]any{day, day, screened, day, day}, args...)...)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]*Facts, len(list))
	for _, f := range list {
		f.day, f.work, f.found, byID[f.ID] = day, work, map[string]calendar.Date{}, f
		if f.norms, err = normsFor(tx, &f.Org, day); err != nil {
			return nil, err
		}
	}
	for _, read := range []func(*models.Tx, calendar.Date, map[int64]*Facts, string, []any) error{readChairs, readStarters, readLetters, readJoints, readFound} {
		if err := read(tx, day, byID, where, args); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func readChairs(tx *models.Tx, day calendar.Date, of map[int64]*Facts, where string, args []any) error {
	var rows []Chair
	err := tx.Raw(&rows, `SELECT p.org_id, p.id AS post_id, p.office, p.name, COALESCE(t.member_id, 0) AS member_id, COALESCE(m.name, '') AS holder,
		COALESCE(t.full_time, 0) AS full_time, COALESCE(t.start_on, '') AS start_on, COALESCE(t.filed_on, '') AS filed_on, COALESCE(t.submitted_on, '') AS submitted_on,
		COALESCE((SELECT MAX(b.end_on) FROM tenures b WHERE b.post_id = p.id AND b.end_on <> '' AND b.end_on < ?), '') AS last_on
		FROM posts p JOIN orgs o ON o.id = p.org_id
		LEFT JOIN tenures t ON t.post_id = p.id AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?)
		LEFT JOIN members m ON m.id = t.member_id WHERE o.kind IN ? AND `+where+" ORDER BY p.id", append([]any{day, day, day, screened}, args...)...)
	for _, c := range rows {
		if f := of[c.OrgID]; f != nil {
			f.Chairs = append(f.Chairs, c)
		}
	}
	return err
}

func readStarters(tx *models.Tx, day calendar.Date, of map[int64]*Facts, where string, args []any) error {
	var rows []Starter
	err := tx.Raw(&rows, `SELECT m.org_id, m.id AS member_id, m.name, m.joined_on FROM members m JOIN orgs o ON o.id = m.org_id
		WHERE m.status = 'probationary' AND m.joined_on <> '' AND (m.left_on = '' OR m.left_on > ?) AND `+where+" ORDER BY m.joined_on, m.id", append([]any{day}, args...)...)
	for _, s := range rows {
		if f := of[s.OrgID]; f != nil {
			f.Starters = append(f.Starters, s)
		}
	}
	return err
}

func readLetters(tx *models.Tx, day calendar.Date, of map[int64]*Facts, where string, args []any) error {
	var rows []Letter
	err := tx.Raw(&rows, "SELECT l.* FROM term_letters l JOIN orgs o ON o.id = l.org_id WHERE l.sent_on <= ? AND "+where, append([]any{day}, args...)...)
	for i, l := range rows {
		if f := of[l.OrgID]; f != nil && l.EndsOn == f.Ends() {
			f.Letter = &rows[i]
		}
	}
	return err
}

// readJoints finds for branches that are too small a joint branch with the same
// superior that one more unit may join.
func readJoints(tx *models.Tx, day calendar.Date, of map[int64]*Facts, _ string, _ []any) error {
	var small []*Facts
	for _, f := range of {
		if f.Kind == models.Branch && f.Full < f.norms.size.is.LeastFull {
			small = append(small, f)
		}
	}
	if len(small) == 0 {
		return nil
	}
	joint, err := models.In[models.Org](tx).Where("kind = ? AND (closed_on = '' OR closed_on >= ?)", models.JointBranch, day).Order("code").Find(tx.Ctx)
	for _, f := range small {
		for _, j := range joint {
			if f.Joint == "" && j.ParentID != nil && f.ParentID != nil && *j.ParentID == *f.ParentID && len(units(j.UnitName)) < f.norms.size.is.JointUnits {
				f.Joint = j.Name
			}
		}
	}
	return err
}

// units are those a joint branch is made of: "市档案馆、市史志研究中心".
func units(name string) []string { return strings.Split(name, "、") }
