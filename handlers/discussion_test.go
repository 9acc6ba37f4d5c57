package handlers_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

type uploaded struct {
	ID                 int64
	Name, Type, SHA256 string
	Size               int64
}

func (u uploaded) id() int64 { return u.ID }

// upload hands a file in, which has to be taken.
func upload(app *testkit.City, who *testkit.Client, subject, name string, content []byte) (made uploaded) {
	app.T.Helper()
	contentType, body := testkit.FileForm(app.T, name, content, nil)
	who.Send("POST", "/attachments?subject="+subject, contentType, body).Want(201).Into(&made)
	return made
}

// whoWasTold lists the logins that were told under a rule, in order.
func whoWasTold(app *testkit.City, rule string) (logins []string) {
	app.T.Helper()
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&logins, `SELECT u.login FROM notices n JOIN receipts r ON r.notice_id = n.id JOIN users u ON u.id = r.user_id WHERE n.rule = ? ORDER BY u.login`, rule)
	})
	return logins
}

func say(who *testkit.Client, subject, text string) *testkit.Reply {
	return who.Call("POST", "/comments?subject="+subject, object{"text": text})
}

func TestCommentsTellWhoIsConcernedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	subject := fmt.Sprintf("projects/%d", p.ID)
	stage := fmt.Sprintf("milestones/%d", p.Stages[1].ID)
	shi := o.Program("shimuyun")

	say(shi, subject, "材料已报，请**查收**").Want(201)
	if got := whoWasTold(o.City, "comment"); !slices.Equal(got, []string{"mengshuqin", "xumuye"}) {
		t.Errorf("owner and reviewer watch by default, told: %v", got)
	}
	var receipts []notice.Receipt
	o.Seed(func(tx *models.Tx) (err error) {
		receipts, err = models.In[notice.Receipt](tx).Preload("Notice", nil).Where("notice_id IN (SELECT id FROM notices WHERE rule = 'comment')").Find(tx.Ctx)
		return err
	})
	for _, r := range receipts {
		if !r.Copied || r.DigestOn != "" || r.Notice.Link != fmt.Sprintf("/projects/%d", p.ID) {
			t.Errorf("a comment is for attention and waits for the digest: %+v %+v", r, r.Notice)
		}
	}

	var made struct{ ID, Revision int }
	say(o.xu, stage, "请 @施慕云 和@孟书琴 看一下，联系 xu@lanchuan.example").Want(201).Into(&made)
	if got := whoWasTold(o.City, "mention"); !slices.Equal(got, []string{"mengshuqin", "shimuyun"}) {
		t.Errorf("mentioned: %v", got)
	}
	o.xu.Call("PATCH", fmt.Sprintf("/comments/%d", made.ID), object{"text": "请 @施慕云、@韩知远 看一下", "revision": made.Revision}).Want(200)
	if got := whoWasTold(o.City, "mention"); !slices.Equal(got, []string{"hanzhiyuan", "mengshuqin", "shimuyun"}) {
		t.Errorf("mentioned after the change, each once: %v", got)
	}
	if got := whoWasTold(o.City, "comment"); len(got) != 2 {
		t.Errorf("who was mentioned is not told of the comment besides: %v", got)
	}
}

func TestWatchAndMute(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	subject := fmt.Sprintf("projects/%d", p.ID)
	set := func(who *testkit.Client, mode string) {
		who.Call("PUT", "/watch?subject="+subject, object{"mode": mode}).Want(200)
	}
	shi := o.Program("shimuyun")
	set(shi, "watch")
	set(o.meng, "mute")
	say(o.han, subject, "下周抽查").Want(201)
	if got := whoWasTold(o.City, "comment"); !slices.Equal(got, []string{"shimuyun", "xumuye"}) {
		t.Errorf("one watches, one wants quiet; told: %v", got)
	}
	say(o.han, subject, "@孟书琴 请安排").Want(201)
	if got := whoWasTold(o.City, "mention"); !slices.Equal(got, []string{"mengshuqin"}) {
		t.Errorf("who is called by name is told in spite of the quiet: %v", got)
	}
	o.At("2022-06-27 08:30")
	o.At("2022-06-30 08:30")
	for _, rule := range []string{"milestone-due"} {
		if got := whoWasTold(o.City, rule); len(got) == 0 {
			t.Errorf("deadlines are reminded of all the same: %v", got)
		}
	}
	set(shi, "")
	var w struct {
		Watching  bool
		ByDefault bool `json:"by_default"`
	}
	shi.Get("/watch?subject=" + subject).Want(200).Into(&w)
	if w.Watching || w.ByDefault {
		t.Errorf("back to what the post says: %+v", w)
	}
	o.xu.Get("/watch?subject=" + subject).Want(200).Into(&w)
	if !w.Watching || !w.ByDefault {
		t.Errorf("the owner watches by default: %+v", w)
	}
}

func TestWhoNoLongerSeesIsNotTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	subject := fmt.Sprintf("projects/%d", p.ID)
	o.Program("shimuyun").Call("PUT", "/watch?subject="+subject, object{"mode": "watch"}).Want(200)
	o.Seed(func(tx *models.Tx) error {
		post, err := tx.Post(o.Post("D07", "专职副书记"))
		if err != nil {
			return err
		}
		return post.Vacate(tx, "2022-06-14")
	})
	say(o.han, subject, "下周抽查").Want(201)
	if got := whoWasTold(o.City, "comment"); slices.Contains(got, "shimuyun") {
		t.Errorf("told: %v", got)
	}
	say(o.han, subject, "@施慕云 请看").Want(422).Says("不在能看到", "@施慕云")
}

func TestMentions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	subject := fmt.Sprintf("projects/%d", p.ID)
	for _, c := range []struct {
		name, text string
		status     int
		says       string
	}{
		{"of one who sees it", "@孟书琴请看", 201, ""},
		{"of one who does not", "@庄子衿请看", 422, "“@庄子衿请看”不在能看到《支委会建设规范提升》的人员中"},
		{"of nobody at all", "@王大锤 请看", 422, "“@王大锤”不在能看到"},
		{"with a post that is hers", "@孟书琴（市直机关工委 常务副书记）请看", 201, ""},
		{"with a post that is not", "@孟书琴（书记）请看", 422, "不在能看到"},
		{"an address", "发到 gw@lanchuan.example", 201, ""},
		{"a sign alone", "单价 @ 3 元", 201, ""},
		{"nothing", "  \n ", 422, "请填写评论内容"},
		{"too much", strings.Repeat("长", 5001), 422, "5000"},
		{"as much as may be", strings.Repeat("长", 5000), 201, ""},
	} {
		reply := say(o.xu, subject, c.text)
		if reply.Code != c.status || !strings.Contains(reply.Body.String(), c.says) {
			t.Errorf("%s: %d %.300s", c.name, reply.Code, reply.Body)
		}
	}
	// What was typed stays on the page.
	o.Browser("xumuye").Post("/comments?subject="+subject, url.Values{"text": {"@庄子衿 请看"}}).Want(422).Says("@庄子衿 请看</textarea>", "不在能看到")
	// Two of one name have to be told apart.
	o.Seed(func(tx *models.Tx) error {
		org := o.Org("GW")
		m := models.Member{Name: "孟书琴", Status: models.Full}
		if err := tx.CreateMember(&m); err != nil {
			return err
		}
		if err := tx.CreateUser(&models.User{Login: "mengshuqin2", Name: "孟书琴", MemberID: &m.ID}); err != nil {
			return err
		}
		post := models.Post{OrgID: org, Office: models.WorkOfficer, Name: "宣传科科长"}
		if err := tx.CreatePost(&post); err != nil {
			return err
		}
		return post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2022-01-01"})
	})
	say(o.xu, subject, "@孟书琴 请看").Want(422).Says("有2位“孟书琴”", "@孟书琴（")
	say(o.xu, subject, "@孟书琴（宣传科科长） 请看").Want(201)
	if got := whoWasTold(o.City, "mention"); !slices.Equal(got, []string{"mengshuqin", "mengshuqin", "mengshuqin2"}) {
		t.Errorf("told: %v", got)
	}
	var crowd struct {
		Items []struct{ Name, Insert string }
	}
	o.xu.Get("/comments/people?subject=" + subject).Want(200).Into(&crowd)
	for _, one := range crowd.Items {
		if one.Name != "孟书琴" && one.Name != one.Insert {
			t.Errorf("%+v", one)
		}
		say(o.xu, subject, "@"+one.Insert+" 请看").Want(201) // everyone of the list may be mentioned
	}
	if len(crowd.Items) < 8 {
		t.Errorf("only %v", crowd.Items)
	}
}

func TestCommentsAreChangedByTheirAuthorsInTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	subject := fmt.Sprintf("projects/%d", p.ID)
	var made struct{ ID int64 }
	say(o.xu, subject, "请看").Want(201).Into(&made)
	path := fmt.Sprintf("/comments/%d", made.ID)
	o.meng.Call("PATCH", path, object{"text": "不看", "revision": 0}).Want(403).Says("只能修改自己的评论")
	o.Program("zhuangzijin").Call("PATCH", path, object{"text": "不看", "revision": 0}).Want(404)
	o.xu.Call("PATCH", path, object{"text": "请都看", "revision": 0}).Want(200)
	o.xu.Call("PATCH", path, object{"text": "请再看", "revision": 0}).Want(409)
	file := upload(o.City, o.xu, fmt.Sprintf("comments/%d", made.ID), "说明.txt", []byte("说明"))
	contentType, body := testkit.FileForm(t, "说明.txt", []byte("说明"), nil)
	o.meng.Send("POST", fmt.Sprintf("/attachments?subject=comments/%d", made.ID), contentType, body).Want(403)
	o.Clock.Set("2022-06-15 09:01")
	o.xu.Call("PATCH", path, object{"text": "请再看", "revision": 1}).Want(409).Says("超过30分钟")
	o.xu.Call("DELETE", path, nil).Want(409)
	o.Clock.Set("2022-06-15 08:59")
	o.xu.Call("DELETE", path, nil).Want(204)
	o.xu.Get(fmt.Sprintf("/attachments/%d", file.ID)).Want(404)
	o.xu.Get("/comments?subject=" + subject).Want(200).Lacks("请都看")
	o.xu.Get(fmt.Sprintf("/projects/%d/log", p.ID)).Want(200).Says("删除评论", "修改评论")
}

func TestCommentsOnAnActivity(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id := fixtures["activities"](app)[0]
	subject := fmt.Sprintf("activities/%d", id)
	say(app.Program("huqinglan"), subject, "@童佳宁 议定事项已转办").Want(201)
	say(app.Program("linyuan"), subject, "好").Want(404) // a committee's record is not a member's to see
	say(app.Program("zhuangzijin"), subject, "好").Want(404)
	for i := range 4 {
		contentType, body := testkit.FileForm(t, "现场.png", []byte("\x89PNG\r\n\x1a\n"), nil)
		app.Program("yanchuxia").Send("POST", "/attachments?subject="+subject, contentType, body).Want(map[bool]int{true: 201, false: 422}[i < 3])
	}
}
