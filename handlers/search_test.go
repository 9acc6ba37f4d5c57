package handlers_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// foundBy is what somebody finds, as "kind title", in order.
func foundBy(app *testkit.City, login, words string) []string {
	var list struct {
		Items []struct{ Kind, Title string }
	}
	app.Program(login).Get("/search?q=" + url.QueryEscape(words)).Want(200).Into(&list)
	var titles []string
	for _, h := range list.Items {
		titles = append(titles, h.Kind+" "+h.Title)
	}
	slices.Sort(titles)
	return titles
}

// TestSearch looks for things by words and by initials, as people who see more and less.
func TestSearch(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201)
	app.Program("tongjianing").Call("POST", "/activities", minutes(app, orglife.CommitteeMeeting, "2022-06-07")).Want(201)
	app.Seed(func(tx *models.Tx) error {
		for _, name := range []string{"张𬭎", "张𠮷", "党员😀先锋", "单雄信", "ＡＢ岗"} {
			branch := app.Org("B1001")
			if err := tx.CreateMember(&models.Member{Name: name, Status: models.Full, OrgID: &branch}); err != nil {
				return err
			}
		}
		return nil
	})
	wanted := "project P03 支委会建设规范提升"
	for _, row := range []struct{ name, login, words, want string }{
		{"a word in the middle", "xumuye", "建设规范", wanted},
		{"initials in the middle", "xumuye", "gfts", wanted},
		{"initials from the first", "xumuye", "zwhjs", wanted},
		{"a code in small letters", "xumuye", "p03", wanted},
		{"a word and initials together", "xumuye", "支委会 ts", wanted},
		{"a whole name longer than a term", "xumuye", "支委会建设规范提升", wanted},
		{"longer and wrong at the end", "xumuye", "支委会建设规范提高", ""},
		{"two words of which one is missing", "xumuye", "支委会 住房", ""},
		{"a stage", "xumuye", "补缺换", "milestone 补缺换届"},
		{"what lies outside one's sight", "zhuangzijin", "支委会", ""},
		{"a member of another branch", "zhuangzijin", "童佳宁", ""},
		{"one's own branch", "zhuangzijin", "tjjdzb", ""},
		{"an organisation by initials", "xumuye", "zajs", ""},
		{"an organisation", "xumuye", "治安大队", "org 公安局治安大队党支部"},
		{"a rare character outside the first plane", "tongjianing", "𬭎", "member 张𬭎"},
		{"another, not taken for the first", "tongjianing", "张𠮷", "member 张𠮷"},
		{"an emoji", "tongjianing", "😀", "member 党员😀先锋"},
		{"a surname by its other reading", "tongjianing", "sxx", "member 单雄信"},
		{"full-width letters by plain ones", "tongjianing", "ab", "member ＡＢ岗"},
		{"wildcards are no wildcards", "xumuye", "%_", "-"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.want == "-" {
				app.Program(row.login).Get("/search?q=" + url.QueryEscape(row.words)).Want(422)
				return
			}
			got := foundBy(app, row.login, row.words)
			if row.want == "" && len(got) > 0 && row.login != "zhuangzijin" || row.want != "" && !slices.Contains(got, row.want) {
				t.Errorf("%q finds %q, not %q", row.words, got, row.want)
			}
			for _, title := range got {
				if row.login == "zhuangzijin" && (strings.Contains(title, "P03") || strings.Contains(title, "童佳宁")) {
					t.Errorf("%s finds %q", row.login, title)
				}
			}
		})
	}
	app.Browser("xumuye").Get("/search?q=zwh").Want(200).Says("P03 支委会建设规范提升", "/projects/")
	app.Browser("xumuye").Get("/search").Want(200).Says("拼音首字母")
	app.Browser("xumuye").Get("/search?who=me").Want(422)
}

// TestSearchFollowsChanges renames, deletes and finds again what was there before the index.
func TestSearchFollowsChanges(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program := app.Program("xumuye")
	var p madeProject
	program.Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	program.Call("PATCH", fmt.Sprintf("/projects/%d", p.ID), object{"name": "党小组活动", "revision": 0}).Want(200)
	if got := foundBy(app, "xumuye", "支委会"); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "project") }) {
		t.Errorf("the old name finds %q", got)
	}
	if got := foundBy(app, "xumuye", "dxz"); !slices.Contains(got, "project P03 党小组活动") {
		t.Errorf("the new name finds %q", got)
	}
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.SearchTerm](tx).Where("kind = ?", models.SearchProjects).Delete(tx.Ctx)
		return err
	})
	app.At("2022-06-16 00:10")
	if got := foundBy(app, "xumuye", "dxz"); !slices.Contains(got, "project P03 党小组活动") {
		t.Errorf("after the night it finds %q", got)
	}
	program.Call("DELETE", fmt.Sprintf("/projects/%d", p.ID), nil).Want(204)
	var left int64
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&left, "SELECT COUNT(*) FROM search_terms WHERE kind IN ('project', 'milestone')")
	})
	if left > 0 {
		t.Errorf("%d terms are left of what is deleted", left)
	}
}

// TestSearchAmongManyTerms looks for one thing among a hundred thousand terms.
func TestSearchAmongManyTerms(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201)
	app.Seed(func(tx *models.Tx) error {
		var terms []models.SearchTerm
		for i := range 100000 {
			terms = append(terms, models.SearchTerm{Kind: models.SearchMilestones, Term: fmt.Sprintf("补缺换届%d", i), ThingID: int64(i + 1000)})
		}
		return models.In[models.SearchTerm](tx).CreateInBatches(tx.Ctx, &terms, 2000)
	})
	for _, login := range []string{"xumuye", "shimuyun"} {
		program := app.Program(login)
		queries := app.Queries(func() { program.Get("/search?q=" + url.QueryEscape("补缺换届")).Want(200).Says("补缺换届") })
		if len(queries) > 15 {
			t.Errorf("%s: %d queries", login, len(queries))
		}
		for _, q := range queries {
			if strings.Contains(q, "search_terms") && strings.Contains(q, "LIKE") {
				t.Errorf("no range of the index: %s", q)
			}
		}
	}
}
