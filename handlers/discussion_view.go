package handlers

import (
	"fmt"

	"luoshi/files"
	"luoshi/models"
	"luoshi/models/discussion"
	"luoshi/views"
)

// talkView is what was said about a subject, as its part of a page shows it.
type talkView struct {
	Key, Link  string
	Name       phrase
	Comments   []commentView
	Pager      views.Pager
	Form       *views.Form // nil for who may only read
	CrowdLink  string
	PeopleLink string // the same for the program in the page
	Watch      watchView
}

type commentView struct {
	ID                  int64
	Author, When, About string
	Edited              bool
	Text                string
	Files               []fileView
	Edit, Attach        *views.Form // nil when it is too late, or somebody else's
	DeleteAction        string
}

type watchView struct {
	Action               string
	Word, Hint           word
	Watching, Muted, Own bool // Own: asked for, not by default
}

// filesView is what was handed in, as its part of a page shows it.
type filesView struct {
	Key, Link string
	Name      phrase
	Files     []fileView
	Pager     views.Pager
	Upload    *views.Form
	Accept    string
}

type fileView struct {
	ID                          int64
	Name, Size, About, By, Link string
	RemoveAction                string // "" for who may not
}

func (v talkView) crumbs() []views.Crumb {
	return []views.Crumb{{Name: v.Name, Link: v.Link}, {Name: word("讨论")}}
}
func (v filesView) crumbs() []views.Crumb {
	return []views.Crumb{{Name: v.Name, Link: v.Link}, {Name: word("附件")}}
}

// talkOf is the talk about a subject as a page shows it.
func (r *Request) talkOf(tx *models.Tx, s *discussion.Subject, comments []discussion.Comment) (v talkView, err error) {
	v = talkView{Key: s.Key, Name: phrase{"%s", s.Name}, Link: s.Link, CrowdLink: discussionLink("/comments/people", s.Key), PeopleLink: "/api/v1" + discussionLink("/comments/people", s.Key)}
	places, err := s.Places(tx)
	if err != nil {
		return v, err
	}
	handed, err := discussion.OfComments(tx, comments)
	if err != nil {
		return v, err
	}
	clears := s.MayClear(tx)
	for i := range comments {
		c := &comments[i]
		one := commentView{ID: c.ID, Author: c.AuthorName, When: when(tx, c.CreatedAt), About: nameOfPlace(tx, places, c.Subject, s.Key), Edited: c.EditedAt != nil, Text: c.Text}
		for k := range handed {
			if handed[k].Subject == c.Key() {
				one.Files = append(one.Files, fileOf(tx, &handed[k], "", clears))
			}
		}
		if c.MayChange(tx) {
			r.changeForms(c, &one)
		}
		v.Comments = append(v.Comments, one)
	}
	if s.MayWrite(tx) {
		f := views.Form{ID: "comment", Action: discussionLink("/comments", s.Key), Button: "发表评论",
			Fields: []views.Field{{Name: "text", Key: "new-", Label: "评论", Type: "textarea", Must: true, Hint: "输入 @姓名 提及能看到这项内容的同志；可以用 **加重**、- 列表、> 引用"}}}
		if about := aboutField(r, places, "comment-"); about != nil {
			f.Fields = append(f.Fields, *about)
		}
		f = r.fill(f)
		v.Form = &f
	}
	v.Watch, err = watchOf(r, tx, s)
	return v, err
}

// changeForms are what the author may still do to a comment.
func (r *Request) changeForms(c *discussion.Comment, v *commentView) {
	id := fmt.Sprintf("comment-%d", c.ID)
	at := fmt.Sprintf("/comments/%d", c.ID)
	edit := r.fill(views.Form{ID: id, Title: "修改", Action: at + "?_method=PATCH", Button: "保存修改", Open: r.asked(id),
		Hidden: []views.Field{hidden("revision", int64(c.Revision))},
		Fields: []views.Field{{Name: "text", Key: id + "-", Label: "评论", Type: "textarea", Must: true, Value: c.Text}}})
	attach := views.Form{ID: id + "-file", Title: "附文件", Action: discussionLink("/attachments", c.Key()), Button: "上传",
		Fields: []views.Field{{Name: "file", Key: id + "-", Label: "文件", Type: "file", Must: true, Hint: fileHint}}}
	v.Edit, v.Attach, v.DeleteAction = &edit, &attach, at+"?_method=DELETE"
}

// aboutField lets one say which stage or node one means; nil where there is no choice.
func aboutField(r *Request, places []discussion.Place, key string) *views.Field {
	if len(places) == 0 {
		return nil
	}
	f := views.Field{Name: "about", Key: key, Label: "关于", Type: "select", Options: []views.Option{{Name: word("整个项目")}}}
	for _, p := range places {
		f.Options = append(f.Options, views.Option{Value: p.Key, Name: p.Name})
	}
	return &f
}

// nameOfPlace is what part of the page something is about, "" for what the page itself is.
func nameOfPlace(tx *models.Tx, places []discussion.Place, key, page string) string {
	for _, p := range places {
		if p.Key == key && key != page {
			return tx.Say("%s", p.Name)
		}
	}
	return ""
}

func watchOf(r *Request, tx *models.Tx, s *discussion.Subject) (v watchView, err error) {
	mode, err := s.Mine(tx)
	v = watchView{Action: discussionLink("/watch", s.Topic) + "&_method=PUT", Watching: s.Watches(tx, mode), Muted: mode == discussion.Mute, Own: mode != discussion.Default}
	switch {
	case v.Muted:
		v.Word, v.Hint = "免打扰", "不再收到评论；时限提醒和提到您的仍会收到"
	case mode == discussion.Watch:
		v.Word, v.Hint = "已关注", "有新评论时随每日汇总告诉您"
	case v.Watching:
		v.Word, v.Hint = "因职务关注", "您负责、审核或分管这项工作，有新评论时随每日汇总告诉您"
	default:
		v.Word, v.Hint = "未关注", "关注后，有新评论时随每日汇总告诉您"
	}
	return v, err
}

// filesOf is what was handed in to a subject as a page shows it.
func (r *Request) filesOf(tx *models.Tx, s *discussion.Subject, list []discussion.Attachment) (v filesView, err error) {
	v = filesView{Key: s.Key, Name: phrase{"%s", s.Name}, Link: s.Link, Accept: files.Accepted}
	places, err := s.Places(tx)
	if err != nil {
		return v, err
	}
	clears := s.MayClear(tx)
	for i := range list {
		a := &list[i]
		about := nameOfPlace(tx, places, a.Subject, s.Key)
		if a.Subject != s.Key && about == "" {
			about = tx.Say("评论")
		}
		v.Files = append(v.Files, fileOf(tx, a, about, clears))
	}
	if s.MayWrite(tx) {
		f := views.Form{ID: "upload", Title: "上传附件", Action: discussionLink("/attachments", s.Key), Button: "上传", Open: r.asked("upload")}
		if about := aboutField(r, places, "upload-"); about != nil { // before the file: it is read in this order
			f.Fields = append(f.Fields, *about)
		}
		f.Fields = append(f.Fields, views.Field{Name: "file", Key: "upload-", Label: "文件", Type: "file", Must: true, Hint: fileHint})
		f = r.fill(f)
		v.Upload = &f
	}
	return v, err
}

const fileHint word = "PDF、OFD、Word、Excel、PPT、WPS 文档，PNG、JPG、WebP 图片，TXT、CSV；每个不超过 20 MB"

// fileOf is a file in a list; clears is whether the actor may also remove what others handed in.
func fileOf(tx *models.Tx, a *discussion.Attachment, about string, clears bool) fileView {
	v := fileView{ID: a.ID, Name: a.Name, Size: discussion.Size(a.Size), About: about, By: a.UploaderName + " " + when(tx, a.CreatedAt), Link: fmt.Sprintf("/attachments/%d", a.ID)}
	if clears || a.UploaderID == tx.Actor.ID {
		v.RemoveAction = v.Link + "?_method=DELETE"
	}
	return v
}
