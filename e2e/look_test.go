package e2e

import (
	"fmt"
	"testing"

	"luoshi/language"
	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// look is a page as somebody sees it.
type look struct{ name, login, path string }

// looks are all pages of the application, with people of the demonstration who use them.
func looks(app *testkit.App) []look {
	id := func(path, sql string, args ...any) string {
		var found int64
		app.Seed(func(tx *models.Tx) error { return tx.Raw(&found, sql, args...) })
		return fmt.Sprintf(path, found)
	}
	p03 := id("/projects/%d", "SELECT id FROM projects WHERE code = ?", "P03")
	record := id("/activities/%d", "SELECT MAX(a.id) FROM activities a JOIN orgs o ON o.id = a.org_id WHERE o.code = ? AND a.type = 'theme-day'", "B1001")
	return []look{
		{"today-secretary", "wenlixin", "/"},
		{"today-clerk", "yanchuxia", "/"},
		{"activities-branch", "yanchuxia", "/activities"},
		{"activity-form", "zhuangzijin", "/activities/new?type=theme-day"},
		{"recorder", "tongjianing", id("/record?org=%d", "SELECT id FROM orgs WHERE code = ?", "B1001")},
		{"activity-plan", "zhuangzijin", "/activities/new?type=committee-meeting&plan=1"},
		{"activity-none", "zhuangzijin", "/activities"},
		{"activity", "tongjianing", record},
		{"duties", "tongjianing", "/duties"},
		{"year", "tongjianing", id("/orgs/%d/year", "SELECT id FROM orgs WHERE code = ?", "B1001")},
		{"month", "tongjianing", "/activities/calendar?month=2022-06"},
		{"plan", "tongjianing", id("/plans/%d", "SELECT p.id FROM plans p JOIN orgs o ON o.id = p.org_id WHERE o.code = ?", "B1001")},
		{"uploads", "tongjianing", "/uploads?state=done"},
		{"uploads-city", "mengshuqin", "/uploads"},
		{"plans-branch", "tongjianing", "/plans?year=2023&form=import"},
		{"documents", "tongjianing", "/documents"},
		{"document", "tongjianing", id("/documents/%d", "SELECT id FROM documents WHERE short_title = ?", "支部工作条例")},
		{"project-business", "tongjianing", id("/projects/%d", "SELECT id FROM projects WHERE code = ?", "P09")},
		{"reports-branch", "tongjianing", "/reports"},
		{"field", "peiyanqiu", "/me/field"},
		{"notices", "tongjianing", "/notices"},
		{"notice", "tongjianing", id("/notices/%d", "SELECT MAX(r.id) FROM receipts r JOIN users u ON u.id = r.user_id WHERE u.login = ?", "tongjianing")},
		{"reminders", "tongjianing", "/reminders"},
		{"upcoming", "tongjianing", "/reminders/upcoming"},
		{"why", "tongjianing", id("/reminders/why?subject=milestones/%d", "SELECT m.id FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.code = ? ORDER BY m.id LIMIT 1", "P09")},
		{"me", "tongjianing", "/me"},
		{"tokens", "tongjianing", "/me/tokens"},
		{"feeds", "tongjianing", "/me/feeds"},
		{"wishes", "tongjianing", "/me/reminders"},
		{"mutes", "mengshuqin", "/mutes?form=mute"},
		{"petitions", "mengshuqin", "/petitions"},
		{"suspensions", "mengshuqin", "/suspensions?form=suspension"},
		{"rule-start", "mengshuqin", "/rules?form=start"},
		{"password", "tongjianing", "/me/password"},
		{"second-factor", "tongjianing", "/me/second-factor"},
		{"sessions", "tongjianing", "/me/sessions"},
		{"document-form", "mengshuqin", "/documents?form=document"},
		{"integration", "mengshuqin", "/projects/integration"},
		{"tags", "mengshuqin", "/tags?form=tag"},
		{"reports", "mengshuqin", "/reports"},
		{"post-field", "mengshuqin", id("/posts/%d", "SELECT id FROM posts WHERE office = ?", models.GroupMember)},
		{"today-office", "mengshuqin", "/"},
		{"projects", "mengshuqin", "/projects"},
		{"timetable", "mengshuqin", "/projects/timetable"},
		{"quarters", "mengshuqin", "/projects/quarters"},
		{"search", "mengshuqin", "/search?q=zwh"},
		{"search-none", "mengshuqin", "/search?q=无此一项"},
		{"board", "mengshuqin", "/projects/board"},
		{"projects-filtered", "mengshuqin", "/projects?light=warn&type=key&due_from=2022-01-01"},
		{"templates", "mengshuqin", "/templates"},
		{"bulk", "mengshuqin", "/projects/bulk?all=true&year=2022&type=key"},
		{"views", "mengshuqin", "/views?form=view&page=list&query=type%3Dkey"},
		{"papers", "mengshuqin", "/papers"},
		{"charts", "mengshuqin", "/charts?week=2022-06-27"},
		{"paper-letter", "mengshuqin", "/papers/progress"},
		{"paper-list", "mengshuqin", "/papers/list"},
		{"paper-ledger", "mengshuqin", "/papers/ledger"},
		{"paper-project", "mengshuqin", p03 + "/paper"},
		{"project", "mengshuqin", p03},
		{"project-asked", "mengshuqin", id("/projects/%d", "SELECT id FROM projects WHERE code = ?", "P14")},
		{"activities-city", "mengshuqin", "/activities"},
		{"leaders", "mengshuqin", "/leaders"},
		{"committee", "mengshuqin", "/committee"},
		{"plans-city", "mengshuqin", "/plans"},
		{"pack", "mengshuqin", "/activities/pack"},
		{"month-city", "mengshuqin", "/activities/calendar"},
		{"themes", "mengshuqin", "/themes?form=theme"},
		{"regulations-city", "mengshuqin", "/regulations"},
		{"regulations", "tongjianing", "/regulations?form=regulation&name=%E5%85%9A%E8%AF%BE%E5%88%B6%E5%BA%A6"},
		{"regulation-templates", "mengshuqin", "/regulations/templates?form=template"},
		{"duties-city", "mengshuqin", "/duties?state=overdue"},
		{"matrix", "mengshuqin", "/duties/matrix"},
		{"matrix-year", "mengshuqin", "/duties/matrix?half=0&odd=1"},
		{"situation", "mengshuqin", "/situation"},
		{"burden", "mengshuqin", "/burden?month=2022-05"},
		{"bulletins", "hanzhiyuan", "/bulletins?form=bulletin"},
		{"bulletin", "hanzhiyuan", "/bulletins/1"},
		{"bulletin-edit", "hanzhiyuan", "/bulletins/1?form=edit"},
		{"bulletin-paper", "hanzhiyuan", "/bulletins/1/paper"},
		{"alerts", "mengshuqin", "/alerts"},
		{"services", "mengshuqin", "/services"},
		{"service-form", "tongjianing", id("/services?form=service&unit=%d", "SELECT id FROM orgs WHERE code = ?", "B1001")},
		{"org-changes", "xumuye", "/org-changes"},
		{"org-change-form", "xumuye", id("/org-changes/new?type=dissolved&org=%d", "SELECT id FROM orgs WHERE code = ?", "B1201")},
		{"screenings", "xumuye", "/screenings"},
		{"explanations", "xumuye", "/explanations"},
		{"inspections-none", "xumuye", "/inspections?form=inspection"},
		{"responsibilities-city", "xumuye", "/responsibilities"},
		{"responsibility-head", "xumuye", id("/responsibilities/%d", "SELECT p.id FROM posts p JOIN orgs o ON o.id = p.org_id WHERE o.code = ? AND p.office = ?", "DZ07", models.GroupSecretary)},
		{"explanation-form", "shanzian", id("/explanations/new?code=TERM_OVERDUE&org_id=%d", "SELECT id FROM orgs WHERE code = ?", "B0702")},
		{"votes", "shanzian", "/votes?kind=election&entitled=28&present=24&yes=20"},
		{"filings", "shimuyun", "/filings?state=unfiled"},
		{"staffing", "xumuye", "/staffing"},
		{"units", "xumuye", "/units?form=unit"},
		{"elections", "shanzian", "/elections"},
		{"election-form", "shanzian", "/elections/new?kind=term"},
		{"health", "xumuye", id("/orgs/%d/health?form=extend", "SELECT id FROM orgs WHERE code = ?", "B0802")},
		{"rules", "mengshuqin", "/rules?form=rule&code=theme-day"},
		{"orgs", "mengshuqin", "/orgs"},
		{"org", "mengshuqin", id("/orgs/%d", "SELECT id FROM orgs WHERE code = ?", "B0702")},
		{"posts", "mengshuqin", "/posts"},
		{"post", "mengshuqin", id("/posts/%d", "SELECT p.id FROM posts p JOIN orgs o ON o.id = p.org_id WHERE o.code = ? AND p.office = ?", "B0701", models.BranchSecretary)},
		{"members", "mengshuqin", "/members"},
		{"member", "mengshuqin", id("/members/%d", "SELECT id FROM members WHERE name = ?", "温立新")},
		{"project-owned", "xumuye", p03},
		{"project-form", "xumuye", "/projects/new"},
		{"import", "xumuye", "/imports/projects"},
		{"findings", "xumuye", "/findings"},
		{"finding", "xumuye", "/findings/1"},
		{"finding-measures", "tongjianing", "/findings/3?form=measures"},
		{"feedbacks", "xumuye", "/feedbacks"},
		{"feedback-form", "xumuye", "/feedbacks/new"},
		{"finding-form", "xumuye", "/findings/new"},
		{"findings-chosen", "xumuye", "/findings/chosen?id=1&id=2"},
		{"cases", "xumuye", "/cases"},
		{"case", "xumuye", "/cases/1"},
		{"trainings", "xumuye", "/trainings"},
		{"training", "xumuye", "/trainings/1"},
		{"training-form", "xumuye", "/trainings/new"},
		{"hours", "xumuye", "/trainings/hours"},
		{"campaigns", "xumuye", "/campaigns"},
		{"campaign", "xumuye", "/campaigns/1"},
		{"campaign-unit", "xumuye", "/campaign-units/1"},
		{"missing", "xumuye", "/orgs/999999"},
		{"today-admin", "admin", "/"},
		{"users", "admin", "/users"},
		{"user", "admin", id("/users/%d", "SELECT id FROM users WHERE login = ?", "wenlixin")},
		{"roster", "admin", "/imports/roster"},
		{"user-guard", "guard", id("/users/%d", "SELECT id FROM users WHERE login = ?", "admin")},
		{"security", "guard", "/security"},
		{"audit", "auditor", "/audit"},
		{"jobs", "admin", "/jobs"},
		{"jobs-pause", "admin", "/jobs?form=pause&rule=milestone-due"},
		{"deliveries", "admin", "/deliveries"},
		{"channels", "admin", "/channels?form=channel&kind=dingtalk-robot"},
		{"channel", "admin", "/channels/1"},
	}
}

// TestLooks opens every page on a desk and on a phone, and the three main ones
// with large type and in dark colours.
func TestLooks(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	p := browser.Open(t, app)
	p.Visit("/login")
	checkPage(t, p, "login")
	who := ""
	for _, l := range looks(app) {
		if l.login != who {
			who = l.login
			p.SignIn(who)
		}
		p.Visit(l.path)
		checkPage(t, p, l.name)
		if l.name != "today-office" && l.name != "timetable" && l.name != "project" {
			continue
		}
		p.Dark(true)
		checkPage(t, p, l.name+"-dark")
		p.Dark(false)
		p.Click(`button[name="large"][value="true"]`)
		p.See(`html[data-type="large"]`)
		p.Visit(l.path)
		checkPage(t, p, l.name+"-large")
		p.Click(`button[name="large"][value="false"]`)
		p.See(`html:not([data-type="large"])`)
	}
}

// TestLooksInEnglish opens every page on a phone in English, whose words are longer.
func TestLooksInEnglish(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	p := browser.Open(t, app)
	who := ""
	for _, l := range looks(app) {
		if l.login != who {
			who = l.login
			readEnglish(t, app, who)
			p.SignIn(who)
		}
		p.Visit(l.path)
		checkAt(t, p, l.name+"-en", "390x844")
	}
}

func readEnglish(t *testing.T, app *testkit.App, login string) {
	testkit.Must(t, app.As(login, func(tx *models.Tx) error { return tx.SetReading(models.Reading{Language: new(language.English)}) }))
}
