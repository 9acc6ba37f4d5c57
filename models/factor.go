package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/language"
)

// halfSignIn is a sign-in whose password was right and whose code is awaited.
type halfSignIn struct {
	TokenHash string `gorm:"primaryKey"`
	UserID    int64
	CreatedAt time.Time
}

// TableName is what the migrations call it.
func (halfSignIn) TableName() string { return "half_sign_ins" }

// halfTime is how long a code is awaited.
const halfTime = 5 * time.Minute

// perCode is how many codes may be tried: five, and the account waits (X25).
var perCode = limit{5, 15 * time.Minute, "last_at", 30 * time.Minute}

// halfOpen begins a sign-in that a code has to complete.
func (db *DB) halfOpen(ctx context.Context, u *User) (token string, err error) {
	token = newSecret()
	err = db.Update(ctx, u, func(tx *Tx) error {
		return In[halfSignIn](tx).Create(ctx, &halfSignIn{hash(token), u.ID, tx.Now})
	})
	return token, err
}

// Complete opens the session of a sign-in whose code is right.
func (db *DB) Complete(ctx context.Context, half, code string, from Caller) (token string, err error) {
	var u User
	var wrong error
	err = db.Update(ctx, System, func(tx *Tx) error {
		h, err := In[halfSignIn](tx).Where("token_hash = ? AND created_at > ?", hash(half), tx.Now.Add(-halfTime)).First(ctx)
		if err == nil {
			u, err = In[User](tx).Where("id = ? AND disabled = ? AND totp_on = ?", h.UserID, false, true).First(ctx)
		}
		if KindOf(err) == NotFound {
			return Fail(Invalid, "登录已超时，请重新输入用户名和密码。")
		}
		if err != nil {
			return err
		}
		if wrong, err = u.tryCode(tx, code); err != nil || wrong != nil { // what was counted stays
			return err
		}
		if _, err := In[halfSignIn](tx).Where("user_id = ?", u.ID).Delete(ctx); err != nil {
			return err
		}
		token, err = tx.openSession(&u, from)
		return err
	})
	if err == nil {
		err = wrong
	}
	return token, err
}

// tryCode uses up a code; wrong is what to tell when it is none. The try is
// counted before the code is looked at, so that many at once cannot slip through.
func (u *User) tryCode(tx *Tx, code string) (wrong, err error) {
	tries, err := tx.countTry(u.codeTries(), perCode)
	if err != nil {
		return nil, err
	}
	if tries == 0 {
		return Fail(TooMany, "验证码尝试次数过多，请在%d分钟后再试，或请系统管理员重置二次验证。", int(perCode.shut.Minutes())), nil
	}
	secret, err := u.factorSecret(tx)
	if err != nil {
		return nil, err
	}
	if step, ok := stepOf(secret, code, tx.Now, u.TOTPStep); ok {
		n, err := In[User](tx).Where("id = ? AND totp_step < ?", u.ID, step).Set(Assign("totp_step", step)).Update(tx.Ctx)
		if err != nil {
			return nil, err
		}
		if n == 1 {
			_, err := In[Throttle](tx).Where("name = ?", u.codeTries()).Delete(tx.Ctx)
			return nil, err
		}
	}
	wrong = FailAt(Invalid, "code", "验证码不正确，或者已经用过，请等手机上出现下一个再填。")
	e := Entry{Verb: "二次验证失败", Subject: u.subject(), Topic: u.subject(), Failed: true}
	if tries == perCode.tries {
		e.Verb, e.Detail = "锁定二次验证", language.Phrase{"连续%d次验证码错误，锁定%d分钟", tries, int(perCode.shut.Minutes())}
	}
	return wrong, tx.Record(e)
}

func (u *User) codeTries() string { return fmt.Sprintf("code/%d", u.ID) }

// BeginFactor makes a new secret for the actor, who has given the password once
// more; it counts when a first code of it has been given.
func (db *DB) BeginFactor(ctx context.Context, actor *User, present, address string) error {
	if actor.PasswordHash == "" {
		return Fail(Conflict, "这个账号不用密码登录，不需要二次验证。")
	}
	u, err := db.checkOwnPassword(ctx, actor, present, address)
	if err != nil {
		return err
	}
	return db.Update(ctx, actor, func(tx *Tx) error {
		locked, err := u.newFactor(tx)
		if err != nil {
			return err
		}
		n, err := In[User](tx).Where("id = ? AND totp_on = ?", u.ID, false).Set(Assign("totp", locked)).Update(ctx)
		if err == nil && n == 0 {
			err = Fail(Conflict, "二次验证已经启用；要换手机，请系统管理员先重置。")
		}
		if err != nil {
			return err
		}
		return tx.clearAttempts(u.Login, address)
	})
}

// UseFactor makes the actor's factor count from now on.
func (db *DB) UseFactor(ctx context.Context, actor *User, code string) error {
	return db.withCode(ctx, actor, code, false, "启用二次验证", Assign("totp_on", true))
}

// DropFactor makes the actor do without; administrators have to have one.
func (db *DB) DropFactor(ctx context.Context, actor *User, code string) error {
	if actor.Admin != "" {
		return Fail(Forbidden, "管理员必须使用二次验证；要换手机，请另一名系统管理员重置。")
	}
	return db.withCode(ctx, actor, code, true, "停用二次验证", Assign("totp_on", false), Assign("totp", ""))
}

// withCode changes the actor's factor, on or off until now, for a right code.
func (db *DB) withCode(ctx context.Context, actor *User, code string, on bool, verb string, set ...clause.Assigner) error {
	var wrong error
	err := db.Update(ctx, actor, func(tx *Tx) error {
		u, err := In[User](tx).Where("id = ? AND totp <> '' AND totp_on = ?", actor.ID, on).First(ctx)
		if KindOf(err) == NotFound {
			return Fail(Conflict, "二次验证的状态已经变化，请刷新后再试。")
		}
		if err != nil {
			return err
		}
		if wrong, err = u.tryCode(tx, code); err != nil || wrong != nil {
			return err
		}
		if _, err := In[User](tx).Where("id = ?", u.ID).Set(set...).Update(ctx); err != nil {
			return err
		}
		return u.note(tx, verb, language.Quote(u.Name))
	})
	if err == nil {
		err = wrong
	}
	return err
}

// ResetFactor takes the factor off an account whose owner has lost the phone, and
// signs it out; an administrator enrols anew at the next sign-in.
func (u *User) ResetFactor(tx *Tx) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	switch {
	case u.ID == tx.Actor.ID:
		return Fail(Forbidden, "不能重置自己的二次验证，请另一名系统管理员办理。")
	case u.TOTP == "":
		return Fail(Conflict, "%s没有启用二次验证。", u.Name)
	}
	if _, err := In[User](tx).Where("id = ?", u.ID).Set(Assign("totp", ""), Assign("totp_on", false)).Update(tx.Ctx); err != nil {
		return err
	}
	if _, err := In[Throttle](tx).Where("name = ?", u.codeTries()).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := tx.endSessions(u.ID); err != nil {
		return err
	}
	return u.note(tx, "重置二次验证", language.Quote(u.Name))
}
