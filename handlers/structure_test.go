package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/testkit"
)

// made is a branch of D07 as a case of the golden tests wants it.
type made struct {
	full, probationary int
	seats              int // of a committee with all portfolios; 0 for none
	elected, ends      calendar.Date
	extended           calendar.Date
	joined             calendar.Date // of one on probation
}

// build makes the branch with its people, a full-time clerk and a committee in office.
func (m made) build(t *testing.T, app *testkit.City, tx *models.Tx, code string) {
	d07, err := tx.OrgByCode("D07")
	testkit.Must(t, err)
	o := models.Org{Code: code, Name: "支部" + code, Kind: models.Branch, UnitName: d07.UnitName, ParentID: &d07.ID, ElectedOn: m.elected, TermEndsOn: m.ends}
	testkit.Must(t, tx.CreateOrg(&o))
	_, err = models.In[models.Org](tx).Where("id = ?", o.ID).Update(tx.Ctx, "committee_seats", m.seats) // 2 and 8 too, which no form takes
	testkit.Must(t, err)
	people := make([]models.Member, max(m.full+m.probationary, m.seats, 1))
	for i := range people {
		people[i] = models.Member{OrgID: &o.ID, Name: fmt.Sprintf("%s-%d", code, i), Status: models.Full}
		if i >= m.full {
			people[i].Status = models.Probationary
			people[i].JoinedOn = m.joined
		}
	}
	testkit.Must(t, tx.CreateMembers(people))
	chair := func(office models.Office, sits int64, fullTime bool) {
		p := models.Post{OrgID: o.ID, Office: office}
		testkit.Must(t, tx.CreatePost(&p))
		testkit.Must(t, p.Appoint(tx, &models.Tenure{MemberID: sits, StartOn: "2022-01-01", FullTime: fullTime}))
		_, err := models.In[models.Tenure](tx).Where("post_id = ?", p.ID).Update(tx.Ctx, "filed_on", "2022-01-05")
		testkit.Must(t, err)
	}
	chair(models.Staff, people[0].ID, true)
	offices := []models.Office{models.BranchSecretary, models.Organiser, models.Publicist, models.Disciplinarian}
	for i := range max(m.seats, 1) {
		office := models.CommitteeMember
		if i < len(offices) {
			office = offices[i]
		}
		chair(office, people[i].ID, false)
	}
	for i := m.seats; m.seats > 0 && i < len(offices); i++ { // the last of a small committee has what is left
		chair(offices[i], people[m.seats-1].ID, false)
	}
	if m.extended != "" {
		_, err := structure.Extend(tx, &o, structure.Extension{Until: m.extended, Reason: "任务重", Document: "批1号"})
		testkit.Must(t, err)
	}
}

// TestGoldenBoundariesOfStructure are G01 to G06, G11 and G16 of rules.md B.14.
func TestGoldenBoundariesOfStructure(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	for i, c := range []struct {
		name  string
		is    made
		as_of string
		want  string
	}{
		{"G01: fifty members may stay one branch", made{full: 50, seats: 5}, "2022-06-15", "SIZE_NEAR_50 info"},
		{"G01: fifty-one may not", made{full: 51, seats: 5}, "2022-06-15", "SIZE_GT_50 red"},
		{"G02: those on probation count", made{full: 47, probationary: 4, seats: 5}, "2022-06-15", "SIZE_GT_50 red"},
		{"forty-five are not spoken of", made{full: 45, seats: 5}, "2022-06-15", ""},
		{"forty-six are spoken of in time", made{full: 46, seats: 5}, "2022-06-15", "SIZE_NEAR_50 info"},
		{"G03: three full members are enough", made{full: 3}, "2022-06-15", ""},
		{"G03: two are not, however many are on probation", made{full: 2, probationary: 5}, "2022-06-15", "BELOW_3 red"},
		{"G04: six need no committee", made{full: 6}, "2022-06-15", ""},
		{"G05: seven do", made{full: 7}, "2022-06-15", "COMMITTEE_REQUIRED red"},
		{"G06: two are no committee", made{full: 9, seats: 2}, "2022-06-15", "COMMITTEE_SIZE red"},
		{"G06: three are", made{full: 9, seats: 3}, "2022-06-15", ""},
		{"G06: five are usual", made{full: 9, seats: 5}, "2022-06-15", ""},
		{"G06: seven are many", made{full: 9, seats: 7}, "2022-06-15", "COMMITTEE_SIZE info"},
		{"G06: eight are too many", made{full: 9, seats: 8}, "2022-06-15", "COMMITTEE_SIZE red"},
		{"G11: nothing the day before the letter", made{full: 9, seats: 5, elected: "2019-11-20", ends: "2022-11-20"}, "2022-05-19", ""},
		{"G11: the letter six months before", made{full: 9, seats: 5, elected: "2019-11-20", ends: "2022-11-20"}, "2022-05-20", "TERM_DUE yellow"},
		{"G11: yellow on the last day", made{full: 9, seats: 5, elected: "2019-11-20", ends: "2022-11-20"}, "2022-11-20", "TERM_DUE yellow"},
		{"G11: red the day after", made{full: 9, seats: 5, elected: "2019-11-20", ends: "2022-11-20"}, "2022-11-21", "TERM_OVERDUE red"},
		{"an approved extension moves the end", made{full: 9, seats: 5, elected: "2018-12-01", ends: "2021-12-01", extended: "2022-12-01"}, "2022-06-15", "TERM_DUE yellow"},
		{"and then has an end itself", made{full: 9, seats: 5, elected: "2018-12-01", ends: "2021-12-01", extended: "2022-12-01"}, "2022-12-02", "TERM_OVERDUE red"},
		{"G16: probation ends after a year", made{full: 9, probationary: 1, seats: 5, joined: "2021-06-28"}, "2022-06-28", "PROBATION_DUE yellow"},
		{"G16: and is overdue the day after", made{full: 9, probationary: 1, seats: 5, joined: "2021-06-28"}, "2022-06-29", "PROBATION_OVERDUE red"},
	} {
		code := fmt.Sprintf("B08%02d", i)
		app.Seed(func(tx *models.Tx) error { c.is.build(t, app, tx, code); return nil })
		if got := alertsOf(app, code, c.as_of); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// alertsOf are an organisation's alerts of how it is made up, as "CODE level; …".
func alertsOf(app *testkit.City, code, day string) string {
	app.T.Helper()
	var id int64
	app.Seed(func(tx *models.Tx) error {
		o, err := tx.OrgByCode(code)
		id = o.ID
		return err
	})
	var card struct {
		Lines []struct {
			Alerts []struct{ Code, Level, Advice, Basis, Subject string }
		}
	}
	app.Program("mengshuqin").Get(fmt.Sprintf("/orgs/%d/health?as_of=%s", id, day)).Want(200).Into(&card)
	var list []string
	for _, l := range card.Lines {
		for _, a := range l.Alerts {
			if a.Advice == "" || a.Basis == "" {
				app.T.Errorf("%s: %s says not what to do, or why", code, a.Code)
			}
			if strings.ToUpper(a.Code) == a.Code && !strings.ContainsAny(a.Code, "支党") {
				list = append(list, a.Code+" "+a.Level)
			}
		}
	}
	slices.Sort(list)
	return strings.Join(list, "; ")
}

func TestAnAlertClosesItselfWhenTheFactIsMended(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	office, deputy := app.Program("xumuye"), app.Program("shimuyun")
	app.At("2022-04-18 08:30")
	app.Seed(func(tx *models.Tx) error { made{full: 9, seats: 5}.build(t, app, tx, "B0801"); return nil })
	if got := alertsOf(app, "B0801", "2022-04-18"); got != "" {
		t.Fatalf("at first: %q", got)
	}
	var post, other, home int64
	app.Seed(func(tx *models.Tx) error {
		o, err := tx.OrgByCode("B0801")
		testkit.Must(t, err)
		home = o.ID
		holders, err := tx.Holders(o.ID, models.Disciplinarian)
		post = holders[0].PostID
		members, _ := tx.Members(o.ID)
		other = members[len(members)-1].ID
		return err
	})
	deputy.Call("DELETE", fmt.Sprintf("/posts/%d/tenure", post), object{"last_on": "2022-04-17"}).Want(200)
	office.Get(fmt.Sprintf("/orgs/%d/health", home)).Want(200).Says("COMMITTEE_VACANCY", "自2022年4月18日起空缺", `"due_on":"2022-06-17"`, fmt.Sprintf(`"subject":"posts/%d"`, post))
	if got := alertsOf(app, "B0801", "2022-06-17"); got != "COMMITTEE_VACANCY yellow" {
		t.Errorf("on the last day: %q", got)
	}
	if got := alertsOf(app, "B0801", "2022-06-18"); got != "COMMITTEE_VACANCY red" {
		t.Errorf("on the day after: %q", got)
	}
	deputy.Call("POST", fmt.Sprintf("/posts/%d/tenure", post), object{"member_id": other, "start_on": "2022-04-18"}).Want(200)
	if got := alertsOf(app, "B0801", "2022-06-18"); got != "" {
		t.Errorf("when the chair is filled: %q", got)
	}
}

func TestFilingIsOverdueAfterFifteenDays(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Tenure](tx).Where("post_id = ?", app.Post("D07", "专职副书记")).Set(models.Assign("start_on", "2022-05-20"), models.Assign("filed_on", ""), models.Assign("full_time", true)).Update(tx.Ctx)
		return err
	})
	for day, want := range map[string]string{"2022-06-03": "FILING_DUE yellow", "2022-06-06": "FILING_DUE yellow", "2022-06-07": "FILING_OVERDUE red"} {
		if got := alertsOf(app, "D07", day); got != want { // 4 June is a holiday: the first working day after it
			t.Errorf("on %s: got %q, want %q", day, got, want)
		}
	}
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Tenure](tx).Where("post_id = ?", app.Post("D07", "专职副书记")).Update(tx.Ctx, "full_time", false)
		return err
	})
	if got := alertsOf(app, "D07", "2022-06-15"); got != "FILING_OVERDUE red; FULLTIME_DEPUTY_MISSING red" {
		t.Errorf("with a part-time deputy: %q", got)
	}
}

func TestExtensionsOfATerm(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.At("2022-06-15 08:30")
	at := fmt.Sprintf("/orgs/%d", app.Org("B0702"))
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("id = ?", app.Org("B0702")).Set(models.Assign("elected_on", "2019-03-31"), models.Assign("term_ends_on", "2022-03-31")).Update(tx.Ctx)
		return err
	})
	ask := func(until string) object {
		return object{"until": until, "reason": "机构改革", "document": "澜直工批〔2022〕3号"}
	}
	office := app.Program("xumuye")
	app.Program("shanzian").Call("POST", at+"/extensions", ask("2022-12-31")).Want(403)
	app.Program("tongjianing").Call("POST", at+"/extensions", ask("2022-12-31")).Want(404)
	office.Call("POST", at+"/extensions", ask("2023-04-30")).Want(422).Says("until", "2023年3月31日") // G12: thirteen months
	office.Call("POST", at+"/extensions", ask("2022-03-31")).Want(422).Says("until")
	office.Call("POST", at+"/extensions", ask("2023-03-31")).Want(201).Says(`"until":"2023-03-31"`) // G12: 365 days
	office.Call("POST", at+"/extensions", ask("2023-03-31")).Want(409)
	if got := alertsOf(app, "B0702", "2022-06-15"); strings.Contains(got, "TERM") {
		t.Errorf("with an extension: %q", got)
	}
}

func TestTheLetterGoesOutOnceAndIsSigned(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Org](tx).Where("id = ?", app.Org("B0702")).Set(models.Assign("elected_on", "2019-12-20"), models.Assign("term_ends_on", "2022-12-20")).Update(tx.Ctx)
		return err
	})
	at := fmt.Sprintf("/orgs/%d", app.Org("B0702"))
	head, office := app.Program("shanzian"), app.Program("xumuye")
	app.At("2022-06-19 08:30")
	head.Call("POST", at+"/term-letter/receipt", nil).Want(409)
	head.Call("POST", at+"/term-letter", nil).Want(403)
	app.At("2022-06-20 08:30")
	app.At("2022-06-20 09:30")
	head.Get("/notices").Want(200).Says("将于2022年12月20日届满")
	office.Call("POST", at+"/term-letter", nil).Want(409)
	app.Program("shimuyun").Call("POST", at+"/term-letter/receipt", nil).Want(403)
	head.Call("POST", at+"/term-letter/receipt", nil).Want(200).Says(`"received_on":"2022-06-20"`)
	head.Call("POST", at+"/term-letter/receipt", nil).Want(409).Says("单梓安")
	office.Get(at + "/health").Want(200).Says("换届提醒函2022年6月20日已发，2022年6月20日签收")
}
