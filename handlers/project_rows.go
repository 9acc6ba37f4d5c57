package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
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
func holderName(h models.Holder) phrase {
	switch {
	case h.MemberName != "":
		return phrase{"%s", h.MemberName}
	case h.PostName != "":
		return phrase{"%s（空缺）", h.PostName}
	}
	return phrase{"未定"}
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
	row := projectRow{ID: p.ID, Link: p.Link(), Code: p.Code, Kind: kindOf(p), Name: p.Name, Measures: strings.Join(inLines(p.Measures), "；"), Unit: unitOf(p.Org),
		Owner: holderName(holders[p.OwnerPostID]), Target: p.Target, Due: dueOn(p.DueOn), Light: showLight(tx, light),
		Done: p.Percent(p.Milestones), Time: p.TimeShare(tx.Today())}
	if light.Tone == project.Warn || light.Tone == project.Late {
		row.Bar = string(light.Tone)
	}
	if s := currentStage(stagesIn(p)); s != nil && p.UnderWay() {
		row.StageDue = phrase{"%s 至 %s", circled(s.Seq), s.DueOn.Short()}
		row.Stage = fmt.Sprintf("%s %s %d%%", circled(s.Seq), s.Name, s.Percent)
	}
	return row, err
}

// kindOf is the office's own label for a project, or its type.
func kindOf(p *project.Project) language.Text {
	if p.Category != "" {
		return typed(p.Category)
	}
	return word(p.Type.String())
}

func unitOf(o *models.Org) string {
	if o == nil {
		return ""
	}
	return cmp.Or(o.UnitName, o.Name)
}

// dueOn is a day, or that none is set.
func dueOn(day calendar.Date) phrase {
	if day == "" {
		return phrase{"未定"}
	}
	return day.Short()
}
