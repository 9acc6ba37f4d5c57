package e2e

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// TestBoardIsDragged drops cards: what may be is carried out, what may not springs back.
func TestBoardIsDragged(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	var id int64
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&id, "SELECT id FROM projects WHERE code = ?", "P03") })
	card := fmt.Sprintf(`article[data-move="/projects/%d/column"]`, id)
	p := browser.Open(t, app)
	p.SignIn("xumuye")
	p.Visit("/projects/board")
	p.Drag(card, `[data-column="finished"]`)
	p.Says("不能直接变为“结项”")
	p.See(`[data-column="running"] ` + card + `, [data-column="pressing"] ` + card)
	p.Drag(card, `[data-column="in_review"]`)
	p.See("#dialog[open] form")
	p.Click("#dialog button.main")
	p.See(`[data-column="in_review"] ` + card)
	p.Says("已办理：提交第2阶段")
	p.Script(false)
	p.Visit("/projects/board")
	p.Click(card + " summary")
	p.Click(card + ` form[data-to="running"] button`)
	p.Says("已办理：撤回第2阶段")
}
