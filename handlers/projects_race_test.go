package handlers_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/testkit"
)

// together runs work n times at once and counts the answers by status.
func together(n int, work func(i int) int) map[int]int {
	var mu sync.Mutex
	var all sync.WaitGroup
	got := map[int]int{}
	for i := range n {
		all.Go(func() {
			status := work(i)
			mu.Lock()
			defer mu.Unlock()
			got[status]++
		})
	}
	all.Wait()
	return got
}

// count counts rows of a table that belong to a milestone.
func count[T any](o *office, where string, args ...any) (n int64) {
	o.T.Helper()
	o.Seed(func(tx *models.Tx) (err error) {
		n, err = models.In[T](tx).Where(where, args...).Count(tx.Ctx, "id")
		return err
	})
	return n
}

// S25: however often a form is sent at once, there is one round, one audit line, one notice.
func TestS25SubmittedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.approved(nil).Stages[0]
	got := together(20, func(int) int { return o.xu.Call("POST", s.at("submission"), nil).Code })
	if got[200] != 1 || got[409] != 19 {
		t.Fatalf("got %v", got)
	}
	rounds, lines := count[project.Review](o, "milestone_id = ?", s.ID), count[models.Entry](o, "verb = ?", "提交审核")
	if told := o.told("review-submitted"); rounds != 1 || lines != 1 || told != 1 {
		t.Fatalf("%d rounds, %d lines, %d notices", rounds, lines, told)
	}
}

// Two reviewers at once: one decides, the others are told that it has been.
func TestReviewersAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.approved(nil).Stages[0]
	o.xu.Call("POST", s.at("submission"), nil).Want(200)
	zhou := o.Program("zhouyanqing")
	got := together(8, func(i int) int {
		if i%2 == 0 {
			return zhou.Call("POST", s.at("return"), object{"reason": "再核对"}).Code
		}
		return o.meng.Call("POST", s.at("approval"), nil).Code
	})
	if got[200] != 1 || got[409] != 7 {
		t.Fatalf("got %v", got)
	}
	if decided := o.told("review-returned") + o.told("review-approved"); decided != 1 {
		t.Fatalf("the owner was told %d times", decided)
	}
}

// Two approvers at once: the project is approved by one of them.
func TestApproversAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	o.xu.Call("POST", p.at("submission"), nil).Want(200)
	zhou := o.Program("zhouyanqing")
	got := together(8, func(i int) int {
		if i%2 == 0 {
			return zhou.Call("POST", p.at("return"), object{"reason": "再核对"}).Code
		}
		return o.meng.Call("POST", p.at("approval"), nil).Code
	})
	decided := count[models.Entry](o, "verb IN ? AND topic = ?", []string{"批准立项", "退回项目"}, fmt.Sprintf("projects/%d", p.ID))
	if got[200] != 1 || got[409] != 7 || decided != 1 {
		t.Fatalf("got %v, %d decisions in the trail", got, decided)
	}
}

// S24: no change is lost under another's; who comes late is told so.
func TestS24NoLostUpdate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(object{"metric": object{"name": "计数", "current": 0}})
	const clients, each = 8, 10
	together(clients, func(int) int {
		for done := 0; done < each; {
			var now struct {
				Revision int
				Metric   object
			}
			if reply := o.xu.Get(p.path()); reply.Code != 200 {
				return reply.Code
			} else {
				reply.Into(&now)
			}
			now.Metric["current"] = now.Metric["current"].(float64) + 1
			switch reply := o.xu.Call("PATCH", p.path(), object{"revision": now.Revision, "metric": now.Metric}); reply.Code {
			case 200:
				done++
			case 409:
			default:
				t.Errorf("got %d %s", reply.Code, reply.Body)
				return reply.Code
			}
		}
		return 200
	})
	o.xu.Get(p.path()).Want(200).Says(fmt.Sprintf(`"current":%d`, clients*each), fmt.Sprintf(`"revision":%d`, clients*each))
	o.xu.Call("PATCH", p.path(), object{"name": "新"}).Want(422).Says("revision")
}

// S24: eight do four hundred mixed things each to one draft, and report on one stage:
// what was answered with success is there, and nothing else.
func TestS24MixedChangesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const clients, each = 8, 400
	draft, stage := o.create(object{"code": "P09", "metric": object{"name": "计数", "current": 0}}), o.approved(nil).Stages[0]
	tag := o.aTag()
	type now struct {
		Revision int
		Metric   object
	}
	stands := func() (n now) {
		o.xu.Get(draft.path()).Want(200).Into(&n)
		return n
	}
	kinds := []struct {
		name string
		send func(client, i int) *testkit.Reply
	}{
		{"count", func(_, _ int) *testkit.Reply {
			n := stands()
			n.Metric["current"] = n.Metric["current"].(float64) + 1
			return o.xu.Call("PATCH", draft.path(), object{"revision": n.Revision, "metric": n.Metric})
		}},
		{"tag", func(_, i int) *testkit.Reply {
			return o.xu.Call("PUT", draft.at("business"), object{"revision": stands().Revision, "tags": []int64{tag}[:i/4%2]})
		}},
		{"report", func(client, i int) *testkit.Reply {
			return o.xu.Call("POST", stage.at("progress"), object{"text": fmt.Sprint(client, "-", i), "percent": i % 100})
		}},
		{"move", func(_, i int) *testkit.Reply {
			return o.xu.Call("POST", "/projects/bulk", object{"action": "move", "days": i/4%2*2 - 1, "items": []object{{"id": draft.ID, "revision": stands().Revision}}})
		}},
	}
	var done [4]atomic.Int64
	together(clients, func(client int) int {
		for i := range each {
			kind := (client + i) % len(kinds)
			reply := kinds[kind].send(client, i)
			var many bulkDone
			if kinds[kind].name == "move" && reply.Code == 200 {
				reply.Into(&many)
			}
			switch {
			case reply.Code == 409, reply.Code == 200 && many.Refused == 1 && many.Items[0].Status == 409:
			case reply.Code == 200, reply.Code == 201:
				done[kind].Add(1)
			default:
				t.Errorf("%s: %d %s", kinds[kind].name, reply.Code, reply.Body)
				return reply.Code
			}
		}
		return 200
	})
	counted, tagged, reported, moved := done[0].Load(), done[1].Load(), done[2].Load(), done[3].Load()
	if n := stands(); n.Metric["current"].(float64) != float64(counted) || int64(n.Revision) != counted+tagged+moved {
		t.Errorf("%d counted, %d tagged, %d moved, and there are %+v", counted, tagged, moved, n)
	}
	if n := count[project.ProgressReport](o, "milestone_id = ?", stage.ID); reported != clients*each/4 || n != reported {
		t.Errorf("%d of %d reports", n, reported)
	}
	if n := count[models.Entry](o, "topic = ? AND verb IN ?", fmt.Sprintf("projects/%d", draft.ID), []string{"移动时限"}); n != moved {
		t.Errorf("%d moves and %d lines in the trail", moved, n)
	}
	t.Logf("%d counted, %d tagged, %d moved, %d reported, the rest told to look again", counted, tagged, moved, reported)
}

// Everybody reports on the same milestone at once: no error, nothing lost.
func TestReportsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	s := p.Stages[0]
	const clients = 64
	got := together(clients, func(i int) int {
		return o.xu.Call("POST", s.at("progress"), object{"text": fmt.Sprint("进展", i), "percent": i}).Code
	})
	if got[201] != clients {
		t.Fatalf("got %v", got)
	}
	if n := count[project.ProgressReport](o, "milestone_id = ?", s.ID); n != clients {
		t.Fatalf("%d of %d reports", n, clients)
	}
	if n := count[models.Entry](o, "verb = ?", "启动实施"); n != 1 || o.show(p).State != "in_progress" {
		t.Fatalf("the project was started %d times", n)
	}
}

// X9: fields that are not the sender's to set change nothing.
func TestX9MassAssignment(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(object{"state": "closed", "id": 77, "revision": 9, "submitted_by": 1, "first_due_on": "2030-01-01", "extensions": 5, "percent": 100})
	if now := o.show(p); p.ID == 77 || now.State != "draft" || now.Revision != 0 || now.FirstDue != "2022-11-30" || now.Percent != 0 {
		t.Fatalf("got %+v", now)
	}
	o.xu.Call("PATCH", p.path(), object{"revision": 0, "state": "closed", "name": "新名", "created_at": "2000-01-01T00:00:00Z"}).Want(200).Says(`"state":"draft"`, "新名")
	shi := o.Program("shimuyun")
	body := p03(o.City)
	body["org_id"] = o.Org("D02") // not one's own
	shi.Call("POST", "/projects", body).Want(403)
	body["org_id"], body["code"], body["owner_post_id"] = o.Org("D07"), "P77", o.Post("D07", "专职副书记")
	var own shown
	shi.Call("POST", "/projects", body).Want(201).Into(&own)
	shi.Call("PATCH", own.path(), object{"revision": 0, "org_id": o.Org("D02")}).Want(403)
}

// Duties follow the post: who takes it over finds the open work there.
func TestHandover(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.Seed(func(tx *models.Tx) error {
		post, err := tx.Post(o.Post("GW", "组织科科长"))
		if err != nil {
			return err
		}
		return post.Appoint(tx, &models.Tenure{MemberID: o.Member("韩知远"), StartOn: "2022-06-15"})
	})
	o.xu.Call("POST", p.Stages[0].at("submission"), nil).Want(404) // holds nothing any more, and sees nothing
	o.han.Get("/milestones?owner=me").Want(200).Says("补缺换届", "韩知远")
	o.han.Call("POST", p.Stages[0].at("submission"), nil).Want(200)
	o.han.Call("POST", p.Stages[0].at("approval"), nil).Want(403)
	o.meng.Call("POST", p.Stages[0].at("approval"), nil).Want(200)
}

// Lists for one person and for the scheduler, in a bounded number of queries.
func TestWorkLists(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.xu.Call("POST", p.Stages[0].at("submission"), nil).Want(200)
	o.xu.Call("POST", p.Stages[1].at("extensions"), object{"new_due_on": "2022-07-15", "reason": "r", "progress": "p", "measures": "m"}).Want(201)
	q := o.create(object{"code": "P04"})
	o.xu.Call("POST", q.at("submission"), nil).Want(200)
	for _, c := range []struct {
		name, login string
		find        func(*models.Tx) (project.Work, error)
		want        [5]int // milestones, rounds, improvements, extensions, projects
	}{
		{"the owner's own", "xumuye", project.Mine, [5]int{3, 0, 0, 0, 0}},
		{"what the owner awaits", "xumuye", project.IAwait, [5]int{0, 1, 0, 1, 1}},
		{"nothing of one's own waits for the owner", "xumuye", project.WaitingForMe, [5]int{}},
		{"what waits for the reviewer", "mengshuqin", project.WaitingForMe, [5]int{0, 1, 0, 1, 1}},
		{"a member has nothing", "linyuan", project.WaitingForMe, [5]int{}},
		{"another branch has nothing", "zhuangzijin", project.WaitingForMe, [5]int{}},
	} {
		var w project.Work
		if err := o.As(c.login, func(tx *models.Tx) (err error) { w, err = c.find(tx); return err }); err != nil {
			t.Fatal(err)
		}
		if got := [5]int{len(w.Milestones), len(w.Rounds), len(w.Improvements), len(w.Extensions), len(w.Projects)}; got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	o.Seed(func(tx *models.Tx) error {
		m, err := project.FindMilestone(tx, p.Stages[1].ID)
		if err != nil {
			return err
		}
		n, tell, err := project.DueNotice(tx, m, "2022-06-15")
		if want := "《支委会建设规范提升》第2阶段“补缺换届”将于6月30日到期，当前0%。"; err != nil || !tell || n.Title.String() != want ||
			n.Key != fmt.Sprintf("milestone-due/15@2022-06-30/milestones/%d", m.ID) {
			t.Errorf("due notice: %+v %v", n, err)
		}
		return nil
	})
	for path, most := range map[string]int{p.path(): 15, "/projects?year=2022": 12, "/milestones": 12, "/reviews": 12} {
		if seen := o.Queries(func() { o.meng.Get(path).Want(200) }); len(seen) > most {
			t.Errorf("%s takes %d queries", path, len(seen))
		}
	}
}
