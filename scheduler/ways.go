package scheduler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"luoshi/channels"
	"luoshi/models"
	"luoshi/models/notice"
)

// way is a channel that is set up, and how to send over it.
type way struct {
	notice.Channel
	out channels.Channel
}

// outlets are the channels that messages may be queued for: e-mail is none
// without a mail server.
func (s *Scheduler) outlets(tx *models.Tx) ([]notice.Channel, error) {
	list, err := notice.OpenChannels(tx)
	return slices.DeleteFunc(list, func(c notice.Channel) bool { return c.Kind == notice.Email && s.Mail == nil }), err
}

// ways are the outlets ready to send.
func (s *Scheduler) ways(ctx context.Context) (list []way, err error) {
	err = s.DB.View(ctx, models.System, func(tx *models.Tx) error {
		outlets, err := s.outlets(tx)
		failures := []error{err}
		for _, c := range outlets {
			out, err := s.open(tx, &c)
			if err != nil {
				failures = append(failures, fmt.Errorf("channel %d: %w", c.ID, err)) // its settings cannot be read: the others go on
				continue
			}
			list = append(list, way{c, out})
		}
		return errors.Join(failures...)
	})
	return list, err
}

// openers make a channel of its settings.
var openers = map[notice.ChannelKind]func(*channels.Web, *notice.Channel, channels.Secret, channels.Secret) channels.Channel{
	notice.WeComRobot: func(w *channels.Web, _ *notice.Channel, address, _ channels.Secret) channels.Channel {
		return channels.WeComRobot{Web: w, Address: address}
	},
	notice.WeComApp: func(w *channels.Web, c *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.WeComApp{Web: w, Base: cmp.Or(string(address), channels.WeComBase), CorpID: c.Account, Agent: c.Agent, Secret: secret}
	},
	notice.DingTalkRobot: func(w *channels.Web, _ *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.DingTalkRobot{Web: w, Address: address, Secret: secret}
	},
	notice.DingTalkApp: func(w *channels.Web, c *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.DingTalkApp{Web: w, Base: cmp.Or(string(address), channels.DingTalkBase), AppKey: c.Account, Agent: c.Agent, Secret: secret}
	},
	notice.FeishuRobot: func(w *channels.Web, _ *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.FeishuRobot{Web: w, Address: address, Secret: secret}
	},
	notice.FeishuApp: func(w *channels.Web, c *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.FeishuApp{Web: w, Base: cmp.Or(string(address), channels.FeishuBase), AppID: c.Account, Secret: secret}
	},
	notice.Webhook: func(w *channels.Web, _ *notice.Channel, address, secret channels.Secret) channels.Channel {
		return channels.Webhook{Web: w, Address: address, Secret: secret}
	},
}

func (s *Scheduler) open(tx *models.Tx, c *notice.Channel) (channels.Channel, error) {
	if c.Kind == notice.Email {
		if s.Mail == nil {
			return nil, models.Fail(models.Conflict, "没有设置邮件服务器，请运行维护人员用启动参数设置。")
		}
		return s.Mail, nil
	}
	settings, err := c.Settings(tx)
	if err != nil {
		return nil, err
	}
	return openers[c.Kind](s.Web, c, channels.Secret(settings.Address), channels.Secret(settings.Secret)), nil
}

// Try sends one message over a channel at once, for whoever sets it up, and notes
// how it went.
func (s *Scheduler) Try(ctx context.Context, channel int64, address, title, body string) error {
	var w way
	var turn bool
	err := s.DB.Update(ctx, models.System, func(tx *models.Tx) error {
		c, err := notice.FindChannel(tx, channel)
		if err != nil {
			return err
		}
		w = way{Channel: *c}
		if w.out, err = s.open(tx, c); err == nil {
			turn, err = w.Turn(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !turn {
		return models.Fail(models.TooMany, "这个渠道一分钟内发送的消息已到平台的上限，请稍后再试。")
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	m := channels.Message{ID: fmt.Sprintf("test/%d/%d", channel, s.DB.Now().UnixMilli()), Address: address, Title: title, Body: body, Link: s.Home}
	failure := safely(func() error { return w.out.Send(ctx, m) })
	if err := s.note(ctx, &w, []notice.Failure{failureOf(failure)}); err != nil {
		return err
	}
	if failure != nil {
		return models.Fail(models.Conflict, "没有发出：%s", failure.Error())
	}
	return nil
}
