package notice

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

// Anchor tells the audit administrators, once a day, where the audit trail ends:
// who keeps the message can prove later that nothing was cut off.
func Anchor(tx *models.Tx) error {
	last, err := tx.LastSeal()
	if err != nil || last.ID == 0 {
		return err
	}
	key := fmt.Sprintf("audit-anchor/%s", tx.Today())
	told, err := models.In[Notice](tx).Where("notice_key = ?", key).Count(tx.Ctx, "id")
	if err != nil || told > 0 {
		return err
	}
	to, err := Admins(tx, models.AuditReader)
	if err != nil {
		return err
	}
	return Send(tx, Notice{Key: key, Rule: "audit-anchor", Subject: "audit", Title: language.Phrase{"%s审计锚点：第%d号封条", tx.Today().Long(), last.ID},
		Body: language.Phrase{"请留存：%s。核对时运行 luoshi audit verify --anchor 加上这一串。", last.Anchor()}, Link: "/audit"}, to...)
}
