package notice

import (
	"encoding/json"

	"luoshi/models"
)

// gathering is how far a channel that goes on after a pause has come in putting
// together what waited for it. Until it is through, nothing leaves.
type gathering struct {
	Reader  int64 // the account whose messages were seen last, 0 for the group
	After   int64 // the last of them
	Through int64 // the last that waited when the channel went on
}

// gatherPage is how many waiting messages one transaction looks at.
const gatherPage = 200

// begin notes that what waits is to be gathered; "" where nothing does.
func (c *Channel) begin(tx *models.Tx) (string, error) {
	g := gathering{After: -1}
	err := tx.Raw(&g.Through, "SELECT COALESCE(MAX(id), 0) FROM deliveries WHERE channel_id = ? AND state = ?", c.ID, Waiting)
	if err != nil || g.Through == 0 {
		return "", err
	}
	text, err := json.Marshal(g)
	return string(text), err
}

// GatherOn puts a page of what waited during a pause into one message for each
// reader, notes what no longer helps, and reports whether there is more. Of several
// replicas one takes a page. Where a page ends within one's messages, that one gets
// one message more.
func (c *Channel) GatherOn(tx *models.Tx) (more bool, err error) {
	known, err := models.In[Channel](tx).Select("gathering").Where("id = ?", c.ID).First(tx.Ctx)
	if err != nil || known.Gathering == "" {
		return false, err
	}
	var g gathering
	if err := json.Unmarshal([]byte(known.Gathering), &g); err != nil {
		return false, err
	}
	due, err := models.In[Delivery](tx).Preload("User", nil).Where("channel_id = ? AND state = ? AND id <= ?", c.ID, Waiting, g.Through).
		Where("COALESCE(user_id, 0) > ? OR COALESCE(user_id, 0) = ? AND id > ?", g.Reader, g.Reader, g.After).
		Order("COALESCE(user_id, 0), id").Limit(gatherPage).Find(tx.Ctx)
	if err != nil {
		return false, err
	}
	next := ""
	if more = len(due) == gatherPage; more {
		last := due[gatherPage-1]
		g.After, g.Reader = last.ID, 0
		if last.UserID != nil {
			g.Reader = *last.UserID
		}
		text, err := json.Marshal(g)
		if err != nil {
			return false, err
		}
		next = string(text)
	}
	won, err := models.In[Channel](tx).Where("id = ? AND gathering = ?", c.ID, known.Gathering).Update(tx.Ctx, "gathering", next)
	if err != nil || won == 0 {
		return true, err // a rival has the page
	}
	return more, gatherEach(tx, due)
}

// gatherEach merges the messages of each reader, who stand together.
func gatherEach(tx *models.Tx, due []Delivery) error {
	due, err := letGo(tx, due)
	for err == nil && len(due) > 0 {
		n := 1
		for n < len(due) && sameReader(due[0], due[n]) {
			n++
		}
		if n > 1 {
			err = merge(tx, due[:n])
		}
		due = due[n:]
	}
	return err
}

func sameReader(a, b Delivery) bool {
	return a.UserID == nil && b.UserID == nil || a.UserID != nil && b.UserID != nil && *a.UserID == *b.UserID
}
