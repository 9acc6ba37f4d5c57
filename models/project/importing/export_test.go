package importing_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/project/importing"
	"luoshi/testkit"
)

func itoa(id int64) string { return strconv.FormatInt(id, 10) }

// exported asks for the year's workbook and reads it back.
func exported(t testing.TB, c *testkit.Client) (data []byte, sheets []documents.Sheet) {
	t.Helper()
	data = c.Get("/projects/export?year=2022").Want(200).Body.Bytes()
	sheets, err := documents.ReadWorkbook("a.xlsx", bytes.NewReader(data))
	testkit.Must(t, err)
	return data, sheets
}

func TestExportIsTheOfficesList(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	page.Post(waiting(t, page, "office")+"/confirmation", nil).Want(303)
	data, sheets := exported(t, page)
	if got := strings.Join(sheets[0].Rows[2], " "); got != "序号 类别 项目名称 主要措施 时序进度 目标要求 责任单位 责任人 协同单位 完成时限 进展" {
		t.Errorf("A03: columns %s", got)
	}
	if got := strings.Join(sheets[1].Rows[2], " "); got != "序号 任务 措施 责任单位 责任人 完成时限 阶段目标 进展" {
		t.Errorf("A03: columns %s", got)
	}
	if got := strings.Join(sheets[0].Rows[5], "|"); got != "3|规范提升|支委会建设规范提升|1.逐一梳理支委会配备；\n2.补缺、换届；\n3.会议按月召开；\n4.书记培训。|"+
		"3月31日前摸清30个支部配备底数；\n6月30日前空缺补齐、到期换届；\n9月30日前按月召开率达到98%；\n11月30日前形成制度。|按月召开率≥98%，空缺60日内补齐|"+
		"市直机关工委|许牧野|各机关党委、党总支、各党支部|2022年11月30日|草拟，完成0%" {
		t.Errorf("row 3: %s", got)
	}
	at := upload(t, page, "2022", "a.xlsx", data).Want(303).Header().Get("Location")
	page.Get(at).Want(200).Says("2022年清单共14个项目，无变化14个。", "工作表“时间表”按阶段列出")
}

func TestImportingAgainShowsTheDifference(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	page.Post(waiting(t, page, "office")+"/confirmation", nil).Want(303)
	list := sheets(t, "office")
	list[0].Rows[5][9] = "2022年12月15日"                             // P03
	list[0].Rows[9][5] = "先进支部不少于10个，后进支部清零"                       // P07
	list[0].Rows[10][4] = "3月底前制定方案；7月底前中期评估；10月31日前全部建成。"         // P08
	list[0].Rows[11][2] = "\"我为企业跑一次\" 审批服务先锋岗"                    // P09, the same but for marks
	list[0].Rows[12][4] = "2月底前组建行动支部；8月15日前完成A、B、C地块；9月30日前验收总结。" // P10
	c.Seed(func(tx *models.Tx) error {                             // P08 has been approved since
		_, err := models.In[project.Project](tx).Where("code = 'P08'").Set(models.Assign("state", project.InProgress)).Update(tx.Ctx)
		return err
	})
	p := preview(t, c, importing.List{Year: 2022, Sheets: list})
	for i, want := range map[int]string{
		2: "changed 完成时限：2022-11-30 → 2022-12-15",
		6: "changed 目标要求：先进支部不少于9个，后进支部清零 → 先进支部不少于10个，后进支部清零",
		7: "differs 第2阶段：2022-06-30 中期评估 → 2022-07-31 中期评估",
		8: "same",
		9: "changed 时序进度：2022-02-28 组建行动支部；2022-04-30 完成A地块；2022-08-15 完成B、C地块；2022-09-30 验收总结 → " +
			"2022-02-28 组建行动支部；2022-08-15 完成A、B、C地块；2022-09-30 验收总结",
	} {
		got := string(p.Rows[i].Status)
		for _, change := range p.Rows[i].Changes {
			got += " " + change.String()
		}
		if got != want {
			t.Errorf("row %d: got %s, want %s", i+1, got, want)
		}
	}
	again := importing.List{Year: 2022, Sheets: list}
	testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error {
		_, err := again.Import(tx, importing.AsDrafts)
		return err
	}))
	p = preview(t, c, again)
	if n := p.Count(importing.Same); n != 13 || p.Rows[7].Status != importing.Differs {
		t.Errorf("after the second import: %s", p.Text())
	}
	if n := projects(t, c); n != 14 {
		t.Errorf("%d projects", n)
	}
}

func TestRareAndDangerousTexts(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	list := sheets(t, "office")
	list[0].Rows[3][2] = "S26 张𬭎、张𠮷与👍"
	list[0].Rows[4][2] = "=HYPERLINK(\"http://x\")"
	list[0].Rows[6][5] = "＋50家\n-1" // X18
	testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error {
		_, err := importing.List{Year: 2022, Sheets: list}.Import(tx, importing.AsDrafts)
		return err
	}))
	data, back := exported(t, page)
	if back[0].Rows[3][2] != "S26 张𬭎、张𠮷与👍" || back[0].Rows[4][2] != "=HYPERLINK(\"http://x\")" || len(back[0].Formulas) > 0 {
		t.Errorf("X18: got %q %q %q", back[0].Rows[3][2], back[0].Rows[4][2], back[0].Formulas)
	}
	at := upload(t, page, "2022", "a.xlsx", data).Want(303).Header().Get("Location")
	page.Get(at).Want(200).Says("无变化14个", "张𬭎、张𠮷与👍")
}
