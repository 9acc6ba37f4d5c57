package bulletin

import (
	"gorm.io/gorm"

	"luoshi/models"
)

// series counts the documents of a year that carry the same letters.
type series struct {
	Series string `gorm:"primaryKey"`
	Year   int    `gorm:"primaryKey"`
	Last   int
}

// TableName says what is counted.
func (series) TableName() string { return "document_numbers" }

// nextNumber takes the next number of a series in a year. It belongs to this
// transaction: others wait for it, and if it comes to nothing the number is taken anew.
func nextNumber(tx *models.Tx, name string, year int) (int, error) {
	if err := models.In[series](tx, models.Once).Create(tx.Ctx, &series{Series: name, Year: year}); err != nil {
		return 0, err
	}
	counter := models.In[series](tx).Where("series = ? AND year = ?", name, year)
	if _, err := counter.Update(tx.Ctx, "last", gorm.Expr("last + 1")); err != nil {
		return 0, err
	}
	now, err := counter.Take(tx.Ctx)
	return now.Last, err
}
