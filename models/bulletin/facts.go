package bulletin

import (
	"cmp"
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// Figures count how branches stood in a month.
type Figures struct {
	Committee Count `json:"committee"`
	ThemeDays Count `json:"theme_days"`
	// Reasons are why some were spared, each once.
	Reasons []string `json:"reasons,omitempty"`
}

// Count is how many branches owed a form, and what became of it.
type Count struct {
	Owed   int `json:"owed"` // without those spared
	Kept   int `json:"kept"`
	MadeUp int `json:"made_up"` // after the month
	Below  int `json:"below"`   // the regulations' number, and not the city's
	Missed int `json:"missed"`
	Spared int `json:"spared"` // freed of it, or allowed to postpone it
}

// Rate is the share that was kept, such as "96.3%".
func (c Count) Rate() string {
	if c.Owed == 0 {
		return "—"
	}
	tenths := (2000*c.Kept + c.Owed) / (2 * c.Owed)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// Row is a problem of one branch, in the order of the bulletin.
type Row struct {
	ID         int64
	BulletinID int64
	Seq        int
	Kind       Kind
	OrgID      int64
	OrgName    string
	Text       string // as the bulletin says it, after the name
	Detail     string // with its figures
	Basis      string
	Link       string // the records behind it
	Listed     bool   // named in the bulletin; the others only count
	Ordered    bool   // a finding has been made of it
	FindingID  *int64
}

// TableName says of what they are rows.
func (Row) TableName() string { return "bulletin_rows" }

// Kind is what sort of problem a row is.
type Kind string

const (
	NoCommittee Kind = "committee"
	Unapproved  Kind = "change"
	LowTurnout  Kind = "turnout"
	NoThemeDay  Kind = "theme_day"
	NotHeld     Kind = "not_held" // any other form
	NotOnRecord Kind = "record"
	NotUploaded Kind = "upload"
	BelowCity   Kind = "below_city" // only counts, unless somebody lists it
)

// kinds lists them in the order of the bulletin.
var kinds = []Kind{NoCommittee, Unapproved, LowTurnout, NoThemeDay, NotHeld, NotOnRecord, NotUploaded, BelowCity}

// facts reads from the records how the branches below an organisation stood in a
// month: the same whoever asks.
func facts(tx *models.Tx, org *models.Org, month calendar.Month) (f Figures, rows []Row, err error) {
	tx = tx.AsProgram()
	s, err := orglife.SituationOf(tx, org, month)
	if err != nil {
		return f, nil, err
	}
	for _, row := range s.Rows {
		for _, cell := range row.Cells {
			f.count(cell)
			rows = append(rows, dutyRows(&row.Org, cell)...)
		}
		rows = append(rows, paperRows(row, month)...)
	}
	for _, more := range []func(*models.Tx, calendar.Month) ([]Row, error){changeRows, turnoutRows} {
		some, err := more(tx, month)
		if err != nil {
			return f, nil, err
		}
		rows = append(rows, some...)
	}
	place := map[int64]int{}
	for i, row := range s.Rows {
		place[row.Org.ID] = i + 1
	}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return place[r.OrgID] == 0 })
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), place[a.OrgID]-place[b.OrgID])
	})
	for i := range rows {
		rows[i].Seq, rows[i].Listed = i+1, rows[i].Kind != BelowCity
	}
	return f, rows, nil
}

// count adds a branch's cell to the figures.
func (f *Figures) count(c orglife.Cell) {
	of := map[orglife.Type]*Count{orglife.CommitteeMeeting: &f.Committee, orglife.ThemeDay: &f.ThemeDays}[c.Code]
	if of == nil || c.Standing == "" {
		return
	}
	switch c.Standing {
	case orglife.Standing(orglife.Exempted), orglife.Standing(orglife.Suspended):
		of.Spared++
		if c.Reason != "" && !slices.Contains(f.Reasons, c.Reason) {
			f.Reasons = append(f.Reasons, c.Reason)
		}
		return
	case orglife.Standing(orglife.Done), orglife.Standing(orglife.DoneLate):
		of.Kept++
	case orglife.Standing(orglife.MadeUp):
		of.MadeUp++
	case orglife.BelowCity:
		of.Below++
	default:
		of.Missed++
	}
	of.Owed++
}

// dutyRows are what a cell has to say against a branch.
func dutyRows(o *models.Org, c orglife.Cell) []Row {
	row := Row{OrgID: o.ID, OrgName: o.Name, Link: orglife.DutyLink(o.ID, c.Code, c.Period)}
	name, when := c.Code.Name().String(), c.Period.Long().String()
	switch {
	case c.Standing == orglife.BelowCity:
		row.Kind, row.Text = BelowCity, fmt.Sprintf("%s%d次，达到条例要求、未达到市级要求", name, c.Held)
	case c.Standing != orglife.Overdue:
		return nil
	case c.Code == orglife.CommitteeMeeting:
		row.Kind, row.Text = NoCommittee, "未召开支委会"
	case c.Code == orglife.ThemeDay:
		row.Kind, row.Text = NoThemeDay, "未开展主题党日"
	default:
		row.Kind, row.Text = NotHeld, "未按要求召开"+name
	}
	row.Detail, row.Basis = fmt.Sprintf("%s%s%d次，应%d次", when, name, c.Held, c.Needed), c.Basis().String()
	return []Row{row}
}

// checkBasis is where it is written that records are looked at each month.
const checkBasis = "市直机关工委要求：每月对落实组织生活制度和上传山东e支部情况进行督导检查"

// paperRows are activities that are not on record, or not on the province's platform.
func paperRows(s orglife.SituationRow, month calendar.Month) (rows []Row) {
	for _, p := range []struct {
		kind       Kind
		work       orglife.Paperwork
		text, link string
	}{
		{NotOnRecord, s.Records, "活动记录不完整", fmt.Sprintf("/activities?org=%d&from=%s&to=%s", s.Org.ID, month.First(), month.Last())},
		{NotUploaded, s.Uploads, "未按时上传山东e支部", fmt.Sprintf("%s&state=all&month=%s", orglife.UploadsLink(s.Org.ID), month)},
	} {
		if p.work.State == orglife.Missing {
			rows = append(rows, Row{Kind: p.kind, OrgID: s.Org.ID, OrgName: s.Org.Name, Text: p.text, Detail: fmt.Sprintf("%s%s", month.Short(), p.work.Reason), Basis: checkBasis, Link: p.link})
		}
	}
	return rows
}

// changeRows are branches that moved their fixed day in the month without leave,
// with the other months of the year in which they did.
func changeRows(tx *models.Tx, month calendar.Month) (rows []Row, err error) {
	strays, err := orglife.Strays(tx, month.Last())
	for i, s := range strays {
		if s.Month != month {
			continue
		}
		var said []language.Word
		for _, before := range strays[:i+1] {
			if before.OrgID == s.OrgID {
				said = append(said, before.Month.Short())
			}
		}
		rows = append(rows, Row{Kind: Unapproved, OrgID: s.OrgID, OrgName: s.OrgName, Text: "主题党日变更未履行审批",
			Detail: fmt.Sprintf("%s主题党日未在固定日开展，且没有经批准的变更", language.Join("、", said)), Basis: orglife.StrayBasis.String(),
			Link: orglife.ThemeDaysLink(s.OrgID, month.First(), month.Last())})
	}
	return rows, err
}

// turnoutRows are branches to whose theme days of the month too few came.
func turnoutRows(tx *models.Tx, month calendar.Month) (rows []Row, err error) {
	rule, _, err := models.RuleFor[orglife.Participation](tx, models.RuleParticipation, month.Last(), nil)
	if err != nil {
		return nil, err
	}
	low, err := orglife.LowTurnouts(tx, month, month.Last(), rule.Percent)
	for _, t := range low {
		rows = append(rows, Row{Kind: LowTurnout, OrgID: t.OrgID, OrgName: t.OrgName, Text: fmt.Sprintf("主题党日参与率%d%%", t.Percent()),
			Detail: fmt.Sprintf("%s主题党日参与率%d%%（应到%d人次，实到%d人次；下限%d%%）", month.Short(), t.Percent(), t.Expected, t.Present, rule.Percent), Basis: orglife.TurnoutBasis.String(),
			Link: orglife.ThemeDaysLink(t.OrgID, month.First(), month.Last())})
	}
	return rows, err
}
