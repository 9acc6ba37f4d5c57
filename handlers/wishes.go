package handlers

import (
	"strconv"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// wishesView is how the user wants to be told, as the API shows it.
type wishesView struct {
	QuietFrom string        `json:"quiet_from"`
	QuietTo   string        `json:"quiet_to"`
	Through   bool          `json:"urgent_through"`
	Kinds     []wishKind    `json:"kinds"`
	Channels  []wishChannel `json:"channels"`
	Usual     *int64        `json:"usual_channel"` // over which one is told who has chosen nothing
}

type wishKind struct {
	Kind    notice.Kind `json:"kind"`
	Name    string      `json:"name"`
	Channel *int64      `json:"channel"` // null for the usual one, 0 for the inbox alone
}

type wishChannel struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type wishesPage struct {
	Form views.Form
	None bool // there is no way to the user but the inbox
}

// usualChannel stands for "not chosen" in a browser's form.
const usualChannel = "usual"

func (s *Server) showWishes(r *Request) (Answer, error) {
	v := wishesView{Kinds: []wishKind{}, Channels: []wishChannel{}}
	err := r.View(func(tx *models.Tx) error {
		w, err := notice.MyWishes(tx)
		if err != nil {
			return err
		}
		channels, err := notice.MyChannels(tx, s.Mail)
		for _, c := range channels {
			v.Channels = append(v.Channels, wishChannel{c.ID, c.Name})
		}
		if usual := notice.Usual(channels, func(notice.ChannelKind) bool { return true }); usual != nil {
			v.Usual = &usual.ID
		}
		v.QuietFrom, v.QuietTo, v.Through = w.QuietFrom, w.QuietTo, w.Through
		for _, k := range notice.Kinds {
			kind := wishKind{Kind: k, Name: r.Say("%s", notice.KindNames[k])}
			if chosen, chose := w.Channels[k]; chose {
				kind.Channel = &chosen
			}
			v.Kinds = append(v.Kinds, kind)
		}
		return err
	})
	page := wishesPage{Form: r.fill(wishesForm(r, v)), None: len(v.Channels) == 0}
	return Answer{Page: "wishes", Title: word("我的提醒"), Section: "wishes", Crumbs: []views.Crumb{{Name: word("提醒"), Link: "/notices"}, {Name: word("我的提醒")}}, View: page, JSON: v}, err
}

// wishesForm asks for the channel of each kind, and for quiet hours.
func wishesForm(r *Request, v wishesView) views.Form {
	f := views.Form{ID: "wishes", Title: word("怎样提醒我"), Action: "/me/reminders?_method=PUT", Button: "保存",
		Text: "站内收件箱总是全部都有。到期当天的提醒、逾期和等您审核的事项不能关，可以选择只在站内。"}
	for _, k := range v.Kinds {
		options := []views.Option{{Value: usualChannel, Name: word("通常的渠道"), Chosen: k.Channel == nil}, {Value: "0", Name: word("只在站内"), Chosen: k.Channel != nil && *k.Channel == notice.InboxOnly}}
		for _, c := range v.Channels {
			if v.Usual != nil && *v.Usual == c.ID {
				options[0].Name = phrase{"通常的渠道（%s）", c.Name}
			}
			options = append(options, views.Option{Value: strconv.FormatInt(c.ID, 10), Name: typed(c.Name), Chosen: k.Channel != nil && *k.Channel == c.ID})
		}
		f.Fields = append(f.Fields, views.Field{Name: "channel_" + string(k.Kind), Label: word(k.Name), Type: "select", Options: options})
	}
	f.Fields = append(f.Fields,
		views.Field{Name: "quiet_from", Label: "免打扰从", Type: "time", Value: v.QuietFrom, Hint: "这段时间里站外消息都不发，等到结束时再发；不需要就留空"},
		views.Field{Name: "quiet_to", Label: "免打扰到", Type: "time", Value: v.QuietTo},
		either("urgent_through", "免打扰时，紧急事项", "照样立即发", "也等到结束", v.Through))
	return f
}

func (s *Server) keepWishes(r *Request) (Answer, error) {
	var form struct {
		QuietFrom string                 `form:"quiet_from" json:"quiet_from" binding:"max=5" label:"免打扰从"`
		QuietTo   string                 `form:"quiet_to" json:"quiet_to" binding:"max=5" label:"免打扰到"`
		Through   bool                   `form:"urgent_through" json:"urgent_through"`
		Channels  map[notice.Kind]*int64 `form:"-" json:"channels"`
	}
	err := r.Form(&form)
	w := notice.Wishes{QuietFrom: form.QuietFrom, QuietTo: form.QuietTo, Through: form.Through, Channels: map[notice.Kind]int64{}}
	for kind, channel := range form.Channels {
		if channel != nil {
			w.Channels[kind] = *channel
		}
	}
	for _, kind := range notice.Kinds { // of a browser
		if chosen, err := strconv.ParseInt(r.PostForm("channel_"+string(kind)), 10, 64); err == nil {
			w.Channels[kind] = chosen
		}
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return w.Keep(tx, s.Mail) })
	}
	if err != nil {
		return r.again("wishes", err, s.showWishes)
	}
	if wantsJSON(r.Context) {
		return s.showWishes(r)
	}
	return Answer{Goto: "/me/reminders", Flash: "已保存。"}, nil
}
