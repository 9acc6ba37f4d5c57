package importing_test

import (
	"net/url"
	"testing"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/project/importing"
	"luoshi/testkit"
)

func TestAnIssuedListRunsAtOnce(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	page := c.Browser("mengshuqin")
	page.Post(waiting(t, page, "office")+"/confirmation", url.Values{"issued": {"true"}}).Want(303)
	c.Seed(func(tx *models.Tx) error {
		list, err := models.In[project.Project](tx).Preload("Milestones", nil).Order("code").Find(tx.Ctx)
		for _, p := range list {
			if p.State != project.InProgress || p.FirstDueOn != p.DueOn {
				t.Errorf("%s: %s, first due on %s", p.Code, p.State, p.FirstDueOn)
			}
			for _, m := range p.Milestones {
				if !m.Running || m.OwnerPostID != p.OwnerPostID || m.ReviewerPostID != p.ReviewerPostID || m.OwedOn != m.DueOn {
					t.Errorf("%s: %+v", p.Code, m)
				}
			}
		}
		log, more := models.In[models.Entry](tx).Where("verb = '按印发清单立项'").Find(tx.Ctx)
		if len(log) != 14 || log[0].ActorName != "孟书琴" {
			t.Errorf("audit: %+v", log)
		}
		if err == nil {
			err = more
		}
		return err
	})
	page.Get(waiting(t, page, "office")).Want(200).Says("无变化14个")
}

func TestAnIssuedListNeedsStages(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	list := sheets(t, "office")
	list[0].Rows[5][4] = "11月底前形成制度。"
	err := c.As("mengshuqin", func(tx *models.Tx) error {
		_, err := importing.List{Year: 2022, Sheets: list}.Import(tx, importing.Issued)
		return err
	})
	if models.KindOf(err) != models.Invalid || projects(t, c) != 0 {
		t.Fatalf("got %v, %d projects", err, projects(t, c))
	}
	const want = "第6行“支委会建设规范提升”：至少分为2个阶段，现有1个，请补充。没有导入任何项目。"
	if err.Error() != want {
		t.Errorf("got %s, want %s", err, want)
	}
	testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error {
		_, err := importing.List{Year: 2022, Sheets: list}.Import(tx, importing.AsDrafts)
		return err
	}))
}
