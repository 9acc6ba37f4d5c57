package main

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/testkit"
)

// S3: the database is killed in the middle of a fan-out and gone for a minute. The
// ticks of that minute say so and end soon; the first after it goes on with the page
// that was lost.
func TestS3TheDatabaseIsGoneForAMinute(t *testing.T) {
	t.Parallel()
	left := crowdedCity(t, 1600)
	server := testkit.StartLone(t)
	hit := moved(t, left, server.Database("luoshi"))
	hit.Clock.Set("2022-06-15 08:30")
	ended := make(chan error, 1)
	go func() { ended <- hit.Scheduler.Tick(t.Context()) }()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		if pagesTaken(t, hit) >= 1 {
			break
		}
	}
	server.Kill()
	if err := <-ended; err == nil {
		t.Error("the tick did not notice")
	}
	for range 6 {
		hit.Clock.Turn(10 * time.Second)
		began := time.Now()
		err := hit.Scheduler.Tick(t.Context())
		if err == nil || strings.Contains(err.Error(), "panic") {
			t.Errorf("without a database a tick says %v", err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("a tick without a database took %s", took)
		}
	}
	server.Return()
	if n := received(t, hit); n == 0 || n >= 1600 {
		t.Errorf("%d stages had been told when the database went", n)
	}
	hit.Clock.Turn(time.Second)
	hit.Tick()
	left.At("2022-06-15 08:31")
	sameStory(t, hit, left)
}

// S3, as people see it: while the database is away each page says so soon, what is
// sent is not kept, and sent again after its return it is there once.
func TestS3PagesWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	server := testkit.StartLone(t)
	hit := moved(t, busyCity(t), server.Database("luoshi"))
	hit.Clock.Set("2022-05-27 08:30")
	hit.Tick()
	b, program := hit.Browser("qishaochuan"), hit.Program("qishaochuan")
	remark := url.Values{"text": {"断线时写的"}, "once": {"AAAAAAAAAAAAAAAAAAAAAAAAAA"}}
	before := time.Now()
	soon := func(what string) {
		t.Helper()
		if took := time.Since(before); took > 5*time.Second {
			t.Errorf("%s without a database took %s", what, took)
		}
		before = time.Now()
	}
	b.Get("/").Want(200)
	hit.Nobody().Get("/readyz").Want(200)
	server.Kill()
	for range 6 { // ten seconds of the clock each
		hit.Clock.Turn(10 * time.Second)
		before = time.Now()
		b.Get("/").Want(503).Says("数据库暂时连不上", "请稍后再试")
		soon("a page")
		b.Post("/comments?subject=milestones/1", remark).Want(503).Says("您的内容没有保存")
		soon("a form")
		program.Get("/notices").Want(503).Says(`"detail":"数据库暂时连不上`)
		soon("the API")
		hit.Nobody().Get("/readyz").Want(503)
		soon("/readyz")
		hit.Nobody().Get("/healthz").Want(200)
	}
	server.Return()
	hit.Tick()
	b.Get("/").Want(200)
	hit.Nobody().Get("/readyz").Want(200)
	for range 2 {
		b.Post("/comments?subject=milestones/1", remark).Want(303)
	}
	var kept int64
	hit.Seed(func(tx *models.Tx) error {
		return tx.Raw(&kept, "SELECT COUNT(*) FROM comments WHERE text = '断线时写的'")
	})
	if kept != 1 {
		t.Errorf("the remark is there %d times", kept)
	}
}

// S9: a clock that goes forward, back, by a day and by seconds around the hour of a
// rule tells what one that only goes on tells.
func TestS9TheClockGoesBackAndForward(t *testing.T) {
	t.Parallel()
	turned, steady := busyCity(t), busyCity(t)
	for _, c := range []*testkit.City{turned, steady} {
		c.At("2022-05-31 08:30")
	}
	for _, step := range []time.Duration{
		24 * time.Hour, time.Hour, -time.Hour, -5 * time.Second, 5 * time.Second, // 1 June 08:30
		24 * time.Hour, -23 * time.Hour, 30 * time.Minute, 22*time.Hour + 30*time.Minute, -time.Second, // 2 June 08:29:59
		time.Second, 24 * time.Hour, // 3 June 08:30
	} {
		turned.Clock.Turn(step)
		turned.Tick()
	}
	for _, day := range []string{"2022-06-01", "2022-06-02", "2022-06-03"} {
		steady.At(day + " 08:30")
	}
	sameStory(t, turned, steady)
}
