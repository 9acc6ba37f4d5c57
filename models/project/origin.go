package project

import (
	"luoshi/models"
)

// Origin is what made a task necessary.
type Origin string

const (
	FromAbove    Origin = "superior"   // 上级部署
	FromSelf     Origin = "self_check" // 自查问题
	FromDebrief  Origin = "debrief"    // 述职反馈
	FromPatrol   Origin = "patrol"     // 巡察反馈
	FromMasses   Origin = "masses"     // 群众意见
	FromDecision Origin = "meeting"    // 会议议定
	FromCheck    Origin = "check"      // 督导检查
	FromSpot     Origin = "spot_check" // 抽查发现
	FromBulletin Origin = "bulletin"   // 工作通报
)

// Origins lists them in the order people are offered them.
var Origins = []Origin{FromAbove, FromSelf, FromDebrief, FromPatrol, FromMasses, FromDecision, FromCheck, FromSpot, FromBulletin}

var originNames = map[Origin]string{
	FromAbove: "上级部署", FromSelf: "自查问题", FromDebrief: "述职反馈", FromPatrol: "巡察反馈", FromMasses: "群众意见", FromDecision: "会议议定",
	FromCheck: "督导检查", FromSpot: "抽查发现", FromBulletin: "工作通报",
}

func (o Origin) String() string { return originNames[o] }

// Known reports whether it is one of ours.
func (o Origin) Known() bool { return originNames[o] != "" }

// OriginCount is how many projects of a year have an origin.
type OriginCount struct {
	Origin Origin
	Count  int64
}

// CountOrigins counts the projects of a year that the actor may see by origin, in
// the order of the list; the last line has those of which none is noted.
func CountOrigins(tx *models.Tx, year int) ([]OriginCount, error) {
	where, args := scope(tx, "id")
	var rows []OriginCount
	err := tx.Raw(&rows, "SELECT origin, COUNT(*) AS count FROM projects WHERE year = ? AND "+where+" GROUP BY origin", append([]any{year}, args...)...)
	counted := map[Origin]int64{}
	for _, r := range rows {
		counted[r.Origin] = r.Count
	}
	var list []OriginCount
	for _, o := range append(Origins[:len(Origins):len(Origins)], "") {
		list = append(list, OriginCount{o, counted[o]})
	}
	return list, err
}

// OfActivities lists the projects that put the decisions of meetings into practice,
// as far as the actor may see them.
func OfActivities(tx *models.Tx, activityIDs []int64) ([]Project, error) {
	return visible[Project](tx, "id").Where("activity_id IN ?", activityIDs).Order("id").Find(tx.Ctx)
}
