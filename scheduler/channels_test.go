package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/channels"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
	"luoshi/testkit/platforms"
	smtptest "luoshi/testkit/smtp"
)

// setUp adds a channel that leads to a server.
func setUp(c *testkit.City, server *platforms.Server, kind notice.ChannelKind, set notice.ChannelChange) (made *notice.Channel) {
	c.T.Helper()
	c.Admit(server.At())
	name := string(kind)
	set.Name = &name
	c.Seed(func(tx *models.Tx) (err error) {
		made, err = notice.AddChannel(tx, kind, set)
		return err
	})
	return made
}

// robot is a group's robot on WeCom.
func robot(c *testkit.City, server *platforms.Server, org string) *notice.Channel {
	id := c.Org(org)
	return setUp(c, server, notice.WeComRobot, notice.ChannelChange{Address: server.URL + "/cgi-bin/webhook/send?key=" + platforms.RobotKey, OrgID: &id})
}

// application writes to persons on WeCom.
func application(c *testkit.City, server *platforms.Server) *notice.Channel {
	corp, agent := platforms.AppID, int64(platforms.Agent)
	return setUp(c, server, notice.WeComApp, notice.ChannelChange{Address: server.URL, Account: &corp, Agent: &agent, Secret: platforms.Secret})
}

// hook is the signed webhook of an organisation.
func hook(c *testkit.City, server *platforms.Server, org string) *notice.Channel {
	id := c.Org(org)
	return setUp(c, server, notice.Webhook, notice.ChannelChange{Address: server.URL + "/in", Secret: platforms.Secret, OrgID: &id})
}

// reachable gives an account an id on WeCom.
func reachable(c *testkit.City, login, id string) {
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.User](tx).Where("login = ?", login).Set(models.Assign("wecom_id", id)).Update(tx.Ctx)
		return err
	})
}

// alarmed tells of something urgent in an organisation.
func alarmed(c *testkit.City, org string, many int, login string) {
	c.Seed(func(tx *models.Tx) error {
		var list []notice.Reminder
		for i := range many {
			list = append(list, notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("x-overdue/%s/%d", org, i), Rule: "x-overdue", OrgID: c.Org(org), Urgent: true,
				Title: language.Quote(fmt.Sprintf("第%d项逾期，责任人童佳宁", i+1)), Body: language.Quote("正文"), Link: "/projects"}, To: []notice.To{{UserID: user(c, login)}}})
		}
		return notice.SendAll(tx, list)
	})
}

func texts(server *platforms.Server) (list []string) {
	for _, m := range server.Messages() {
		list = append(list, m.Text)
	}
	return list
}

func standing(c *testkit.City, id int64) (found notice.Channel) {
	c.Seed(func(tx *models.Tx) error {
		ch, err := notice.FindChannel(tx, id)
		found = *ch
		return err
	})
	return found
}

func TestAGroupIsToldTitlesWithoutNames(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	robot(c, server, "B1001")
	c.Scheduler.Home = "https://dj.example"
	alarmed(c, "B1001", 1, "tongjianing")
	alarmed(c, "B0702", 1, "shanzian") // of another branch
	c.Seed(func(tx *models.Tx) error { // what passes between persons
		return notice.Send(tx, notice.Notice{Key: "mention/1", Rule: "mention", OrgID: c.Org("B1001"), Title: language.Quote("某人提到您"), Urgent: true}, user(c, "tongjianing"))
	})
	c.Tick()
	if got := texts(server); !slices.Equal(got, []string{"第1项逾期，责任人某同志\nhttps://dj.example/projects"}) {
		t.Errorf("the group was told %q", got)
	}
}

func TestAGroupHasOneDigestADay(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	robot(c, server, "D07")
	c.At("2022-06-14 09:00")
	for i, org := range []string{"B0701", "B0702", "D07", "B1001"} {
		c.Seed(func(tx *models.Tx) error {
			n := notice.Notice{Key: fmt.Sprint("x-due/", i), Rule: "x-due", OrgID: c.Org(org), Title: language.Quote(fmt.Sprint(org, "的事"))}
			return notice.Send(tx, n, user(c, "shimuyun"), user(c, "shanzian"))
		})
	}
	for _, at := range []string{"2022-06-14 20:00", "2022-06-15 08:29", "2022-06-15 08:30", "2022-06-15 08:31", "2022-06-16 08:30"} {
		c.At(at)
	}
	want := []string{"6月15日工作提示：市住房和城乡建设局党总支共3件\n①B0701的事\n②B0702的事\n③D07的事"}
	if got := texts(server); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// S8, with its clock turned instead of waited for.
func TestFiveHundredMessagesKeepToTheLimitOfARobot(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	robot(c, server, "B1001")
	c.Scheduler.Mail = nil
	alarmed(c, "B1001", 500, "tongjianing")
	for range 60 { // thirty minutes
		testkit.Must(t, c.Scheduler.Tick(t.Context()))
		c.Clock.Turn(30 * time.Second)
	}
	asked := server.Asked()
	for i, at := range asked {
		last := i
		for last < len(asked) && asked[last].Sub(at) < time.Minute {
			last++
		}
		if last-i > 20 {
			t.Fatalf("%d requests within a minute of %s", last-i, at)
		}
	}
	all := strings.Join(texts(server), "\n") + "，"
	for i := range 500 {
		if n := strings.Count(all, fmt.Sprintf("第%d项逾期，", i+1)); n != 1 {
			t.Errorf("item %d was told %d times", i+1, n)
		}
	}
	if n := len(asked); n > 40 {
		t.Errorf("five hundred messages took %d requests", n)
	}
	c.Seed(func(tx *models.Tx) error {
		backlog, err := notice.Undelivered(tx)
		if len(backlog) != 0 {
			t.Errorf("left over: %v", backlog)
		}
		return err
	})
}

func TestReplicasShareTheTurnsOfARobot(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	id := robot(c, server, "B1001").ID
	granted := make(chan int, 8)
	for range 8 {
		replica := c.Replica()
		go func() {
			taken := 0
			for range 6 {
				testkit.Must(t, replica.DB.Update(t.Context(), models.System, func(tx *models.Tx) error {
					ch, err := notice.FindChannel(tx, id)
					if err != nil {
						return err
					}
					turn, err := ch.Turn(tx)
					if turn {
						taken++
					}
					return err
				}))
			}
			granted <- taken
		}()
	}
	total := 0
	for range 8 {
		total += <-granted
	}
	if total > 18 || total == 0 {
		t.Errorf("eight replicas took %d turns in one minute", total)
	}
}

// S7.
func TestAPlatformThatHasHadEnoughIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, f := range []struct {
		name  string
		fault func(*platforms.Server)
		wait  time.Duration
	}{
		{"for as long as it says with 429", func(s *platforms.Server) { s.Break(platforms.Status(429, [2]string{"Retry-After", "150"})) }, 150 * time.Second},
		{"for a minute after 45009", func(s *platforms.Server) {
			s.Break(platforms.Says(`{"errcode":45009,"errmsg":"api freq out of limit"}`))
		}, time.Minute},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			c := quietCity(t)
			server := platforms.WeCom(t, c.Clock.Now)
			id := robot(c, server, "B1001").ID
			alarmed(c, "B1001", 8, "tongjianing")
			f.fault(server)
			c.Tick()
			if n := len(server.Asked()); n > 4 {
				t.Fatalf("asked %d times after the first refusal", n)
			}
			if ch := standing(c, id); ch.FailedAt == nil || ch.Error == "" {
				t.Errorf("the failure is not on the page: %+v", ch)
			}
			server.Break(nil)
			before := len(server.Asked())
			c.Clock.Turn(f.wait - time.Second)
			c.Tick()
			if n := len(server.Asked()); n != before {
				t.Fatalf("asked again before %s had gone by", f.wait)
			}
			for range 6 {
				c.Clock.Turn(time.Minute)
				c.Tick()
			}
			if n := len(server.Messages()); n != 8 {
				t.Errorf("%d of 8 arrived", n)
			}
			if ch := standing(c, id); ch.SentAt == nil || ch.SentAt.Before(*ch.FailedAt) {
				t.Errorf("the recovery is not on the page: %+v", ch)
			}
		})
	}
}

// S7: 310000.
func TestAWrongSignatureIsGivenUpAndReported(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.DingTalk(t, c.Clock.Now)
	id := c.Org("B1001")
	setUp(c, server, notice.DingTalkRobot, notice.ChannelChange{Address: server.URL + "/robot/send?access_token=" + platforms.RobotKey, Secret: "SEC-wrong", OrgID: &id})
	c.Scheduler.Mail = nil
	alarmed(c, "B1001", 1, "tongjianing")
	c.Tick()
	if d := deliveries(c)[0]; d.State != notice.GivenUp || d.Attempts != 1 || !strings.Contains(d.Error, "310000") {
		t.Errorf("%+v", d)
	}
	if got := inboxes(c); !slices.Contains(got, "admin: 有消息未能发出") {
		t.Errorf("nobody was told: %v", got)
	}
}

// S6 and S7: a mail server that hangs and a receiver that drips hold up no other channel.
func TestChannelsDoNotWaitForOneAnother(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	good := platforms.Webhook(t, c.Clock.Now)
	hook(c, good, "B1001")
	mail := smtptest.Start(t)
	hung := mail.Hang()
	c.Scheduler.Mail = channels.Email{Host: mail.Host(), Port: mail.Port(), TLSConfig: mail.TLS, From: "luoshi@lanchuan.example"}
	alarmed(c, "B1001", 3, "tongjianing")
	done := make(chan error, 1)
	go func() { done <- c.Scheduler.Tick(t.Context()) }()
	for range 3 {
		<-hung
	}
	deadline := time.After(9 * time.Second) // before the mail server's ten are over
	for len(good.Messages()) < 3 {
		select {
		case <-done:
			t.Fatal("the tick ended first")
		case <-deadline:
			t.Fatal("the webhook waits for the mail server")
		case <-good.Took():
		}
	}
	mail.Relent()
	testkit.Must(t, <-done)
	for _, d := range deliveries(c) {
		if mailed := d.ChannelID == notice.EmailChannel; mailed != (d.State == notice.Waiting) || d.Attempts != 1 {
			t.Errorf("%s is %s: %s", d.Key, d.State, d.Error)
		}
	}
}

func TestAPersonIsToldOverTheApplicationRatherThanByMail(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	application(c, server)
	reachable(c, "tongjianing", platforms.Person)
	c.At("2022-06-14 09:00")
	for i := range 30 {
		tell(c, notice.Notice{Key: fmt.Sprint("a/", i), Rule: "x-due", Title: language.Quote(fmt.Sprint("第", i+1, "件"))}, "tongjianing", "shimuyun")
	}
	c.At("2022-06-15 08:30")
	if got := server.Messages(); len(got) != 1 || got[0].To != platforms.Person || !strings.HasPrefix(got[0].Text, "6月15日工作提示：需要您办理30件\n童佳宁同志") {
		t.Errorf("over the application: %+v", got)
	}
	if got := sent(c); !slices.Equal(got, []string{"shimuyun 6月15日工作提示：需要您办理30件"}) {
		t.Errorf("by mail: %v", got)
	}
}

func TestAPausedChannelKeepsWhatItHas(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	ch := application(c, server)
	reachable(c, "tongjianing", platforms.Person)
	testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error { return ch.Pause(tx, "平台维护") }))
	for i, day := range []string{"2022-06-15", "2022-06-16", "2022-06-17", "2022-06-20", "2022-06-21"} {
		c.At(day + " 08:00")
		tell(c, notice.Notice{Key: fmt.Sprint("a/", i), Rule: "x-due", Title: language.Quote(day)}, "tongjianing")
		c.At(day + " 08:30")
	}
	if n := len(server.Asked()); n != 0 {
		t.Fatalf("a paused channel sent %d messages", n)
	}
	c.At("2022-06-22 07:00")
	testkit.Must(t, c.As("admin", func(tx *models.Tx) error {
		ch, err := notice.FindChannel(tx, ch.ID)
		if err != nil {
			return err
		}
		return ch.Resume(tx)
	}))
	c.Tick()
	if got := texts(server); len(got) != 1 || strings.Contains(got[0], "6月17日") || !strings.Contains(got[0], "6月20日") || !strings.Contains(got[0], "6月21日") {
		t.Errorf("what still helps leaves once, but: %q", got)
	}
	count := map[notice.DeliveryState]int{}
	for _, d := range deliveries(c) {
		count[d.State]++
	}
	if count[notice.Stale] != 3 || count[notice.Merged] != 2 || count[notice.Sent] != 1 {
		t.Errorf("the ledger says %v", count)
	}
}

// However much waits for a channel that goes on, a transaction looks at two hundred
// messages of it; nothing leaves before the last, and a replica that died left the rest.
func TestAChannelGoesOnInPages(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.At("2022-06-15 09:00")
	email := func(do func(*notice.Channel, *models.Tx) error) {
		testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error {
			ch, err := notice.FindChannel(tx, notice.EmailChannel)
			if err != nil {
				return err
			}
			return do(ch, tx)
		}))
	}
	email(func(ch *notice.Channel, tx *models.Tx) error { return ch.Pause(tx, "平台维护") })
	logins := []string{"tongjianing", "shimuyun", "xumuye"}
	for i := range 210 {
		tell(c, notice.Notice{Key: fmt.Sprint("a/", i), Title: language.Quote(fmt.Sprint("急事", i)), Urgent: true}, logins...)
	}
	c.Tick()
	count := func(state notice.DeliveryState) (n int) {
		c.Seed(func(tx *models.Tx) error { return tx.Raw(&n, "SELECT COUNT(*) FROM deliveries WHERE state = ?", state) })
		return n
	}
	if n := count(notice.Waiting); n != 630 {
		t.Fatalf("%d wait", n)
	}
	email((*notice.Channel).Resume)
	pages := 0
	for more, before := true, 0; more; pages++ {
		c.Seed(func(tx *models.Tx) (err error) {
			more, err = (&notice.Channel{ID: notice.EmailChannel}).GatherOn(tx)
			return err
		})
		now := count(notice.Merged)
		if now-before > 200 {
			t.Errorf("page %d merged %d messages", pages, now-before)
		}
		if before = now; pages == 1 {
			c.Seed(func(tx *models.Tx) error {
				ch, err := notice.FindChannel(tx, notice.EmailChannel)
				if err != nil {
					return err
				}
				if batch, err := ch.Claim(tx, 20, time.Minute); err != nil || len(batch) > 0 {
					t.Errorf("%d leave before all is gathered, %v", len(batch), err)
				}
				return nil
			})
		}
	}
	if pages != 4 || count(notice.Merged) != 630 {
		t.Errorf("%d pages merged %d", pages, count(notice.Merged))
	}
	c.Tick()
	titles := map[string]int{}
	for _, m := range c.Outbox.Sent() {
		for _, line := range strings.Split(m.Body, "\n") {
			titles[m.Address+strings.TrimLeft(line, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")]++
		}
	}
	if len(titles) != 630 || len(c.Outbox.Sent()) > 36 {
		t.Errorf("%d messages with %d titles", len(c.Outbox.Sent()), len(titles))
	}
	for title, n := range titles {
		if n != 1 {
			t.Errorf("%s: %d times", title, n)
		}
	}
}

func TestWhoHasLeftIsToldNothing(t *testing.T) {
	t.Parallel()
	for _, l := range []struct {
		name  string
		leave func(c *testkit.City) func(tx *models.Tx) error
	}{
		{"whose account is disabled", func(c *testkit.City) func(tx *models.Tx) error {
			return func(tx *models.Tx) error {
				_, err := models.In[models.User](tx).Where("login = ?", "zhouyanqing").Set(models.Assign("disabled", true)).Update(tx.Ctx)
				return err
			}
		}},
		{"whose tenure has ended", func(c *testkit.City) func(tx *models.Tx) error {
			return func(tx *models.Tx) error {
				_, err := models.In[models.Tenure](tx).Where("member_id = ?", c.Member("周砚清")).Set(models.Assign("end_on", "2022-06-14")).Update(tx.Ctx)
				return err
			}
		}},
		{"who is no member any more", func(c *testkit.City) func(tx *models.Tx) error {
			return func(tx *models.Tx) error {
				_, err := models.In[models.Member](tx).Where("id = ?", c.Member("周砚清")).Set(models.Assign("left_on", "2022-06-14")).Update(tx.Ctx)
				return err
			}
		}},
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c := quietCity(t)
			c.Outbox.Down.Store(true)
			tell(c, notice.Notice{Key: "queued", Title: language.Quote("急事"), Urgent: true}, "zhouyanqing")
			c.Tick() // waits to be tried again
			tell(c, notice.Notice{Key: "told", Title: language.Quote("急事"), Urgent: true}, "zhouyanqing")
			c.Seed(l.leave(c))
			c.Outbox.Down.Store(false)
			c.Clock.Turn(time.Minute)
			c.Tick()
			if got := sent(c); len(got) != 0 {
				t.Errorf("was told %v", got)
			}
			if d := deliveries(c); len(d) != 1 || d[0].State != notice.Dropped {
				t.Errorf("the ledger says %+v", d)
			}
		})
	}
}

// X19.
func TestATitleBringsNoMailHeader(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	mail := smtptest.Start(t)
	c.Scheduler.Mail = channels.Email{Host: mail.Host(), Port: mail.Port(), TLSConfig: mail.TLS, From: "luoshi@lanchuan.example"}
	tell(c, notice.Notice{Key: "a", Title: language.Quote("到期\r\nBcc: spy@example.com\r\nX-Spy: 1\r\n\r\n正文"), Urgent: true}, "tongjianing")
	c.Tick()
	got := mail.Messages()
	if len(got) != 1 || got[0].Subject != "到期 Bcc: spy@example.com X-Spy: 1 正文" || got[0].Header.Get("Bcc") != "" || got[0].Header.Get("X-Spy") != "" || len(got[0].To) != 1 {
		t.Errorf("%+v", got)
	}
}
