package handlers

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"luoshi/calendar"
	"luoshi/files"
	"luoshi/models"
	"luoshi/models/discussion"
)

// attachmentJSON is a file as the API shows it.
type attachmentJSON struct {
	ID       int64  `json:"id"`
	Subject  string `json:"subject"`
	Name     string `json:"name"`
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
	Uploader string `json:"uploader"`
	At       string `json:"at"`
}

func showAttachment(tx *models.Tx, a *discussion.Attachment) attachmentJSON {
	return attachmentJSON{a.ID, a.Subject, a.Name, a.Type, a.Size, a.SHA256, a.UploaderName, instant(tx, &a.CreatedAt)}
}

func (s *Server) listAttachments(r *Request) (Answer, error) {
	return s.handedIn(r, r.Query("subject"))
}

// handedIn is the files of a subject.
func (s *Server) handedIn(r *Request, key string) (Answer, error) {
	limit, before, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	var page filesView
	list := List[attachmentJSON]{Items: []attachmentJSON{}}
	err = r.View(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, key)
		if err != nil {
			return err
		}
		kept, err := subject.Attachments(tx, before, limit+1)
		if err != nil {
			return err
		}
		if len(kept) > limit {
			kept = kept[:limit]
			list.Next = cursor(kept[limit-1].ID)
		}
		for i := range kept {
			list.Items = append(list.Items, showAttachment(tx, &kept[i]))
		}
		if wantsJSON(r.Context) {
			return nil
		}
		page, err = r.filesOf(tx, &subject, kept)
		return err
	})
	page.Pager = r.pager(list.Next)
	return Answer{Page: "attachments", Part: "files", Title: word("附件"), Section: "projects", View: page, JSON: list, Crumbs: page.crumbs()}, err
}

// attach takes a file: first onto the disk, then into the database. Who may not
// hand it in is told before it is read.
func (s *Server) attach(r *Request) (Answer, error) {
	var made attachmentJSON
	var day calendar.Date
	err := r.View(func(tx *models.Tx) error {
		subject, err := discussion.Find(tx, r.Query("subject"))
		if err != nil {
			return err
		}
		day = tx.Today()
		return subject.Room(tx, max(0, r.Context.Request.ContentLength-64<<10))
	})
	if err == nil {
		made, err = s.take(r, day)
	}
	if err != nil {
		return r.again("upload", err, s.listAttachments)
	}
	if wantsJSON(r.Context) {
		return Answer{Status: http.StatusCreated, JSON: made}, nil
	}
	if r.GetHeader("HX-Request") == "true" {
		return s.listAttachments(r)
	}
	return Answer{Goto: discussionLink("/attachments", r.Query("subject")), Flash: "附件已上传。"}, nil
}

// take stores the file of the form and writes its row; without the row the file goes again.
func (s *Server) take(r *Request, day calendar.Date) (made attachmentJSON, err error) {
	part, about, err := r.filePart()
	if err != nil {
		return made, err
	}
	name := files.Name(part.FileName())
	kept, err := s.Files.Take(day, name, part)
	if err != nil {
		return made, fileFault(err)
	}
	err = r.Update(func(tx *models.Tx) error {
		subject, err := r.part(tx, about)
		if err != nil {
			return err
		}
		a := &discussion.Attachment{Name: name, Type: kept.Type, Size: kept.Size, SHA256: kept.SHA256, File: kept.File}
		if err := subject.Attach(tx, a); err != nil {
			return err
		}
		made = showAttachment(tx, a)
		return nil
	})
	if err != nil {
		err = errors.Join(err, s.Files.Remove(kept.File))
	}
	return made, err
}

// filePart goes through the form up to its file, which is read as it comes; what
// the file is about stands before it.
func (r *Request) filePart() (file *multipart.Part, about string, err error) {
	missing := models.FailAt(models.Invalid, "file", "请选择要上传的文件。")
	form, err := r.Context.Request.MultipartReader()
	if err != nil {
		return nil, "", missing
	}
	for {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil, "", missing
		case err != nil:
			return nil, "", fileFault(err)
		case part.FormName() == "file" && part.FileName() != "":
			return part, about, nil
		case part.FormName() == "about":
			text, err := io.ReadAll(io.LimitReader(part, 60))
			if err != nil {
				return nil, "", fileFault(err)
			}
			about = string(text)
		}
	}
}

// fileFault is what went wrong with a file in terms of HTTP and of people.
func fileFault(err error) error {
	if _, large := errors.AsType[*files.TooLarge](err); large {
		return &http.MaxBytesError{Limit: files.Limit}
	}
	if refused, ok := errors.AsType[*files.Refused](err); ok {
		return models.FailAt(models.Invalid, "file", "%s", refused.Text)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return models.Fail(models.Invalid, "文件没有传完，请重新上传。")
	}
	return err
}

// downloadAttachment hands a file out, for saving only.
func (s *Server) downloadAttachment(r *Request) (Answer, error) {
	var a *discussion.Attachment
	err := r.View(func(tx *models.Tx) (err error) {
		a, _, err = discussion.FindAttachment(tx, r.ID())
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	body, err := s.Files.Open(a.File)
	if err != nil {
		return Answer{}, fmt.Errorf("attachment %d: %w", a.ID, err)
	}
	return Answer{File: &File{Name: a.Name, Type: a.Type, Body: body, Size: a.Size}}, nil
}

func (s *Server) removeAttachment(r *Request) (Answer, error) {
	var topic string
	err := r.Update(func(tx *models.Tx) error {
		a, subject, err := discussion.FindAttachment(tx, r.ID())
		if err != nil {
			return err
		}
		topic = subject.Topic
		return a.Remove(tx)
	})
	if err != nil || r.GetHeader("HX-Request") != "true" {
		return Answer{Goto: discussionLink("/attachments", topic), Flash: "附件已删除。"}, err
	}
	return s.handedIn(r, topic)
}
