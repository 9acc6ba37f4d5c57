package structure

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Stands is somebody put up for a chair.
type Stands struct {
	PostID   int64 `json:"post_id"`
	MemberID int64 `json:"member_id"`
}

// Request is what the organisation above is asked for.
type Request struct {
	Kind      ElectionKind
	PlannedOn calendar.Date
	Note      string
	Stands    []Stands
}

// committees are the offices that are elected, by the kind of organisation.
var committees = map[models.OrgKind][]models.Office{
	models.Branch: models.CommitteeOffices, models.JointBranch: models.CommitteeOffices,
	models.GeneralBranch:  {models.CommitteeSecretary, models.DeputySecretary, models.Organiser, models.Publicist, models.Disciplinarian, models.CommitteeMember},
	models.OrganCommittee: {models.CommitteeSecretary, models.DeputySecretary, models.Organiser, models.Publicist, models.Disciplinarian, models.CommitteeMember},
}

// Seats are the chairs an election of a kind is about: all of the committee, or the vacant ones.
func Seats(tx *models.Tx, o *models.Org, kind ElectionKind) ([]models.Holder, error) {
	seats, err := tx.Holders(o.ID, committees[o.Kind]...)
	if kind == ByVacancy {
		seats = slices.DeleteFunc(seats, func(h models.Holder) bool { return h.MemberID != 0 })
	}
	return seats, err
}

// Eligible are the full members of the organisation, who may vote and stand (TERM-06).
func Eligible(tx *models.Tx, o *models.Org) ([]models.Member, error) {
	where, args := models.Below("org_id", []string{o.Path})
	return models.In[models.Member](tx).Where("left_on = '' AND status = ?", models.Full).Where(where, args...).Order("name, id").Limit(2000).Find(tx.Ctx)
}

// Ask asks the organisation above for leave to hold an election.
func Ask(tx *models.Tx, o *models.Org, r Request) (*Election, error) {
	if err := tx.Require(models.Enter, models.Elections, o.ID); err != nil {
		return nil, err
	}
	if !Screens(o) || o.ParentID == nil {
		return nil, models.Fail(models.Conflict, "%s不在这里办理选举。", o.Name)
	}
	e := &Election{OrgID: o.ID, State: Asked, Org: o}
	if err := e.take(tx, r); err != nil {
		return nil, err
	}
	if err := models.In[Election](tx).Omit("Org", "Candidates").Create(tx.Ctx, e); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Fail(models.Conflict, "%s已有一次选举正在办理，请办完再请示。", o.Name)
		}
		return nil, err
	}
	if err := e.put(tx, r.Stands); err != nil {
		return nil, err
	}
	if err := e.record(tx, electionVerbs[Asked], ""); err != nil {
		return nil, err
	}
	return e, e.tellAbove(tx, language.Phrase{"%[1]s请示%[2]s，请批复", o.Name, language.Word(e.Kind.String())})
}

// AskAgain asks once more after the request was returned.
func (e *Election) AskAgain(tx *models.Tx, r Request, revision int) error {
	if err := tx.Require(models.Enter, models.Elections, e.OrgID); err != nil {
		return err
	}
	r.Kind = e.Kind
	if err := e.take(tx, r); err != nil {
		return err
	}
	if err := e.move(tx, Asked, revision, models.Assign("planned_on", e.PlannedOn), models.Assign("note", e.Note), models.Assign("asked_on", e.AskedOn),
		models.Assign("asked_by", e.AskedBy), models.Assign("asked_name", e.AskedName), models.Assign("reason", "")); err != nil {
		return err
	}
	if _, err := models.In[Candidate](tx).Where("election_id = ?", e.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := e.put(tx, r.Stands); err != nil {
		return err
	}
	return e.tellAbove(tx, language.Phrase{"%[1]s重新请示%[2]s，请批复", e.Org.Name, language.Word(e.Kind.String())})
}

// Withdraw gives the election up.
func (e *Election) Withdraw(tx *models.Tx, revision int) error {
	if err := tx.Require(models.Enter, models.Elections, e.OrgID); err != nil {
		return err
	}
	return e.move(tx, ElectionDropped, revision)
}

// take writes a request into the election, and says what is wrong with it.
func (e *Election) take(tx *models.Tx, r Request) error {
	wrong := models.FieldErrors{}
	if !slices.Contains(ElectionKinds, r.Kind) {
		wrong.Add("kind", "请选择换届选举或补选")
	}
	if !r.PlannedOn.Valid() || r.PlannedOn < tx.Today() {
		wrong.Add("planned_on", "选举日期写作 2022-07-15，不能早于今天")
	}
	if r.Note = strings.TrimSpace(r.Note); utf8.RuneCountInString(r.Note) > 500 {
		wrong.Add("note", "说明不超过500个字")
	}
	seats, err := Seats(tx, e.Org, r.Kind)
	if err != nil {
		return err
	}
	members, err := Eligible(tx, e.Org)
	if err != nil {
		return err
	}
	e.checkStands(wrong, r, seats, members)
	if err := wrong.Err("选举请示需要修改：%s", wrong); err != nil {
		return err
	}
	e.Kind, e.PlannedOn, e.Note = r.Kind, r.PlannedOn, r.Note
	e.AskedOn, e.AskedBy, e.AskedName, e.Reason = tx.Today(), tx.Actor.ID, tx.Actor.Name, ""
	return nil
}

// checkStands holds the candidates against the chairs and the register: each stands
// for a chair that is elected, is a full member here, and a secretary a year in the Party (COM-07).
func (e *Election) checkStands(wrong models.FieldErrors, r Request, seats []models.Holder, members []models.Member) {
	if len(seats) == 0 {
		wrong.Add("candidates", "没有要选举的职务，请先登记职务")
	}
	chairs, people := map[int64]models.Holder{}, map[int64]models.Member{}
	for _, h := range seats {
		chairs[h.PostID] = h
	}
	for _, m := range members {
		people[m.ID] = m
	}
	covered := map[int64]bool{}
	for _, s := range r.Stands {
		chair, known := chairs[s.PostID]
		m, member := people[s.MemberID]
		switch {
		case !known:
			wrong.Add("candidates", "有的职务不在这次选举之内，请重新选择")
		case !member:
			wrong.Add("candidates", "%s的候选人须为本组织的正式党员", chair.PostName)
		case (chair.Office == models.BranchSecretary || chair.Office == models.CommitteeSecretary) && m.JoinedOn != "" && m.JoinedOn.AddMonths(12) > r.PlannedOn:
			wrong.Add("candidates", "%s的党龄须满1年", m.Name)
		}
		covered[s.PostID] = true
	}
	for _, h := range seats {
		if r.Kind == NewTerm && !covered[h.PostID] {
			wrong.Add("candidates", "%s还没有候选人", h.PostName)
		}
	}
	if len(r.Stands) == 0 && len(seats) > 0 {
		wrong.Add("candidates", "请提出候选人")
	}
}

func (e *Election) put(tx *models.Tx, stands []Stands) error {
	slices.SortFunc(stands, func(a, b Stands) int {
		return cmp.Or(cmp.Compare(a.PostID, b.PostID), cmp.Compare(a.MemberID, b.MemberID))
	})
	var rows []Candidate
	for _, s := range slices.Compact(stands) {
		rows = append(rows, Candidate{ElectionID: e.ID, PostID: s.PostID, MemberID: s.MemberID})
	}
	return models.In[Candidate](tx).Omit("Post", "Member").CreateInBatches(tx.Ctx, &rows, 100)
}

// Spare reports whether there are at least a fifth more candidates than chairs (TERM-09): a hint.
func (e *Election) Spare() bool {
	chairs := map[int64]bool{}
	for _, c := range e.Candidates {
		chairs[c.PostID] = true
	}
	return len(e.Candidates)*5 >= len(chairs)*6
}
