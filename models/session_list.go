package models

import "luoshi/language"

// Sessions lists where the actor is signed in, the latest first.
func (tx *Tx) Sessions() ([]Session, error) {
	return In[Session](tx).Where("user_id = ?", tx.Actor.ID).Where(alive, tx.aliveSince()...).Order("id DESC").Find(tx.Ctx)
}

// CountSessions is in how many places the account is signed in.
func (u *User) CountSessions(tx *Tx) (int64, error) {
	return In[Session](tx).Where("user_id = ?", u.ID).Where(alive, tx.aliveSince()...).Count(tx.Ctx, "id")
}

// Is reports whether the token is that of the session.
func (s Session) Is(token string) bool { return token != "" && s.TokenHash == hash(token) }

// EndSession ends one of the actor's own sessions.
func (tx *Tx) EndSession(id int64) error {
	s, err := In[Session](tx).Where("id = ? AND user_id = ?", id, tx.Actor.ID).First(tx.Ctx)
	if err != nil {
		return err
	}
	if _, err := In[Session](tx).Where("id = ?", s.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	return tx.Actor.note(tx, "结束登录", language.Phrase{"结束自%s的登录", s.Address})
}

// EndOtherSessions ends all the actor's sessions but that of the token.
func (tx *Tx) EndOtherSessions(token string) error {
	n, err := In[Session](tx).Where("user_id = ? AND token_hash <> ?", tx.Actor.ID, hash(token)).Delete(tx.Ctx)
	if err != nil || n == 0 {
		return err
	}
	return tx.Actor.note(tx, "结束登录", language.Phrase{"结束其他%d处登录", n})
}

// EndSessions signs an account out everywhere, with its tokens: for whoever looks
// after accounts, when a device is lost.
func (u *User) EndSessions(tx *Tx) error {
	if err := tx.Require(Enter, Accounts, 0); err != nil {
		return err
	}
	if err := tx.endSessions(u.ID); err != nil {
		return err
	}
	return u.note(tx, "结束全部登录", language.Quote(u.Name))
}
