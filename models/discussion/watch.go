package discussion

import (
	"slices"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// Mode is what somebody has asked for about a topic. Without one, whoever owns,
// reviews or supervises it watches: that follows the post and is not stored.
type Mode string

const (
	Default Mode = ""
	Watch   Mode = "watch"
	Mute    Mode = "mute" // no word of comments; deadlines are reminded of all the same, and who is called by name is told
)

// Watching is one person's wish about a topic.
type Watching struct {
	Topic  string `gorm:"primaryKey"`
	UserID int64  `gorm:"primaryKey"`
	Mode   Mode
}

// TableName says what the wishes are.
func (Watching) TableName() string { return "watches" }

// Mine is what the actor has asked for.
func (s *Subject) Mine(tx *models.Tx) (Mode, error) {
	w, err := models.In[Watching](tx).Where("topic = ? AND user_id = ?", s.Topic, tx.Actor.ID).First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return Default, nil
	}
	return w.Mode, err
}

// Watches reports whether comments are told to the actor, who asked for the mode.
func (s *Subject) Watches(tx *models.Tx, mode Mode) bool {
	return mode == Watch || mode == Default && s.ByDefault(tx.Actor)
}

// ByDefault reports whether the person watches without having asked.
func (s *Subject) ByDefault(u *models.User) bool {
	return slices.Contains(s.Users, u.ID) || slices.ContainsFunc(s.Posts, u.Holds)
}

// SetMode is 关注, 免打扰, or neither; it needs no revision, for it is one's own.
func (s *Subject) SetMode(tx *models.Tx, mode Mode) error {
	verb, known := map[Mode]string{Watch: "关注", Mute: "免打扰", Default: "恢复默认提醒"}[mode]
	if !known {
		return models.FailAt(models.Invalid, "mode", "请选择关注（watch）、免打扰（mute），或留空恢复默认。")
	}
	if _, err := models.In[Watching](tx).Where("topic = ? AND user_id = ?", s.Topic, tx.Actor.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if mode != Default {
		w := Watching{Topic: s.Topic, UserID: tx.Actor.ID, Mode: mode}
		if err := models.In[Watching](tx, models.Once).Create(tx.Ctx, &w); err != nil {
			return err
		}
	}
	return tx.Record(models.Entry{Verb: verb, Subject: s.Topic, Topic: "watches/" + s.Topic, OrgID: s.OrgID, Detail: s.Name})
}

// watchers lists whom comments on the subject are told: those who watch by their
// post, and those who asked and still see it, without those who asked for quiet.
func (s *Subject) watchers(tx *models.Tx) ([]int64, error) {
	holders, err := tx.PostHolders(s.Posts)
	if err != nil {
		return nil, err
	}
	asked, err := models.In[Watching](tx).Where("topic = ?", s.Topic).Order("user_id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	list, quiet := slices.Clone(s.Users), []int64{0}
	for _, h := range holders {
		list = append(list, h.UserID)
	}
	for _, w := range asked {
		if w.Mode == Mute {
			quiet = append(quiet, w.UserID)
			continue
		}
		_, sees, err := s.seenBy(tx, w.UserID)
		if err != nil {
			return nil, err
		}
		if sees {
			list = append(list, w.UserID)
		}
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(id int64) bool { return slices.Contains(quiet, id) }), nil
}

// WatchAll is the change with which many projects are watched at once.
func WatchAll(tx *models.Tx, o *project.Outcome) error {
	s, err := about(tx, o.Project)
	if err != nil {
		return err
	}
	mode, err := s.Mine(tx)
	if err != nil {
		return err
	}
	if mode == Watch {
		return models.Fail(models.Conflict, "已经在关注，不需要更改。")
	}
	o.Was, o.Is = modeNames[mode], modeNames[Watch]
	return s.SetMode(tx, Watch)
}

var modeNames = map[Mode]language.Word{Watch: "关注", Mute: "免打扰", Default: "按职务提醒"}
