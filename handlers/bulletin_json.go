package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/bulletin"
)

// bulletinRef is a bulletin in a list.
type bulletinRef struct {
	ID          int64          `json:"id"`
	OrgID       int64          `json:"org_id"`
	OrgName     string         `json:"org_name"`
	Issuer      string         `json:"issuer"` // the name under which it is issued
	Month       calendar.Month `json:"month"`
	Title       string         `json:"title"`
	State       bulletin.State `json:"state"`
	StateName   string         `json:"state_name"`
	Number      string         `json:"number"` // "" until it is approved
	DraftedOn   calendar.Date  `json:"drafted_on"`
	ApprovedOn  calendar.Date  `json:"approved_on"`
	PublishedOn calendar.Date  `json:"published_on"`
	Revision    int            `json:"revision"`

	Light string `json:"-"`
	Said  word   `json:"-"`
}

// bulletinJSON is a bulletin as the API shows it, and as its page does.
type bulletinJSON struct {
	bulletinRef
	Addressee   string               `json:"addressee"`
	Opening     string               `json:"opening"`
	Overall     string               `json:"overall"`
	Problems    string               `json:"problems"`
	Demands     string               `json:"demands"`
	DueOn       calendar.Date        `json:"due_on"`
	Open        bool                 `json:"open"`
	FactsOn     calendar.Date        `json:"facts_on"`
	SubmittedOn calendar.Date        `json:"submitted_on"`
	SubmittedBy string               `json:"submitted_by"`
	Returned    string               `json:"returned"`
	ApprovedBy  string               `json:"approved_by"`
	PublishedBy string               `json:"published_by"`
	Figures     bulletinFigures      `json:"figures"`
	Rows        []bulletinRow        `json:"rows"` // the problems; none for whoever it is only addressed to
	Recipients  []bulletinRecipient  `json:"recipients"`
	Text        []bulletin.Paragraph `json:"text"` // as approved, or as it would be now
}

type bulletinFigures struct {
	Committee bulletinCount `json:"committee"`
	ThemeDays bulletinCount `json:"theme_days"`
	Reasons   []string      `json:"reasons"`
}

type bulletinCount struct {
	bulletin.Count
	Rate string `json:"rate"`
}

type bulletinRow struct {
	ID        int64         `json:"id"`
	Kind      bulletin.Kind `json:"kind"`
	OrgID     int64         `json:"org_id"`
	OrgName   string        `json:"org_name"`
	Text      string        `json:"text"`
	Detail    string        `json:"detail"`
	Basis     string        `json:"basis"`
	Link      string        `json:"link"`
	Listed    bool          `json:"listed"`
	FindingID *int64        `json:"finding_id"`

	Code     string `json:"-"` // such as 05-01
	Owner    string `json:"-"`
	Verifier string `json:"-"`
	Light    lamp   `json:"-"`
	Order    bool   `json:"-"` // a finding may be made of it
}

type bulletinRecipient struct {
	OrgID   int64  `json:"org_id"`
	OrgName string `json:"org_name"`
}

var bulletinLights = map[bulletin.State]string{bulletin.Draft: "idle", bulletin.Submitted: "warn", bulletin.Approved: "info", bulletin.Published: "ok"}

func refBulletin(tx *models.Tx, b *bulletin.Bulletin) bulletinRef {
	ref := bulletinRef{ID: b.ID, OrgID: b.OrgID, OrgName: b.Org.Name, Issuer: b.Issuer, Month: b.Month, Title: b.Title, State: b.State, StateName: tx.Say(b.State.String()),
		DraftedOn: b.DraftedOn, ApprovedOn: b.ApprovedOn, PublishedOn: b.PublishedOn, Revision: b.Revision, Light: bulletinLights[b.State], Said: word(b.State.String())}
	if b.Number > 0 {
		ref.Number = b.DocumentNumber()
	}
	return ref
}

// showBulletin shows a bulletin; what every branch is told of one by one stays with those who write it.
func showBulletin(tx *models.Tx, b *bulletin.Bulletin) bulletinJSON {
	f := b.Figures
	v := bulletinJSON{bulletinRef: refBulletin(tx, b), Addressee: b.Addressee, Opening: b.Opening, Overall: b.Overall, Problems: b.Problems, Demands: b.Demands, DueOn: b.DueOn,
		Open: b.Open, FactsOn: b.FactsOn, SubmittedOn: b.SubmittedOn, SubmittedBy: b.SubmittedName, Returned: b.Returned, ApprovedBy: b.ApprovedName, PublishedBy: b.PublishedName,
		Figures: bulletinFigures{bulletinCount{f.Committee, f.Committee.Rate()}, bulletinCount{f.ThemeDays, f.ThemeDays.Rate()}, append([]string{}, f.Reasons...)},
		Rows:    []bulletinRow{}, Recipients: []bulletinRecipient{}, Text: b.Paragraphs()}
	for _, r := range b.Recipients {
		v.Recipients = append(v.Recipients, bulletinRecipient{r.OrgID, r.Org.Name})
	}
	if tx.Can(models.Enter, models.Bulletins, b.OrgID) {
		for _, r := range b.Rows {
			v.Rows = append(v.Rows, bulletinRow{ID: r.ID, Kind: r.Kind, OrgID: r.OrgID, OrgName: r.OrgName, Text: r.Text, Detail: r.Detail, Basis: r.Basis, Link: r.Link,
				Listed: r.Listed, FindingID: r.FindingID})
		}
	}
	return v
}
