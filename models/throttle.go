package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Throttle counts the sign-ins tried for an account or from an address. An
// attempt is counted before the password is looked at, so that many at once
// cannot slip through.
type Throttle struct {
	Name      string `gorm:"primaryKey"` // "login/zhang" or "address/10.0.0.7"
	Tries     int
	StartedAt time.Time
	LastAt    time.Time
}

// limit is how many tries a window holds, and how long a full one stays shut.
type limit struct {
	tries  int
	window time.Duration
	since  string // what the window is counted from: the first try, or the last, which is stricter
	shut   time.Duration
}

// The limits of reliability.md 3.2. An account's window moves with each try, so
// that no 15 minutes hold more than 5; an address is shared by many people.
var (
	perLogin   = limit{5, 15 * time.Minute, "last_at", 30 * time.Minute}
	perAddress = limit{20, time.Hour, "started_at", time.Hour}
	perRefused = limit{50, time.Hour, "started_at", time.Hour} // lines of the audit trail
	perFeed    = limit{60, time.Hour, "started_at", time.Hour} // readings of a calendar
)

// takeAttempt counts a try of a password; last reports that the account is shut
// should this one fail.
func (tx *Tx) takeAttempt(login, address string) (last bool, err error) {
	for _, t := range []struct {
		name string
		limit
	}{{"address/" + address, perAddress}, {"login/" + login, perLogin}} {
		tries, err := tx.countTry(t.name, t.limit)
		if err != nil {
			return false, err
		}
		if tries == 0 {
			return false, Fail(TooMany, "登录尝试次数过多，请在%d分钟后再试，或联系系统管理员。", int(t.shut.Minutes()))
		}
		last = tries == t.tries
	}
	return last, nil
}

// TakeReading counts a reading of a calendar feed, and refuses one too many.
func (tx *Tx) TakeReading(feedID int64) error {
	tries, err := tx.countTry(fmt.Sprintf("feed/%d", feedID), perFeed)
	if err == nil && tries == 0 {
		err = Fail(TooMany, "日历读取过于频繁，每小时最多%d次，请把日历软件的刷新间隔调长。", perFeed.tries)
	}
	return err
}

// countTry counts one more try, and returns how many that makes; 0 is one too many.
func (tx *Tx) countTry(name string, l limit) (tries int, err error) {
	fresh := Throttle{Name: name, StartedAt: tx.Now, LastAt: tx.Now}
	if err := In[Throttle](tx, Once).Create(tx.Ctx, &fresh); err != nil {
		return 0, err
	}
	if _, err := In[Throttle](tx).
		Where("name = ? AND ((tries < ? AND "+l.since+" <= ?) OR last_at <= ?)", name, l.tries, tx.Now.Add(-l.window), tx.Now.Add(-l.shut)).
		Set(Assign("tries", 0), Assign("started_at", tx.Now)).Update(tx.Ctx); err != nil {
		return 0, err
	}
	n, err := In[Throttle](tx).Where("name = ? AND tries < ?", name, l.tries).
		Set(Assign("tries", gorm.Expr("tries + 1")), Assign("last_at", tx.Now)).Update(tx.Ctx)
	if err != nil || n == 0 {
		return 0, err
	}
	t, err := In[Throttle](tx).Where("name = ?", name).First(tx.Ctx)
	return t.Tries, err
}

// clearAttempts forgets the failures of an account that has signed in, and takes
// the one counted for this success off its address.
func (tx *Tx) clearAttempts(login, address string) error {
	if _, err := In[Throttle](tx).Where("name = ?", "login/"+login).Delete(tx.Ctx); err != nil {
		return err
	}
	_, err := In[Throttle](tx).Where("name = ? AND tries > 0", "address/"+address).
		Set(Assign("tries", gorm.Expr("tries - 1"))).Update(tx.Ctx)
	return err
}
