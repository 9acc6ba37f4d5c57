package notice

import (
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/models"
)

// Wishes are how one person wants to be told; the inbox always has everything.
type Wishes struct {
	UserID    int64          `gorm:"primaryKey"`
	QuietFrom string         // "22:00"; "" for no quiet hours
	QuietTo   string         // "07:00", on the next day if that is earlier
	Through   bool           // urgent notices leave in the quiet hours too
	Channels  map[Kind]int64 `gorm:"serializer:json"` // the channel for a kind; InboxOnly for none, missing for the usual one
}

// InboxOnly stands in the place of a channel for what is to stay in the house.
const InboxOnly int64 = 0

// MyWishes are the actor's.
func MyWishes(tx *models.Tx) (Wishes, error) {
	found, err := wishesOf(tx, []int64{tx.Actor.ID})
	w := found[tx.Actor.ID]
	w.UserID = tx.Actor.ID
	return w, err
}

// MyChannels lists those over which the actor can be told.
func MyChannels(tx *models.Tx, mail bool) ([]Channel, error) {
	list, err := OpenChannels(tx)
	addresses := AddressesOf(tx.Actor)
	return slices.DeleteFunc(list, func(c Channel) bool {
		return c.Grouped() || addresses.Over(c.Kind) == "" || c.Kind == Email && !mail
	}), err
}

// Usual is the channel over which somebody is told who has not chosen; nil for none.
func Usual(channels []Channel, reached func(ChannelKind) bool) *Channel {
	for _, kind := range preferred {
		for i := range channels {
			if c := &channels[i]; c.Kind == kind && !c.Grouped() && reached(kind) {
				return c
			}
		}
	}
	return nil
}

// Keep makes the wishes the actor's; they need no revision, for they are one's own.
func (w Wishes) Keep(tx *models.Tx, mail bool) error {
	mine, err := MyChannels(tx, mail)
	if err != nil {
		return err
	}
	wrong := models.FieldErrors{}
	if (w.QuietFrom != "" || w.QuietTo != "") && (!calendar.IsClock(w.QuietFrom) || !calendar.IsClock(w.QuietTo) || w.QuietFrom == w.QuietTo) {
		wrong.Add("quiet_from", "免打扰的起止时间写作 22:00、07:00，两个都填，或者都不填")
	}
	for kind, channel := range w.Channels {
		if KindNames[kind] == "" || channel != InboxOnly && !slices.ContainsFunc(mine, func(c Channel) bool { return c.ID == channel }) {
			wrong.Add("channels", "所选的渠道现在不能发给您，请重新选择")
		}
	}
	if err := wrong.Err("提醒设置有误，请按提示修改。"); err != nil {
		return err
	}
	w.UserID = tx.Actor.ID
	if w.Channels == nil {
		w.Channels = map[Kind]int64{}
	}
	if err := models.In[Wishes](tx, clause.OnConflict{UpdateAll: true}).Create(tx.Ctx, &w); err != nil {
		return err
	}
	topic := subject("users", w.UserID)
	return tx.Record(models.Entry{Verb: "修改提醒设置", Subject: topic, Topic: topic, After: models.JSON(w)})
}

// wishesOf reads those of some people; who has none is missing.
func wishesOf(tx *models.Tx, users []int64) (map[int64]Wishes, error) {
	found := map[int64]Wishes{}
	for some := range slices.Chunk(users, batch) {
		list, err := models.In[Wishes](tx).Where("user_id IN ?", some).Find(tx.Ctx)
		if err != nil {
			return nil, err
		}
		for _, w := range list {
			found[w.UserID] = w
		}
	}
	return found, nil
}

// quietUntil is when the quiet hours end in which an instant lies, or that instant.
func (w Wishes) quietUntil(tx *models.Tx, at time.Time) time.Time {
	if w.QuietFrom == "" {
		return at
	}
	now, day := tx.Local(at).Format("15:04"), tx.DayOf(at)
	overnight := w.QuietFrom > w.QuietTo
	switch {
	case overnight && now >= w.QuietFrom:
		return tx.Time(day.Add(1), w.QuietTo)
	case overnight && now < w.QuietTo, !overnight && now >= w.QuietFrom && now < w.QuietTo:
		return tx.Time(day, w.QuietTo)
	}
	return at
}
