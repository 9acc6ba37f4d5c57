package project

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Tone is the colour of a light; a word always stands beside it.
type Tone string

const (
	OK   Tone = "ok"
	Warn Tone = "warn"
	Late Tone = "late"
	Info Tone = "info"
	Idle Tone = "idle"
)

// Light says how something stands, in a tone and in words.
type Light struct {
	Tone Tone
	Text language.Phrase // "逾期 10 个工作日", "临期", "落后 12 个百分点"
}

// Timeliness keeps the fact of being on time apart from any verdict.
type Timeliness string

const (
	NotDue      Timeliness = "未到期"
	DoneInTime  Timeliness = "按时完成"
	DoneLate    Timeliness = "逾期完成"
	OverdueOpen Timeliness = "逾期未完成"
)

// atRisk are the limits beyond which a light turns yellow.
type atRisk struct {
	Days    int // working days left
	Percent int // and less done than this
	Gap     int // or time ahead of the work by more percentage points, for a stage or a project
}

// Light is how the milestone stands today.
func (m *Milestone) Light(tx *models.Tx) (Light, error) {
	work, err := tx.Workdays()
	if err != nil {
		return Light{}, err
	}
	limit, _, err := models.RuleFor[atRisk](tx, models.RuleAtRisk, tx.Today(), nil)
	if err != nil {
		return Light{}, err
	}
	return m.light(tx.Today(), work, limit), nil
}

func (m *Milestone) light(today calendar.Date, work *calendar.Workdays, limit atRisk) Light {
	gap := 0 // a node is done or not: only its date counts
	if m.IsStage() {
		gap = m.TimeShare(today) - m.Percent
	}
	switch {
	case m.State == Done && m.DoneOn > m.OwedOn:
		return Light{OK, language.Phrase{"逾期完成 %s", m.DoneOn.Short()}}
	case m.State == Done:
		return Light{OK, language.Phrase{"按时完成 %s", m.DoneOn.Short()}}
	case m.State == HandedIn:
		return Light{Info, language.Phrase{"待审核"}}
	case m.Running && m.OwedOn != "" && m.OwedOn < today:
		return Light{Late, language.Phrase{"逾期 %d 个工作日", max(1, work.Between(m.OwedOn, today))}}
	case m.State == ToImprove:
		return Light{Warn, language.Phrase{"需改进"}}
	case !m.Running || m.State == Planned && m.StartOn > today:
		return Light{Idle, language.Phrase{"%s", m.State}}
	case m.Percent < limit.Percent && m.OwedOn.Valid() && work.Between(today, m.OwedOn) <= limit.Days:
		if gap > 0 {
			return Light{Warn, language.Phrase{"临期，落后 %d 个百分点", gap}}
		}
		return Light{Warn, language.Phrase{"临期"}}
	case gap > limit.Gap:
		return Light{Warn, language.Phrase{"落后 %d 个百分点", gap}}
	}
	return Light{OK, language.Phrase{"正常"}}
}

// TimeShare is how much of the milestone's time has gone by, in per cent.
func (m *Milestone) TimeShare(today calendar.Date) int { return share(m.StartOn, m.DueOn, today) }

// TimeShare is how much of the project's time has gone by, in per cent.
func (p *Project) TimeShare(today calendar.Date) int { return share(p.StartOn, p.DueOn, today) }

func share(start, due, today calendar.Date) int {
	if !start.Valid() || !due.Valid() || today < start {
		return 0
	}
	if today >= due {
		return everything
	}
	return rounded(everything*start.DaysUntil(today), start.DaysUntil(due)+1)
}

func rounded(a, b int) int { return (2*a + b) / (2 * b) }

// Timeliness is whether it was, or is, on time; handing in stops the clock.
func (m *Milestone) Timeliness(today calendar.Date) Timeliness {
	switch {
	case m.State == Done && m.DoneOn <= m.OwedOn:
		return DoneInTime
	case m.State == Done:
		return DoneLate
	case m.Running && m.OwedOn != "" && m.OwedOn < today:
		return OverdueOpen
	}
	return NotDue
}

// Tones from the one that matters most.
var Tones = []Tone{Late, Warn, Info, OK, Idle}

// Light is how the project stands today: as its worst milestone, or by its state.
func (p *Project) Light(tx *models.Tx, milestones []Milestone) (Light, error) {
	switch p.State {
	case Draft, Submitted, HandedDown, Suspended:
		return Light{Idle, language.Phrase{"%s", p.State}}, nil
	case Returned:
		return Light{Warn, language.Phrase{"%s", p.State}}, nil
	case Closed:
		return Light{OK, language.Phrase{"%s", p.State}}, nil
	case PendingAcceptance:
		return Light{Info, language.Phrase{"%s", p.State}}, nil
	}
	work, err := tx.Workdays()
	if err != nil {
		return Light{}, err
	}
	today := tx.Today()
	limit, _, err := models.RuleFor[atRisk](tx, models.RuleAtRisk, today, nil)
	if err != nil {
		return Light{}, err
	}
	worst := map[Tone]Light{}
	for i := range milestones {
		light := milestones[i].light(today, work, limit)
		if _, seen := worst[light.Tone]; !seen {
			worst[light.Tone] = Light{light.Tone, language.Phrase{"%s%s", milestones[i].Short(), light.Text}}
		}
	}
	gap := p.TimeShare(today) - Percent(milestones)
	overdue := p.DueOn.Valid() && p.DueOn < today
	for _, tone := range []Tone{Late, Warn} {
		if light, found := worst[tone]; found {
			return light, nil
		}
	}
	switch light, waiting := worst[Info]; {
	case gap > limit.Gap && !overdue:
		return Light{Warn, language.Phrase{"落后 %d 个百分点", gap}}, nil
	case waiting:
		return light, nil
	case overdue:
		return Light{Late, language.Phrase{"逾期 %d 个工作日", max(1, work.Between(p.DueOn, today))}}, nil
	}
	return Light{OK, language.Phrase{"正常"}}, nil
}

// Short names the milestone before a light's words: "第2阶段".
func (m *Milestone) Short() language.Phrase {
	if m.IsStage() {
		return language.Phrase{"第%d阶段", m.Seq}
	}
	return language.Phrase{"%s ", m.Name}
}
