package handlers

import (
	"fmt"
	"net/http"

	"luoshi/models"
	"luoshi/views"
)

// userView is an account as the API shows it.
type userView struct {
	ID       int64        `json:"id"`
	Login    string       `json:"login"`
	Name     string       `json:"name"`
	Email    string       `json:"email"`
	WeCom    string       `json:"wecom_id"`
	DingTalk string       `json:"dingtalk_id"`
	Feishu   string       `json:"feishu_id"`
	MemberID *int64       `json:"member_id"`
	Admin    models.Admin `json:"admin"`
	Disabled bool         `json:"disabled"`
	Factor   bool         `json:"second_factor"` // signs in with a code as well
	Revision int          `json:"revision"`
}

func showUser(u models.User) userView {
	return userView{u.ID, u.Login, u.Name, u.Email, u.WeComID, u.DingTalkID, u.FeishuID, u.MemberID, u.Admin, u.Disabled, u.TOTPOn, u.Revision}
}

type usersPage struct {
	Words  string
	Users  []userView
	Pager  views.Pager
	CanAdd bool
	New    *views.Form
}

func (s *Server) listUsers(r *Request) (Answer, error) {
	page := usersPage{Words: r.Query("q"), Users: []userView{}}
	list := List[userView]{}
	limit, after, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	err = r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Accounts); err != nil {
			return err
		}
		users, err := tx.UserList(page.Words, after, limit+1)
		if len(users) > limit {
			users = users[:limit]
			list.Next = cursor(users[limit-1].ID)
		}
		for _, u := range users {
			page.Users = append(page.Users, showUser(u))
		}
		page.CanAdd = tx.Can(models.Enter, models.Accounts, 0)
		return err
	})
	if page.CanAdd && r.asked("user") {
		f := r.fill(views.Form{ID: "user", Title: "新建账号", Action: "/users", Button: "新建", Text: "新建后再发放一次性显示的初始密码。", Fields: []views.Field{
			{Name: "login", Label: "登录名", Must: true, Hint: "小写字母、数字，如姓名拼音"}, {Name: "name", Label: "姓名", Must: true},
			{Name: "email", Label: "邮箱", Type: "email"}, platformField("wecom_id", "企业微信账号", ""), platformField("dingtalk_id", "钉钉账号", ""),
			platformField("feishu_id", "飞书账号", ""), {Name: "member_id", Label: "党员编号", Type: "number", Hint: "名册中该党员页面地址末尾的数字；管理员账号不填"}}})
		page.New = &f
	}
	list.Items, page.Pager = page.Users, r.pager(list.Next)
	return Answer{Page: "users", Title: word("账号管理"), Section: "users", Crumbs: []views.Crumb{{Name: word("账号管理")}}, View: page, JSON: list}, err
}

type userPage struct {
	userView
	CanEdit  bool
	Sessions int64  // in how many places it is signed in
	Password string // shown this once
	Form     *views.Form
	Entrust  *views.Form
}

func (s *Server) showUser(r *Request) (Answer, error) { return s.userAnswer(r, "") }

func (s *Server) userAnswer(r *Request, password string) (Answer, error) {
	page := userPage{Password: password}
	err := r.View(func(tx *models.Tx) error {
		u, err := tx.User(r.ID())
		if err != nil {
			return err
		}
		page.userView, page.CanEdit = showUser(*u), tx.Can(models.Enter, models.Accounts, 0)
		if page.Sessions, err = u.CountSessions(tx); err != nil {
			return err
		}
		if tx.Can(models.Enter, models.Security, 0) && u.ID != r.User.ID {
			page.Entrust = r.entrustForm(page.userView)
		}
		return nil
	})
	if page.CanEdit {
		f := r.fill(views.Form{ID: "edit", Title: "修改账号", Action: fmt.Sprintf("/users/%d?_method=PATCH", page.ID), Button: "保存",
			Hidden: []views.Field{hidden("revision", int64(page.Revision))},
			Fields: []views.Field{{Name: "name", Label: "姓名", Must: true, Value: page.Name}, {Name: "email", Label: "邮箱", Type: "email", Value: page.Email},
				platformField("wecom_id", "企业微信账号", page.WeCom), platformField("dingtalk_id", "钉钉账号", page.DingTalk), platformField("feishu_id", "飞书账号", page.Feishu)}})
		page.Form = &f
	}
	crumbs := []views.Crumb{{Name: word("账号管理"), Link: "/users"}, {Name: typed(page.Name)}}
	return Answer{Page: "user", Title: typed(page.Name), Section: "users", Crumbs: crumbs, View: page, JSON: page.userView}, err
}

// platformField asks for a person's id on one of the platforms.
func platformField(name string, label word, value string) views.Field {
	return views.Field{Name: name, Label: label, Value: value, Hint: "平台通讯录里的成员编号（userid），用于发送应用消息；不用则不填"}
}

func (s *Server) createUser(r *Request) (Answer, error) {
	var form struct {
		Login    string `form:"login" json:"login" binding:"required,max=60" label:"登录名"`
		Name     string `form:"name" json:"name" binding:"required,max=100" label:"姓名"`
		Email    string `form:"email" json:"email" binding:"max=200" label:"邮箱"`
		WeCom    string `form:"wecom_id" json:"wecom_id" binding:"max=64" label:"企业微信账号"`
		DingTalk string `form:"dingtalk_id" json:"dingtalk_id" binding:"max=64" label:"钉钉账号"`
		Feishu   string `form:"feishu_id" json:"feishu_id" binding:"max=64" label:"飞书账号"`
		MemberID *int64 `form:"member_id" json:"member_id"`
	}
	err := r.Form(&form)
	var u models.User
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			u = models.User{Login: form.Login, Name: form.Name, Email: form.Email, WeComID: form.WeCom, DingTalkID: form.DingTalk, FeishuID: form.Feishu,
				MemberID: chosen(form.MemberID)}
			return tx.CreateUser(&u)
		})
	}
	if err != nil {
		return r.again("user", err, s.listUsers)
	}
	return created(showUser(u), fmt.Sprintf("/users/%d", u.ID), "已新建账号，请发放初始密码。"), nil
}

func (s *Server) changeUser(r *Request) (Answer, error) {
	var form struct {
		Name     *string `form:"name" json:"name" binding:"omitempty,max=100" label:"姓名"`
		Email    *string `form:"email" json:"email" binding:"omitempty,max=200" label:"邮箱"`
		WeCom    *string `form:"wecom_id" json:"wecom_id" binding:"omitempty,max=64" label:"企业微信账号"`
		DingTalk *string `form:"dingtalk_id" json:"dingtalk_id" binding:"omitempty,max=64" label:"钉钉账号"`
		Feishu   *string `form:"feishu_id" json:"feishu_id" binding:"omitempty,max=64" label:"飞书账号"`
		Disabled *bool   `form:"disabled" json:"disabled"`
		Revision *int    `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			u, err := tx.User(r.ID())
			if err != nil {
				return err
			}
			return u.Change(tx, models.UserChange{Name: form.Name, Email: form.Email, WeComID: form.WeCom, DingTalkID: form.DingTalk,
				FeishuID: form.Feishu, Disabled: form.Disabled}, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showUser)
	}
	if wantsJSON(r.Context) {
		return s.showUser(r)
	}
	return Answer{Goto: fmt.Sprintf("/users/%d", r.ID()), Flash: "已保存。"}, nil
}

// resetPassword gives an account a random password, which is shown this once.
func (s *Server) resetPassword(r *Request) (Answer, error) {
	password := models.RandomPassword()
	if err := s.DB.SetPassword(r.Context.Request.Context(), r.User, r.ID(), password); err != nil {
		return Answer{}, err
	}
	if wantsJSON(r.Context) {
		return Answer{Status: http.StatusCreated, JSON: struct {
			Password string `json:"password"`
		}{password}, Secret: true}, nil
	}
	return s.userAnswer(r, password)
}
