package discussion

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// swept is how many days back files without a row are looked for.
const swept = 31

// Days are those whose files nobody is still sending: yesterday is over everywhere.
func Days(tx *models.Tx) []calendar.Date {
	var days []calendar.Date
	for back := 2; back <= swept; back++ {
		days = append(days, tx.Today().Add(-back))
	}
	return days
}

// Unknown lists which of the files in the store no row speaks of.
func Unknown(tx *models.Tx, files []string) ([]string, error) {
	known, err := models.In[Attachment](tx).Select("file").Where("file IN ?", files).Find(tx.Ctx)
	return slices.DeleteFunc(slices.Clone(files), func(f string) bool {
		return slices.ContainsFunc(known, func(a Attachment) bool { return a.File == f })
	}), err
}

// Leftovers lists some files whose attachments were removed.
func Leftovers(tx *models.Tx, most int) ([]Attachment, error) {
	return models.In[Attachment](tx).Where("cleared = ? AND removed_at IS NOT NULL", false).Order("removed_at").Limit(most).Find(tx.Ctx)
}

// Clear notes that the file of a removed attachment is gone.
func (a *Attachment) Clear(tx *models.Tx) error {
	_, err := models.In[Attachment](tx).Where("id = ?", a.ID).Set(models.Assign("cleared", true)).Update(tx.Ctx)
	return err
}

// EachFile goes through the attachments whose files have to be in the store.
func EachFile(tx *models.Tx, look func(Attachment) error) error {
	for after := int64(0); ; {
		list, err := models.In[Attachment](tx).Where("cleared = ? AND id > ?", false, after).Order("id").Limit(500).Find(tx.Ctx)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, a := range list {
			if err := look(a); err != nil {
				return err
			}
			after = a.ID
		}
	}
}

// idOf is the number in a key.
func idOf(key string) int64 {
	_, number, _ := strings.Cut(key, "/")
	id, _ := strconv.ParseInt(number, 10, 64) // keys are ours
	return id
}
