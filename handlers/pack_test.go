package handlers_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// TestA50PackHoldsWhatAnInspectionAsksFor records, plans and asks in June, and reads
// the quarter as a program, on the page and in the workbook.
func TestA50PackHoldsWhatAnInspectionAsksFor(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.At("2022-06-20 09:00")
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		held := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-06", StartsAt: "15:00", Place: "三楼", Topic: "严明纪律", Host: "童佳宁", Content: "观看警示片", Decisions: "公开窗口服务承诺", NextStep: "无"}
		if err := held.Record(tx, []orglife.Absence{{MemberID: c.Member("林远"), Reason: "病假"}}); err != nil {
			return err
		}
		if _, err := orglife.CreatePlan(tx, c.Org("B1001"), 2022, false); err != nil {
			return err
		}
		coming := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-24", StartsAt: "15:00", Place: "三楼", Topic: "防汛"}
		if err := coming.Plan(tx); err != nil {
			return err
		}
		return coming.AskChange(tx, &orglife.Petition{New: orglife.Setting{On: "2022-06-28"}, ReasonCode: orglife.EmergencyReason, Reason: "防汛值守"})
	}))
	var pack struct {
		Tables []struct {
			Name string
			Rows [][]string
		}
	}
	at := fmt.Sprintf("?period=2022-Q2&org=%d", c.Org("B1001"))
	c.Program("tongjianing").Get("/activities/pack" + at).Want(200).Into(&pack)
	for i, tt := range []struct {
		name string
		rows int
		want string // in the first row
	}{
		{"开展情况", 1, "90%（10/11）"},
		{"年度计划", 3, "编制中"},
		{"变更申请", 1, "防汛值守"},
		{"活动记录", 1, "严明纪律"},
		{"议定事项落实", 1, "公开窗口服务承诺"},
	} {
		t.Run(tt.name+" is in the pack", func(t *testing.T) {
			got := pack.Tables[i]
			if got.Name != tt.name || len(got.Rows) != tt.rows || !slices.ContainsFunc(got.Rows[0], func(cell string) bool { return strings.Contains(cell, tt.want) }) {
				t.Errorf("got %+v", got)
			}
		})
	}
	c.Browser("mengshuqin").Get("/activities/pack"+at).Want(200).Says("公开窗口服务承诺", "防汛值守", "导出 Excel")
	c.Browser("shanzian").Get("/activities/pack" + at).Want(404)
	c.Browser("admin").Get("/activities/pack").Want(403)
	var queries [2]int
	for i, org := range []string{"B1001", "GW"} {
		path := fmt.Sprintf("/activities/pack?period=2022-Q2&org=%d", c.Org(org))
		queries[i] = len(c.Queries(func() { c.Browser("mengshuqin").Get(path).Want(200) }))
	}
	if queries[0] != queries[1] {
		t.Errorf("%d queries for one branch, %d for the whole city", queries[0], queries[1])
	}
	sheets, err := documents.ReadWorkbook("pack.xlsx", bytes.NewReader(c.Browser("mengshuqin").Get("/activities/pack/export"+at).Want(200).Body.Bytes()))
	if err != nil || len(sheets) != 5 || sheets[3].Name != "活动记录" {
		t.Errorf("workbook: %v, %d sheets", err, len(sheets))
	}
}
