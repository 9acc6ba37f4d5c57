package scheduler_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"luoshi/channels"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// refusing is a mail server that takes nothing for now.
type refusing struct{}

func (refusing) Send(context.Context, channels.Message) error { return errors.New("421 later") }

// measured is what Prometheus reads.
func measured(c *testkit.City) string {
	w := httptest.NewRecorder()
	c.Scheduler.Metrics().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Scheduler.Rules = []notice.Rule{wednesdays(c)}
	c.At("2022-06-14 09:00")
	wants := func(when string, lines ...string) {
		t.Helper()
		said := measured(c)
		for _, line := range lines {
			if !strings.Contains(said, "\n"+line+"\n") {
				t.Errorf("%s: no %q in\n%s", when, line, said)
			}
		}
	}
	c.Clock.Set("2022-06-15 08:45")
	wants("a quarter of an hour late", `luoshi_rule_lag_seconds{rule="wednesdays"} 900`, `luoshi_rule_lag_seconds{rule="digest"} 900`)
	c.Tick()
	wants("after the tick", `luoshi_rule_lag_seconds{rule="wednesdays"} 0`, `luoshi_messages_total{channel="email",result="sent"} 2`,
		`luoshi_job_duration_seconds_count{job="remind"} 2`)
	c.Scheduler.Mail = refusing{}
	c.Seed(func(tx *models.Tx) error {
		return notice.Send(tx, notice.Notice{Key: "x", Rule: "x-due", Title: language.Quote("紧急"), Urgent: true}, user(c, "tongjianing"))
	})
	c.Tick()
	c.Clock.Turn(90 * time.Second)
	wants("while the mail server refuses", `luoshi_messages_total{channel="email",result="failed"} 1`,
		`luoshi_deliveries{channel="1",kind="email",state="waiting"} 1`, `luoshi_oldest_waiting_seconds{channel="1",kind="email"} 90`)
	c.At("2022-06-22 08:30")
	wants("after a week down", `luoshi_rule_days_expired{rule="wednesdays"} 4`, `luoshi_deliveries{channel="1",kind="email",state="expired"} 1`)
}
