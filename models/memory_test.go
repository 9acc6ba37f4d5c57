package models_test

import (
	"fmt"
	"net/http"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/testkit"
)

// TestMemoryIsTrue changes, on another replica, what is remembered between
// requests: the next request knows it.
func TestMemoryIsTrue(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	change := func(work func(tx *models.Tx) error) {
		t.Helper()
		testkit.Must(t, c.Replica().DB.Update(t.Context(), models.System, work))
	}
	is := func(day calendar.Date) (working bool) {
		c.Seed(func(tx *models.Tx) error {
			work, err := tx.Workdays()
			working = work.Is(day)
			return err
		})
		return working
	}

	secretary, others := c.Program("shanzian"), fmt.Sprintf("/orgs/%d", c.Org("B0702"))
	secretary.Get(others).Want(http.StatusOK)
	change(func(tx *models.Tx) error {
		post, err := tx.Post(c.Post("B0702", "书记"))
		if err != nil {
			return err
		}
		return post.Vacate(tx, "2022-06-14")
	})
	secretary.Get("/me").Want(http.StatusOK).Lacks("书记")
	if is("2022-06-18") {
		t.Fatal("a Saturday is a working day")
	}
	change(func(tx *models.Tx) error {
		return tx.ImportDays(2022, []calendar.Day{{On: "2022-06-18", Kind: calendar.Makeup, Name: "调休上班", Source: "试"}})
	})
	if !is("2022-06-18") {
		t.Error("working days changed elsewhere are not known")
	}
}

// TestTokensEndEverywhere ends what a remembered token stands on, on another replica:
// the next request is refused.
func TestTokensEndEverywhere(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(tx *models.Tx, u *models.User) error{
		"the token is revoked": func(tx *models.Tx, u *models.User) error {
			own, err := tx.As(u.ID)
			if err != nil {
				return err
			}
			list, err := own.Tokens()
			if err != nil {
				return err
			}
			return own.RevokeToken(list[0].ID)
		},
		"the account is shut": func(tx *models.Tx, u *models.User) error {
			shut := true
			return u.Change(tx, models.UserChange{Disabled: &shut}, u.Revision)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			program := c.Program("shanzian")
			program.Get("/me").Want(http.StatusOK)
			testkit.Must(t, c.Replica().DB.Update(t.Context(), models.System, func(tx *models.Tx) error {
				u, err := tx.Account("shanzian")
				if err != nil {
					return err
				}
				return end(tx, u)
			}))
			program.Get("/me").Want(http.StatusUnauthorized)
		})
	}
	t.Run("it has run out", func(t *testing.T) {
		t.Parallel()
		c := testkit.NewCity(t)
		program := c.Program("shanzian")
		program.Get("/me").Want(http.StatusOK)
		c.Clock.Set("2023-06-16 08:30")
		program.Get("/me").Want(http.StatusUnauthorized)
	})
}
