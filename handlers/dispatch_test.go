package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/models"
)

// A63: a task is handed down to twelve organisations; two sign late and are
// reminded; what the parts add up to is right after each step.
func TestA63HandingDown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	units := o.departments(12)
	p := o.approved(nil)
	o.meng.Call("POST", p.at("dispatch"), object{"units": units, "copy_stages": true, "message": "请按月报进展"}).Want(201)
	list := o.parts(p)
	if len(list) != 12 || list[0].ReceiptDueOn != "2022-06-20" || list[0].Owner == nil || list[0].Owner.Name != "书记x001" {
		t.Fatalf("handed down: %+v", list)
	}
	for _, c := range list[:10] {
		o.sign(c)
	}
	o.wantParts(p, 10, 0, 0)
	report := func(i, percent int) {
		o.T.Helper()
		var c shown
		unit := o.Program(fmt.Sprintf("x%03d", i+1))
		unit.Get(list[i].path()).Want(200).Into(&c)
		unit.Call("POST", c.Stages[0].at("progress"), object{"text": "推进", "percent": percent}).Want(201)
	}
	report(0, 60) // the stages weigh 33, 33 and 34 of what is left: 60% of the first are 20
	o.wantParts(p, 10, 0, 2)
	report(1, 90)
	o.wantParts(p, 10, 0, 4)

	for _, at := range []string{"2022-06-16 08:30", "2022-06-17 08:30", "2022-06-20 08:30", "2022-06-21 00:10"} {
		o.At(at)
	}
	for login, want := range map[string]int{"x011": 3, "x012": 3, "x001": 0} {
		if n := o.toldOf(login, "receipt-due") + o.toldOf(login, "receipt-overdue"); n != want {
			t.Errorf("%s was told %d times to sign, want %d", login, n, want)
		}
	}
	for login, want := range map[string]int{"mengshuqin": 1, "xumuye": 1} {
		if n := o.toldOf(login, "receipts-late"); n != want {
			t.Errorf("%s was told %d times who is late, want one notice", login, n)
		}
	}
	o.At("2022-06-22 09:00")
	o.Program("x011").Get("/me/today").Want(200).Says("签收任务：《支委会建设规范提升》", "签收逾期 2 个工作日")
	o.meng.Get("/me/today").Want(200).Says("《支委会建设规范提升》2 项未签收")
	o.meng.Get(p.at("parts?late=true")).Want(200).Says("第011党支部", "第012党支部").Lacks("第001党支部")
	o.sign(list[10])
	o.sign(list[11])
	o.wantParts(p, 12, 2, 4)
	if got := o.parts(p)[10]; got.LateDays != 2 || got.State != "received" {
		t.Errorf("signed late: %+v", got)
	}
	now := o.show(p)
	o.meng.Call("PUT", p.at("shares"), object{"revision": now.Revision, "units": []object{{"org_id": units[1]["org_id"], "share": 9}}}).Want(200)
	o.wantParts(p, 12, 2, 15) // (20 + 9×30) ÷ 20 = 14.5
	o.meng.Call("POST", list[0].at("withdrawal"), object{"reason": "另行安排"}).Want(200)
	o.wantParts(p, 11, 2, 14)
	o.Program("x001").Call("POST", list[0].at("resumption"), nil).Want(403)
	o.meng.Call("POST", list[0].at("resumption"), nil).Want(409).Says("撤回")
}

// A63: the table stays as cheap when the task has three hundred parts.
func TestA63QueriesOfTheTask(t *testing.T) {
	t.Parallel()
	for _, n := range []int{12, 300} {
		o := newOffice(t)
		units := o.departments(n)
		p := o.approved(nil)
		o.meng.Call("POST", p.at("dispatch"), object{"units": units, "copy_stages": true}).Want(201)
		b := o.Browser("mengshuqin")
		for _, path := range []string{p.path(), p.at("parts"), "/"} {
			b.Get(path).Want(200)
			if q := o.Queries(func() { b.Get(path) }); len(q) > 15 {
				t.Errorf("%s with %d parts: %d queries: %q", path, n, len(q), q)
			}
		}
		if n > 50 {
			b.Get(p.at("parts")).Want(200).Says("第050党支部", "下一页").Lacks("第051党支部")
		}
	}
}

// A63: of two who sign at once, one does; of two who hand down, one.
func TestA63AtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	units := o.departments(1)
	p := o.approved(nil)
	count := func(answer func() int) map[int]int {
		codes, seen := make(chan int, 8), map[int]int{}
		for range cap(codes) {
			go func() { codes <- answer() }()
		}
		for range cap(codes) {
			seen[<-codes]++
		}
		return seen
	}
	if got := count(func() int {
		return o.meng.Call("POST", p.at("dispatch"), object{"units": units, "copy_stages": true}).Code
	}); got[201] != 1 || got[422] != 7 {
		t.Errorf("handing down at once: %v", got)
	}
	c, unit := o.parts(p)[0], o.Program("x001")
	if got := count(func() int { return unit.Call("POST", c.at("receipt"), nil).Code }); got[200] != 1 || got[409] != 7 {
		t.Errorf("signing at once: %v", got)
	}
}

// A63: a department hands its part on to its branches; the task stands and falls with them.
func TestA63TwoLevels(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.meng.Call("POST", p.at("dispatch"), object{"units": []object{{"org_id": o.Org("D07")}}, "copy_stages": true}).Want(201)
	d07, shi, shan := o.parts(p)[0], o.Program("shimuyun"), o.Program("shanzian")
	shi.Call("POST", d07.at("dispatch"), object{"units": []object{{"org_id": o.Org("B0702")}}}).Want(409) // not signed for
	shi.Call("POST", d07.at("receipt"), object{"owner_post_id": o.Post("B1001", "书记")}).Want(422).Says("owner_post_id")
	shi.Call("POST", d07.at("receipt"), nil).Want(200)
	shi.Call("POST", d07.at("dispatch"), object{"units": []object{{"org_id": o.Org("B1001")}}}).Want(422).Says("units")
	shan.Call("POST", d07.at("dispatch"), object{"units": []object{{"org_id": o.Org("B0702")}}}).Want(404)
	shi.Call("POST", d07.at("dispatch"), object{"units": []object{{"org_id": o.Org("B0702")}}, "copy_stages": true}).Want(201)
	var below struct{ Items []shownPart }
	shi.Get(d07.at("parts")).Want(200).Into(&below)
	b0702 := below.Items[0]
	shi.Call("POST", b0702.at("receipt"), nil).Want(403) // who handed it down
	shan.Call("POST", b0702.at("receipt"), nil).Want(200)
	o.meng.Call("POST", b0702.at("dispatch"), object{"units": []object{{"org_id": o.Org("B0701")}}}).Want(409).Says("2级")
	var c shown
	shan.Get(b0702.path()).Want(200).Into(&c)
	shan.Call("POST", c.Stages[0].at("progress"), object{"text": "推进", "percent": 90}).Want(201)
	if up := o.parts(p)[0]; up.Percent != 30 {
		t.Errorf("the branch's work does not reach the task: %+v", up)
	}
	if now := o.show(p); now.Percent != 30 {
		t.Errorf("the task is at %d%%", now.Percent)
	}
	o.meng.Call("POST", p.at("suspension"), object{"reason": "防汛"}).Want(200)
	shan.Get(b0702.path()).Want(200).Says(`"state":"suspended"`, "防汛")
	o.meng.Call("POST", b0702.at("resumption"), nil).Want(409)
	o.meng.Call("POST", p.at("resumption"), nil).Want(200)
	shan.Get(b0702.path()).Want(200).Says(`"state":"in_progress"`)
	shan.Call("POST", b0702.at("extensions"), object{"new_due_on": "2022-12-20", "reason": "r", "progress": "p", "measures": "m"}).Want(422).Says("上级任务时限")
	o.Browser("shanzian").Get(b0702.path()).Want(200).Says("上级任务", "签收")
	for _, s := range o.show(p).Stages {
		o.finish(s)
	}
	o.meng.Call("POST", p.at("acceptance-request"), nil).Want(409).Says("市住房和城乡建设局党总支")
}

// Who is named in a project lies near its lead, for those who do not see the whole city.
func TestNamesNearTheLead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct {
		name string
		with object
		want int
		says string
	}{
		{"an owner of the lead", object{"owner_post_id": o.Post("D07", "专职副书记")}, 201, ""},
		{"an owner below it", object{"owner_post_id": o.Post("B0702", "书记")}, 201, ""},
		{"never one elsewhere", object{"owner_post_id": o.Post("B1001", "书记")}, 422, "owner_post_id"},
		{"a reviewer of the leading line", object{"reviewer_post_id": o.Post("GW", "常务副书记")}, 201, ""},
		{"a reviewer of the guiding group", object{"reviewer_post_id": o.Post("DZ07", "党组书记")}, 201, ""},
		{"never one below", object{"reviewer_post_id": o.Post("B0702", "书记")}, 422, "reviewer_post_id"},
		{"never another's leader", object{"leader_post_id": o.Post("DZ02", "党委书记")}, 422, "leader_post_id"},
		{"a cooperating sibling", object{"cooperating": []int64{o.Org("D02")}}, 201, ""},
		{"never a stranger's branch", object{"cooperating": []int64{o.Org("B0203")}}, 422, "cooperating"},
	} {
		body := p03(o.City)
		body["code"], body["org_id"], body["owner_post_id"], body["reviewer_post_id"], body["cooperating"] = "N"+c.name, o.Org("D07"), 0, 0, []int64{}
		for k, v := range c.with {
			body[k] = v
		}
		if r := o.Program("shimuyun").Call("POST", "/projects", body).Want(c.want); c.says != "" {
			r.Says(c.says)
		}
	}
}

// sign takes a part over as the secretary of its organisation.
func (o *office) sign(c shownPart) {
	o.T.Helper()
	o.Program(c.Code[len(c.Code)-4:]).Call("POST", c.at("receipt"), nil).Want(200)
}

// wantParts compares what the parts add up to.
func (o *office) wantParts(p shown, received, late, percent int) {
	o.T.Helper()
	var got struct {
		Percent int
		Parts   struct {
			Received     int
			LateReceipts int `json:"late_receipts"`
			Percent      int
		}
	}
	o.meng.Get(p.path()).Want(200).Into(&got)
	if got.Parts.Received != received || got.Parts.LateReceipts != late || got.Parts.Percent != percent || got.Percent != percent {
		o.T.Errorf("got %+v, want %d signed, %d late, %d%%", got, received, late, percent)
	}
}

// toldOf counts the notices of a rule in somebody's inbox.
func (o *office) toldOf(login, rule string) (n int) {
	o.T.Helper()
	var list struct{ Items []struct{ Rule string } }
	o.Program(login).Get("/notices?limit=100").Want(200).Into(&list)
	for _, i := range list.Items {
		if i.Rule == rule {
			n++
		}
	}
	return n
}

// departments are so many new branches below the work committee, each with a
// secretary whose login is its code.
func (o *office) departments(n int) (units []object) {
	o.T.Helper()
	o.Seed(func(tx *models.Tx) error {
		gw := o.Org("GW")
		for i := range n {
			code := fmt.Sprintf("x%03d", i+1)
			org := models.Org{Code: code, Name: fmt.Sprintf("第%03d党支部", i+1), Kind: models.Branch, UnitName: "第" + code + "局", ParentID: &gw, CommitteeSeats: 3}
			if err := tx.CreateOrg(&org); err != nil {
				return err
			}
			m := models.Member{Name: "书记" + code, Status: models.Full, OrgID: &org.ID}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			if err := tx.CreateUser(&models.User{Login: code, Name: m.Name, MemberID: &m.ID}); err != nil {
				return err
			}
			post := models.Post{OrgID: org.ID, Office: models.BranchSecretary, Name: "书记"}
			if err := tx.CreatePost(&post); err != nil {
				return err
			}
			if err := post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2021-01-01"}); err != nil {
				return err
			}
			units = append(units, object{"org_id": org.ID})
		}
		return nil
	})
	return units
}

// shownPart is what tests read of a part.
type shownPart struct {
	ProjectID    int64 `json:"project_id"`
	Code         string
	OrgName      string `json:"org_name"`
	State        string
	ProjectState string `json:"project_state"`
	Share        int
	Percent      int
	Light        struct{ Tone, Text string }
	LateDays     int    `json:"receipt_late_days"`
	DueOn        string `json:"due_on"`
	ReceiptDueOn string `json:"receipt_due_on"`
	ReceivedBy   string `json:"received_by"`
	Owner        *struct{ Name string }
}

func (c shownPart) at(what string) string { return fmt.Sprintf("/projects/%d/%s", c.ProjectID, what) }

func (c shownPart) path() string { return fmt.Sprintf("/projects/%d", c.ProjectID) }

// parts lists a task's parts.
func (o *office) parts(p shown) []shownPart {
	o.T.Helper()
	var list struct{ Items []shownPart }
	o.meng.Get(p.at("parts?limit=200")).Want(200).Into(&list)
	return list.Items
}
