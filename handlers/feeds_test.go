package handlers_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

type feedMade struct {
	ID       int64
	Revision int
	Address  string
}

// path is the address as this server is asked for it.
func (f feedMade) path() string { return f.Address[strings.Index(f.Address, "/calendar/"):] }

func subscribe(app *testkit.City, login string, org int64) (f feedMade) {
	app.Program(login).Call("POST", "/me/feeds", object{"org_id": org}).Want(201).Into(&f)
	return f
}

// eventsOf reads a calendar's events, each as its lines joined again.
func eventsOf(r *testkit.Reply) (events []string) {
	text := strings.ReplaceAll(r.Body.String(), "\r\n ", "")
	for _, part := range strings.Split(text, "BEGIN:VEVENT\r\n")[1:] {
		body, _, _ := strings.Cut(part, "END:VEVENT")
		events = append(events, body)
	}
	return events
}

// eventOf finds the event about a subject, "" for none.
func eventOf(r *testkit.Reply, subject string) string {
	for _, e := range eventsOf(r) {
		if strings.Contains(e, "UID:"+strings.ReplaceAll(subject, "/", "-")+"@") {
			return e
		}
	}
	return ""
}

func TestFeedShowsWhatTheHolderSees(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	create(app, orglife.CommitteeMeeting, "2022-06-07")
	create(app, orglife.ThemeDay, "2022-06-06")
	at := fmt.Sprintf("/projects/%d", foreignProject(app, "P03").ID)
	app.Program("shimuyun").Call("POST", at+"/submission", nil).Want(200)
	app.Program("mengshuqin").Call("POST", at+"/approval", nil).Want(200)
	app.Program("shimuyun").Call("POST", at+"/start", nil).Want(200)
	for _, c := range []struct {
		name, login, org string
		shows, lacks     []string
	}{
		{"the secretary's own has the branch's meetings and what it owes", "tongjianing", "",
			[]string{"支委会：严明纪律", "主题党日：严明纪律", "TZID=CST:20220606T150000", "LOCATION:三楼会议室", "到期：2022年6月", "UID:duties-"}, []string{"市住房和城乡建设局", "会议决定甲", "童佳宁、阎初夏"}},
		{"a member's own has the theme day and not the committee", "linyuan", "", []string{"主题党日：严明纪律"}, []string{"支委会：严明纪律"}},
		{"the work committee's of the branch has the theme day and not the committee", "mengshuqin", "B1001", []string{"主题党日：严明纪律"}, []string{"支委会：严明纪律"}},
		{"that of a deputy secretary has the stages in his hands", "shimuyun", "", []string{"到期：P03 第2阶段"}, []string{"严明纪律"}},
		{"that of the work committee's own has no branch's life", "mengshuqin", "", nil, []string{"严明纪律"}},
	} {
		var org int64
		if c.org != "" {
			org = app.Org(c.org)
		}
		reply := app.Nobody().Get(subscribe(app, c.login, org).path()).Want(200)
		if kind := reply.Header().Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
			t.Errorf("%s: sent as %s", c.name, kind)
		}
		all := strings.Join(eventsOf(reply), "")
		for _, text := range c.shows {
			if !strings.Contains(all, text) {
				t.Errorf("%s: %q is not in %s", c.name, text, all)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(all, text) {
				t.Errorf("%s: %q is in %s", c.name, text, all)
			}
		}
	}
}

// X24: an address is a secret of 256 bits that can be taken back, reads alone, and
// reaches as far as its holder.
func TestX24CalendarAddress(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	f := subscribe(app, "tongjianing", app.Org("B1001"))
	if secret := regexp.MustCompile(`^/calendar/([A-Za-z0-9_-]+)\.ics$`).FindStringSubmatch(f.path()); secret == nil || len(secret[1]) < 43 {
		t.Fatalf("%s has no secret of 256 bits", f.path())
	}
	app.Seed(func(tx *models.Tx) error {
		var kept string
		err := tx.Raw(&kept, "SELECT secret_hash FROM feeds WHERE id = ?", f.ID)
		if strings.Contains(f.Address, kept) {
			t.Error("the secret itself is kept")
		}
		return err
	})
	nobody, holder := app.Nobody(), app.Program("tongjianing")
	nobody.Get(f.path()).Want(200)
	nobody.Get(strings.TrimSuffix(f.path(), ".ics")).Want(404)
	end := "A.ics"
	if strings.HasSuffix(f.path(), end) {
		end = "E.ics"
	}
	nobody.Get(f.path()[:len(f.path())-len(end)] + end).Want(404)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
		nobody.Send(method, f.path(), "", "").Want(405)
	}
	holder.Get("/me/feeds").Want(200).Lacks("/calendar/", "hash")
	app.Program("yanchuxia").Call("POST", fmt.Sprintf("/me/feeds/%d/address", f.ID), object{"revision": 0}).Want(404)
	app.Program("yanchuxia").Call("DELETE", fmt.Sprintf("/me/feeds/%d", f.ID), nil).Want(404)
	app.Program("shanzian").Call("POST", "/me/feeds", object{"org_id": app.Org("B1001")}).Want(404)
	holder.Call("POST", "/me/feeds", object{"org_id": app.Org("B1001")}).Want(409)

	var renewed feedMade
	holder.Call("POST", fmt.Sprintf("/me/feeds/%d/address", f.ID), object{"revision": 0}).Want(200).Into(&renewed)
	nobody.Get(f.path()).Want(404)
	nobody.Get(renewed.path()).Want(200)
	holder.Call("POST", fmt.Sprintf("/me/feeds/%d/address", f.ID), object{"revision": 0}).Want(409)

	app.Seed(func(tx *models.Tx) error { // the holder leaves the branch and the posts
		_, err := models.In[models.Tenure](tx).Where("member_id = ?", app.Member("童佳宁")).Set(models.Assign("end_on", "2022-06-14")).Update(tx.Ctx)
		if err == nil {
			_, err = models.In[models.Member](tx).Where("id = ?", app.Member("童佳宁")).Set(models.Assign("left_on", "2022-06-14")).Update(tx.Ctx)
		}
		return err
	})
	nobody.Get(renewed.path()).Want(404)

	other := subscribe(app, "yanchuxia", 0)
	nobody.Get(other.path()).Want(200)
	app.Program("admin").Call("PATCH", fmt.Sprintf("/users/%d", userID(app, "yanchuxia")), object{"disabled": true, "revision": 0}).Want(200)
	nobody.Get(other.path()).Want(404)

	third := subscribe(app, "linyuan", 0)
	app.Program("linyuan").Call("DELETE", fmt.Sprintf("/me/feeds/%d", third.ID), nil).Want(204)
	nobody.Get(third.path()).Want(404)
	app.Program("linyuan").Call("DELETE", fmt.Sprintf("/me/feeds/%d", third.ID), nil).Want(404)
}

func TestFeedFollowsWhatChanges(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	theme := create(app, orglife.ThemeDay, "2022-06-06")
	subject := fmt.Sprintf("activities/%d", theme.ID)
	f, nobody := subscribe(app, "tongjianing", app.Org("B1001")), app.Nobody()

	first := nobody.Get(f.path()).Want(200)
	tag := first.Header().Get("ETag")
	app.Clock.Turn(time.Hour)
	again := nobody.Send("GET", f.path(), "", "", "If-None-Match: W/"+tag).Want(304)
	if again.Body.Len() > 0 || again.Header().Get("ETag") != tag {
		t.Errorf("unchanged is answered with %q, %s", again.Body, again.Header().Get("ETag"))
	}
	wants := func(reply *testkit.Reply, texts ...string) {
		t.Helper()
		e := eventOf(reply.Want(200), subject)
		for _, text := range texts {
			if !strings.Contains(e, text) {
				t.Errorf("%q is not in %q", text, e)
			}
		}
	}
	wants(first, "SEQUENCE:0\r\n", "DTSTAMP:20220615T003000Z", "STATUS:CONFIRMED")
	holder := app.Program("tongjianing")
	holder.Call("PATCH", "/"+subject, object{"place": "四楼会议室", "revision": theme.Revision}).Want(200)
	wants(nobody.Send("GET", f.path(), "", "", "If-None-Match: "+tag), "SEQUENCE:1\r\n", "DTSTAMP:20220615T013000Z", "LOCATION:四楼会议室")
	holder.Call("DELETE", fmt.Sprintf("/%s?revision=%d", subject, theme.Revision+1), nil).Want(204)
	gone := nobody.Get(f.path())
	wants(gone, "SEQUENCE:2\r\n", "STATUS:CANCELLED")
	if e := eventOf(gone, subject); strings.Contains(e, "严明纪律") || strings.Contains(e, "四楼") {
		t.Errorf("what is gone still says %q", e)
	}
	app.Clock.Turn(time.Hour)
	wants(nobody.Get(f.path()), "SEQUENCE:2\r\n", "DTSTAMP:20220615T013000Z")
	app.Clock.Turn(70 * 24 * time.Hour)
	if e := eventOf(nobody.Get(f.path()).Want(200), subject); e != "" {
		t.Errorf("after two months it is still spoken of: %q", e)
	}
}

func TestFeedIsReadSoOften(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	f, other := subscribe(app, "tongjianing", 0), subscribe(app, "yanchuxia", 0)
	for range 60 {
		app.Nobody().Get(f.path()).Want(200)
	}
	app.Nobody().Get(f.path()).Want(http.StatusTooManyRequests)
	app.Nobody().Get(other.path()).Want(200)
	app.Clock.Turn(time.Hour + time.Minute)
	app.Nobody().Get(f.path()).Want(200)
}

func TestFeedOfEightAtOnce(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	create(app, orglife.ThemeDay, "2022-06-06")
	holder := app.Program("tongjianing")
	var mu sync.Mutex
	made := map[int]int{}
	var f feedMade
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			reply := holder.Call("POST", "/me/feeds", object{"org_id": app.Org("B1001")})
			mu.Lock()
			defer mu.Unlock()
			made[reply.Code]++
			if reply.Code == 201 {
				reply.Into(&f)
			}
		})
	}
	all.Wait()
	if made[201] != 1 || made[409] != 7 {
		t.Fatalf("made %v, want one", made)
	}
	bodies := map[string]int{}
	for range 8 {
		all.Go(func() {
			reply := app.Nobody().Get(f.path())
			mu.Lock()
			defer mu.Unlock()
			bodies[fmt.Sprint(reply.Code)+reply.Body.String()]++
		})
	}
	all.Wait()
	if len(bodies) != 1 {
		t.Errorf("readers at once are told %d different things", len(bodies))
	}
}

func TestFeedPage(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	b := app.Browser("tongjianing")
	b.Get(fmt.Sprintf("/orgs/%d/year", app.Org("B1001"))).Want(200).Says(fmt.Sprintf("/me/feeds?org=%d", app.Org("B1001")))
	b.Get("/me/feeds").Want(200).Says("订阅我的日历", "订阅这个党支部", "还没有订阅")
	b.Post("/me/feeds", nil).Want(200).Says("http://example.com/calendar/", ".ics")
	b.Get("/me/feeds").Want(200).Says("还没有读取过", "更换地址").Lacks("订阅我的日历", "/calendar/")
}
