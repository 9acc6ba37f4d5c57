package models

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	"luoshi/language"
)

// accounts starts a query over the accounts the actor may see: those of the
// members in reach, and for the administrator all.
func (tx *Tx) accounts() Query[User] {
	s := tx.scope(View, Accounts)
	if s.everything {
		return In[User](tx).Where("1 = 1")
	}
	where, args := s.sql("org_id")
	return In[User](tx).Where("member_id IN (SELECT id FROM members WHERE "+where+")", args...)
}

// Users lists the accounts the actor may see by login.
func (tx *Tx) Users() ([]User, error) { return tx.accounts().Order("login").Find(tx.Ctx) }

// UserList lists those whose login or name has the words; after is the id to go on from.
func (tx *Tx) UserList(words string, after int64, limit int) ([]User, error) {
	q := tx.accounts().Where("id > ?", after)
	if words != "" {
		q = q.Where("login LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!'", Containing(strings.ToLower(words)), Containing(words))
	}
	return q.Order("id").Limit(limit).Find(tx.Ctx)
}

// User finds an account the actor may see.
func (tx *Tx) User(id int64) (*User, error) {
	u, err := tx.accounts().Where("id = ?", id).First(tx.Ctx)
	return &u, err
}

// CreateUser adds an account; its password is set apart, see SetPassword.
func (tx *Tx) CreateUser(u *User) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	if u.Admin != "" && !tx.Actor.System {
		return Fail(Forbidden, "管理员由安全管理员授予：请先新建普通账号，再请安全管理员办理。")
	}
	if err := u.check(tx); err != nil {
		return err
	}
	if err := In[User](tx).Create(tx.Ctx, u); err != nil {
		if IsDuplicate(err) {
			return FailAt(Conflict, "login", "登录名“%s”已被使用，或者这名党员已有账号，请核对。", u.Login)
		}
		return err
	}
	return u.record(tx, "新建账号", "")
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,59}$`)

// platformID leaves no room for "several people" or "everybody".
var platformID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)

func (u *User) check(tx *Tx) error {
	wrong := FieldErrors{}
	if u.Login = strings.ToLower(strings.TrimSpace(u.Login)); !loginForm.MatchString(u.Login) {
		wrong.Add("login", "登录名须为2至60个小写字母、数字或 . _ @ -，以字母或数字开头")
	}
	if u.Name = strings.TrimSpace(u.Name); u.Name == "" || utf8.RuneCountInString(u.Name) > 100 {
		wrong.Add("name", "姓名须为1至100个字")
	}
	if u.Email = strings.TrimSpace(u.Email); u.Email != "" {
		address, err := mail.ParseAddress(u.Email)
		if err != nil || address.Address != u.Email || len(u.Email) > 200 {
			wrong.Add("email", "邮箱写作 name@example.cn")
		}
	}
	for field, id := range map[string]*string{"wecom_id": &u.WeComID, "dingtalk_id": &u.DingTalkID, "feishu_id": &u.FeishuID} {
		if *id = strings.TrimSpace(*id); *id != "" && !platformID.MatchString(*id) {
			wrong.Add(field, "平台账号须为1至64个字母、数字或 . _ @ -，以字母或数字开头")
		}
	}
	if _, known := AdminRoles[u.Admin]; u.Admin != "" && !known {
		wrong.Add("admin", "管理员类别只能是 system、security、audit")
	}
	if u.MemberID != nil && u.Admin != "" {
		wrong.Add("admin", "管理员须用单独的账号，不能同时担任党内职务")
	}
	if u.MemberID != nil {
		n, err := In[Member](tx).Where("id = ? AND left_on = ''", *u.MemberID).Count(tx.Ctx, "id")
		if err != nil {
			return err
		}
		if n == 0 {
			wrong.Add("member_id", "名册中没有这名党员")
		}
	}
	return wrong.Err("账号信息需要修改：%s", wrong)
}

// UserChange is what of an account can be changed; nil leaves it as it is.
type UserChange struct {
	Name, Email                   *string
	WeComID, DingTalkID, FeishuID *string
	Disabled                      *bool
}

// Change alters the account as it was at the revision; disabling it ends its
// sessions and tokens at once.
func (u *User) Change(tx *Tx, c UserChange, revision int) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	before, was := JSON(u), u.Disabled
	take(&u.Name, c.Name)
	take(&u.Email, c.Email)
	take(&u.WeComID, c.WeComID)
	take(&u.DingTalkID, c.DingTalkID)
	take(&u.FeishuID, c.FeishuID)
	take(&u.Disabled, c.Disabled)
	if u.Disabled && u.ID == tx.Actor.ID {
		return Fail(Conflict, "不能停用自己正在使用的账号。")
	}
	if u.Disabled && !was {
		if err := u.Admin.another(tx, u.ID); err != nil {
			return err
		}
	}
	if err := u.check(tx); err != nil {
		return err
	}
	n, err := In[User](tx).Where("id = ? AND revision = ?", u.ID, revision).
		Set(Assign("name", u.Name), Assign("email", u.Email), Assign("wecom_id", u.WeComID), Assign("dingtalk_id", u.DingTalkID),
			Assign("feishu_id", u.FeishuID), Assign("disabled", u.Disabled), Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	u.Revision = revision + 1
	verb := "修改账号"
	switch {
	case u.Disabled && !was:
		if err := tx.endSessions(u.ID); err != nil {
			return err
		}
		verb = "停用账号"
	case was && !u.Disabled:
		verb = "启用账号"
	}
	return u.record(tx, verb, before)
}

// note records what has happened to the account without changing its fields.
func (u *User) note(tx *Tx, verb string, detail language.Phrase) error {
	return tx.Record(Entry{Verb: verb, Subject: u.subject(), Topic: u.subject(), Detail: detail})
}

func (u *User) record(tx *Tx, verb, before string) error {
	return tx.Record(Entry{Verb: verb, Subject: u.subject(), Topic: u.subject(), Detail: language.Quote(u.Name), Before: before, After: JSON(u)})
}

// subject is the account as the audit trail names it.
func (u *User) subject() string { return fmt.Sprintf("users/%d", u.ID) }
