package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// groupMember appoints a member of DZ07's leading group with an account; it
// returns the number of the post.
func groupMember(app *testkit.City, login, name string) string {
	post := models.Post{OrgID: app.Org("DZ07"), Office: models.GroupMember, Name: "党组成员（" + name + "）"}
	branch := app.Org("B0701")
	app.Seed(func(tx *models.Tx) error {
		m := models.Member{Name: name, Status: models.Full, OrgID: &branch}
		if err := tx.CreateMember(&m); err != nil {
			return err
		}
		if err := tx.CreateUser(&models.User{Login: login, Name: name, MemberID: &m.ID}); err != nil {
			return err
		}
		post.ID = 0
		if err := tx.CreatePost(&post); err != nil {
			return err
		}
		return post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2021-01-01"})
	})
	return fmt.Sprint(post.ID)
}

// supervises gives a post of a leading group its field.
func supervises(app *testkit.City, post string, codes ...string) {
	ids := []int64{}
	for _, code := range codes {
		ids = append(ids, app.Org(code))
	}
	app.Program("mengshuqin").Call("PUT", "/posts/"+post+"/field", object{"org_ids": ids}).Want(200)
}

// projectOf is a draft led by an organisation.
func projectOf(app *testkit.City, code, org string, also object) (p shown) {
	body := p03(app)
	body["code"], body["name"], body["org_id"], body["owner_post_id"], body["reviewer_post_id"] = code, code+"项目", app.Org(org), app.Post("D07", "专职副书记"), app.Post("GW", "常务副书记")
	body["cooperating"] = []int64{}
	for k, v := range also {
		body[k] = v
	}
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Into(&p)
	return p
}

// A61: a member of a leading group sees the own field's projects and duties, and
// of a colleague's field nothing, also not by number.
func TestA61OwnFieldOnly(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	gong, ji := groupMember(app, "gongmingyuan", "公明远"), groupMember(app, "jichuan", "纪川")
	supervises(app, gong, "B0702")
	supervises(app, ji, "B0701")
	mine := projectOf(app, "P31", "B0702", nil)
	colleagues := projectOf(app, "P32", "B0701", nil)
	named := projectOf(app, "P33", "D07", object{"leader_post_id": number(gong)})
	app.Seed(func(tx *models.Tx) error {
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	program, page := app.Program("gongmingyuan"), app.Browser("gongmingyuan")
	for _, path := range []string{"/me/field", "/projects?leader=me", "/projects", "/projects/timetable"} {
		page.Get(path).Want(200).Says("P31项目", "P33项目").Lacks("P32项目")
	}
	program.Get("/me/field").Want(200).Says(`"P31"`, `"P33"`, "住建局市政房产服务中心党支部", "主题党日").Lacks("P32", "住建局机关党支部")
	program.Get(mine.path()).Want(200)
	program.Get(named.path()).Want(200)
	for _, path := range []string{"", "/checks", "/log"} {
		program.Get(colleagues.path() + path).Want(404)
	}
	page.Get(colleagues.path()).Want(404)
	app.Browser("wenlixin").Get("/projects").Says("P31项目", "P32项目", "P33项目") // the first in charge sees all

	supervises(app, gong) // taken away again: only what names the post is left
	app.Browser("gongmingyuan").Get("/projects").Lacks("P31项目", "P32项目").Says("P33项目")
}

// A61: a deputy in charge looks after the whole department until a field is set.
func TestA61DeputyWithoutFieldSeesTheDepartment(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := projectOf(app, "P34", "B0203", object{"owner_post_id": app.Post("D02", "专职副书记")})
	program := app.Program("youlingxiao")
	program.Get(p.path()).Want(200)
	app.Browser("youlingxiao").Get("/me/field").Says("本部门全部党组织", "P34项目")
	post := fmt.Sprint(app.Post("DZ02", "分管负责同志"))
	for name, c := range map[string]struct {
		who, post string
		orgs      []int64
		status    int
	}{
		"by the head of the group": {"leizhenchuan", post, []int64{app.Org("D02")}, 200},
		"not by oneself":           {"youlingxiao", post, []int64{}, 403},
		"not by another unit":      {"shimuyun", post, []int64{}, 404},
		"not what others guide":    {"mengshuqin", post, []int64{app.Org("D07")}, 422},
		"not what is not there":    {"mengshuqin", post, []int64{1 << 40}, 422},
		"not of a branch's post":   {"mengshuqin", fmt.Sprint(app.Post("B0203", "书记")), []int64{app.Org("B0203")}, 422},
	} {
		if got := app.Program(c.who).Call("PUT", "/posts/"+c.post+"/field", object{"org_ids": c.orgs}); got.Code != c.status {
			t.Errorf("a field is set %s: got %d, want %d: %s", name, got.Code, c.status, got.Body)
		}
	}
	app.Browser("mengshuqin").Get("/posts/"+post).Says("公安局治安大队党支部", "市公安局机关党委").Lacks("住建局")
}

// A64: each duty and each reminder names its basis, linked to the clause of the library.
func TestA64BasisLeadsToTheClause(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program := app.Program("mengshuqin")
	var old, made struct {
		ID      int64
		Clauses []struct{ ID int64 }
		State   string
	}
	regulation := object{"title": "中国共产党支部工作条例（试行）", "short_title": "支部工作条例", "issuer": "中共中央", "issued_on": "2018-10-28", "level": "central", "summary": true,
		"clauses": []object{{"code": "第十二条", "text": "支委会一般每月召开1次"}, {"code": "第十五条", "text": "每月相对固定1天开展主题党日"}}}
	program.Call("POST", "/documents", regulation).Want(201).Into(&made)
	regulation["issued_on"], regulation["ended_on"], regulation["superseded_by"] = "2010-06-04", "2018-10-27", made.ID
	program.Call("POST", "/documents", regulation).Want(201).Into(&old)
	if old.State != "superseded" {
		t.Errorf("the older one is %s", old.State)
	}
	app.At("2022-06-01 08:30") // opens June's duties, and reminds
	clause := fmt.Sprintf("/documents/%d#clause-%d", made.ID, made.Clauses[0].ID)
	page := app.Browser("shanzian")
	page.Get("/duties").Says(`<a href="` + clause + `">《中国共产党支部工作条例（试行）》第十二条</a>：支委会一般每月召开1次`)
	var inbox struct{ Items []struct{ ID int64 } }
	app.Program("shanzian").Get("/notices").Into(&inbox)
	told := false
	for _, n := range inbox.Items {
		told = told || strings.Contains(page.Get(fmt.Sprintf("/notices/%d", n.ID)).Body.String(), clause)
	}
	if !told {
		t.Error("no reminder leads to the clause it rests on")
	}
	page.Get(fmt.Sprintf("/documents/%d", made.ID)).Says("内容为摘要", "据此设定的规则：支委会每月次数")
	page.Get(fmt.Sprintf("/documents/%d", old.ID)).Says("已被替代", "请以新文件为准")
}

// number is a number of a path again as one.
func number(text string) (n int64) {
	fmt.Sscan(text, &n)
	return n
}
