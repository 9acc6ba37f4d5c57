package project

import (
	"cmp"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// AtOnce is how many projects a change is made to at once.
const AtOnce = 200

// Chosen is a project as it was when somebody chose it.
type Chosen struct {
	ID       int64
	Revision int
}

// Outcome is what became, or would become, of one project of those chosen.
type Outcome struct {
	Project *Project        // as it stood before
	Was, Is language.Text   // what is changed; nil where it was refused
	Notes   []language.Text // what to see to afterwards
	Made    *Project        // by a copy
	Refused error           // in words for people; nil when it was done
}

// Change is what is done to each of the projects chosen. It says in the outcome what
// it has changed, or returns why it does not.
type Change func(tx *models.Tx, o *Outcome) error

// ChangeAll makes a change to each of the projects by itself, in one piece of work: a
// project that refuses, or has been changed since it was seen, stays as it is.
func ChangeAll(tx *models.Tx, chosen []Chosen, change Change) ([]Outcome, error) {
	chosen = slices.Clone(chosen)
	slices.SortFunc(chosen, func(a, b Chosen) int { return cmp.Compare(a.ID, b.ID) }) // one order for everyone: no deadlocks
	chosen = slices.CompactFunc(chosen, func(a, b Chosen) bool { return a.ID == b.ID })
	var ids []int64
	for _, c := range chosen {
		ids = append(ids, c.ID)
	}
	list, err := Pick(tx, ids)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(list))
	for i := range list {
		outcomes[i], err = attempt(tx, &list[i], chosen[i].Revision, change)
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(outcomes, func(a, b Outcome) int { return byCode(a.Project, b.Project) })
	return outcomes, nil
}

// Pick finds the projects with these ids, all of which the actor must see.
func Pick(tx *models.Tx, ids []int64) ([]Project, error) {
	if len(ids) == 0 {
		return nil, models.FailAt(models.Invalid, "items", "请至少选择一个项目。")
	}
	if len(ids) > AtOnce {
		return nil, models.FailAt(models.Invalid, "items", "一次最多办理%d个项目，现选了%d个；请缩小范围，分批办理。", AtOnce, len(ids))
	}
	list, err := visible[Project](tx, "projects.id").LeftJoin("Org").Where("projects.id IN ?", ids).Order("projects.id").Find(tx.Ctx)
	if err == nil && len(list) < len(ids) {
		err = models.Missing
	}
	return list, err
}

// PickAll finds all projects of a filter.
func PickAll(tx *models.Tx, f Filter) ([]Project, error) {
	f.ByCode = true
	list, next, err := List(tx, f, Page{Limit: AtOnce})
	switch {
	case err != nil:
		return nil, err
	case next != nil:
		return nil, models.FailAt(models.Invalid, "items", "符合条件的项目超过%d个，一次办不完；请再加条件，分批办理。", AtOnce)
	case len(list) == 0:
		return nil, models.FailAt(models.Invalid, "items", "没有符合条件的项目，请换一个条件。")
	}
	return list, nil
}

// byCode is the order of the office's list.
func byCode(a, b *Project) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
}

// attempt makes the change to one project; only a fault is an error.
func attempt(tx *models.Tx, p *Project, revision int, change Change) (Outcome, error) {
	stood := *p
	o := Outcome{Project: p}
	err := tx.Attempt(func() error {
		if p.Revision != revision {
			return models.Stale
		}
		return change(tx, &o)
	})
	o.Project = &stood
	switch models.KindOf(err) {
	case 0, models.Unavailable:
		return o, err
	}
	return Outcome{Project: &stood, Refused: err}, nil
}

// HandOver is the change that gives a draft another owner.
func HandOver(tx *models.Tx, post int64) (Change, error) {
	to, err := tx.Post(post)
	if models.KindOf(err) == models.NotFound {
		return nil, models.FailAt(models.Invalid, "post_id", "请选择新的责任人。")
	}
	if err != nil {
		return nil, err
	}
	return func(tx *models.Tx, o *Outcome) error {
		p := o.Project
		if p.OwnerPostID == post {
			return models.Fail(models.Conflict, "责任人已是所选职务，不需要更改。")
		}
		holders, err := tx.PostHolders([]int64{p.OwnerPostID, post})
		if err != nil {
			return err
		}
		o.Was, o.Is = seat(holders[p.OwnerPostID]), seat(holders[post])
		change := *p
		change.OwnerPostID = to.ID
		return p.Edit(tx, p.Revision, change, nil)
	}, nil
}

// Mark is the change that puts a tag on projects, or takes it off.
func Mark(tx *models.Tx, id int64, on bool) (Change, error) {
	tag, err := FindTag(tx, id)
	if models.KindOf(err) == models.NotFound {
		return nil, models.FailAt(models.Invalid, "tag_id", "请选择标签。")
	}
	return func(tx *models.Tx, o *Outcome) (err error) {
		o.Was, o.Is, err = o.Project.mark(tx, tag, on)
		return err
	}, err
}

// Move is the change that moves the dates of drafts and of their stages by working
// days, earlier when negative.
func Move(days int) (Change, error) {
	if days == 0 || days > mostShift || days < -mostShift {
		return nil, models.FailAt(models.Invalid, "days", "请填写移动的工作日数，如 5 或 -5，不超过%d个工作日。", mostShift)
	}
	return func(tx *models.Tx, o *Outcome) (err error) {
		o.Was = o.Project.span()
		err = o.Project.shift(tx, days)
		o.Is = o.Project.span()
		return err
	}, nil
}

// mostShift is by how many working days dates are moved at once: about a year.
const mostShift = 250

// seat is a post and who holds it.
func seat(h models.Holder) language.Text {
	if h.PostID == 0 {
		return undecided
	}
	return language.Typed(strings.TrimSpace(h.Title() + " " + h.MemberName))
}

// span is when the project is worked on.
func (p *Project) span() language.Phrase {
	day := func(d calendar.Date) language.Text {
		if d == "" {
			return undecided
		}
		return d.Long()
	}
	return language.With("%s至%s", day(p.StartOn), day(p.DueOn))
}

const undecided language.Word = "未定"
