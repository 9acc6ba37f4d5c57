package orglife

import (
	"slices"
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// Procedure is the checklist of an activity: the steps that the dated rule asks
// for, and which of them were taken. What is missing is shown and stops nothing.
type Procedure []Step

// Step is one line of the checklist.
type Step struct {
	Name    string
	Done    bool
	Note    language.Word // what its absence means: "未见会前研究"; "" for nothing more than that
	ByHand  bool          // people say whether it was taken; else the records do
	Ticked  bool          // somebody has said so
	By      string
	At      *time.Time
	derived bool // the records show it
}

// Missing are the steps not taken.
func (p Procedure) Missing() []Step {
	return slices.DeleteFunc(slices.Clone(p), func(s Step) bool { return s.Done })
}

// Complete reports whether no step is missing; so it is of a type without a checklist.
func (p Procedure) Complete() bool { return len(p.Missing()) == 0 }

// evidence is what the records show of an activity.
type evidence struct {
	*Activity
	seen
}

// seen is what other records than its own show.
type seen struct {
	Studied   bool // the committee studied it before
	Announced bool // its members were told by a notice
	Tasks     int  // that its decisions became
}

// proof is how the records show that a step was taken. Other steps of the rule
// are for people to tick.
type proof struct {
	shown  func(evidence) bool
	only   bool          // the records alone say it: nobody ticks it
	lacks  language.Word // what to say where they do not
	absent func(*models.Org) bool
}

// proofs are by the names of steps; the work committee may ask for others.
var proofs = map[string]proof{
	"支委会研究确定主题": {func(e evidence) bool { return e.Studied }, true, "未见会前研究", func(o *models.Org) bool { return o.CommitteeSeats == 0 }},
	"通知":        {shown: func(e evidence) bool { return e.Announced }},
	"签到":        {func(e evidence) bool { return e.State == Held && e.Present > 0 }, true, "未见到会情况", nil},
	"集中学习":      {shown: func(e evidence) bool { return slices.Contains(e.Also, PartyClass) }},
	"民主议事、组织生活": {shown: func(e evidence) bool {
		return slices.ContainsFunc(e.Also, func(t Type) bool { return t != PartyClass && t != SecretaryClass })
	}},
	"记录":     {func(e evidence) bool { return e.State == Held && e.Content != "" }, true, "未见记录", nil},
	"议定事项落实": {shown: func(e evidence) bool { return e.State == Held && e.Tasks >= len(e.Decided()) }},
}

// Decided are the decisions of the record, one a line; "无" is none.
func (a *Activity) Decided() []string {
	var list []string
	for line := range strings.SplitSeq(a.Decisions, "\n") {
		if line = strings.TrimSpace(line); line != "" && line != "无" {
			list = append(list, line)
		}
	}
	return list
}

// ActivityStep is a step that somebody has ticked.
type ActivityStep struct {
	ID         int64
	ActivityID int64
	Step       string
	UserID     int64
	UserName   string
	At         time.Time
}

// StepsFor are the steps that the rule in force on the activity's day asks of its type.
func (a *Activity) StepsFor(tx *models.Tx, org *models.Org) ([]string, error) {
	steps, _, ok, err := models.RuleIn[map[Type][]string](tx, models.RuleProcedure, a.HeldOn, org)
	if err != nil || !ok {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(steps[a.Type]), func(name string) bool {
		p := proofs[name]
		return p.absent != nil && p.absent(org)
	}), nil
}

// Procedure works out the checklist of an activity of an organisation that was
// read by Find: two queries, and none for a type without one.
func (a *Activity) Procedure(tx *models.Tx, org *models.Org) (Procedure, error) {
	names, err := a.StepsFor(tx, org)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	e, err := a.evidence(tx)
	if err != nil {
		return nil, err
	}
	ticks, err := models.In[ActivityStep](tx).Where("activity_id = ?", a.ID).Find(tx.Ctx)
	list := make(Procedure, 0, len(names))
	for _, name := range names {
		p := proofs[name]
		s := Step{Name: name, Note: p.lacks, ByHand: !p.only, derived: p.shown != nil && p.shown(e)}
		if i := slices.IndexFunc(ticks, func(t ActivityStep) bool { return t.Step == name }); i >= 0 && s.ByHand {
			s.Ticked, s.By, s.At = true, ticks[i].UserName, &ticks[i].At
		}
		s.Done = s.derived || s.Ticked
		list = append(list, s)
	}
	return list, err
}

// evidence asks the records. Whether the committee has studied the theme is told
// to whoever sees the activity; of its minutes no word is.
func (a *Activity) evidence(tx *models.Tx) (evidence, error) {
	timing, err := TimingOn(tx, a.HeldOn)
	if err != nil {
		return evidence{}, err
	}
	e := evidence{Activity: a}
	const studied = "c.org_id = ? AND c.type = ? AND c.state = ? AND c.held_on BETWEEN ? AND ? AND c.id <> ?"
	about := models.Containing(a.Type.Name().String())
	theme := models.Containing(a.Topic)
	err = tx.Raw(&e.seen, `SELECT EXISTS (SELECT 1 FROM activities c WHERE `+studied+` AND (`+mentions+` OR ? <> '' AND (`+mentions+`))) AS studied,
		EXISTS (SELECT 1 FROM notices n WHERE n.subject = ? AND n.rule = 'theme-ahead') AS announced,
		(SELECT COUNT(*) FROM projects p WHERE p.activity_id = ?) + (SELECT COUNT(*) FROM assignments g WHERE g.activity_id = ?) AS tasks`,
		a.OrgID, CommitteeMeeting, Held, a.HeldOn.Add(-timing.StudyWithin), a.HeldOn, a.ID, about, about, about, a.Topic, theme, theme, theme, a.subject(), a.ID, a.ID)
	return e, err
}

// mentions is the condition that a meeting spoke of something, which it takes three times.
const mentions = "c.topic LIKE ? ESCAPE '!' OR c.content LIKE ? ESCAPE '!' OR c.decisions LIKE ? ESCAPE '!'"

// Tick says that a step was taken, or takes that back; saying it twice changes nothing.
func (a *Activity) Tick(tx *models.Tx, step string, done bool) error {
	org, err := a.mayEnter(tx)
	if err != nil {
		return err
	}
	names, err := a.StepsFor(tx, org)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(names, step):
		return models.FailAt(models.Invalid, "step", "这项活动的程序中没有“%s”，请从清单中选择。", step)
	case proofs[step].only:
		return models.FailAt(models.Invalid, "step", "“%s”由系统按记录判断，不需要勾选。", language.Word(step))
	}
	was, err := models.In[ActivityStep](tx).Where("activity_id = ? AND step = ?", a.ID, step).Count(tx.Ctx, "id")
	if err != nil || done == (was > 0) {
		return err
	}
	verb := "标记程序已做"
	if done {
		err = models.In[ActivityStep](tx, models.Once).Create(tx.Ctx, &ActivityStep{ActivityID: a.ID, Step: step, UserID: tx.Actor.ID, UserName: tx.Actor.Name, At: tx.Now})
	} else {
		verb = "撤回程序标记"
		_, err = models.In[ActivityStep](tx).Where("activity_id = ? AND step = ?", a.ID, step).Delete(tx.Ctx)
	}
	if err != nil {
		return err
	}
	return tx.Record(models.Entry{Verb: verb, Subject: a.subject(), Topic: a.subject(), OrgID: a.OrgID, Detail: language.Phrase{"%s：%s", a.Name(), language.Word(step)}})
}
