package luoshi_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the architecture: what each folder may use besides the standard
// library. Whoever changes it changes the design.
var mayImport = map[string][]string{
	"calendar":                 {"golang.org/x/text/…"},
	"channels":                 {"github.com/wneessen/go-mail"},
	"documents":                {"github.com/xuri/excelize/v2", "golang.org/x/text/…"},
	"docs":                     {},
	"language":                 {"golang.org/x/text/…"},
	"papers":                   {"documents", "models", "models/bulletin", "models/project"},
	"views":                    {"github.com/yuin/goldmark/…", "github.com/yuin/goldmark", "github.com/microcosm-cc/bluemonday"},
	"models":                   {"calendar", "gorm.io/…", "modernc.org/sqlite", "github.com/go-sql-driver/mysql", "github.com/pressly/goose/v3", "github.com/alexedwards/argon2id", "github.com/mozillazg/go-pinyin"},
	"models/notice":            {"calendar", "models", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/project":           {"calendar", "models", "models/notice", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/project/importing": {"calendar", "models", "models/project"},
	"files":                    {"calendar", "golang.org/x/text/…"},
	"models/discussion":        {"calendar", "models", "models/notice", "models/project", "models/orglife", "gorm.io/gorm/…"},
	"models/library":           {"calendar", "models", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/orglife":           {"calendar", "models", "models/notice", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/campaign":          {"calendar", "models", "models/project", "models/orglife", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/community":         {"calendar", "models", "models/orglife", "gorm.io/gorm/…"},
	"models/archive":           {"files", "models"},
	"models/learning":          {"calendar", "models"},
	"models/feed":              {"calendar", "models", "models/project", "models/orglife"},
	"models/structure":         {"calendar", "models", "models/notice", "gorm.io/gorm/…"},
	"models/supervision":       {"calendar", "models", "models/notice", "models/project", "models/orglife", "models/structure", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/inspection":        {"calendar", "models", "models/notice", "models/project", "models/orglife", "models/structure", "models/supervision", "gorm.io/gorm/…", "gorm.io/gorm"},
	"models/burden":            {"calendar", "models", "models/notice", "models/orglife"},
	"models/responsibility":    {"calendar", "models", "models/orglife"},
	"models/bulletin":          {"calendar", "models", "models/notice", "models/project", "models/orglife", "models/supervision", "gorm.io/gorm/…", "gorm.io/gorm"},
	"scheduler":                {"calendar", "channels", "models", "models/bulletin", "models/notice", "models/project", "models/orglife", "models/structure", "models/supervision", "models/inspection", "github.com/robfig/cron/v3", "files", "models/discussion", "github.com/prometheus/client_golang/…"},
	"handlers":                 {"calendar", "docs", "documents", "papers", "models", "models/bulletin", "models/burden", "models/campaign", "models/community", "models/feed", "models/learning", "models/library", "models/notice", "models/project", "models/project/importing", "models/orglife", "models/structure", "models/supervision", "models/inspection", "models/responsibility", "views", "github.com/gin-gonic/gin/…", "github.com/gin-gonic/gin", "github.com/gin-contrib/gzip", "github.com/go-playground/validator/v10", "files", "models/discussion"},
	"demo":                     {"calendar", "documents", "models", "models/campaign", "models/learning", "models/library", "models/notice", "models/project", "models/project/importing", "models/orglife", "models/structure", "models/supervision", "scheduler", "files", "models/discussion"},
	"testkit":                  {"calendar", "golang.org/x/net/html", "channels", "demo", "handlers", "models", "scheduler", "views", "github.com/go-sql-driver/mysql", "files"},
	"testkit/browser":          {"testkit", "github.com/chromedp/…"},
	"testkit/office":           {},
	"testkit/platforms":        {},
	"testkit/smtp":             {"github.com/emersion/go-smtp", "github.com/emersion/go-sasl"},
	"testkit/workbooks":        {"github.com/xuri/excelize/v2"},
	"cmd/bench":                {"calendar", "demo", "models", "models/notice", "models/orglife", "models/project", "models/structure", "scheduler", "github.com/go-sql-driver/mysql"},
	"cmd/bench/ceiling":        {"github.com/go-sql-driver/mysql", "modernc.org/sqlite"},
	"cmd/luoshi":               {"models/archive", "models/discussion", "calendar", "channels", "demo", "documents", "files", "handlers", "models", "models/project", "models/project/importing", "models/notice", "models/orglife", "scheduler", "views", "github.com/alecthomas/kong"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		folder := strings.TrimPrefix(fields[0], "luoshi/")
		allowed, listed := mayImport[folder]
		if !listed && len(fields) > 1 {
			t.Errorf("%s is not in the architecture", folder)
		}
		for _, path := range fields[1:] {
			path, own := strings.CutPrefix(path, "luoshi/")
			if own && path == "language" { // words are everyone's
				continue
			}
			if (own || strings.Contains(path, ".")) && !slices.ContainsFunc(allowed, func(a string) bool {
				prefix, wild := strings.CutSuffix(a, "/…")
				return path == prefix || wild && strings.HasPrefix(path, prefix+"/")
			}) {
				t.Errorf("%s may not import %s", folder, path)
			}
		}
	}
}

// TestClock keeps the time in one place: cmd hands time.Now to models.Open, and
// everything else asks its Tx.
func TestClock(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" ||
			strings.HasPrefix(path, "cmd/") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, asks := range []string{"time.Now()", "time.Since(", "time.Until("} {
			if strings.Contains(string(source), asks) {
				t.Errorf("%s calls %s", path, asks)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
