package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/testkit"
)

// TestStaffingTables are A26 and A69: what is required beside what there is, who is
// alone and who is shared.
func TestStaffingTables(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Tenure](tx).Where("post_id = ?", app.Post("D07", "专职副书记")).Update(tx.Ctx, "full_time", false)
		return err
	})
	officer := app.Program("xumuye")
	for _, code := range []string{"B0701", "B0702"} { // one person, full time in both
		officer.Call("POST", "/posts", object{"org_id": app.Org(code), "office": "staff"}).Want(201)
	}
	app.Seed(func(tx *models.Tx) error {
		posts, err := models.In[models.Post](tx).Where("office = ? AND org_id IN ?", models.Staff, []int64{app.Org("B0701"), app.Org("B0702")}).Order("id DESC").Find(tx.Ctx)
		for _, p := range posts {
			if err == nil && !strings.Contains(p.Name, "副") {
				err = models.In[models.Tenure](tx).Create(tx.Ctx, &models.Tenure{PostID: p.ID, MemberID: app.Member("单梓安"), FullTime: true, StartOn: "2022-01-04", FiledOn: "2022-01-05"})
			}
		}
		return err
	})
	var list struct {
		Items []struct {
			OrgCode                    string `json:"org_code"`
			Gap, Staff, Deputies       int
			Alone                      bool
			Shared                     []string
			Seats                      int
			PartTime                   int `json:"part_time"`
			Verdict                    string
			SeatsMin                   int `json:"seats_min"`
			DeputiesNeeded, StaffNeeds int
		}
	}
	officer.Get("/staffing").Want(200).Into(&list)
	seen := map[string]int{}
	for i, one := range list.Items {
		seen[one.OrgCode] = i
	}
	if d07 := list.Items[seen["D07"]]; d07.Gap != 1 || d07.Deputies != 0 || d07.PartTime != 1 || d07.SeatsMin != 5 {
		t.Errorf("a general branch with a part-time deputy: %+v", d07)
	}
	if b := list.Items[seen["B0702"]]; b.Gap != 0 || len(b.Shared) != 1 || b.Shared[0] != "单梓安" {
		t.Errorf("a branch that shares its staff: %+v", b)
	}
	if b := list.Items[seen["B1101"]]; b.Verdict != "可不设" && b.Verdict != "应设未设" {
		t.Errorf("a branch without a committee: %+v", b)
	}
	var own struct {
		Items []struct {
			OrgCode string `json:"org_code"`
		}
	}
	app.Program("tongjianing").Get("/staffing").Want(200).Into(&own)
	if len(own.Items) != 1 || own.Items[0].OrgCode != "B1001" {
		t.Errorf("a branch sees %v", own.Items)
	}
	file := officer.Get("/staffing?format=xlsx").Want(200)
	sheets, err := documents.ReadWorkbook("表.xlsx", bytes.NewReader(file.Body.Bytes()))
	testkit.Must(t, err)
	if len(sheets) != 2 || sheets[1].Rows[0][0] != "委员会配备情况分析表" || len(sheets[0].Rows) != len(list.Items)+3 {
		t.Errorf("the workbook has %d sheets", len(sheets))
	}
	app.Browser("xumuye").Get("/staffing").Want(200).Says("党务力量配备情况表", "单梓安与其他组织共用", "缺1名")
}
