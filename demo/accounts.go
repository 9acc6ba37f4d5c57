package demo

import (
	"fmt"
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// people appoints those the roster does not list, fills the branch committees
// and the clerks' posts, and gives everyone with a part in the story an account.
func (c *City) people(tx *models.Tx) error {
	for _, o := range officers {
		org, err := tx.OrgByCode(o.org)
		if err != nil {
			return err
		}
		member, err := c.member(tx, o.name, o.branch)
		if err != nil {
			return err
		}
		if err := appoint(tx, org.ID, o.office, o.post, member); err != nil {
			return err
		}
	}
	orgs, err := tx.Orgs()
	if err != nil {
		return err
	}
	for _, o := range orgs {
		if o.IsBranch() {
			if err := c.committee(tx, &o); err != nil {
				return err
			}
		}
	}
	return c.accounts(tx)
}

// committee fills a branch's committee and its clerk's post from its members; in
// B1001 the clerk is missing, as the demo data wants it.
func (c *City) committee(tx *models.Tx, o *models.Org) error {
	holders, err := tx.Holders(o.ID)
	if err != nil {
		return err
	}
	taken := func(office models.Office) bool {
		return office != models.CommitteeMember && slices.ContainsFunc(holders, func(h models.Holder) bool { return h.Office == office })
	}
	members, err := tx.Members(o.ID)
	if err != nil {
		return err
	}
	free := slices.DeleteFunc(members, func(m models.Member) bool { return logins[m.Name] != "" || m.Status != models.Full })
	next := func() int64 {
		m := free[0]
		free = free[1:]
		return m.ID
	}
	var organiser int64
	for i, office := range committee {
		if i+1 >= max(o.CommitteeSeats, least[o.CommitteeSeats]) || taken(office) {
			continue
		}
		member := organiser // in a committee of three the organiser is the publicist too
		if o.CommitteeSeats != 3 || office != models.Publicist {
			member = next()
		}
		if office == models.Organiser {
			organiser = member
		}
		if err := appoint(tx, o.ID, office, models.OfficeNames[office], member); err != nil {
			return err
		}
	}
	if o.Code == "B1001" || len(free) == 0 {
		return nil
	}
	return appoint(tx, o.ID, models.Staff, models.OfficeNames[models.Staff], next())
}

// least is how many chairs a committee has at least, by its seats: all portfolios.
var least = map[int]int{3: 4}

func appoint(tx *models.Tx, org int64, office models.Office, name string, member int64) error {
	p := models.Post{OrgID: org, Office: office, Name: name}
	if err := tx.CreatePost(&p); err != nil {
		return err
	}
	return p.Appoint(tx, &models.Tenure{MemberID: member, StartOn: "2022-01-01", FullTime: office == models.Staff, FiledOn: "2022-01-01"})
}

// member finds a person of the city, or takes the place of one of the crowd.
func (c *City) member(tx *models.Tx, name, branch string) (int64, error) {
	m, err := models.In[models.Member](tx).Where("name = ?", name).First(tx.Ctx)
	if err == nil || models.KindOf(err) != models.NotFound {
		return m.ID, err
	}
	if branch == "" { // the work committee's own officers belong to a branch elsewhere
		m = models.Member{Name: name, Status: models.Full}
		err := tx.CreateMember(&m)
		return m.ID, err
	}
	org, err := tx.OrgByCode(branch)
	if err != nil {
		return 0, err
	}
	all, err := tx.Members(org.ID)
	if err != nil {
		return 0, err
	}
	for _, m := range all {
		if logins[m.Name] == "" && m.Status == models.Full {
			_, err := models.In[models.Member](tx).Where("id = ?", m.ID).Set(models.Assign("name", name)).Update(tx.Ctx)
			return m.ID, err
		}
	}
	return 0, models.Missing
}

// accounts gives everyone with a login an account, and the city its administrator.
func (c *City) accounts(tx *models.Tx) error {
	members, err := models.In[models.Member](tx).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		if login := logins[m.Name]; login != "" {
			if err := tx.CreateUser(&models.User{Login: login, Name: m.Name, Email: login + "@lanchuan.example", MemberID: &m.ID}); err != nil {
				return err
			}
			phone := fmt.Sprintf("154%08d", 90000000+m.ID)
			if err := m.Change(tx, models.MemberChange{Phone: &phone}, m.Revision); err != nil {
				return err
			}
		}
	}
	for _, a := range admins {
		if err := tx.CreateUser(&models.User{Login: a.login, Name: a.kind.String(), Admin: a.kind}); err != nil {
			return err
		}
	}
	return nil
}

// admins are the three who look after the program, each with a part of it.
var admins = []struct {
	login string
	line  language.Word
	kind  models.Admin
}{
	{"admin", "账号与后台任务", models.SystemKeeper},
	{"guard", "管理员授予与安全设置", models.SecurityKeeper},
	{"auditor", "查阅审计记录", models.AuditReader},
}

// Face is a role to look at the city as.
type Face struct {
	Name  string
	Line  language.Text
	Login string
}

// Faces lists the roles offered for one-click sign-in.
func (c *City) Faces() ([]Face, error) {
	var list []Face
	err := c.DB.View(c.ctx, models.System, func(tx *models.Tx) error {
		for _, name := range faces {
			u, err := tx.Account(logins[name])
			if err != nil {
				return err
			}
			list = append(list, Face{u.Name, u.Line(), u.Login})
		}
		for _, a := range admins {
			list = append(list, Face{a.kind.String(), a.line, a.login})
		}
		return nil
	})
	return list, err
}
