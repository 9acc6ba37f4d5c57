package handlers

import (
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/bulletin"
	"luoshi/papers"
	"luoshi/views"
)

func (s *Server) createBulletin(r *Request) (Answer, error) {
	var form struct {
		OrgID int64          `form:"org_id" json:"org_id"` // 0 for the work committee
		Month calendar.Month `form:"month" json:"month" binding:"required,max=7" label:"月份"`
	}
	if err := r.Form(&form); err != nil {
		return r.again("bulletin", err, s.listBulletins)
	}
	a, err := s.bulletinChanged(r, http.StatusCreated, "已按记录生成草稿，请核对后报送审核。", func(tx *models.Tx) (*bulletin.Bulletin, error) {
		org, err := bulletin.Issuer(tx, form.OrgID)
		if err != nil {
			return nil, err
		}
		return bulletin.Create(tx, org, form.Month)
	})
	if err != nil {
		return r.again("bulletin", err, s.listBulletins)
	}
	return a, nil
}

// bulletinChanged answers a verb with the bulletin as it is afterwards.
func (s *Server) bulletinChanged(r *Request, status int, flash word, verb func(*models.Tx) (*bulletin.Bulletin, error)) (Answer, error) {
	a := Answer{Status: status, Flash: flash}
	err := r.Update(func(tx *models.Tx) error {
		b, err := verb(tx)
		if err != nil {
			return err
		}
		if b, err = bulletin.Find(tx, b.ID); err != nil {
			return err
		}
		a.JSON, a.Goto = showBulletin(tx, b), b.Link()
		return nil
	})
	return a, err
}

// bulletinForm is what a change of a bulletin may bring.
type bulletinForm struct {
	Title      *string        `form:"title" json:"title" label:"标题"`
	Addressee  *string        `form:"addressee" json:"addressee" label:"主送"`
	Opening    *string        `form:"opening" json:"opening" label:"开头"`
	Overall    *string        `form:"overall" json:"overall" label:"总体情况补充"`
	Problems   *string        `form:"problems" json:"problems" label:"存在问题补充"`
	Demands    *string        `form:"demands" json:"demands" label:"有关要求"`
	DueOn      *calendar.Date `form:"due_on" json:"due_on" label:"整改时限"`
	Open       *bool          `form:"open" json:"open"`
	Listed     []int64        `form:"listed" json:"listed"`
	Recipients []int64        `form:"recipients" json:"recipients"`
	Part       bulletinPart   `form:"part" json:"-"`
	Revision   *int           `form:"revision" json:"revision"`
}

// bulletinPart is the form of the page that was sent: what is not ticked in it is not meant.
type bulletinPart string

const (
	bulletinText bulletinPart = "text"
	bulletinRows bulletinPart = "rows"
)

// fill writes what was sent into a change.
func (f *bulletinForm) fill(c *bulletin.Change) {
	put(&c.Title, f.Title)
	put(&c.Addressee, f.Addressee)
	put(&c.Opening, f.Opening)
	put(&c.Overall, f.Overall)
	put(&c.Problems, f.Problems)
	put(&c.Demands, f.Demands)
	put(&c.DueOn, f.DueOn)
	put(&c.Open, f.Open)
	if f.Listed != nil || f.Part == bulletinRows {
		c.Listed = f.Listed
	}
	if f.Recipients != nil || f.Part == bulletinText {
		c.Recipients = f.Recipients
	}
	if f.Part == bulletinText && f.Open == nil {
		c.Open = false
	}
}

func (s *Server) changeBulletin(r *Request) (Answer, error) {
	var form bulletinForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	var a Answer
	if err == nil {
		a, err = s.onBulletin(r, "已保存。", func(tx *models.Tx, b *bulletin.Bulletin) error { return form.save(tx, b) })
	}
	if err != nil {
		return r.again("edit", err, s.showBulletinPage)
	}
	return a, nil
}

func (f *bulletinForm) save(tx *models.Tx, b *bulletin.Bulletin) error {
	c := b.AsIs()
	f.fill(&c)
	return b.Change(tx, c, *f.Revision)
}

// submitBulletin hands in the bulletin, with what has been ticked since it was saved.
func (s *Server) submitBulletin(r *Request) (Answer, error) {
	var form bulletinForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	if err != nil {
		return Answer{}, err
	}
	return s.onBulletin(r, "已报送审核。", func(tx *models.Tx, b *bulletin.Bulletin) error {
		if form.Part == "" {
			return b.Submit(tx, *form.Revision)
		}
		if err := form.save(tx, b); err != nil {
			return err
		}
		return b.Submit(tx, b.Revision)
	})
}

// withdrawBulletin takes back what one has handed in.
func (s *Server) withdrawBulletin(r *Request) (Answer, error) {
	return s.onBulletin(r, "已撤回，可以修改后再报送。", func(tx *models.Tx, b *bulletin.Bulletin) error { return b.Withdraw(tx, b.Revision) })
}

// onBulletin is bulletinChanged for the bulletin in the path.
func (s *Server) onBulletin(r *Request, flash word, verb func(*models.Tx, *bulletin.Bulletin) error) (Answer, error) {
	return s.bulletinChanged(r, http.StatusOK, flash, func(tx *models.Tx) (*bulletin.Bulletin, error) {
		b, err := bulletin.Find(tx, r.ID())
		if err != nil {
			return nil, err
		}
		return b, verb(tx, b)
	})
}

// bulletinStep is an action that needs no more than the version it is based on.
func (s *Server) bulletinStep(flash word, verb func(*bulletin.Bulletin, *models.Tx, int) error) Action {
	return func(r *Request) (Answer, error) {
		var form struct {
			Revision *int `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
		}
		if err := r.Form(&form); err != nil {
			return Answer{}, err
		}
		return s.onBulletin(r, flash, func(tx *models.Tx, b *bulletin.Bulletin) error { return verb(b, tx, *form.Revision) })
	}
}

func (s *Server) returnBulletin(r *Request) (Answer, error) {
	var form struct {
		Reason   string `form:"reason" json:"reason" binding:"max=500" label:"退回原因"`
		Revision *int   `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	var a Answer
	if err == nil {
		a, err = s.onBulletin(r, "已退回修改。", func(tx *models.Tx, b *bulletin.Bulletin) error { return b.Return(tx, form.Reason, *form.Revision) })
	}
	if err != nil {
		return r.again("return", err, s.showBulletinPage)
	}
	return a, nil
}

// orderBulletin makes findings of the problems that are named: of some rows, or of all.
func (s *Server) orderBulletin(r *Request) (Answer, error) {
	var form struct {
		Rows []int64 `form:"rows" json:"rows"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onBulletin(r, "已转为整改，责任人已收到提醒。", func(tx *models.Tx, b *bulletin.Bulletin) error { return b.Order(tx, form.Rows) })
}

// showBulletinPaper is the bulletin as a public document: for Word, or for the printer.
func (s *Server) showBulletinPaper(r *Request) (Answer, error) {
	a, err := s.paperOf(r, "supervise", func(tx *models.Tx) (papers.Paper, paperOffer, error) {
		b, err := bulletin.Find(tx, r.ID())
		if err != nil {
			return papers.Paper{}, paperOffer{}, err
		}
		own := "/bulletins/" + r.Param("id")
		return papers.Bulletin(b), paperOffer{Page: own, Word: own + "/paper?format=docx"}, nil
	})
	a.Crumbs = append(bulletinCrumbs[:2:2], a.Crumbs...)
	return a, err
}

var bulletinCrumbs = []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("通报"), Link: "/bulletins"}}
