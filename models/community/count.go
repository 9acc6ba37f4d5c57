package community

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Count is what an organisation and its members have done in a year; the two are
// never added together.
type Count struct {
	OrgID   int64
	OrgCode string
	OrgName string
	Path    string

	Pairings int // 组织报到: communities it was paired with, and services it held
	Services int

	Members int // 党员报到: its own present members, whose community is known, who took part at least once, and how often in all
	Homes   int
	Active  int
	Times   int
}

// Sum adds up over organisations; a member belongs to one of them only.
func Sum(list []Count) (sum Count) {
	for _, c := range list {
		sum.Pairings += c.Pairings
		sum.Services += c.Services
		sum.Members += c.Members
		sum.Homes += c.Homes
		sum.Active += c.Active
		sum.Times += c.Times
	}
	return sum
}

// Counts lists the organisations the actor may see with their counts of a year, by
// code; below narrows to one and all below it.
func Counts(tx *models.Tx, year int, below *models.Org) ([]Count, error) {
	where, args := tx.Scope(models.View, models.Minutes, "o.id")
	narrow, more := under("o.id", below)
	from, to := calendar.YearBounds(year)
	var list []Count
	err := tx.Raw(&list, `SELECT o.id AS org_id, o.code AS org_code, o.name AS org_name, o.path,
		(SELECT COUNT(DISTINCT p.community) FROM community_pairings p WHERE p.org_id = o.id AND p.since <= ? AND (p.until = '' OR p.until >= ?)) AS pairings,
		(SELECT COUNT(*) FROM community_services s WHERE s.org_id = o.id AND s.held_on BETWEEN ? AND ?) AS services,
		COALESCE(a.members, 0) AS members, COALESCE(a.homes, 0) AS homes, COALESCE(a.active, 0) AS active, COALESCE(a.times, 0) AS times
		FROM orgs o LEFT JOIN (SELECT m.org_id, COUNT(*) AS members, COUNT(h.member_id) AS homes, COUNT(t.member_id) AS active, SUM(t.times) AS times
			FROM members m LEFT JOIN home_communities h ON h.member_id = m.id
			LEFT JOIN (SELECT x.member_id, COUNT(*) AS times FROM service_participants x JOIN community_services s ON s.id = x.service_id
				WHERE s.held_on BETWEEN ? AND ? GROUP BY x.member_id) t ON t.member_id = m.id
			WHERE m.left_on = '' GROUP BY m.org_id) a ON a.org_id = o.id
		WHERE o.kind IN ? AND o.closed_on = '' AND `+where+" AND "+narrow+" ORDER BY o.code",
		append(append([]any{to, from, from, to, from, to, paired}, args...), more...)...)
	return list, err
}
