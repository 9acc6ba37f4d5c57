package main

import (
	"cmp"
	"fmt"
	"time"

	"luoshi/models"
)

// userCmd makes accounts, the first one on a new installation.
type userCmd struct {
	Create   userCreate   `cmd:"" help:"Make an account and print its password, once."`
	Password userPassword `cmd:"" help:"Give an account a new password and print it, once."`
	Factor   userFactor   `cmd:"" help:"Take the second factor off an account whose owner has lost the phone, when no other system administrator can."`
}

type userCreate struct {
	Login  string `arg:"" help:"Name to sign in with."`
	Name   string `help:"Name of the person; an administrator without one is named after the part."`
	Admin  string `help:"An administrator: system (accounts and jobs), security (who is an administrator, rules of signing in) or audit (reads the audit trail); none of them sees business content." enum:",system,security,audit" default:""`
	Org    string `help:"Code of an organisation in which the person takes office, such as GW for the work committee." and:"post"`
	Office string `help:"The office there, such as work_officer, deputy_secretary, branch_secretary, staff." and:"post"`
}

func (c userCreate) Run(e *environment) error {
	u := models.User{Login: c.Login, Admin: models.Admin(c.Admin)}
	u.Name = cmp.Or(c.Name, u.Admin.String())
	return e.withPassword(func(tx *models.Tx) (*models.User, error) {
		if c.Org != "" {
			member, err := c.appoint(tx)
			if err != nil {
				return nil, err
			}
			u.MemberID = &member
		}
		return &u, tx.CreateUser(&u)
	})
}

// appoint gives the person a post of its own, from today: how the first officers
// of a new installation come in, whom no one else could appoint.
func (c userCreate) appoint(tx *models.Tx) (member int64, err error) {
	org, err := tx.OrgByCode(c.Org)
	if models.KindOf(err) == models.NotFound {
		return 0, models.Fail(models.NotFound, "没有代码为%s的组织，请先导入名册。", c.Org)
	}
	if err != nil {
		return 0, err
	}
	m := models.Member{Name: c.Name, Status: models.Full}
	if org.IsBranch() {
		m.OrgID = &org.ID
	}
	if err := tx.CreateMember(&m); err != nil {
		return 0, err
	}
	p := models.Post{OrgID: org.ID, Office: models.Office(c.Office)}
	if err := tx.CreatePost(&p); err != nil {
		return 0, err
	}
	return m.ID, p.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: tx.Today()})
}

type userPassword struct {
	Login string `arg:"" help:"The account."`
}

func (c userPassword) Run(e *environment) error {
	return e.withPassword(func(tx *models.Tx) (*models.User, error) { return account(tx, c.Login) })
}

type userFactor struct {
	Login string `arg:"" help:"The account."`
}

func (c userFactor) Run(e *environment) error {
	return e.update(func(tx *models.Tx) error {
		u, err := account(tx, c.Login)
		if err != nil {
			return err
		}
		return u.ResetFactor(tx)
	})
}

// withPassword finds or makes an account and gives it a random password.
func (e *environment) withPassword(find func(*models.Tx) (*models.User, error)) error {
	db, _, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	var u *models.User
	err = db.Update(e.ctx, models.System, func(tx *models.Tx) (err error) {
		u, err = find(tx)
		return err
	})
	if err != nil {
		return err
	}
	password := models.RandomPassword()
	if err := db.SetPassword(e.ctx, models.System, u.ID, password); err != nil {
		return err
	}
	e.say("%s %s", u.Login, password)
	return nil
}

// account finds an account, or says that there is none.
func account(tx *models.Tx, login string) (*models.User, error) {
	u, err := tx.Account(login)
	if models.KindOf(err) == models.NotFound {
		return nil, fmt.Errorf("there is no account %q: make one with `luoshi user create`", login)
	}
	return u, err
}

// tokenCmd makes an API token for an account.
type tokenCmd struct {
	Create tokenCreate `cmd:"" help:"Make a token and print it, once."`
}

type tokenCreate struct {
	Login string `arg:"" help:"The account it acts for."`
	Name  string `arg:"" help:"What it is for."`
	Days  int    `default:"90" help:"How long it lasts."`
}

func (c tokenCreate) Run(e *environment) error {
	db, _, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	var u *models.User
	err = db.View(e.ctx, models.System, func(tx *models.Tx) (err error) {
		u, err = account(tx, c.Login)
		return err
	})
	if err != nil {
		return err
	}
	return db.Update(e.ctx, u, func(tx *models.Tx) error {
		secret, _, err := tx.CreateToken(c.Name, time.Duration(c.Days)*24*time.Hour)
		if err == nil {
			e.say("%s", secret)
		}
		return err
	})
}
