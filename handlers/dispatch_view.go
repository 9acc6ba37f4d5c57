package handlers

import (
	"fmt"
	"strconv"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// piecesView is what a task was decomposed into, as its page shows it.
type piecesView struct {
	Sum, Rule           string
	Lights              []lightCount
	Rows                []pieceRow
	More, Late, AllLink string // AllLink leads to all rows, with More of what is not shown
	Declined            string
}

type pieceRow struct {
	OrgID                                  int64
	Link, Org, Share, Receipt, Due, Deeper string
	Owner                                  phrase
	Percent                                int
	Signed, Light                          lamp
}

// shownPieces is how many rows the page of the task shows.
const shownPieces = 50

// showPieces sums all pieces up and shows some of them.
func showPieces(tx *models.Tx, all, some []project.Piece) (v piecesView) {
	r := project.RollUp(all, tx.Today())
	v.Sum = tx.Say("%d 个单位，签收 %d 个，未签收 %d 个", r.Total, r.Signed, r.Waiting)
	if r.Declined > 0 {
		v.Declined = tx.Say("退回 %d 个，请重新下达或撤回", r.Declined)
	}
	if r.LateReceipts > 0 {
		v.Late = tx.Say("签收逾期 %d 个", r.LateReceipts)
	}
	v.Rule = tx.Say("各单位平均汇总，完成 %d%%", r.Percent)
	if r.Weighted {
		v.Rule = tx.Say("按份额加权汇总，完成 %d%%", r.Percent)
	}
	for _, l := range toneNames {
		if l.Count = r.Lights[project.Tone(l.Kind)]; l.Count > 0 {
			v.Lights = append(v.Lights, l)
		}
	}
	for i := range some {
		v.Rows = append(v.Rows, showPieceRow(tx, &some[i]))
	}
	return v
}

func showPieceRow(tx *models.Tx, c *project.Piece) pieceRow {
	row := pieceRow{OrgID: c.OrgID, Link: fmt.Sprintf("/projects/%d", c.ProjectID), Org: c.OrgName, Share: strconv.Itoa(c.Share), Percent: c.Percent,
		Due: c.Due.Short().In(tx.Actor.Language), Light: showLight(tx, c.Light), Signed: signedLamp(tx, &c.Part),
		Owner: holderName(models.Holder{MemberName: c.Owner, PostName: c.OwnerPost})}
	if c.Parts > 0 {
		row.Deeper = tx.Say("又分解 %d 个", c.Parts)
	}
	return row
}

// signedLamp says whether a part was signed for, and whether in time.
func signedLamp(tx *models.Tx, part *project.Part) lamp {
	switch {
	case part.State == project.Declined:
		return lamp{"warn", tx.Say("已退回")}
	case part.State == project.Recalled:
		return lamp{"idle", tx.Say("已撤回")}
	case part.State == project.Signed && part.Late > 0:
		return lamp{"warn", tx.Say("签收逾期 %d 个工作日", part.Late)}
	case part.State == project.Signed:
		return lamp{"ok", tx.Say("%s签收", tx.DayOf(*part.AnsweredAt).Short())}
	case part.DueOn < tx.Today():
		return lamp{"late", tx.Say("未签收，应于%s", part.DueOn.Short())}
	}
	return lamp{"info", tx.Say("请于%s前签收", part.DueOn.Short())}
}

// handedView is where a part comes from, as its page shows it.
type handedView struct {
	Task, TaskLink, From, Message, Hint, Reason, SignLink string
	Light                                                 lamp
	Forms                                                 []views.Form
}

func showHanded(tx *models.Tx, w *project.Whole, may project.AllowedPart) *handedView {
	c := w.Part
	if c == nil {
		return nil
	}
	v := &handedView{Task: tx.Say("%s 《%s》", c.Task.Code, c.Task.Name), From: tx.Say("%s %s 于%s下达", c.Task.OrgName, c.SentName, tx.DayOf(c.SentAt).Short()),
		Message: c.Message, Light: signedLamp(tx, &c.Part)}
	if c.State != project.Signed {
		v.Reason = c.Reason
	}
	if tx.CanBelow(models.View, models.Projects, &models.Org{Path: c.Task.OrgPath}) {
		v.TaskLink = fmt.Sprintf("/projects/%d", c.ParentID)
	}
	if c.Task.DueOn > w.DueOn && w.State != project.Closed && c.Gone == 0 {
		v.Hint = tx.Say("上级任务时限为%s，本单位时限仍为%s；需要调整的，请申请延期。", c.Task.DueOn.Short(), w.DueOn.Short())
	}
	if may.Sign {
		v.SignLink = w.Link() + "/receipt"
		v.Forms = append(v.Forms, form(w, "refuse", "task", "退回任务", w.Link()+"/refusal", "退回", reasonField("退回理由")))
	}
	if may.Reissue {
		v.Forms = append(v.Forms, form(w, "reissue", "task", "重新下达", w.Link()+"/reissue", "重新下达",
			views.Field{Name: "message", Label: "下达说明（选填）", Type: "textarea"}))
	}
	if may.Withdraw {
		v.Forms = append(v.Forms, form(w, "withdraw", "task", "撤回任务", w.Link()+"/withdrawal", "撤回", reasonField("撤回理由")))
	}
	return v
}

// addParts shows what the project is a part of, and what it was decomposed into.
func (v *projectView) addParts(tx *models.Tx, w *project.Whole) {
	may := w.AllowedPart(tx)
	v.Handed = showHanded(tx, w, may)
	if may.HandDown {
		v.DispatchLink = w.Link() + "/dispatch"
	}
	if len(w.Pieces) == 0 {
		return
	}
	live := partsFilter{}.of(w.Pieces, tx.Today())
	pieces := showPieces(tx, w.Pieces, live[:min(shownPieces, len(live))])
	pieces.AllLink = w.Link() + "/parts"
	if more := len(live) - shownPieces; more > 0 {
		pieces.More = tx.Say("其余 %d 个", more)
	}
	v.Pieces = &pieces
}
