package handlers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// adminPlaces are the pages on which the actor works as an administrator.
func adminPlaces(tx *models.Tx) (places []views.NavItem) {
	for _, n := range menu {
		if n.sees != "" && tx.Sees(n.sees) {
			places = append(places, n.NavItem)
		}
	}
	return places
}

// ownPlaces are where everybody may go, and otherPlaces where besides an
// administrator of a kind may. The system administrator goes by the permissions.
var (
	ownPlaces   = []string{"/", "/login", "/session", "/me", "/notices"}
	otherPlaces = map[models.Admin][]string{models.SecurityKeeper: {"/users", "/security"}, models.AuditReader: {"/audit"}}
)

// strays reports whether an administrator goes where another one, or the business, is at home.
func strays(u *models.User, path string) bool {
	places, confined := otherPlaces[u.Admin]
	return confined && !slices.ContainsFunc(append(places, ownPlaces...), func(place string) bool {
		return path == place || place != "/" && strings.HasPrefix(path, place+"/")
	})
}

// noteRefusal puts into the audit trail what a signed-in user was refused.
func (s *Server) noteRefusal(c *gin.Context, why language.Phrase) {
	user, _ := c.Value(userKey).(*models.User)
	if user == nil {
		return
	}
	ctx := c.Request.Context()
	what := c.Request.Method + " " + strings.TrimPrefix(c.Request.URL.Path, "/api/v1")
	if err := s.DB.Update(ctx, user, func(tx *models.Tx) error { return tx.Refused(what, why) }); err != nil {
		s.Log.Error("refusal not recorded", "error", err)
	}
}

// entrust makes an account an administrator, or one no longer.
func (s *Server) entrust(r *Request) (Answer, error) {
	var form struct {
		Admin    models.Admin `form:"admin" json:"admin" binding:"omitempty,oneof=system security audit" label:"管理员类别"`
		Revision *int         `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			u, err := tx.User(r.ID())
			if err != nil {
				return err
			}
			return u.Entrust(tx, form.Admin, *form.Revision)
		})
	}
	if err != nil {
		return r.again("entrust", err, s.showUser)
	}
	if wantsJSON(r.Context) {
		return s.showUser(r)
	}
	return Answer{Goto: fmt.Sprintf("/users/%d", r.ID()), Flash: "已变更管理员身份。"}, nil
}

// entrustForm asks which administrator an account is to be.
func (r *Request) entrustForm(u userView) *views.Form {
	options := []views.Option{{Value: "", Name: word("不是管理员"), Chosen: u.Admin == ""}}
	for _, kind := range models.AdminKinds {
		options = append(options, views.Option{Value: string(kind), Name: word(kind.String()), Chosen: u.Admin == kind})
	}
	f := r.fill(views.Form{ID: "entrust", Title: "管理员身份", Action: fmt.Sprintf("/users/%d/admin", u.ID), Button: "变更",
		Text:   "三类管理员互相分开，不办理业务；变更后此账号须重新登录。",
		Hidden: []views.Field{hidden("revision", int64(u.Revision))},
		Fields: []views.Field{{Name: "admin", Label: "身份", Type: "select", Options: options}}})
	return &f
}
