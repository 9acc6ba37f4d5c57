package scheduler_test

import (
	"testing"
	"time"

	"luoshi/channels"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
	"luoshi/testkit/platforms"
	smtptest "luoshi/testkit/smtp"
)

// S6: the mail server and a webhook are down for an hour. Nothing is given up, and
// when they are back everything arrives, once.
func TestS6MailAndWebhookAreDownForAnHour(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	mail := smtptest.StartPlain(t)
	c.Scheduler.Mail = channels.Email{Host: mail.Host(), Port: mail.Port(), From: "luoshi@lanchuan.example", TLS: "none"}
	far := platforms.Webhook(t, c.Clock.Now)
	hook(c, far, "B1001")
	mail.Fail(421)
	far.Break(platforms.Status(503))
	const many = 5
	alarmed(c, "B1001", many, "tongjianing")
	minutes := func(n int) {
		for range n {
			testkit.Must(t, c.Scheduler.Tick(t.Context()))
			c.Clock.Turn(time.Minute)
		}
	}
	minutes(60)
	if len(mail.Messages()) != 0 || len(far.Messages()) != 0 {
		t.Fatalf("%d and %d messages arrived while nobody took them", len(mail.Messages()), len(far.Messages()))
	}
	mail.Fail(0)
	far.Break(nil)
	minutes(70) // the longest back-off is an hour
	arrived := map[string]int{}
	for _, m := range mail.Messages() {
		arrived[m.Header.Get("Message-Id")]++
	}
	if len(arrived) != many || len(mail.Messages()) != many {
		t.Errorf("%d letters, %d different, want %d", len(mail.Messages()), len(arrived), many)
	}
	if n := len(far.Messages()); n != many {
		t.Errorf("%d calls of the webhook, want %d", n, many)
	}
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) error {
		n, err := models.In[notice.Delivery](tx).Where("state <> ?", notice.Sent).Count(tx.Ctx, "id")
		if n != 0 {
			t.Errorf("%d messages did not leave", n)
		}
		return err
	}))
}
