package scheduler_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// counting tells 童佳宁 each number up to most, in pages of ten; each page is told to saw.
func counting(c *testkit.City, most int, saw func(first int) error) notice.Rule {
	who := user(c, "tongjianing")
	return notice.Rule{Name: "counting", At: "08:30", Late: 2, Page: 10, Due: func(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
		numbers, err := notice.Part(r, "numbers", func(after, limit int) (some []int, err error) {
			for n := after + 1; n <= min(most, after+limit); n++ {
				some = append(some, n)
			}
			return some, nil
		}, func(n *int) int { return *n })
		for _, n := range numbers {
			list = append(list, notice.Reminder{Notice: notice.Notice{Key: fmt.Sprint("numbers/", n), Title: language.Quote("计数")}, To: []notice.To{{UserID: who}}})
		}
		if err == nil && len(numbers) > 0 {
			err = saw(numbers[0])
		}
		return list, err
	}}
}

func silently(int) error { return nil }

func TestPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		most int
		days string
	}{
		{"nothing", 0, "06-15 empty 0"},
		{"part of a page", 7, "06-15 done 7"},
		{"just a page", 10, "06-15 done 10"},
		{"some pages and a rest", 35, "06-15 done 35"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			city := testkit.NewCity(t)
			city.Scheduler.Rules = []notice.Rule{counting(city, c.most, silently)}
			city.At("2022-06-15 08:30")
			if got := occasions(city, "counting"); got != c.days || len(inboxes(city)) != c.most {
				t.Errorf("%s, told %d", got, len(inboxes(city)))
			}
		})
	}
}

// A page that fails leaves what the pages before it told, and is what comes next.
func TestAPageThatFailsIsTakenAgain(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	var broken atomic.Bool
	broken.Store(true)
	var begun []int
	city.Scheduler.Rules = []notice.Rule{counting(city, 35, func(first int) error {
		begun = append(begun, first)
		if first == 21 && broken.Load() {
			return models.Missing
		}
		return nil
	})}
	city.Clock.Set("2022-06-15 08:30")
	if err := city.Scheduler.Tick(t.Context()); err == nil {
		t.Fatal("the failure was kept quiet")
	}
	if n := len(inboxes(city)); n != 20 || occasions(city, "counting") != "" {
		t.Fatalf("after the failure: told %d, %q", n, occasions(city, "counting"))
	}
	broken.Store(false)
	city.Tick()
	if n := len(inboxes(city)); n != 35 || occasions(city, "counting") != "06-15 done 35" {
		t.Errorf("in the end: told %d, %q", n, occasions(city, "counting"))
	}
	if fmt.Sprint(begun) != "[1 11 21 21 31]" {
		t.Errorf("pages began with %v", begun)
	}
}

// A rule that is paused in the middle of a day stops at the next page, and goes on from there.
func TestARulePausedInTheMiddleOfADay(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	rule := counting(city, 35, silently)
	due, paused := rule.Due, false
	rule.Due = func(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
		list, err := due(r, day)
		if err == nil && !paused && len(list) > 0 && list[0].Key == "numbers/11" {
			paused = true
			err = models.In[notice.RulePause](r.Tx).Create(r.Ctx, &notice.RulePause{Rule: rule.Name, PausedAt: r.Now})
		}
		return list, err
	}
	city.Scheduler.Rules = []notice.Rule{rule}
	for _, at := range []string{"2022-06-15 08:30", "2022-06-15 08:31"} {
		city.At(at)
		if n := len(inboxes(city)); n != 20 || occasions(city, "counting") != "" {
			t.Fatalf("paused after two pages: told %d, %q", n, occasions(city, "counting"))
		}
	}
	testkit.Must(t, city.As("admin", rule.Resume))
	city.Tick()
	if n := len(inboxes(city)); n != 35 || occasions(city, "counting") != "06-15 done 35" {
		t.Errorf("in the end: told %d, %q", n, occasions(city, "counting"))
	}
}

// A day told in part when the program went down for too long is over, and says how far it came.
func TestADayToldInPartExpires(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	city.Scheduler.Rules = []notice.Rule{counting(city, 35, func(first int) error {
		if first == 21 && city.Clock.Now().Day() < 19 {
			return models.Missing
		}
		return nil
	})}
	city.Clock.Set("2022-06-15 08:30")
	if err := city.Scheduler.Tick(t.Context()); err == nil {
		t.Fatal("the failure was kept quiet")
	}
	city.At("2022-06-19 08:30")
	if got := occasions(city, "counting"); got != "06-15 expired 20; 06-16 expired 0; 06-17 done 35; 06-18 done 35; 06-19 done 35" {
		t.Errorf("got %s", got)
	}
}

// A day begun by a version of the program that had other lists begins again, and nobody is told twice.
func TestADayBegunByAnotherVersionBeginsAgain(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	fails := func(first int) error {
		if first == 21 {
			return models.Missing
		}
		return nil
	}
	city.Scheduler.Rules = []notice.Rule{counting(city, 35, fails)}
	city.Clock.Set("2022-06-15 08:30")
	if err := city.Scheduler.Tick(t.Context()); err == nil {
		t.Fatal("the failure was kept quiet")
	}
	city.Seed(func(tx *models.Tx) error {
		_, err := models.In[notice.ReminderRun](tx).Where("rule = ?", "counting").Update(tx.Ctx, "place", `{"List":"figures","After":7}`)
		return err
	})
	city.Scheduler.Rules = []notice.Rule{counting(city, 35, silently)}
	city.Tick()
	if n := len(inboxes(city)); n != 35 {
		t.Errorf("told %d", n)
	}
}

// Four replicas share the pages of a day: each page is told by one of them.
func TestFourReplicasShareTheDay(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	city.Clock.Set("2022-06-15 08:30")
	rule := counting(city, 400, silently)
	var all sync.WaitGroup
	for range 4 {
		replica := city.Replica()
		replica.Rules = []notice.Rule{rule}
		all.Go(func() {
			if err := replica.Tick(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(inboxes(city)); n != 400 || occasions(city, "counting") != "06-15 done 400" {
		t.Errorf("told %d, %q", n, occasions(city, "counting"))
	}
}

// The digest goes out in pages too: one message a person, however much waits for how many.
func TestADigestInPages(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	city.Scheduler.Rules = nil
	city.At("2022-06-14 09:00")
	var to []notice.To
	for _, login := range []string{"tongjianing", "wenlixin", "shimuyun", "xumuye"} {
		to = append(to, notice.To{UserID: user(city, login)})
	}
	city.Seed(func(tx *models.Tx) error {
		var list []notice.Reminder
		for i := range 700 {
			list = append(list, notice.Reminder{Notice: notice.Notice{Key: fmt.Sprint("x-due/", i), Rule: "x-due", Title: language.Quote(fmt.Sprint("第", i, "件"))}, To: to})
		}
		return notice.SendAll(tx, list)
	})
	city.At("2022-06-15 08:30")
	got := map[string]string{}
	for _, m := range city.Outbox.Sent() {
		got[m.Address] += m.Title
	}
	if len(got) != 4 || got["tongjianing@lanchuan.example"] != "6月15日工作提示：需要您办理700件" {
		t.Errorf("got %v", got)
	}
}
