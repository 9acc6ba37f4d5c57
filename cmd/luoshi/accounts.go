package main

import (
	"fmt"
	"time"

	"luoshi/models"
)

// userCmd makes accounts, the first one on a new installation.
type userCmd struct {
	Create   userCreate   `cmd:"" help:"Make an account and print its password, once."`
	Password userPassword `cmd:"" help:"Give an account a new password and print it, once."`
}

type userCreate struct {
	Login string `arg:"" help:"Name to sign in with."`
	Name  string `help:"Name of the person." default:"系统管理员"`
	Admin bool   `help:"A system administrator: accounts and jobs, no business content."`
}

func (c userCreate) Run(e *environment) error {
	u := models.User{Login: c.Login, Name: c.Name, IsAdmin: c.Admin}
	return e.withPassword(func(tx *models.Tx) (*models.User, error) { return &u, tx.CreateUser(&u) })
}

type userPassword struct {
	Login string `arg:"" help:"The account."`
}

func (c userPassword) Run(e *environment) error {
	return e.withPassword(func(tx *models.Tx) (*models.User, error) { return account(tx, c.Login) })
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
