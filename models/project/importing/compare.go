package importing

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models/project"
)

// compare notes how the row differs from the project there is; what the list has
// no column for is not compared.
func (r *Row) compare(g *register, l *line) {
	old, p := r.old, &r.Project
	has := func(f field) bool { _, ok := l.columns[f]; return ok }
	if has(category) && p.Category != "" && p.Category != categoryOf(old) {
		r.changed(category, categoryOf(old), p.Category)
	} else {
		p.Category, p.Type = old.Category, old.Type
	}
	if likeness(old.Measures) != likeness(p.Measures) {
		r.changed(measures, old.Measures, p.Measures)
	}
	if likeness(old.Target) != likeness(p.Target) {
		r.changed(goal, old.Target, p.Target)
	}
	if old.DueOn != p.DueOn {
		r.changed(due, string(old.DueOn), string(p.DueOn))
	}
	if has(schedule) {
		r.compareStages()
	} else {
		r.Stages = old.Milestones
	}
	if r.Lead != nil {
		r.compareWho(g, has(partners))
	}
}

func (r *Row) changed(f field, from, to string) { r.changedAs(language.Phrase{string(f)}, from, to) }

func (r *Row) changedAs(what language.Phrase, from, to string) {
	line := func(text string) language.Phrase {
		if text == "" {
			return language.Phrase{"（空）"}
		}
		return language.Quote(strings.ReplaceAll(text, "\n", "；"))
	}
	r.Changes = append(r.Changes, Change{what, line(from), line(to)})
}

// compareStages compares what a list says of stages: what, and by when.
func (r *Row) compareStages() {
	same := func(a, b project.Milestone) bool { return a.DueOn == b.DueOn && likeness(a.Name) == likeness(b.Name) }
	if slices.EqualFunc(r.old.Milestones, r.Stages, same) {
		return
	}
	r.restaged = true
	if len(r.old.Milestones) != len(r.Stages) {
		r.changed(schedule, stagesText(r.old.Milestones), stagesText(r.Stages))
		return
	}
	for i, s := range r.Stages {
		if was := r.old.Milestones[i]; !same(was, s) {
			r.changedAs(language.Phrase{"第%d阶段", i + 1}, stagesText([]project.Milestone{was}), stagesText([]project.Milestone{s}))
		}
	}
}

func stagesText(list []project.Milestone) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, string(s.DueOn)+" "+s.Name)
	}
	return strings.Join(parts, "；")
}

func (r *Row) compareWho(g *register, withPartners bool) {
	old := r.old
	if old.OrgID != r.Lead.ID {
		r.changed(unit, g.unitOf(old.OrgID), g.unitName(r.Lead))
	}
	if owner := Chosen(r.Owners); owner != nil && owner.PostID != old.OwnerPostID {
		r.changed(person, g.post(old.OwnerPostID), owner.Text)
	}
	if reviewer := Chosen(r.Reviewers); reviewer != nil && reviewer.PostID != old.ReviewerPostID {
		r.changed("审核人", g.post(old.ReviewerPostID), reviewer.Text)
	}
	var helped []int64
	for _, o := range old.Orgs {
		if !o.IsLead {
			helped = append(helped, o.OrgID)
		}
	}
	if !withPartners && len(r.Cooperating) == 0 {
		r.Cooperating = helped
	}
	sorted := slices.Sorted(slices.Values(r.Cooperating))
	if slices.Sort(helped); !slices.Equal(sorted, helped) {
		r.changed(partners, g.named(helped), g.named(r.Cooperating))
	}
}

// post is a post with its holder, in words.
func (g *register) post(id int64) string {
	for _, h := range g.holders {
		if h.PostID == id {
			return optionText(h)
		}
	}
	return ""
}

// categoryOf is what a list shows as the category of a project.
func categoryOf(p *project.Project) string {
	if p.Category == "" {
		return p.Type.String()
	}
	return p.Category
}

// dayIn writes a day as lists do: without its year inside the year.
func dayIn(d calendar.Date, year int) string {
	if d.Year() == year {
		return d.Short().String()
	}
	return d.Long().String()
}
