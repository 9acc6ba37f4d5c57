package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/testkit"
)

func TestHelp(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"", "serve", "demo", "migrate", "import", "import projects", "import roster", "import calendar",
		"export", "export projects", "user", "user create", "user password", "user factor", "token", "token create", "tick", "audit", "audit verify",
		"backup", "restore", "doctor"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			said, err := answers(t, append(strings.Fields(command), "--help")...)
			if err != nil || !strings.Contains(said, "Usage: luoshi "+command) || !strings.Contains(said, "--db") {
				t.Errorf("%v\n%s", err, said)
			}
		})
	}
}

func TestWrongCommandLines(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "luoshi.db")
	for line, want := range map[string]string{
		"":                                  "expected one of",
		"sevre":                             "unexpected argument sevre",
		"serve --prot 80":                   "unknown flag --prot",
		"serve --log-level loud":            "log-level",
		"serve --zone Mars/Olympus":         "--zone",
		"serve --db mysql://nonsense":       "mysql dsn",
		"tick --at yesterday":               "--at",
		"import projects nowhere.xlsx":      "nowhere.xlsx",
		"import roster nowhere.xlsx":        "nowhere.xlsx",
		"export projects":                   "--year",
		"user create":                       "<login>",
		"user password nobody":              "there is no account",
		"user factor nobody":                "there is no account",
		"token create nobody program":       "there is no account",
		"export projects out.xlsx --year x": "--year",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			args := strings.Fields(line)
			if !strings.Contains(line, "--db") {
				args = append(args, "--db", file)
			}
			if _, err := answers(t, args...); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
		})
	}
}

// through goes through command lines, each of which has to say something.
func through(t *testing.T, dsn string, steps [][2]string) {
	t.Helper()
	for _, step := range steps {
		said, err := answers(t, append(strings.Fields(step[0]), "--db", dsn)...)
		if err != nil || !strings.Contains(said, step[1]) {
			t.Fatalf("%s: %v\n%s", step[0], err, said)
		}
	}
}

// TestUseIt goes the way README.md shows, from nothing to the office's own list on paper.
func TestUseIt(t *testing.T) {
	t.Parallel()
	const roster, list = "../../demo/organisation-roster-2022.xlsx", "../../demo/annual-project-list-2022.xlsx"
	for _, place := range []struct{ name, dsn string }{
		{"a file", filepath.Join(t.TempDir(), "luoshi.db")},
		{"MariaDB", testkit.Database(t)},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			days, book := filepath.Join(t.TempDir(), "2027.csv"), filepath.Join(t.TempDir(), "out.xlsx")
			testkit.Must(t, os.WriteFile(days, []byte("2027-01-01,放假,元旦\n2027-01-02,上班,调休\n"), 0o600))
			through(t, place.dsn, [][2]string{
				{"migrate", "schema"},
				{"user create admin --admin system", "admin "},
				{"user password admin", "admin "},
				{"import roster " + roster, "党支部"},
				{"import calendar " + days + " --year 2027", "2027年工作日历已更新，共2天"},
				{"import projects " + list + " --year 2022", "没有写入任何内容"},
			})
			if _, err := answers(t, "import", "projects", list, "--year", "2022", "--yes", "--db", place.dsn); err == nil || !strings.Contains(err.Error(), "没有导入任何项目") {
				t.Fatalf("a list that names people without a post was taken: %v", err)
			}
			if _, err := answers(t, "user", "create", "x", "--name", "某某", "--org", "XX", "--office", "staff", "--db", place.dsn); err == nil || !strings.Contains(err.Error(), "没有代码为XX的组织") {
				t.Fatalf("an office nowhere: %v", err)
			}
			through(t, place.dsn, [][2]string{
				{"user create xumuye --name 许牧野 --org GW --office work_officer", "xumuye "},
				{"user create mengshuqin --name 孟书琴 --org GW --office deputy_secretary", "mengshuqin "},
				{"user create zhouyanqing --name 周砚清 --org GW --office committee_secretary", "zhouyanqing "},
				{"import projects " + list + " --year 2022 --yes", "已导入："},
				{"export projects " + book + " --year 2022", "已写入"},
				{"token create admin 备份 --days 7", ""},
				{"tick --at 2022-06-15T08:30:00+08:00", ""},
				{"tick --at 2022-06-16T08:30:00+08:00", ""},
			})
			f, err := os.Open(book)
			testkit.Must(t, err)
			defer f.Close()
			sheets, err := documents.ReadWorkbook("out.xlsx", f)
			testkit.Must(t, err)
			if len(sheets) == 0 || len(sheets[0].Rows) < 14 {
				t.Errorf("the exported workbook has %d sheets", len(sheets))
			}
		})
	}
}
