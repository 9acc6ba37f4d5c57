package notice

import (
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// helps is how long a message that could not leave still helps whoever gets it.
const helps = 3 * 24 * time.Hour

// Pause keeps everything the channel has to send until it goes on.
func (c *Channel) Pause(tx *models.Tx, note string) error {
	if err := tx.Require(models.Approve, models.Channels, 0); err != nil {
		return err
	}
	note, err := pauseNote(note)
	if err != nil {
		return err
	}
	n, err := models.In[Channel](tx).Where("id = ? AND paused_at IS NULL", c.ID).
		Set(models.Assign("paused_at", tx.Now), models.Assign("paused_by", tx.Actor.Name), models.Assign("pause_note", note)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "这个渠道已经暂停，请刷新后查看。")
	}
	c.PausedAt, c.PausedBy, c.PauseNote = &tx.Now, tx.Actor.Name, note
	return c.record(tx, "暂停发送渠道", "", language.Phrase{"%s：%s", c.Name, note})
}

// Resume lets the channel go on: what still helps leaves once, for each person in
// one message; what does not is noted as expired. That is worked out a page at a
// time before anything is sent: GatherOn.
func (c *Channel) Resume(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Channels, 0); err != nil {
		return err
	}
	waits, err := c.begin(tx)
	if err != nil {
		return err
	}
	n, err := models.In[Channel](tx).Where("id = ? AND paused_at IS NOT NULL", c.ID).
		Set(models.Assign("gathering", waits), models.Assign("paused_at", nil), models.Assign("paused_by", ""), models.Assign("pause_note", "")).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "这个渠道没有暂停，请刷新后查看。")
	}
	c.PausedAt, c.PausedBy, c.PauseNote = nil, "", ""
	return c.record(tx, "恢复发送渠道", "", language.Quote(c.Name))
}

// pauseNote asks why something is to be silent.
func pauseNote(note string) (string, error) {
	note = strings.TrimSpace(note)
	wrong := models.FieldErrors{}
	if note == "" || len([]rune(note)) > 200 {
		wrong.Add("note", "请写明暂停原因，200字以内")
	}
	return note, wrong.Err("请写明暂停原因，200字以内。")
}
