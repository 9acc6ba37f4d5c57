package models

import (
	"fmt"

	"luoshi/language"
)

// What administrators look after.
const (
	Security   Object = "安全设置"
	AuditTrail Object = "审计记录"
)

// Admin is the part of looking after the program that an account has. The three
// parts exclude one another, and all business.
type Admin string

const (
	SystemKeeper   Admin = "system"   // 系统管理员
	SecurityKeeper Admin = "security" // 安全管理员
	AuditReader    Admin = "audit"    // 审计管理员
)

// AdminRoles are the columns of the permission table.
var AdminRoles = map[Admin]Role{SystemKeeper: SystemAdmin, SecurityKeeper: SecurityAdmin, AuditReader: AuditAdmin}

// AdminKinds lists them in the order in which they are shown.
var AdminKinds = []Admin{SystemKeeper, SecurityKeeper, AuditReader}

func (a Admin) String() string { return RoleNames[AdminRoles[a]] }

// Entrust makes an account an administrator of a kind, or with "" one no longer.
func (u *User) Entrust(tx *Tx, kind Admin, revision int) error {
	if err := tx.Require(Enter, Security, 0); err != nil {
		return err
	}
	switch {
	case u.ID == tx.Actor.ID:
		return Fail(Forbidden, "不能变更自己的管理员身份，请由其他安全管理员办理。")
	case kind == u.Admin:
		return Fail(Conflict, "%s的管理员身份没有变化。", u.Name)
	}
	if err := u.Admin.another(tx, u.ID); err != nil {
		return err
	}
	before := JSON(u)
	u.Admin = kind
	if err := u.check(tx); err != nil {
		return err
	}
	n, err := In[User](tx).Where("id = ? AND revision = ?", u.ID, revision).Set(Assign("admin", u.Admin), Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	u.Revision = revision + 1
	if err := tx.endSessions(u.ID); err != nil { // the next one begins with the new rights
		return err
	}
	if kind == "" {
		return u.record(tx, "撤销管理员", before)
	}
	return u.record(tx, "授予管理员", before)
}

// another stops what would leave the program without an administrator of the kind.
func (a Admin) another(tx *Tx, than int64) error {
	if a == "" {
		return nil
	}
	others, err := In[User](tx).Where("admin = ? AND disabled = ? AND id <> ?", a, false, than).Count(tx.Ctx, "id")
	if err != nil || others > 0 {
		return err
	}
	return Fail(Conflict, "这是最后一名%s，请先另设一名再停用或撤销。", a)
}

// Refused notes that the actor tried what is not the actor's to do. An account
// that keeps trying fills no disk: after some in an hour the rest is left out.
func (tx *Tx) Refused(what string, why language.Phrase) error {
	tries, err := tx.countTry(fmt.Sprintf("refused/%d", tx.Actor.ID), perRefused)
	if err != nil || tries == 0 {
		return err
	}
	if tries == perRefused.tries {
		why = language.Phrase{"%s 一小时内已被拒绝%d次，其后的不再逐次记录。", why, tries}
	}
	return tx.Record(Entry{Verb: "越权被拒", Subject: shortened(what, 60), Topic: tx.Actor.subject(), Detail: why, Failed: true})
}
