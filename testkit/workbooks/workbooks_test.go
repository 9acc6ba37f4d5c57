package workbooks_test

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/testkit/workbooks"
)

func TestListsAreWhatTheirNamesSay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		variant         string
		sheet, row, col int
		want            string
	}{
		{"office", 0, 4, 3, "模范机关创建"},
		{"office", 0, 17, 10, "2022年7月15日"},
		{"reordered", 0, 3, 3, "任务名称"},
		{"reordered", 0, 14, 4, "市税务局"},
		{"unit-and-person", 0, 12, 7, "市行政审批服务局 童佳宁"},
		{"unit-and-person", 0, 14, 7, "市税务局（顾启明）"},
		{"merged-categories", 0, 5, 2, "重点工作"},
		{"merged-categories", 0, 7, 2, "规范提升"},
		{"circled", 0, 17, 1, "⑭"},
		{"circled", 0, 4, 4, "①印发创建实施方案；\n②培育创建单位20家；\n③组织半年现场观摩；\n④年底考评、命名。"},
		{"two-sheets", 0, 1, 1, "填表说明"},
		{"two-sheets", 2, 4, 1, "9"},
		{"total-row", 0, 18, 1, "合计"},
		{"total-row", 0, 20, 1, "备注：1.各单位可根据实际细化措施。"},
		{"excel-dates", 0, 4, 10, "2022-12-20"},
		{"excel-dates", 0, 6, 10, "2022-11-30"},
		{"excel-dates", 0, 8, 10, "2022-11-30"},
		{"headers-two-rows", 0, 3, 7, "责任分工"},
		{"headers-two-rows", 0, 4, 8, "责任人"},
		{"headers-two-rows", 0, 4, 1, "序号"},
		{"headers-two-rows", 0, 5, 3, "模范机关创建"},
		{"unknown-unit", 0, 14, 7, "市海洋发展局"},
		{"impossible-date", 0, 13, 5, "2月30日前组建行动支部；4月底前完成A地块；8月15日前完成B、C地块；9月30日前验收总结。"},
		{"stage-after-project", 0, 12, 5, "3月底前12个先锋岗全部挂牌；6月底前帮办600件；9月底前帮办900件；12月31日前帮办1200件。"},
		{"missing-person", 0, 15, 8, ""},
		{"duplicate-names", 0, 17, 3, "发展党员工作规范化"},
		{"duplicate-names", 0, 8, 3, "发展党员工作规范化"},
	} {
		s := read(t, c.variant)[c.sheet]
		got := ""
		if row := s.Rows[c.row-1]; len(row) >= c.col {
			got = row[c.col-1]
		}
		if got != c.want {
			t.Errorf("%s, sheet %s, row %d, column %d: got %q, want %q", c.variant, s.Name, c.row, c.col, got, c.want)
		}
	}
}

func TestOfficeIsTheRealList(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../documents/testdata/annual-project-list-2022.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	real, err := documents.ReadWorkbook(file.Name(), file)
	if err != nil {
		t.Fatal(err)
	}
	if list := read(t, "office"); !reflect.DeepEqual(list, real) {
		t.Errorf("got %q, want %q", list, real)
	}
}

func TestOnlyOneListCalculates(t *testing.T) {
	t.Parallel()
	for _, variant := range workbooks.Variants() {
		var want []string
		if variant == "formula" {
			want = []string{"J8"}
		}
		for _, s := range read(t, variant) {
			if !slices.Equal(s.Formulas, want) {
				t.Errorf("%s: formulas in %s", variant, strings.Join(s.Formulas, ", "))
			}
		}
	}
}

func read(t *testing.T, variant string) []documents.Sheet {
	t.Helper()
	sheets, err := documents.ReadWorkbook(variant+".xlsx", bytes.NewReader(workbooks.List(variant)))
	if err != nil {
		t.Fatalf("%s: %v", variant, err)
	}
	return sheets
}
