package importing_test

import (
	"bytes"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project/importing"
	"luoshi/testkit"
	"luoshi/testkit/workbooks"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// newCity is the test city with the departments and people that the yearly list
// names and the small city does not have.
func newCity(t *testing.T) *testkit.City {
	t.Helper()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		top, err := tx.OrgByCode("GW")
		if err != nil {
			return err
		}
		city, err := tx.OrgByCode("SW")
		if err != nil {
			return err
		}
		for _, d := range []struct {
			code, unit, secretary string
			kind                  models.OrgKind
			name                  string
		}{
			{"01", "市委办公室", "沈维岳", models.GeneralBranch, "市委办公室党总支"},
			{"04", "市税务局", "顾启明", models.OrganCommittee, "市税务局机关党委"},
			{"05", "市供电公司", "项国栋", models.OrganCommittee, "市供电公司党委"},
			{"06", "市自然资源和规划局", "柯远山", models.GeneralBranch, "市自然资源和规划局党总支"},
			{"13", "市档案馆、市史志研究中心", "戚文澜", models.JointBranch, "市档案馆、市史志研究中心联合党支部"},
		} {
			group := models.Org{Code: "DZ" + d.code, Name: d.unit + "党组", Kind: models.LeadingGroup, UnitName: d.unit, ParentID: &city.ID}
			if err := tx.CreateOrg(&group); err != nil {
				return err
			}
			org := models.Org{Code: "D" + d.code, Name: d.name, Kind: d.kind, UnitName: d.unit, ParentID: &top.ID, GuidedByID: &group.ID}
			if err := tx.CreateOrg(&org); err != nil {
				return err
			}
			m := models.Member{Name: d.secretary, Status: models.Full}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			post := models.Post{OrgID: group.ID, Office: models.GroupSecretary, Name: "党组书记"}
			if err := tx.CreatePost(&post); err != nil {
				return err
			}
			if err := post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2021-01-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

func sheets(t testing.TB, variant string) []importing.Sheet {
	t.Helper()
	read, err := documents.ReadWorkbook(variant+".xlsx", bytes.NewReader(workbooks.List(variant)))
	testkit.Must(t, err)
	list := make([]importing.Sheet, len(read))
	for i, s := range read {
		list[i] = importing.Sheet(s)
	}
	return list
}
