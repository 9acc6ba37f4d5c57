package handlers

import (
	"fmt"
	"net/http"
	"time"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// channelView is a way out of the house as the API shows it: no secret is ever in it.
type channelView struct {
	ID        int64              `json:"id"`
	Kind      notice.ChannelKind `json:"kind"`
	Name      string             `json:"name"`
	Address   string             `json:"address"` // masked
	Account   string             `json:"account"`
	Agent     int64              `json:"agent"`
	HasSecret bool               `json:"has_secret"`
	OrgID     *int64             `json:"org_id"`
	OrgName   string             `json:"org_name"`
	Names     bool               `json:"names"`
	Enabled   bool               `json:"enabled"`
	Ready     bool               `json:"ready"`
	PausedAt  string             `json:"paused_at"`
	PausedBy  string             `json:"paused_by"`
	PauseNote string             `json:"pause_note"`
	Waiting   int64              `json:"waiting"`
	GivenUp   int64              `json:"given_up"`
	SentAt    string             `json:"sent_at"`
	FailedAt  string             `json:"failed_at"`
	Error     string             `json:"error"`
	Revision  int                `json:"revision"`

	KindName                  fmt.Stringer  `json:"-"`
	Tone                      string        `json:"-"`
	StateName                 language.Word `json:"-"`
	Sent, Failed, PausedSince string        `json:"-"`
}

type channelsPage struct {
	Channels         []channelView
	Kinds            []views.Option // that can be set up
	New              *views.Form
	CanAdd, CanPause bool
}

type channelPage struct {
	channelView
	Form, Pause, Test *views.Form
	CanEdit, CanPause bool
	Person            bool
}

// showChannels is the channels as they stand, with what waits.
func (s *Server) showChannels(tx *models.Tx, list []notice.Channel) ([]channelView, error) {
	backlog, err := notice.Undelivered(tx)
	if err != nil {
		return nil, err
	}
	shown := []channelView{}
	for i := range list {
		v, err := s.showChannel(tx, &list[i], backlog[list[i].ID])
		if err != nil {
			return nil, err
		}
		shown = append(shown, v)
	}
	return shown, nil
}

func (s *Server) showChannel(tx *models.Tx, c *notice.Channel, b notice.Backlog) (channelView, error) {
	v := channelView{ID: c.ID, Kind: c.Kind, Name: c.Name, Account: c.Account, Agent: c.Agent, HasSecret: c.Secret != "", OrgID: c.OrgID, Names: c.Names,
		Enabled: c.Enabled, Ready: c.Kind != notice.Email || s.Mail, PausedBy: c.PausedBy, PauseNote: c.PauseNote, Waiting: b.Waiting, GivenUp: b.GivenUp,
		Error: c.Error, Revision: c.Revision, KindName: c.Trait().Name}
	settings, err := c.Settings(tx)
	if err != nil {
		v.Ready, v.Error = false, tx.Say("密钥文件已更换，原来的设置无法解密，请重新填写地址和密钥。")
	}
	v.Address = settings.Masked()
	if c.Org != nil {
		v.OrgName = c.Org.Name
	}
	for _, at := range []struct {
		is    *time.Time
		exact *string
		shown *string
	}{{c.PausedAt, &v.PausedAt, &v.PausedSince}, {c.SentAt, &v.SentAt, &v.Sent}, {c.FailedAt, &v.FailedAt, &v.Failed}} {
		if at.is != nil {
			*at.exact, *at.shown = tx.Local(*at.is).Format(time.RFC3339), when(tx, *at.is)
		}
	}
	switch {
	case !c.Enabled:
		v.Tone, v.StateName = "idle", "已停用"
	case !v.Ready:
		v.Tone, v.StateName = "idle", "未设置"
	case c.PausedAt != nil:
		v.Tone, v.StateName = "warn", "已暂停"
	case c.FailedAt != nil && (c.SentAt == nil || c.SentAt.Before(*c.FailedAt)):
		v.Tone, v.StateName = "late", "上次失败"
	case c.SentAt == nil:
		v.Tone, v.StateName = "idle", "还没有发过"
	default:
		v.Tone, v.StateName = "ok", "正常"
	}
	return v, nil
}

func (s *Server) listChannels(r *Request) (Answer, error) {
	page := channelsPage{}
	err := r.View(func(tx *models.Tx) error {
		list, err := notice.Channels(tx)
		if err != nil {
			return err
		}
		if page.Channels, err = s.showChannels(tx, list); err != nil {
			return err
		}
		page.CanAdd, page.CanPause = tx.Can(models.Enter, models.Channels, 0), tx.Can(models.Approve, models.Channels, 0)
		for _, k := range notice.ChannelKinds {
			page.Kinds = append(page.Kinds, views.Option{Value: string(k), Name: notice.Traits[k].Name})
		}
		kind := notice.ChannelKind(r.Query("kind"))
		if r.refused != nil {
			kind = notice.ChannelKind(r.PostForm("kind"))
		}
		if _, known := notice.Traits[kind]; page.CanAdd && known && kind != notice.Email && r.asked("channel") {
			page.New, err = r.channelForm(tx, channelView{Kind: kind, Enabled: true}, views.Form{ID: "channel", Action: "/channels", Button: "新建",
				Title: word(r.Say("新建：%s", notice.Traits[kind].Name)), Hidden: []views.Field{{Name: "kind", Value: string(kind)}}})
		}
		return err
	})
	return Answer{Page: "channels", Title: word("发送渠道"), Section: "jobs", Crumbs: []views.Crumb{{Name: word("后台任务"), Link: "/jobs"}, {Name: word("发送渠道")}},
		View: page, JSON: List[channelView]{Items: page.Channels}}, err
}

func (s *Server) showChannelPage(r *Request) (Answer, error) {
	page := channelPage{}
	err := r.View(func(tx *models.Tx) error {
		c, err := notice.FindChannel(tx, r.ID())
		if err != nil {
			return err
		}
		backlog, err := notice.Undelivered(tx)
		if err != nil {
			return err
		}
		if page.channelView, err = s.showChannel(tx, c, backlog[c.ID]); err != nil {
			return err
		}
		page.Person = !c.Grouped() && c.Kind != notice.Email
		page.CanEdit, page.CanPause = tx.Can(models.Enter, models.Channels, 0), tx.Can(models.Approve, models.Channels, 0)
		if page.CanPause && c.PausedAt == nil {
			f := r.fill(pauseForm(fmt.Sprintf("/channels/%d/pause", c.ID), "暂停期间，这个渠道的消息照样排队，不会丢失；恢复后，三天内的合并为一条发出，更早的记为过期。"))
			page.Pause = &f
		}
		if !page.CanEdit {
			return nil
		}
		page.Test = r.testForm(tx, c)
		page.Form, err = r.channelForm(tx, page.channelView, views.Form{ID: "edit", Title: "修改", Action: fmt.Sprintf("/channels/%d?_method=PATCH", c.ID), Button: "保存",
			Hidden: []views.Field{hidden("revision", int64(c.Revision))}})
		return err
	})
	crumbs := []views.Crumb{{Name: word("后台任务"), Link: "/jobs"}, {Name: word("发送渠道"), Link: "/channels"}, {Name: typed(page.Name)}}
	return Answer{Page: "channel", Title: typed(page.Name), Section: "jobs", Crumbs: crumbs, View: page, JSON: page.channelView}, err
}

// channelChange is what a form or program sets.
type channelChange struct {
	Kind    notice.ChannelKind `form:"kind" json:"kind" binding:"max=20" label:"类型"`
	Name    *string            `form:"name" json:"name" label:"名称"`
	Address string             `form:"address" json:"address" binding:"max=1000" label:"地址"`
	Account *string            `form:"account" json:"account" label:"账号"`
	Agent   *int64             `form:"agent" json:"agent" label:"应用编号"`
	Secret  string             `form:"secret" json:"secret" binding:"max=300" label:"密钥"`
	OrgID   *int64             `form:"org_id" json:"org_id" label:"组织"`
	Names   *bool              `form:"names" json:"names" label:"可以写姓名"`
	Enabled *bool              `form:"enabled" json:"enabled" label:"启用"`
}

func (c channelChange) set() notice.ChannelChange {
	return notice.ChannelChange{Name: c.Name, Address: c.Address, Secret: c.Secret, Account: c.Account, Agent: c.Agent, OrgID: c.OrgID, Names: c.Names, Enabled: c.Enabled}
}

func (s *Server) createChannel(r *Request) (Answer, error) {
	var form channelChange
	var v channelView
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c, err := notice.AddChannel(tx, form.Kind, form.set())
			if err != nil {
				return err
			}
			if c, err = notice.FindChannel(tx, c.ID); err == nil {
				v, err = s.showChannel(tx, c, notice.Backlog{})
			}
			return err
		})
	}
	if err != nil {
		return r.again("channel", err, s.listChannels)
	}
	return created(v, fmt.Sprintf("/channels/%d", v.ID), "已新建。请发一条测试消息，确认能收到。"), nil
}

func (s *Server) changeChannel(r *Request) (Answer, error) {
	var form struct {
		channelChange
		Revision *int `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c, err := notice.FindChannel(tx, r.ID())
			if err != nil {
				return err
			}
			return c.Change(tx, form.set(), *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showChannelPage)
	}
	return s.channelDone(r, "已保存。")
}

// channelDone answers what was done to a channel.
func (s *Server) channelDone(r *Request, flash word) (Answer, error) {
	if wantsJSON(r.Context) {
		return s.showChannelPage(r)
	}
	return Answer{Goto: fmt.Sprintf("/channels/%d", r.ID()), Flash: flash}, nil
}

// tryChannel sends a test message at once.
func (s *Server) tryChannel(r *Request) (Answer, error) {
	var form struct {
		To string `form:"to" json:"to" binding:"max=200" label:"收件人"`
	}
	err := r.OptionalForm(&form)
	if err == nil {
		err = r.View(notice.MayTry)
	}
	if err == nil {
		at := s.DB.Now().Format(http.TimeFormat)
		err = s.Try(r.Context.Request.Context(), r.ID(), form.To, r.Say("落实：测试消息"), r.Say("收到这条提醒，说明渠道设置正确。%s", at))
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return notice.Tried(tx, r.ID(), form.To) })
	}
	if err != nil {
		return r.again("test", err, s.showChannelPage)
	}
	return s.channelDone(r, "测试消息已被对方接收，请到客户端查看。")
}
