package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/views"
)

// matters finds what notices are about, for who may see it.
var matters = map[string]func(tx *models.Tx, id int64) (notice.Matter, error){
	"projects":     projectMatter,
	"milestones":   milestoneMatter,
	"improvements": improvementMatter,
	"activities":   activityMatter,
	"duties":       dutyMatter,
}

// resting says that the state of a thing keeps its owner from being reminded.
func resting(rests bool, state any) phrase {
	if !rests {
		return nil
	}
	return phrase{"当前为“%s”，不提醒责任人。", state}
}

func projectMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	p, err := project.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: phrase{"《%s》", p.Name}, Link: p.Link(), Owners: []int64{p.OwnerPostID}, Rests: resting(!p.UnderWay(), p.State)}, nil
}

func milestoneMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	m, err := project.FindMilestone(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	matter := notice.Matter{Name: phrase{"《%s》%s", m.Project.Name, m.Label()}, Link: m.Link(), Owners: []int64{cmp.Or(m.OwnerPostID, m.Project.OwnerPostID)}, Rests: resting(!m.Running, m.State)}
	if !m.Project.UnderWay() {
		matter.Rests = resting(true, m.Project.State)
	}
	return matter, nil
}

func improvementMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	i, err := project.FindImprovement(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: phrase{"《%s》改进：%s", i.Project.Name, i.Problem}, Link: i.Project.Link(), Owners: []int64{i.OwnerPostID},
		Rests: resting(i.State == project.ToVerify || i.State == project.Verified, i.State)}, nil
}

func activityMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	a, err := orglife.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	return notice.Matter{Name: a.Name(), Link: "/activities/" + strconv.FormatInt(id, 10)}, nil
}

func dutyMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	d, err := orglife.FindDuty(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s%s", d.Period.Long(), d.Code.Name()}, Link: "/duties"}
	if d.State != orglife.Open {
		m.Rests = phrase{"这一事项已办结、免除或中止，不再提醒。"}
	}
	return m, nil
}

// findMatter finds a subject that the actor sees.
func findMatter(tx *models.Tx, subject string) (notice.Matter, error) {
	kind, number, _ := strings.Cut(subject, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	find := matters[kind]
	if err != nil || find == nil {
		return notice.Matter{}, models.Missing
	}
	m, err := find(tx, id)
	m.Subject = subject
	return m, err
}

// matterFor is a subject as the actor may ask about it for a person: one that the
// actor sees, for an account in reach; or what the actor has been told oneself.
func matterFor(tx *models.Tx, subject string, userID int64) (m notice.Matter, person *models.User, err error) {
	m, err = findMatter(tx, subject)
	own := userID == 0 || userID == tx.Actor.ID
	switch {
	case !own && err == nil:
		person, err = tx.User(userID)
		return m, person, err
	case !own || err == nil || models.KindOf(err) != models.NotFound:
		return m, tx.Actor, err
	}
	told, failed := notice.ToldOf(tx, subject, tx.Actor.ID)
	if failed != nil || len(told) == 0 {
		return m, nil, cmp.Or(failed, err)
	}
	return notice.Matter{Subject: subject, Name: told[0].Notice.Title, Link: told[0].Notice.Link}, tx.Actor, nil
}

// why explains what somebody was told of a subject, what comes next, and what stops it.
func (s *Server) why(r *Request) (Answer, error) {
	q := newSieve(r)
	subject, userID := q.text("subject"), q.number("user")
	if subject == "" {
		q.wrong.Add("subject", "请注明对象，如 milestones/7")
	}
	if err := q.faults(); err != nil {
		return Answer{}, err
	}
	var view whyView
	err := r.View(func(tx *models.Tx) error {
		m, person, err := matterFor(tx, subject, userID)
		if err != nil {
			return err
		}
		outlets, err := notice.OpenChannels(tx)
		if err != nil {
			return err
		}
		w, err := notice.Explain(tx, s.Rules, s.leaving(outlets), m, person)
		if err != nil {
			return err
		}
		if err := seenAlso(tx, w); err != nil {
			return err
		}
		view = s.showWhy(tx, w)
		return nil
	})
	return Answer{Page: "why", Title: word("为什么提醒"), Section: "reminders", Crumbs: []views.Crumb{{Name: word("提醒"), Link: "/notices"}, {Name: word("为什么提醒")}}, View: view, JSON: view}, err
}

// leaving are the channels that messages may leave by: e-mail only with a mail server.
func (s *Server) leaving(list []notice.Channel) []notice.Channel {
	return slices.DeleteFunc(list, func(c notice.Channel) bool { return c.Kind == notice.Email && !s.Mail })
}

// seenAlso adds that the person may not see the matter, and so is not told of it.
func seenAlso(tx *models.Tx, w *notice.Why) error {
	if w.Person.Disabled {
		return nil
	}
	as, err := tx.As(w.Person.ID)
	if err != nil {
		return err
	}
	if _, err = findMatter(as, w.Subject); models.KindOf(err) == models.NotFound || models.KindOf(err) == models.Forbidden {
		w.Stops = append(w.Stops, notice.Stop{Step: notice.Unseen, Words: phrase{"%s没有查看这一事项的权限。", w.Person.Name}})
		return nil
	}
	return err
}
