package calendar

import (
	"slices"
	"testing"
)

func TestItems(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", " \n", nil},
		{"one sentence", "印发创建实施方案。", []string{"印发创建实施方案"}},
		{"numbered lines", "1.印发方案；\n2.培育20家；\n3.观摩。", []string{"印发方案", "培育20家", "观摩"}},
		{"circled numbers on one line", "①印发方案②培育20家", []string{"印发方案", "培育20家"}},
		{"numbers without a break", "1.印发方案2.投入2.5万元3.观摩", []string{"印发方案", "投入2.5万元", "观摩"}},
		{"semicolons", "申报；指导；展评", []string{"申报", "指导", "展评"}},
		{"a number that counts", "3.24小时值守", []string{"24小时值守"}},
		{"bullets", "• 走访\n• 回访", []string{"走访", "回访"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := Items(row.text); !slices.Equal(got, row.want) {
				t.Errorf("%q: got %q, want %q", row.text, got, row.want)
			}
		})
	}
}
