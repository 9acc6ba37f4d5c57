package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// ballot is an election in the test city: B0702 with twenty full members, a
// secretary and a vacant chair.
type ballot struct {
	*testkit.City
	secretary, organiser int64 // posts
	others               []int64
}

type electionSaid struct {
	ID, Revision int
	State        string
	Candidates   []struct {
		ID         int64
		PostID     int64  `json:"post_id"`
		MemberName string `json:"member_name"`
		Elected    bool
	}
}

func newBallot(t testing.TB) *ballot {
	t.Helper()
	b := &ballot{City: testkit.NewCity(t)}
	b.At("2022-06-15 08:30")
	b.Seed(func(tx *models.Tx) error {
		branch := b.Org("B0702")
		for i := range 19 {
			m := models.Member{Name: fmt.Sprintf("党员%d", i), Status: models.Full, OrgID: &branch, JoinedOn: "2015-07-01"}
			if i == 18 {
				m.JoinedOn = "2022-01-10"
			}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			b.others = append(b.others, m.ID)
		}
		p := models.Post{OrgID: branch, Office: models.Organiser, Name: "组织委员"}
		b.secretary, b.organiser = b.Post("B0702", "书记"), 0
		if err := tx.CreatePost(&p); err != nil {
			return err
		}
		b.organiser = p.ID
		_, err := models.In[models.Org](tx).Where("id = ?", branch).Set(models.Assign("elected_on", "2019-03-31"), models.Assign("term_ends_on", "2022-03-31")).Update(tx.Ctx)
		return err
	})
	return b
}

// asked is a request for a new term with two who would be secretary.
func (b *ballot) asked() object {
	return object{"org_id": b.Org("B0702"), "kind": "term", "planned_on": "2022-07-15", "candidates": []object{
		{"post_id": b.secretary, "member_id": b.others[0]}, {"post_id": b.secretary, "member_id": b.Member("单梓安")}, {"post_id": b.organiser, "member_id": b.others[1]}}}
}

func (b *ballot) ask() (e electionSaid) {
	b.T.Helper()
	b.Program("shanzian").Call("POST", "/elections", b.asked()).Want(201).Into(&e)
	return e
}

func (b *ballot) step(login string, e *electionSaid, step string, body object) *testkit.Reply {
	b.T.Helper()
	body["revision"] = e.Revision
	reply := b.Program(login).Call("POST", fmt.Sprintf("/elections/%d/%s", e.ID, step), body)
	if reply.Code == http.StatusOK {
		reply.Into(e)
	}
	return reply
}

// votes are the yes votes in the order of the candidates.
func (e *electionSaid) votes(yes ...int) (list []object) {
	for i, c := range e.Candidates {
		list = append(list, object{"candidate_id": c.ID, "yes": yes[i]})
	}
	return list
}

// TestElectionFromRequestToNewTerm leads B0702 from a term that is over to a new one (A28).
func TestElectionFromRequestToNewTerm(t *testing.T) {
	t.Parallel()
	b := newBallot(t)
	if got := alertsOf(b.City, "B0702", "2022-06-15"); !strings.Contains(got, "TERM_OVERDUE red") {
		t.Errorf("before: %q", got)
	}
	b.Program("tongjianing").Call("POST", "/elections", b.asked()).Want(404)
	e := b.ask()
	b.Program("shanzian").Call("POST", "/elections", b.asked()).Want(409).Says("正在办理")
	b.Program("shimuyun").Get("/notices").Want(200).Says("请示换届选举")
	b.step("shanzian", &e, "approval", object{"document": "批1号"}).Want(403)
	b.step("tongjianing", &e, "approval", object{"document": "批1号"}).Want(404)
	b.step("shimuyun", &e, "approval", object{"document": " "}).Want(422).Says("文号")
	b.step("shimuyun", &e, "return", object{"reason": "请增加候选人"}).Want(200).Says("returned")
	again := b.asked()
	delete(again, "org_id")
	b.step("shanzian", &e, "resubmission", again).Want(200).Says("asked")
	b.step("shimuyun", &e, "approval", object{"document": "澜住建党〔2022〕8号"}).Want(200).Says("approved")
	b.At("2022-07-15 17:00")
	short := object{"held_on": "2022-07-15", "entitled": 20, "present": 15, "votes": e.votes(9, 5, 12)}
	b.step("shanzian", &e, "result", short).Want(422).Says("到会15人，不足16人")
	b.step("shanzian", &e, "result", object{"held_on": "2022-07-15", "entitled": 20, "present": 20, "votes": e.votes(11, 11, 12)}).Want(422).Says("票数相同")
	b.step("shimuyun", &e, "confirmation", object{"document": "批9号"}).Want(409).Says("待选举")
	b.step("shanzian", &e, "result", object{"held_on": "2022-07-15", "entitled": 20, "present": 16, "votes": e.votes(7, 9, 8)}).Want(200).Says("held")
	won := map[int64]string{}
	for _, c := range e.Candidates {
		if c.Elected {
			won[c.PostID] += c.MemberName
		}
	}
	if won[b.secretary] != "党员0" || won[b.organiser] != "" { // nine of sixteen are elected, eight are not
		t.Errorf("elected are %v", won)
	}
	b.Browser("shimuyun").Get(fmt.Sprintf("/elections/%d", e.ID)).Want(200).Says("须到16人，当选须9票", "确认结果", "未当选")
	b.step("shanzian", &e, "confirmation", object{"document": "批9号"}).Want(403)
	b.step("shimuyun", &e, "confirmation", object{"document": "澜住建党〔2022〕9号"}).Want(200).Says("confirmed")
	if got := alertsOf(b.City, "B0702", "2022-07-15"); strings.Contains(got, "TERM") {
		t.Errorf("in the new term: %q", got)
	}
	b.Program("mengshuqin").Get(fmt.Sprintf("/posts/%d", b.secretary)).Want(200).Says(`"member_name":"党员0"`, `"start_on":"2022-07-15"`)
	b.Program("mengshuqin").Get(fmt.Sprintf("/orgs/%d", b.Org("B0702"))).Want(200).Says(`"term_ends_on":"2025-07-15"`)
	b.Program("shimuyun").Get("/elections?state=confirmed").Want(200).Says("澜住建党〔2022〕9号")
}

// TestRequestsForElectionsAreChecked are what is refused, with the mend.
func TestRequestsForElectionsAreChecked(t *testing.T) {
	t.Parallel()
	b := newBallot(t)
	stands := func(post, member int64) []object {
		return []object{{"post_id": post, "member_id": member}, {"post_id": b.organiser, "member_id": b.others[1]}}
	}
	for _, c := range []struct {
		name string
		more object
		says string
	}{
		{"a kind that is none", object{"kind": "coup"}, "换届选举或补选"},
		{"a day that is over", object{"planned_on": "2022-06-01"}, "不能早于今天"},
		{"a chair without candidates", object{"candidates": []object{{"post_id": b.secretary, "member_id": b.others[0]}}}, "组织委员还没有候选人"},
		{"a candidate of another branch", object{"candidates": stands(b.secretary, b.Member("童佳宁"))}, "本组织的正式党员"},
		{"a secretary with half a year in the Party", object{"candidates": stands(b.secretary, b.others[18])}, "党龄须满1年"},
		{"a chair elsewhere", object{"candidates": stands(b.Post("B1001", "书记"), b.others[0])}, "不在这次选举之内"},
		{"a chair that is not vacant", object{"kind": "vacancy", "candidates": stands(b.secretary, b.others[0])}, "不在这次选举之内"},
	} {
		form := b.asked()
		for name, value := range c.more {
			form[name] = value
		}
		if reply := b.Program("shanzian").Call("POST", "/elections", form); reply.Code != 422 || !strings.Contains(reply.Body.String(), c.says) {
			t.Errorf("%s: %d %s", c.name, reply.Code, reply.Body)
		}
	}
	page := b.Browser("shanzian")
	page.Get(fmt.Sprintf("/orgs/%d/health", b.Org("B0702"))).Want(200).Says("请示换届选举", "请示补选")
	page.Get(fmt.Sprintf("/elections/new?org=%d&kind=vacancy", b.Org("B0702"))).Want(200).Says("补选", "组织委员", "党员1")
	page.Post("/elections", url.Values{"org_id": {fmt.Sprint(b.Org("B0702"))}, "kind": {"vacancy"}, "planned_on": {"2022-07-01"},
		fmt.Sprintf("stand_%d_0", b.organiser): {fmt.Sprint(b.others[1])}}).Want(303)
	page.Get("/elections").Want(200).Says("补选", "待批复")
	b.Program("linyuan").Get("/elections").Want(403)
}

// TestOneConfirmationOfAnElection has eight in the organisation above confirm one result at once.
func TestOneConfirmationOfAnElection(t *testing.T) {
	t.Parallel()
	b := newBallot(t)
	e := b.ask()
	b.step("shimuyun", &e, "approval", object{"document": "批1号"}).Want(200)
	b.At("2022-07-15 17:00")
	b.step("shanzian", &e, "result", object{"held_on": "2022-07-15", "entitled": 20, "present": 18, "votes": e.votes(15, 3, 16)}).Want(200)
	var done atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		deputy, mine := b.Program("shimuyun"), e
		wg.Go(func() {
			reply := deputy.Call("POST", fmt.Sprintf("/elections/%d/confirmation", mine.ID), object{"document": "批2号", "revision": mine.Revision})
			switch reply.Code {
			case http.StatusOK:
				done.Add(1)
			case http.StatusConflict:
			default:
				t.Errorf("%d %s", reply.Code, reply.Body)
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 {
		t.Errorf("%d confirmations were taken", done.Load())
	}
}
