package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"luoshi/models"
	"luoshi/models/project"
)

// owners finds who answers for each project: one query.
func owners(tx *models.Tx, list []project.Project) (map[int64]models.Holder, error) {
	var posts []int64
	for _, p := range list {
		if p.OwnerPostID != 0 {
			posts = append(posts, p.OwnerPostID)
		}
	}
	return tx.PostHolders(posts)
}

// holderName is who holds a post, or the post while it is vacant.
func holderName(h models.Holder) string {
	switch {
	case h.MemberName != "":
		return h.MemberName
	case h.PostName != "":
		return h.PostName + "（空缺）"
	}
	return "未定"
}

// stagesIn are the stages among a project's milestones, in order.
func stagesIn(p *project.Project) []project.Milestone {
	stages := slices.DeleteFunc(slices.Clone(p.Milestones), func(m project.Milestone) bool { return !m.IsStage() })
	slices.SortFunc(stages, func(a, b project.Milestone) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID)) })
	return stages
}

// currentStage is the first that is not done; nil when all are, or none is.
func currentStage(stages []project.Milestone) *project.Milestone {
	for i := range stages {
		if stages[i].State != project.Done {
			return &stages[i]
		}
	}
	return nil
}

func rowOf(tx *models.Tx, p *project.Project, holders map[int64]models.Holder) (projectRow, error) {
	light, err := p.Light(tx, p.Milestones)
	row := projectRow{Link: p.Link(), Code: p.Code, Kind: kindOf(p), Name: p.Name, Measures: strings.Join(inLines(p.Measures), "；"), Unit: unitOf(p.Org),
		Owner: holderName(holders[p.OwnerPostID]), Target: p.Target, Due: dayOr(p.DueOn.Short().String(), "未定"), Light: showLight(light),
		Done: p.Percent(p.Milestones), Time: p.TimeShare(tx.Today())}
	if light.Tone == project.Warn || light.Tone == project.Late {
		row.Bar = string(light.Tone)
	}
	if s := currentStage(stagesIn(p)); s != nil && p.UnderWay() {
		row.StageDue = circled(s.Seq) + " 至 " + s.DueOn.Short().String()
		row.Stage = fmt.Sprintf("%s %s %d%%", circled(s.Seq), s.Name, s.Percent)
	}
	return row, err
}

// kindOf is the office's own label for a project, or its type.
func kindOf(p *project.Project) string { return cmp.Or(p.Category, p.Type.String()) }

func unitOf(o *models.Org) string {
	if o == nil {
		return ""
	}
	return cmp.Or(o.UnitName, o.Name)
}

func dayOr(day, none string) string { return cmp.Or(day, none) }
