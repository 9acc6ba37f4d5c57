package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

type inbox struct {
	Items []struct {
		ID     int64
		Title  string
		ReadAt string `json:"read_at"`
	}
	Next   string
	Unread int
}

// told gives 童佳宁 some notices.
func told(c *testkit.City, many int) {
	c.Seed(func(tx *models.Tx) error {
		u, err := tx.Account("tongjianing")
		if err != nil {
			return err
		}
		for i := range many {
			n := notice.Notice{Key: fmt.Sprint("test/", i), Rule: "test", Subject: "orgs/1", Title: language.Quote(fmt.Sprintf("第%d件事", i+1)), Body: language.Quote("请于6月24日前办理。"),
				Link: "/orgs/1", Basis: language.Quote("督导整改机制"), DueOn: "2022-06-24"}
			if err := notice.Send(tx, n, u.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestInbox(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	told(app, 3)
	b := app.Browser("tongjianing")
	b.Get("/notices").Want(200).Says("第3件事", "3 未读", "6月15日 周三 今天")

	p := app.Program("tongjianing")
	var list inbox
	p.Get("/notices?limit=2").Want(200).Into(&list)
	if len(list.Items) != 2 || list.Items[0].Title != "第3件事" || list.Next == "" || list.Unread != 3 {
		t.Fatalf("first page: %+v", list)
	}
	last := list.Items[0].ID
	one := fmt.Sprint("/notices/", last)
	var rest inbox
	p.Get("/notices?limit=2&cursor=" + list.Next).Want(200).Into(&rest)
	if len(rest.Items) != 1 || rest.Items[0].Title != "第1件事" || rest.Next != "" {
		t.Fatalf("second page: %+v", rest)
	}

	b.Get(one).Want(200).Says("督导整改机制", "2022年6月24日", "市行政审批服务局", "去办理")
	b.Get("/notices").Says("3 未读")
	if to := b.Post(one+"/read", url.Values{"open": {"true"}}).Want(303).Header().Get("Location"); to != "/orgs/1" {
		t.Errorf("opening leads to %q", to)
	}
	b.Get("/notices").Says("2 未读")
	p.Call("POST", one+"/read", nil).Want(200).Says(`"read_at":"2022-06-15T08:30:00+08:00"`)
	var unread inbox
	p.Get("/notices?unread=1").Into(&unread)
	if len(unread.Items) != 2 {
		t.Errorf("unread: %+v", unread)
	}
	b.Post("/notices/read-all", nil).Want(303)
	b.Get("/notices").Lacks("未读</span>")

	other := app.Program("wenlixin")
	other.Get(one).Want(404)
	other.Call("POST", one+"/read", nil).Want(404)
	p.Get("/notices?cursor=%21").Want(422)
}

func TestQueriesOfTheInbox(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	told(app, 120)
	b := app.Browser("tongjianing")
	for _, path := range []string{"/notices", "/reminders", "/reminders/upcoming"} {
		if q := app.Queries(func() { b.Get(path).Want(200) }); len(q) > 30 {
			t.Errorf("%s: %d queries: %v", path, len(q), q)
		}
	}
}

func TestJobsPage(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Clock.Set("2022-06-16 08:30") // a day on which the rules have nothing to say
	admin := app.Browser("admin")
	admin.Get("/jobs").Want(200).Says("还没有运行过")
	app.Nobody().Get("/readyz").Want(503)
	app.Outbox.Down.Store(true)
	app.Seed(func(tx *models.Tx) error {
		u, err := tx.Account("tongjianing")
		if err != nil {
			return err
		}
		return notice.Send(tx, notice.Notice{Key: "a", Title: language.Quote("急事"), Urgent: true}, u.ID)
	})
	app.Tick()
	app.Nobody().Get("/readyz").Want(200)
	admin.Get("/jobs").Want(200).Says("提醒与每日事务", "待发送 1 条", "清理过期会话").Lacks("没有运行", "出错")
	admin.Get("/deliveries?state=waiting").Want(200).Says("急事", "童佳宁", "待发送")
	app.Browser("xumuye").Get("/jobs").Want(200)
	app.Browser("tongjianing").Get("/jobs").Want(403)
	app.Program("tongjianing").Get("/deliveries").Want(403)

	app.Clock.Set("2022-06-16 08:34")
	app.Nobody().Get("/readyz").Want(503)
	admin.Get("/jobs").Says("4分钟没有运行")
	for range 30 {
		app.Clock.Turn(3600e9)
		app.Tick()
	}
	app.Browser("admin").Get("/jobs").Says("1条消息多次发送失败", "再次发送")
	var list struct{ Items []struct{ ID int64 } }
	p := app.Program("admin")
	p.Get("/deliveries?state=given_up").Into(&list)
	one := fmt.Sprintf("/deliveries/%d/resend", list.Items[0].ID)
	app.Program("xumuye").Call("POST", one, nil).Want(403)
	app.Program("tongjianing").Call("POST", one, nil).Want(404)
	p.Call("POST", one, nil).Want(200).Says(`"state":"waiting"`)
	p.Call("POST", one, nil).Want(409)
	p.Get("/jobs").Want(200).Says(`"given_up":0`)
}
