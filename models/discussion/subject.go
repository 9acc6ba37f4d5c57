// Package discussion is how people work together on a thing: they comment on it,
// hand in files, and watch it or ask to be left alone.
package discussion

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// Subject is a thing that people talk about.
type Subject struct {
	Key   string          // "milestones/7"
	Topic string          // the thing on whose page it shows, and which is watched: "projects/3"
	Name  language.Phrase // 《支委会建设规范提升》第2阶段“补缺换届”
	Link  string
	OrgID int64

	Posts []int64 // whose holders watch it unless they ask not to
	Users []int64 // accounts that do

	sees models.Object // what of the table of permissions shows it
	orgs []int64       // from which organisations it is seen
}

// Find finds the subject named by a key such as "projects/3", if the actor may see it.
func Find(tx *models.Tx, key string) (Subject, error) {
	kind, number, _ := strings.Cut(key, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	find := map[string]func(*models.Tx, int64) (Subject, error){ // every kind of thing people talk about
		"projects": ofProject, "milestones": ofMilestone, "activities": ofActivity, "comments": ofComment,
	}[kind]
	if err != nil || find == nil {
		return Subject{}, models.FailAt(models.Invalid, "subject", "请用 subject 注明对象，如 projects/3、milestones/7、activities/5。")
	}
	return find(tx, id)
}

func ofProject(tx *models.Tx, id int64) (Subject, error) {
	p, err := project.Find(tx, id)
	if err != nil {
		return Subject{}, err
	}
	return about(tx, p)
}

// about is a project as a subject.
func about(tx *models.Tx, p *project.Project) (Subject, error) {
	partners, err := p.Partners(tx)
	s := Subject{Key: p.Subject(), Topic: p.Subject(), Name: language.Phrase{"《%s》", p.Name}, Link: p.Link(), OrgID: p.OrgID,
		Posts: []int64{p.OwnerPostID, p.ReviewerPostID, p.LeaderPostID}, sees: models.Projects}
	for _, o := range partners {
		s.orgs = append(s.orgs, o.OrgID)
	}
	return s, err
}

func ofMilestone(tx *models.Tx, id int64) (Subject, error) {
	m, err := project.FindMilestone(tx, id)
	if err != nil {
		return Subject{}, err
	}
	s, err := about(tx, m.Project)
	s.Key, s.Link, s.Name = m.Subject(), m.Link(), language.Phrase{"《%s》%s", m.Project.Name, m.Label()}
	s.Posts = append(s.Posts, m.OwnerPostID, m.ReviewerPostID)
	return s, err
}

func ofActivity(tx *models.Tx, id int64) (Subject, error) {
	a, err := orglife.Find(tx, id)
	if err != nil {
		return Subject{}, err
	}
	org, err := orglife.Branch(tx, a.OrgID)
	if err != nil {
		return Subject{}, err
	}
	holders, err := tx.Holders(a.OrgID, models.BranchSecretary)
	s := Subject{Key: fmt.Sprintf("activities/%d", a.ID), Name: language.Phrase{"%s %s", org.Name, a.Name()}, Link: fmt.Sprintf("/activities/%d", a.ID), OrgID: a.OrgID,
		Users: []int64{a.RecordedBy}, sees: a.Minutes(), orgs: []int64{a.OrgID}}
	s.Topic = s.Key
	for _, h := range holders {
		s.Posts = append(s.Posts, h.PostID)
	}
	return s, err
}

// ofComment is a comment as the subject of files, seen where the comment is.
func ofComment(tx *models.Tx, id int64) (Subject, error) {
	c, s, err := FindComment(tx, id)
	if err != nil {
		return Subject{}, err
	}
	s.Key, s.Name = c.Key(), language.Phrase{"%s的评论", s.Name}
	return s, nil
}

// Crowd lists who sees the subject and may be mentioned, each account once.
func (s *Subject) Crowd(tx *models.Tx) ([]models.Holder, error) {
	list, err := tx.Onlookers(s.sees, s.orgs...)
	if err != nil {
		return nil, err
	}
	own, err := tx.PostHolders(s.Posts)
	for _, id := range s.Posts {
		list = append(list, own[id])
	}
	seen := map[int64]bool{0: true}
	return slices.DeleteFunc(list, func(h models.Holder) bool {
		twice := seen[h.UserID]
		seen[h.UserID] = true
		return twice
	}), err
}

// seenBy reports whether an account may see the subject.
func (s *Subject) seenBy(tx *models.Tx, userID int64) (*models.User, bool, error) {
	other, err := tx.As(userID)
	if err == nil {
		_, err = Find(other, s.Key)
	}
	switch models.KindOf(err) {
	case models.NotFound, models.Forbidden:
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return other.Actor, true, nil
}

// mayWrite stops who sees the subject and is to say nothing about it.
func (s *Subject) mayWrite(tx *models.Tx) error {
	if tx.Reaches(models.Enter, models.Discussions) {
		return nil
	}
	return tx.Require(models.Enter, models.Discussions, s.OrgID)
}

// MayWrite reports whether the actor may comment and hand in files.
func (s *Subject) MayWrite(tx *models.Tx) bool { return s.mayWrite(tx) == nil }
