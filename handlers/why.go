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
	"luoshi/models/supervision"
	"luoshi/views"
)

// matters finds what notices are about, for who may see it.
var matters = map[string]func(tx *models.Tx, id int64) (notice.Matter, error){
	"projects":     projectMatter,
	"milestones":   milestoneMatter,
	"improvements": improvementMatter,
	"findings":     findingMatter,
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
	return notice.Matter{Name: phrase{"《%s》", p.Name}, Link: p.Link(), Owner: p.OwnerPostID, Rests: resting(!p.UnderWay(), p.State)}, nil
}

func milestoneMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	m, err := project.FindMilestone(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	matter := notice.Matter{Name: phrase{"《%s》%s", m.Project.Name, m.Label()}, Link: m.Link(), Owner: cmp.Or(m.OwnerPostID, m.Project.OwnerPostID), Rests: resting(!m.Running, m.State)}
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
	return notice.Matter{Name: phrase{"《%s》改进：%s", i.Project.Name, i.Problem}, Link: i.Project.Link(), Owner: i.OwnerPostID,
		Rests: resting(i.State == project.ToVerify || i.State == project.Verified, i.State)}, nil
}

func findingMatter(tx *models.Tx, id int64) (notice.Matter, error) {
	f, err := supervision.Find(tx, id)
	if err != nil {
		return notice.Matter{}, err
	}
	m := notice.Matter{Name: phrase{"%s的问题：%s", f.Org.Name, f.Text}, Link: f.Link(), Owner: f.OwnerPostID,
		Rests: resting(f.State() == supervision.HandedIn || f.State() == supervision.Closed, f.State())}
	if f.Project != nil {
		m.Rests = phrase{"已转为整改项目，由项目的提醒督促。"}
	}
	return m, nil
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

// findMatter finds a subject that the actor sees; known says whether it is of a kind looked up here.
func findMatter(tx *models.Tx, subject string) (m notice.Matter, known bool, err error) {
	kind, number, _ := strings.Cut(subject, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	find := matters[kind]
	if err != nil || find == nil {
		return notice.Matter{}, false, models.Missing
	}
	m, err = find(tx, id)
	m.Subject = subject
	return m, true, err
}

// matterFor is a subject as the actor may ask about it for a person: one that the
// actor sees, for an account in reach; or what the actor has been told oneself.
// With it comes the Tx of that person, nil for an account that is disabled.
func matterFor(tx *models.Tx, subject string, userID int64) (m notice.Matter, person *models.User, as *models.Tx, err error) {
	m, known, err := findMatter(tx, subject)
	if userID != 0 && userID != tx.Actor.ID {
		if err == nil {
			person, err = tx.User(userID)
		}
		if err != nil || person.Disabled {
			return m, person, nil, err
		}
		if as, err = tx.As(userID); err == nil {
			m.Unseen, err = unseen(as, subject)
		}
		return m, person, as, err
	}
	if err == nil || models.KindOf(err) != models.NotFound {
		return m, tx.Actor, tx, err
	}
	told, failed := notice.ToldOf(tx, subject, tx.Actor.ID)
	if failed != nil || len(told) == 0 {
		return m, nil, nil, cmp.Or(failed, err)
	}
	return notice.Matter{Subject: subject, Name: told[0].Notice.Title, Link: told[0].Notice.Link, Unseen: known}, tx.Actor, tx, nil
}

// unseen reports whether the actor may not see a subject.
func unseen(tx *models.Tx, subject string) (bool, error) {
	_, _, err := findMatter(tx, subject)
	switch models.KindOf(err) {
	case models.NotFound, models.Forbidden:
		return true, nil
	}
	return false, err
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
		m, person, as, err := matterFor(tx, subject, userID)
		if err != nil {
			return err
		}
		outlets, err := notice.OpenChannels(tx)
		if err != nil {
			return err
		}
		w, err := notice.Explain(tx, as, s.Rules, s.leaving(outlets), m, person)
		if err != nil {
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
