package e2e

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luoshi/language"
	"luoshi/models"
	"luoshi/testkit"
)

// TestEnglishPagesSayNothingOfOursInChinese reads every page as somebody who
// reads English: what Chinese is left on it was typed by somebody.
func TestEnglishPagesSayNothingOfOursInChinese(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	typed := typedText(t, app)
	var b *testkit.Client
	who := ""
	for _, l := range looks(app) {
		if l.login != who {
			who, b = l.login, app.Browser(l.login)
			readEnglish(t, app, who)
		}
		page := b.Get(l.path).Body.String()
		if !strings.Contains(page, `<html lang="en"`) {
			t.Fatalf("%s is not in English: %s", l.name, page)
		}
		for _, text := range textsOf(page) {
			if typed.whole[text] {
				continue
			}
			if language.Known(text) {
				t.Errorf("%s says %q, for which there is English", l.name, text)
				continue
			}
			for _, run := range han.FindAllString(text, -1) {
				if !strings.Contains(typed.all, run) {
					t.Errorf("%s says %q in %q, which nobody typed", l.name, run, text)
				}
			}
		}
	}
}

var (
	han    = regexp.MustCompile(`\p{Han}+`)
	hidden = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<!--.*?-->|<article [^>]*lang="zh-CN".*?</article>|<textarea [^>]*lang="zh-CN".*?</textarea>|<button [^>]*lang="zh-CN".*?</button>`)
	tag    = regexp.MustCompile(`<[^>]*>`)
	spoken = regexp.MustCompile(`\s(?:title|alt|placeholder|aria-label|data-h|data-confirm|hx-confirm)="([^"]*)"`)
)

// textsOf are the texts of a page that have Chinese in them: between tags, and in
// the attributes that are read out or shown.
func textsOf(page string) (list []string) {
	page = hidden.ReplaceAllString(page, "")
	add := func(text string) {
		if text = strings.TrimSpace(html.UnescapeString(text)); han.MatchString(text) {
			list = append(list, text)
		}
	}
	for _, attribute := range spoken.FindAllStringSubmatch(page, -1) {
		add(attribute[1])
	}
	for _, text := range tag.Split(page, -1) {
		add(text)
	}
	return list
}

// typedTexts are the texts that stand in the database, whole and all together,
// with the Chinese that the English itself cites.
type typedTexts struct {
	whole map[string]bool
	all   string
}

// ours are the tables in which we write words of ours.
var ours = map[string]bool{"audit": true, "job_runs": true, "rules": true, "notices": true, "reports": true, "quarter_snapshots": true}

func typedText(t *testing.T, app *testkit.App) typedTexts {
	typed := typedTexts{whole: map[string]bool{}}
	var all strings.Builder
	note := func(text string) {
		typed.whole[text] = true
		all.WriteString(text + "\n")
	}
	app.Seed(func(tx *models.Tx) error {
		tables := `SELECT name FROM sqlite_master WHERE type = 'table'`
		if testkit.OnMySQL() {
			tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()`
		}
		var names []string
		if err := tx.Raw(&names, tables); err != nil {
			return err
		}
		for _, name := range names {
			var rows []map[string]any
			if ours[name] {
				continue
			}
			if err := tx.Raw(&rows, "SELECT * FROM "+name); err != nil {
				return err
			}
			for _, row := range rows {
				for _, value := range row {
					if text := fmt.Sprintf("%s", value); han.MatchString(text) && !strings.HasPrefix(text, `["`) {
						note(strings.ReplaceAll(text, "\n", "")) // titles are broken by hand
						note(text)
					}
				}
			}
		}
		return nil
	})
	for _, text := range []string{app.Server.City, app.Server.Owner,
		"直工督", "澜直工督", // what numbers of documents begin with
		"同意立项。",                                // said by whoever approves in the demonstration
		"年度党建重点项目清单", "年度党建项目台账", "年度党建项目推进情况", // names of papers, which stay Chinese
	} {
		note(text)
	}
	for _, said := range catalogue(t) {
		note(said)
	}
	typed.all = all.String()
	return typed
}

// catalogue is all English there is.
func catalogue(t *testing.T) (said []string) {
	files, err := filepath.Glob("../language/english/*.json")
	testkit.Must(t, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		testkit.Must(t, err)
		entries := map[string]string{}
		testkit.Must(t, json.Unmarshal(text, &entries))
		for _, english := range entries {
			said = append(said, english)
		}
	}
	return said
}
