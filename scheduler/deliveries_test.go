package scheduler_test

import (
	"context"
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
)

// tell sends one notice to some people, as a verb would.
func tell(c *testkit.City, n notice.Notice, logins ...string) {
	var ids []int64
	for _, l := range logins {
		ids = append(ids, user(c, l))
	}
	c.Seed(func(tx *models.Tx) error { return notice.Send(tx, n, ids...) })
}

// sent lists "login title" of what has left the house, in order.
func sent(c *testkit.City) (list []string) {
	for _, m := range c.Outbox.Sent() {
		login, _, _ := strings.Cut(m.Address, "@")
		list = append(list, login+" "+m.Title)
	}
	slices.Sort(list)
	return list
}

func quietCity(t *testing.T) *testkit.City {
	c := testkit.NewCity(t)
	c.Scheduler.Rules = nil
	return c
}

func TestDigest(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.At("2022-06-02 09:00")
	for i := range 3 {
		tell(c, notice.Notice{Key: fmt.Sprint("a/", i), Title: language.Quote(fmt.Sprint("第", i+1, "件事"))}, "tongjianing")
	}
	c.Seed(func(tx *models.Tx) error {
		return notice.SendAll(tx, []notice.Reminder{{Notice: notice.Notice{Key: "b", Title: language.Quote("请关注")},
			To: []notice.To{{UserID: user(c, "tongjianing"), Copy: true}, {UserID: user(c, "wenlixin"), Copy: true}}}})
	})
	tell(c, notice.Notice{Key: "c", Title: language.Quote("系统事项")}, "admin") // has no e-mail address
	for _, at := range []string{"2022-06-02 23:00", "2022-06-03 08:30", "2022-06-04 08:30", "2022-06-05 08:30", "2022-06-06 08:29"} {
		c.At(at)
	}
	if got := sent(c); len(got) != 0 {
		t.Fatalf("the Dragon Boat holiday is quiet, but: %v", got)
	}
	c.At("2022-06-06 08:30")
	c.At("2022-06-06 08:31")
	want := []string{"tongjianing 6月6日工作提示：需要您办理3件", "wenlixin 6月6日工作提示：关注1件"}
	if got := sent(c); !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for _, m := range c.Outbox.Sent() {
		if m.Name == "童佳宁" && !strings.Contains(m.Body, "童佳宁同志，今天需要您办理3件：\n①第1件事\n②第2件事\n③第3件事\n\n关注1件：\n①请关注") {
			t.Error(m.Body)
		}
	}
	tell(c, notice.Notice{Key: "d", Title: language.Quote("已看过")}, "tongjianing")
	testkit.Must(t, c.As("tongjianing", notice.ReadAll))
	c.At("2022-06-07 08:30")
	if got := sent(c); len(got) != 2 {
		t.Errorf("what was opened needs no message: %v", got)
	}
}

func TestNothingIsQueuedWithoutAChannel(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.Scheduler.Mail = nil
	tell(c, notice.Notice{Key: "a", Title: language.Quote("事")}, "tongjianing")
	tell(c, notice.Notice{Key: "b", Title: language.Quote("急事"), Urgent: true}, "tongjianing")
	c.Tick()
	if list := deliveries(c); len(list) != 0 {
		t.Errorf("queued %v", list)
	}
}

func TestUrgentNoticesLeaveAtOnce(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.At("2022-06-18 21:00") // a Saturday
	tell(c, notice.Notice{Key: "b", Title: language.Quote("急事"), Urgent: true}, "tongjianing", "admin")
	c.At("2022-06-18 21:01")
	c.At("2022-06-20 08:30")
	if got := sent(c); !slices.Equal(got, []string{"tongjianing 急事"}) {
		t.Error(got)
	}
}

func deliveries(c *testkit.City) (list []notice.Delivery) {
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) (err error) {
		list, err = notice.Deliveries(tx, "", 0, 100)
		return err
	}))
	return list
}

func TestATemporaryFailureIsTriedAgainForADay(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.Outbox.Down.Store(true)
	tell(c, notice.Notice{Key: "b", Title: language.Quote("急事"), Urgent: true}, "tongjianing")
	c.Tick()
	c.Tick()
	if d := deliveries(c)[0]; d.Attempts != 1 || d.State != notice.Waiting || d.Error == "" {
		t.Fatalf("tried again at once: %+v", d)
	}
	for range 26 * 60 {
		c.Clock.Turn(time.Minute)
		testkit.Must(t, c.Scheduler.Tick(t.Context()))
	}
	d := deliveries(c)[0]
	if d.State != notice.GivenUp || d.Attempts < 25 || d.Attempts > 30 {
		t.Fatalf("after a day: %s after %d tries", d.State, d.Attempts)
	}
	if got := inboxes(c); !slices.Contains(got, "admin: 有消息未能发出") {
		t.Errorf("nobody was told: %v", got)
	}
	c.Outbox.Down.Store(false)
	if err := c.As("xumuye", d.Resend); models.KindOf(err) != models.Forbidden {
		t.Errorf("who may look may not send again, but got %v", err)
	}
	testkit.Must(t, c.As("admin", d.Resend))
	c.Tick()
	if got := sent(c); !slices.Contains(got, "tongjianing 急事") {
		t.Error(got)
	}
	if err := c.As("admin", d.Resend); models.KindOf(err) != models.Conflict {
		t.Errorf("what was sent cannot be sent again, but got %v", err)
	}
}

func TestAPermanentFailureIsGivenUpAtOnce(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.Scheduler.Mail = channels.Email{Host: "127.0.0.1", Port: 1, From: "luoshi@lanchuan.example"}
	c.Seed(func(tx *models.Tx) error { // as an older program may have left it
		_, err := models.In[models.User](tx).Where("login = ?", "tongjianing").Set(models.Assign("email", "不是邮箱")).Update(tx.Ctx)
		return err
	})
	tell(c, notice.Notice{Key: "b", Title: language.Quote("急事"), Urgent: true}, "tongjianing")
	c.Tick()
	if d := deliveries(c)[0]; d.State != notice.GivenUp || d.Attempts != 1 {
		t.Errorf("%s after %d tries", d.State, d.Attempts)
	}
}

func TestAReplicaDiesWhileSending(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.Outbox.Down.Store(true)
	tell(c, notice.Notice{Key: "b", Title: language.Quote("急事"), Urgent: true}, "tongjianing")
	c.Tick() // due again in a minute
	c.Outbox.Down.Store(false)
	c.Clock.Turn(time.Minute)
	var held []notice.Delivery
	c.Seed(func(tx *models.Tx) (err error) {
		list, err := notice.OpenChannels(tx)
		if err == nil {
			held, err = list[0].Claim(tx, 10, 2*time.Minute) // and then dies
		}
		return err
	})
	if len(held) != 1 {
		t.Fatalf("claimed %d", len(held))
	}
	c.Tick()
	if got := sent(c); len(got) != 0 {
		t.Fatalf("sent under another replica's lease: %v", got)
	}
	c.Clock.Turn(2 * time.Minute)
	c.Tick()
	if got := sent(c); len(got) != 1 {
		t.Fatalf("sent %v", got)
	}
	c.Seed(func(tx *models.Tx) error { return held[0].Finish(tx, notice.Failure{Err: context.DeadlineExceeded}) }) // was not dead after all
	if d := deliveries(c)[0]; d.State != notice.Sent {
		t.Errorf("who lost the lease has changed the delivery: %+v", d)
	}
}

// slow is a channel that takes a message and is asked to stop before it answers.
type slow struct {
	*testkit.Outbox
	stop func()
}

func (s slow) Send(ctx context.Context, m channels.Message) error {
	s.stop()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.Outbox.Send(ctx, m)
}

// S20.
func TestWhatIsOnItsWayArrivesWhenTheProgramStops(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	c.At("2022-06-15 09:00")
	for i := range 50 {
		tell(c, notice.Notice{Key: fmt.Sprint("n/", i), Title: language.Quote("急事"), Urgent: true}, "tongjianing")
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.Scheduler.Mail = slow{c.Outbox, cancel}
	c.Scheduler.Run(ctx, testkit.Zone)
	count := map[notice.DeliveryState]int{}
	for _, d := range deliveries(c) {
		count[d.State]++
		if d.State == notice.Waiting && d.Attempts != 0 {
			t.Errorf("%s was not tried, but counts %d attempts", d.Key, d.Attempts)
		}
	}
	if n := len(c.Outbox.Sent()); n < 1 || n > 4 || count[notice.Sent] != n || count[notice.Waiting] != 50-n {
		t.Errorf("sent %d, and the ledger says %v", n, count)
	}
	c.Scheduler.Mail = c.Outbox
	c.Tick() // at once: nothing waits for a lease
	ids := map[string]bool{}
	for _, m := range c.Outbox.Sent() {
		ids[m.ID] = true
	}
	if n := len(c.Outbox.Sent()); n != 50 || len(ids) != 50 {
		t.Errorf("after the restart %d were sent, %d of them different", n, len(ids))
	}
}
