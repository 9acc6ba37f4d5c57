package importing

import (
	"encoding/json"
	"time"

	"luoshi/models"
)

// Upload is a list that waits between its preview and its confirmation.
type Upload struct {
	ID        int64
	UserID    int64
	Kind      string
	Year      int
	Name      string // of the file
	Content   []byte // the sheets as JSON
	CreatedAt time.Time
}

const (
	kindProjects = "projects"
	waits        = 24 * time.Hour // then it is thrown away
	maxContent   = 4 << 20        // below what MySQL takes in one packet
)

// gone says that there is nothing to confirm, without telling whose it was.
var gone = models.Fail(models.NotFound, "没有这份待确认的清单：可能已经导入、已经放弃，或者上传超过一天。请到项目列表核对，或重新上传。")

// Keep puts a list away until it is confirmed, and throws out what nobody confirmed.
func (l List) Keep(tx *models.Tx, name string) (*Upload, error) {
	if err := tx.Require(models.Enter, models.Projects, 0); err != nil {
		return nil, err
	}
	content, err := json.Marshal(l.Sheets)
	if err != nil {
		return nil, err
	}
	if len(content) > maxContent {
		return nil, models.Fail(models.Invalid, "表格内容过多。请只保留项目清单所在的工作表，再重新上传。")
	}
	if _, err := models.In[Upload](tx).Where("created_at < ?", tx.Now.Add(-waits)).Delete(tx.Ctx); err != nil {
		return nil, err
	}
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[:200])
	}
	u := &Upload{UserID: tx.Actor.ID, Kind: kindProjects, Year: l.Year, Name: name, Content: content, CreatedAt: tx.Now}
	return u, models.In[Upload](tx).Create(tx.Ctx, u)
}

// Find finds the actor's own list that waits.
func Find(tx *models.Tx, id int64) (*Upload, error) {
	u, err := models.In[Upload](tx).Where("id = ? AND user_id = ? AND created_at >= ?", id, tx.Actor.ID, tx.Now.Add(-waits)).First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return nil, gone
	}
	return &u, err
}

// List is what was handed in, with the choices made.
func (u *Upload) List(choices []Choice) (List, error) {
	l := List{Year: u.Year, Choices: choices}
	err := json.Unmarshal(u.Content, &l.Sheets)
	return l, err
}

// Preview shows the waiting list as it would be imported now.
func (u *Upload) Preview(tx *models.Tx, choices []Choice) (*Preview, error) {
	l, err := u.List(choices)
	if err != nil {
		return nil, err
	}
	return l.Preview(tx)
}

// Confirm imports the list, once: whoever asks again finds it gone.
func (u *Upload) Confirm(tx *models.Tx, choices []Choice, how Mode) (*Preview, error) {
	// Locks every list of the year that waits, so that two are imported one after
	// the other and the second sees what the first has made.
	if _, err := models.In[Upload](tx).Where("kind = ? AND year = ?", u.Kind, u.Year).Set(models.Assign("year", u.Year)).Update(tx.Ctx); err != nil {
		return nil, err
	}
	if err := u.remove(tx); err != nil {
		return nil, err
	}
	l, err := u.List(choices)
	if err != nil {
		return nil, err
	}
	return l.Import(tx, how)
}

// Discard throws the list away.
func (u *Upload) Discard(tx *models.Tx) error { return u.remove(tx) }

func (u *Upload) remove(tx *models.Tx) error {
	n, err := models.In[Upload](tx).Where("id = ?", u.ID).Delete(tx.Ctx)
	if err == nil && n == 0 {
		return gone
	}
	return err
}
