package models_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/testkit"
)

var update = flag.Bool("update", false, "rewrite the printed permissions")

func TestMain(m *testing.M) { testkit.Main(m) }

// printed is every permission as the customer reads it.
func printed() string {
	var b strings.Builder
	b.WriteString("# 权限表\n\nv 查看，e 填报，a 审批，x 导出；填报、审批、导出都含查看。C 全市，T 所任职组织及其下级（党组为其指导的组织），F 本人分管的组织及其下级（分管负责同志未设分管范围的为全部门），S 本人，– 无。\n\n| 对象 |")
	for _, r := range models.Roles {
		b.WriteString(" " + r.String() + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(models.Roles)) + "\n")
	for _, o := range models.Objects {
		b.WriteString("| " + string(o) + " |")
		for _, r := range models.Roles {
			cell := models.Cell(o, r)
			if cell == "" {
				cell = "–"
			}
			b.WriteString(" " + cell + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n# 职务与角色\n\n| 组织类别 | 职务 | 角色 |\n|---|---|---|\n")
	for _, kind := range []models.OrgKind{models.CityCommittee, models.Department, models.WorkCommittee, models.Section, models.LeadingGroup,
		models.OrganCommittee, models.GeneralBranch, models.Branch, models.JointBranch, models.PartyGroup} {
		for _, office := range models.OfficesOf[kind] {
			b.WriteString("| " + models.OrgKindNames[kind] + " | " + models.OfficeNames[office] + " | " + models.RoleOf(office, kind).String() + " |\n")
		}
	}
	return b.String()
}

func TestPermissionsAreAsPrinted(t *testing.T) {
	t.Parallel()
	const file = "testdata/permissions.md"
	if *update {
		testkit.Must(t, os.WriteFile(file, []byte(printed()), 0o644))
	}
	want, err := os.ReadFile(file)
	testkit.Must(t, err)
	if string(want) != printed() {
		t.Errorf("the permissions differ from %s: read them, then run go test ./models -update", file)
	}
}

// D.3 row by row where a mistake would hurt most.
func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for _, c := range []struct {
		login  string
		verb   models.Verb
		object models.Object
		code   string
		want   bool
	}{
		{"mengshuqin", models.Enter, models.Orgs, "B0702", true},
		{"shimuyun", models.Enter, models.Orgs, "B0702", true},
		{"shimuyun", models.Enter, models.Orgs, "D07", true},
		{"shimuyun", models.Enter, models.Orgs, "D02", false},
		{"shimuyun", models.View, models.Orgs, "DZ07", false},
		{"wenlixin", models.View, models.Members, "B0702", true}, // guides it
		{"wenlixin", models.Enter, models.Members, "B0702", false},
		{"wenlixin", models.Enter, models.Members, "B0701", true}, // is its secretary
		{"hanzhiyuan", models.View, models.Members, "B0702", false},
		{"luchengyue", models.Export, models.Members, "B0702", true},
		{"tongjianing", models.Enter, models.Orgs, "B1001", false},
		{"yanchuxia", models.View, models.Members, "B1001", true},
		{"yanchuxia", models.Enter, models.Members, "B1001", false},
		{"linyuan", models.View, models.Orgs, "B1001", false},
		{"linyuan", models.View, models.Members, "B1001", false},
		{"linyuan", models.View, models.Projects, "B1001", false},
		{"admin", models.View, models.Orgs, "B1001", false},
		{"admin", models.View, models.Members, "B1001", false},
		{"admin", models.Enter, models.Accounts, "B1001", true},
		{"mengshuqin", models.Enter, models.Accounts, "B1001", false},
	} {
		testkit.Must(t, app.As(c.login, func(tx *models.Tx) error {
			if got := tx.Can(c.verb, c.object, app.Org(c.code)); got != c.want {
				t.Errorf("%s %c %s of %s: %v, want %v", c.login, c.verb, c.object, c.code, got, c.want)
			}
			return nil
		}))
	}
}

func TestAnOfficeStandsOnlyWhereItBelongs(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	err := app.As("shimuyun", func(tx *models.Tx) error {
		return tx.CreatePost(&models.Post{OrgID: app.Org("D07"), Office: models.WorkOfficer})
	})
	if models.KindOf(err) != models.Invalid {
		t.Errorf("a general branch makes itself an officer of the work committee: %v", err)
	}
	testkit.Must(t, app.As("shimuyun", func(tx *models.Tx) error {
		return tx.CreatePost(&models.Post{OrgID: app.Org("D07"), Office: models.Staff})
	}))
}

func TestAppointments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, actor, member string
		start               string
		kind                models.Kind // 0 for done
	}{
		{"in one step, the predecessor leaving the day before", "mengshuqin", "温立新", "2022-06-15", 0},
		{"never before the present one began", "mengshuqin", "温立新", "2020-12-31", models.Conflict},
		{"never of the one who holds it", "mengshuqin", "单梓安", "2022-06-15", models.Conflict},
		{"never of oneself", "shimuyun", "施慕云", "2022-06-15", models.Forbidden},
		{"never of somebody one does not see", "shimuyun", "林远", "2022-06-15", models.Invalid},
		{"never by one without the right", "shanzian", "温立新", "2022-06-15", models.Forbidden},
		{"never on a day that is none", "mengshuqin", "温立新", "2022-06-31", models.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewCity(t)
			var now []models.Tenure
			err := app.As(c.actor, func(tx *models.Tx) error {
				p, err := tx.Post(app.Post("B0702", "书记"))
				if err != nil {
					return err
				}
				if err := p.Appoint(tx, &models.Tenure{MemberID: app.Member(c.member), StartOn: calendar.Date(c.start)}); err != nil {
					return err
				}
				now, err = p.Tenures(tx)
				return err
			})
			if models.KindOf(err) != c.kind || c.kind == 0 && err != nil {
				t.Fatalf("got %v", err)
			}
			if c.kind == 0 && (len(now) != 2 || now[0].EndOn != "" || now[1].EndOn != "2022-06-14") {
				t.Errorf("tenures: %+v", now)
			}
		})
	}
}

func TestTwoAppointAtOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	errs := make(chan error, 8)
	for i := range cap(errs) {
		name := []string{"温立新", "施慕云"}[i%2]
		go func() {
			errs <- app.As("mengshuqin", func(tx *models.Tx) error {
				p, err := tx.Post(app.Post("B0702", "书记"))
				if err != nil {
					return err
				}
				return p.Appoint(tx, &models.Tenure{MemberID: app.Member(name), StartOn: "2022-06-15"})
			})
		}()
	}
	done := 0
	for range cap(errs) {
		switch err := <-errs; {
		case err == nil:
			done++
		case models.KindOf(err) != models.Conflict:
			t.Error(err)
		}
	}
	if done != 1 {
		t.Errorf("%d successors were appointed to one post", done)
	}
}
