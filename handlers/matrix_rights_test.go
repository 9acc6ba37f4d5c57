package handlers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"luoshi/handlers"
	"luoshi/models"
	"luoshi/testkit"
)

// cast is one person for each role of the table of permissions, and in two trees
// for those that reach no further than their own; each holds one post and nothing else.
var cast = []struct {
	org    string
	office models.Office
}{
	{"SW", models.CityLeader}, {"ZZB", models.DepartmentOfficer}, {"GW", models.WorkOfficer}, {"GW", models.Inspector},
	{"DZ07", models.GroupSecretary}, {"DZ07", models.GroupDeputy}, {"DZ07", models.GroupMember},
	{"D07", models.CommitteeSecretary}, {"D07", models.DeputySecretary}, {"D07", models.Staff},
	{"B0701", models.BranchSecretary}, {"B0701", models.Organiser}, {"B0702", models.BranchSecretary}, {"B0702", models.Staff}, {"B0702", models.Publicist},
	{"DZ02", models.GroupSecretary}, {"DZ02", models.GroupDeputy}, {"DZ02", models.GroupMember},
	{"D02", models.CommitteeSecretary}, {"D02", models.DeputySecretary}, {"D02", models.Staff},
	{"B0203", models.BranchSecretary}, {"B0203", models.Organiser}, {"B1001", models.Staff}, {"B1101", models.Organiser},
}

// player is somebody who asks, with what the table says of him or her.
type player struct {
	*testkit.Client
	name  string
	role  models.Role
	paths []string // what T of the table reaches
}

// reaches says what the table has for the verb on an object of one of the organisations.
func (p *player) reaches(verb models.Verb, object models.Object, paths []string) bool {
	cell := models.Cell(object, p.role)
	for i := 0; i+1 < len(cell); i += 3 {
		if models.Verb(cell[i]) != verb && verb != models.View {
			continue
		}
		switch cell[i+1] {
		case 'C':
			return true
		case 'F':
			if p.role == "R7" { // nobody has given them a field
				continue
			}
			fallthrough
		case 'T':
			for _, tree := range p.paths {
				if slices.ContainsFunc(paths, func(path string) bool { return strings.HasPrefix(path, tree) }) {
					return true
				}
			}
		}
	}
	return false
}

// players appoints the cast; the three administrators and a member without a post are of the city.
func players(app *testkit.City) (list []*player) {
	paths, guided := map[string]string{}, map[string][]string{}
	app.Seed(func(tx *models.Tx) error {
		orgs, err := models.In[models.Org](tx).Order("id").Find(tx.Ctx)
		byID := map[int64]string{}
		for _, o := range orgs {
			paths[o.Code], byID[o.ID] = o.Path, o.Code
		}
		for _, o := range orgs {
			if o.GuidedByID != nil {
				guided[byID[*o.GuidedByID]] = append(guided[byID[*o.GuidedByID]], o.Path)
			}
		}
		if err != nil {
			return err
		}
		for i, c := range cast {
			m := models.Member{Name: fmt.Sprintf("试%d", i), Status: models.Full}
			post := models.Post{OrgID: app.Org(c.org), Office: c.office, Name: fmt.Sprintf("试用职务%d", i)}
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			if err := tx.CreateUser(&models.User{Login: fmt.Sprintf("player%d", i), Name: m.Name, MemberID: &m.ID}); err != nil {
				return err
			}
			if err := tx.CreatePost(&post); err != nil {
				return err
			}
			if err := post.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2021-01-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	for i, c := range cast {
		p := &player{Client: app.Program(fmt.Sprintf("player%d", i)), role: models.RoleOf(c.office, kindOfOrg(app, c.org)), paths: []string{paths[c.org]}}
		if g := guided[c.org]; g != nil {
			p.paths = g
		}
		p.name = fmt.Sprintf("%s of %s", p.role, c.org)
		list = append(list, p)
	}
	list = append(list, &player{Client: app.Program("linyuan"), name: "R14 of B1001", role: "R14", paths: []string{paths["B1001"]}})
	for login, role := range map[string]models.Role{"admin": models.SystemAdmin, "guard": models.SecurityAdmin, "auditor": models.AuditAdmin} {
		list = append(list, &player{Client: app.Program(login), name: role.String(), role: role})
	}
	return list
}

func kindOfOrg(app *testkit.City, code string) (kind models.OrgKind) {
	app.Seed(func(tx *models.Tx) error {
		o, err := models.In[models.Org](tx).Where("code = ?", code).First(tx.Ctx)
		kind = o.Kind
		return err
	})
	return kind
}

// things says of each kind that a path names by number what of the table shows it,
// and from which organisations each of its fixtures is seen; none for what is one person's own.
var things = map[string]struct {
	object models.Object
	seen   [][]string
}{
	"orgs": {models.Orgs, [][]string{{"D07"}, {"B0702"}, {"B1001"}}}, "posts": {models.Orgs, [][]string{{"D07"}, {"B1001"}}},
	"members": {models.Members, [][]string{{"B0701"}, {"B1001"}}}, "users": {models.Accounts, [][]string{{"B0701"}, {"B1001"}}},
	"projects": {models.Projects, ledByD07}, "milestones": {models.Projects, ledByD07}, "improvements": {models.Projects, ledByD07},
	"extensions": {models.Projects, ledByD07}, "links": {models.Projects, ledByD07}, "reports": {models.Reports, [][]string{{"D07"}}},
	"comments": {models.Projects, ledByD07}, "attachments": {models.Projects, ledByD07},
	"findings": {models.Findings, [][]string{{"B0702"}}}, "explanations": {models.Findings, [][]string{{"B0702"}}},
	"feedbacks":        {models.Findings, [][]string{{"B0702"}}},
	"responsibilities": {models.Studies, [][]string{{"DZ07", "D07"}, {"DZ10", "B1001"}}},
	"services":         {models.Minutes, [][]string{{"B0702"}}}, "pairings": {models.Minutes, [][]string{{"B0702"}}},
	"filings":     {models.Orgs, [][]string{{"D07"}}},
	"letters":     {models.Findings, [][]string{{"B0702"}}},
	"bulletins":   {models.Bulletins, [][]string{{"B0701", "B0702", "B1001"}}},
	"inspections": {models.Findings, [][]string{{"B0701", "B0702"}}}, "inspection-rows": {models.Findings, [][]string{{"B0701"}}}, "trainings": {models.Trainings, [][]string{{"B0701"}}}, "cases": {models.Cases, [][]string{{"D07"}}},
	"petitions": {models.Changes, [][]string{{"B1001"}}}, "elections": {models.Elections, [][]string{{"B0702"}}}, "units": {models.Orgs, [][]string{{"D07"}}}, "campaign-units": {models.Campaigns, [][]string{{"D07"}}}, "mutes": {models.Mutes, [][]string{{"B0702"}}},
	"duties": {models.Duties, [][]string{{"B0702"}, {"B0702"}}}, "plans": {models.Plans, [][]string{{"B0702"}}},
	"activities": {models.CommitteeLog, [][]string{{"B1001"}}}, "assignments": {models.CommitteeLog, [][]string{{"B1001"}}}, "uploads": {models.Uploads, [][]string{{"B1001"}}},
	"sessions": {}, "tokens": {}, "views": {}, "notices": {}, "feeds": {}, "calendar": {},
}

var ledByD07 = [][]string{{"D07", "B1001"}} // where it is led, and where it is helped

// whole are kinds that are the whole city's, of which number 1 stands for any.
var whole = map[string]models.Object{"reminders": models.Channels, "channels": models.Channels, "deliveries": models.Jobs, "imports": models.Projects,
	"documents": models.Documents, "tags": models.Tags, "themes": models.Plans, "campaigns": models.Campaigns,
	"templates": models.Projects}

// TestX8EveryRouteAndEveryRole asks at every address as everybody for everything: what the
// table does not show is not there, what it does not let one do is not done.
func TestX8EveryRouteAndEveryRole(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	ids, all, paths := fixtureIDs(app), players(app), pathsOf(app)
	rights := rightOf()
	before := app.Business()
	for _, r := range app.Server.Routes() {
		right, ok := rights[r.Method+" "+r.Path]
		delete(rights, r.Method+" "+r.Path)
		kind := kindOf(r.Path)
		switch {
		case !ok:
			t.Errorf("%s %s: say in handlers/rights_test.go whose right it is", r.Method, r.Path)
			continue
		case kind == "" || whole[kind] != "":
			for _, p := range all {
				p.triesWhole(t, r, right)
			}
			continue
		case len(things[kind].seen) != len(ids[kind]) && things[kind].object != "":
			t.Errorf("%s: %d fixtures, and %d places from which they are seen", kind, len(ids[kind]), len(things[kind].seen))
			continue
		}
		for i, id := range ids[kind] {
			var places []string
			if things[kind].object != "" {
				for _, code := range things[kind].seen[i] {
					places = append(places, paths[code])
				}
			}
			shows := things[kind].object
			if strings.HasSuffix(r.Path, "/year") {
				shows = right.object // a branch's year is seen also from where its post is not
			}
			for _, p := range all {
				p.tries(t, r, right, id, p.reaches(models.View, shows, places), p.reaches(right.verb, right.object, places))
			}
		}
	}
	for route := range rights {
		t.Errorf("%s has a line in handlers/rights_test.go and is no address", route)
	}
	if after := app.Business(); after != before {
		t.Errorf("who may not has changed something:\n%s", difference(before, after))
	}
}

// confined reports whether a player is turned away from all that is not an administrator's.
func (p *player) confined() bool {
	return p.role == models.SecurityAdmin || p.role == models.AuditAdmin
}

// tries asks for one thing; what the player may do is left to other tests.
func (p *player) tries(t *testing.T, r handlers.Route, right right, id int64, sees, may bool) {
	path := numbered(r.Path, id)
	switch {
	case sees && may && r.Method == http.MethodGet:
		if reply := p.Get(path); reply.Code >= 300 && !right.pages {
			t.Errorf("%s may %s %s, and is answered %d", p.name, r.Method, path, reply.Code)
		}
	case sees && may:
	case sees:
		if reply := p.Call(r.Method, revised(r, id), anyBody); reply.Code < 400 {
			t.Errorf("%s may not %s %s, and is answered %d", p.name, r.Method, path, reply.Code)
		}
	default:
		reply := p.Call(r.Method, revised(r, id), anyBody)
		if want := http.StatusNotFound; reply.Code != want && !(p.confined() && reply.Code == http.StatusForbidden) {
			t.Errorf("%s does not see %s %s, and is answered %d", p.name, r.Method, path, reply.Code)
		}
	}
}

// triesWhole asks at an address that names nothing of an organisation.
func (p *player) triesWhole(t *testing.T, r handlers.Route, right right) {
	if right.object == "" || models.Cell(right.object, p.role) != "" && p.reachesAny(right.verb, right.object) {
		return
	}
	path := numbered(r.Path, 1)
	reply := p.Call(r.Method, path, anyBody)
	if reply.Code < 400 && !(right.empty && r.Method == http.MethodGet) {
		t.Errorf("%s may not %s %s, and is answered %d", p.name, r.Method, path, reply.Code)
	}
}

// reachesAny says whether the table gives the verb on any of the object.
func (p *player) reachesAny(verb models.Verb, object models.Object) bool {
	cell := models.Cell(object, p.role)
	return strings.Contains(cell, string(verb)) || verb == models.View && cell != ""
}

func pathsOf(app *testkit.City) map[string]string {
	paths := map[string]string{}
	app.Seed(func(tx *models.Tx) error {
		orgs, err := models.In[models.Org](tx).Find(tx.Ctx)
		for _, o := range orgs {
			paths[o.Code] = o.Path
		}
		return err
	})
	return paths
}

// difference is the lines that one text has and the other has not.
func difference(before, after string) string {
	had := map[string]bool{}
	for line := range strings.Lines(before) {
		had[line] = true
	}
	var rest strings.Builder
	for line := range strings.Lines(after) {
		if !had[line] {
			rest.WriteString(line)
		}
	}
	return rest.String()
}
