// Package burden counts what branches were asked for, what they handed in and what
// they were told in a month, so that who asks sees what could be left out.
package burden

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// Side is which way something went, seen from the branch.
type Side string

const (
	Asked Side = "asked"
	Given Side = "given"
	Told  Side = "told"
)

var sideNames = map[Side]language.Word{Asked: "要求办理", Given: "填报提交", Told: "收到提醒"}

func (s Side) String() string { return string(sideNames[s]) }

// Column is one kind of thing that is counted.
type Column struct {
	Code string
	Name language.Word
	Side Side
}

// Month is what went to and fro in a month: each row counts in the order of the columns.
type Month struct {
	calendar.Month
	Columns []Column
	Rows    []Row
	Total   []int
}

// Row is one branch.
type Row struct {
	Org    models.Org
	Counts []int
}

// source is a column with the organisation of each thing it counts, as SQL with room
// for the month's first and last day, or for the instants at which it begins and ends.
type source struct {
	Column
	sql  string
	days bool
}

// sources are the columns that are always there, in the order of the page. Of a thing
// handed in again only the latest time is on record.
var sources = []source{
	{Column{"duties", "应办事项", Asked}, "SELECT org_id, 'duties' AS code FROM duties WHERE due_on BETWEEN ? AND ? AND state <> 'exempted'", true},
	{Column{"self_checks", "自查", Asked}, `SELECT r.org_id, 'self_checks' FROM inspection_rows r JOIN inspections i ON i.id = r.inspection_id
		WHERE i.kind = 'self' AND i.due_on BETWEEN ? AND ?`, true},
	{Column{"findings", "问题整改", Asked}, "SELECT org_id, 'findings' FROM findings WHERE due_on BETWEEN ? AND ?", true},
	{Column{"records", "活动记录", Given}, "SELECT org_id, 'records' FROM activities WHERE state = 'held' AND recorded_at >= ? AND recorded_at < ?", false},
	{Column{"uploads", "山东e支部", Given}, `SELECT a.org_id, 'uploads' FROM activity_uploads u JOIN activities a ON a.id = u.activity_id
		WHERE u.state = 'done' AND u.uploaded_on BETWEEN ? AND ?`, true},
	{Column{"plans", "年度计划", Given}, "SELECT org_id, 'plans' FROM plans WHERE submitted_at >= ? AND submitted_at < ?", false},
	{Column{"petitions", "变更申请", Given}, "SELECT org_id, 'petitions' FROM petitions WHERE asked_at >= ? AND asked_at < ?", false},
	{Column{"explanations", "情况说明", Given}, "SELECT org_id, 'explanations' FROM explanations WHERE filed_on BETWEEN ? AND ?", true},
	{Column{"answers", "自查答复", Given}, `SELECT r.org_id, 'answers' FROM inspection_rows r JOIN inspections i ON i.id = r.inspection_id
		WHERE i.kind = 'self' AND r.answered_on BETWEEN ? AND ?`, true},
	{Column{"mendings", "整改结果", Given}, `SELECT f.org_id, 'mendings' FROM mending_rounds m JOIN findings f ON f.id = m.finding_id
		WHERE m.submitted_on BETWEEN ? AND ?`, true},
	{Column{"urgent", "即时提醒", Told}, "SELECT m.org_id, 'urgent'" + receipts + "TRUE", false},
	{Column{"daily", "每日汇总提醒", Told}, "SELECT m.org_id, 'daily'" + receipts + "FALSE", false},
}

// receipts are the notices people received: each counts where its reader is a member,
// whatever post it was sent for.
const receipts = ` FROM notices n JOIN receipts r ON r.notice_id = n.id JOIN users u ON u.id = r.user_id JOIN members m ON m.id = u.member_id
	WHERE n.created_at >= ? AND n.created_at < ? AND n.urgent = `

// sent are the messages that left the house, by kind of channel: to a member of the
// branch, or to its group.
const sent = `SELECT CASE WHEN d.user_id IS NULL THEN c.org_id ELSE m.org_id END, c.kind FROM deliveries d JOIN channels c ON c.id = d.channel_id
	LEFT JOIN users u ON u.id = d.user_id LEFT JOIN members m ON m.id = u.member_id WHERE d.state = 'sent' AND d.sent_at >= ? AND d.sent_at < ?`

// tally is how many things of a column a branch had.
type tally struct {
	BranchID int64
	Code     string
	Things   int
}

// Of counts a month of the branches below an organisation, nil for all whose duties
// the actor sees, in two queries whatever there is. What groups do counts as their branch's.
func Of(tx *models.Tx, top *models.Org, month calendar.Month) (*Month, error) {
	orgs, err := orglife.BranchesBelow(tx, top, month.First())
	if err != nil {
		return nil, err
	}
	found, err := count(tx, month)
	if err != nil {
		return nil, err
	}
	counts, used := map[int64]map[string]int{}, map[string]bool{}
	for _, o := range orgs {
		counts[o.ID] = map[string]int{}
	}
	for _, f := range found {
		if of, shown := counts[f.BranchID]; shown {
			of[f.Code], used[f.Code] = f.Things, true
		}
	}
	m := &Month{Month: month, Columns: columns(used)}
	m.Total = make([]int, len(m.Columns))
	for _, o := range orgs {
		row := Row{o, make([]int, len(m.Columns))}
		for i, c := range m.Columns {
			row.Counts[i] = counts[o.ID][c.Code]
			m.Total[i] += row.Counts[i]
		}
		m.Rows = append(m.Rows, row)
	}
	return m, nil
}

func count(tx *models.Tx, month calendar.Month) ([]tally, error) {
	begins, ends := tx.Time(month.First(), "00:00"), tx.Time(month.Add(1).First(), "00:00")
	var parts []string
	var args []any
	for _, s := range sources {
		parts = append(parts, s.sql)
		if s.days {
			args = append(args, month.First(), month.Last())
		} else {
			args = append(args, begins, ends)
		}
	}
	where, reach := tx.Scope(models.View, models.Duties, "o.id")
	return models.Read[tally](tx, `SELECT CASE WHEN o.kind = 'party_group' THEN o.parent_id ELSE o.id END AS branch_id, x.code, COUNT(*) AS things
		FROM (`+strings.Join(append(parts, sent), " UNION ALL ")+`) x JOIN orgs o ON o.id = x.org_id WHERE `+where+" GROUP BY branch_id, x.code",
		append(append(args, begins, ends), reach...)...)
}

// columns are the usual ones and the kinds of channels that were used.
func columns(used map[string]bool) (list []Column) {
	for _, s := range sources {
		list = append(list, s.Column)
	}
	for _, kind := range slices.Concat([]notice.ChannelKind{notice.Email}, notice.ChannelKinds) {
		if used[string(kind)] {
			list = append(list, Column{string(kind), notice.Traits[kind].Name, Told})
		}
	}
	return list
}
