package luoshi_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"luoshi/calendar"
	"luoshi/language"
)

// spoken are the folders whose words people read: each Chinese string in them
// has its English in language/english.
var spoken = []string{"models", "scheduler", "channels", "calendar", "files", "handlers"}

// unspoken are the files whose Chinese is looked for in what people wrote, or is that
// of public documents.
var unspoken = map[string]bool{
	"calendar/words.go": true, "calendar/deadline_dates.go": true, "calendar/deadline_period.go": true,
	"models/project/importing/headings.go": true, "models/project/importing/units.go": true, "models/project/vague.go": true, "models/orglife/upload_sheet.go": true, "models/orglife/upload_text.go": true,
	"models/bulletin/facts.go": true, "models/bulletin/text.go": true, "models/bulletin/letter_text.go": true,
}

// pieces are what is looked for, or put together to a whole that has its English,
// beside words that are said.
var pieces = []string{"%d月%d%s", "每月%d日", "每月第", "个星期", "每月最后一个星期", "完成全部组织落实推进开展进行",
	"{\"working_day\":5,\"issuer\":\"\",\"series\":\"直工\",\"letters\":\"直工督\"}", "突破", "优质服务", "品牌", "整改", "科", "室", "处", "办", "部", "中心"}

// printed are words of workbooks and their names, which stay Chinese.
var printed = []string{"制表单位：", "制表单位：%s　%s　电话已遮挡", "%s于%s导出，共%d条", "%d年度党建重点项目清单.xlsx", "党建项目调度表", "党建项目调度表.xlsx",
	"上季完成%", "本季完成%", "时间%", "逾期工作日"}

func TestEveryWordHasItsEnglish(t *testing.T) {
	t.Parallel()
	for _, folder := range spoken {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || unspoken[path] {
				return err
			}
			files := token.NewFileSet()
			source, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			for _, w := range wordsOf(source) {
				if !language.Known(w.text) && !slices.Contains(pieces, w.text) && !slices.Contains(printed, w.text) {
					t.Errorf("%s: no English for %q", files.Position(w.at), w.text)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryFixedDayHasItsEnglish(t *testing.T) {
	t.Parallel()
	known := func(written string) {
		day, err := calendar.ParseFixedDay(written)
		if err != nil || !language.Known(day.String()) {
			t.Errorf("%s: no English for %q, %v", written, day, err)
		}
	}
	known("每月最后一天")
	for day := range 31 {
		known(fmt.Sprintf("每月%d日", day+1))
	}
	for _, week := range []string{"第一", "第二", "第三", "第四", "最后一"} {
		for _, day := range []string{"一", "二", "三", "四", "五", "六", "日"} {
			known("每月" + week + "个星期" + day)
		}
	}
}

type word struct {
	text string
	at   token.Pos
}

// wordsOf lists the Chinese strings of a file that are said rather than looked for.
func wordsOf(source *ast.File) (list []word) {
	var path []ast.Node
	ast.Inspect(source, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		if lookedFor(n) {
			return false
		}
		e, ok := n.(ast.Expr)
		if ok && constant(e) {
			text := value(e)
			if len(path) > 0 {
				if field, ok := path[len(path)-1].(*ast.Field); ok && field.Tag == n {
					text = reflect.StructTag(text).Get("label")
				}
			}
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				list = append(list, word{text, e.Pos()})
			}
			return false
		}
		path = append(path, n)
		return true
	})
	return list
}

// lookedFor reports whether what is below a node is compared with what people typed.
func lookedFor(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return n.Op == token.EQL || n.Op == token.NEQ
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		of, ok := f.X.(*ast.Ident)
		return ok && slices.Contains([]string{"strings", "regexp", "slices"}, of.Name)
	}
	return false
}

// constant reports whether an expression is a string written out, in one piece or several.
func constant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return e.Op == token.ADD && constant(e.X) && constant(e.Y)
	}
	return false
}

func value(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err != nil {
			panic(err)
		}
		return text
	case *ast.BinaryExpr:
		return value(e.X) + value(e.Y)
	}
	return ""
}
