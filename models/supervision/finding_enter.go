package supervision

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// mendingRule is how many working days there are to mend a problem, unless its
// finder says another day.
type mendingRule struct{ Days int }

// Create puts a problem on the list in the actor's name, and tells who owes its
// mending. Whatever finds problems, such as a check or a bulletin, comes here within
// its own transaction: with the organisation, text, basis, requirement, source and
// what the problem came from; the rest follows from rules.
func Create(tx *models.Tx, f *Finding) error {
	if err := tx.Require(models.Enter, models.Findings, f.OrgID); err != nil {
		return err
	}
	org, err := models.In[models.Org](tx).Where("id = ?", f.OrgID).First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return models.FailAt(models.Invalid, "org_id", "责任单位不存在，请重新选择。")
	}
	if err != nil {
		return err
	}
	if err := f.complete(tx, &org); err != nil {
		return err
	}
	f.FoundBy, f.FoundName, f.FoundOrgID = tx.Actor.ID, tx.Actor.Name, side(tx, &org)
	f.ProjectID, f.ClosedOn, f.Result = nil, "", ""
	if err := models.In[Finding](tx).Omit("Org", "Project").Create(tx.Ctx, f); err != nil {
		return err
	}
	f.Org = &org
	if err := f.tellOwner(tx); err != nil {
		return err
	}
	return f.record(tx, "登记问题", f.Text, "")
}

// Change corrects a problem as it was at the revision, on the side of its
// finder, while nothing has been made of it.
func (f *Finding) Change(tx *models.Tx, change Finding, revision int) error {
	if err := tx.Require(models.Enter, models.Findings, f.FoundOrgID); err != nil {
		return err
	}
	if f.State() != Open {
		return models.Fail(models.Conflict, "问题当前为“%s”，内容不能再改；待整改时可以修改。", f.State())
	}
	org, err := tx.Org(f.OrgID)
	if err != nil {
		return err
	}
	if err := change.complete(tx, org); err != nil {
		return err
	}
	n, err := models.In[Finding](tx).Where("id = ? AND revision = ?", f.ID, revision).Set(models.Assign("text", change.Text),
		models.Assign("basis", change.Basis), models.Assign("requirement", change.Requirement), models.Assign("source", change.Source), models.Assign("found_on", change.FoundOn),
		models.Assign("due_on", change.DueOn), models.Assign("owner_post_id", change.OwnerPostID),
		models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	return f.record(tx, "修改问题", change.Text, models.JSON(f))
}

// complete fills in what follows from rules, and refuses what does not fit.
func (f *Finding) complete(tx *models.Tx, org *models.Org) error {
	wrong := models.FieldErrors{}
	f.Text, f.Basis, f.Requirement = strings.TrimSpace(f.Text), strings.TrimSpace(f.Basis), strings.TrimSpace(f.Requirement)
	if f.Text == "" || utf8.RuneCountInString(f.Text) > 1000 {
		wrong.Add("text", "请写明问题，不超过1000个字")
	}
	if utf8.RuneCountInString(f.Basis) > 500 {
		wrong.Add("basis", "依据不能超过500个字，请精简")
	}
	if utf8.RuneCountInString(f.Requirement) > 1000 {
		wrong.Add("requirement", "整改要求不能超过1000个字，请精简")
	}
	if !f.Source.Known() {
		wrong.Add("source", "请从列表中选择问题来源")
	}
	if f.FoundOn == "" {
		f.FoundOn = tx.Today()
	}
	if !f.FoundOn.Valid() || f.FoundOn > tx.Today() {
		wrong.Add("found_on", "发现日期写作 2022-06-15，不能晚于今天")
	} else if f.DueOn == "" {
		due, err := dueBy(tx, f.FoundOn, org)
		if err != nil {
			return err
		}
		f.DueOn = due
	}
	if !f.DueOn.Valid() || f.DueOn < f.FoundOn {
		wrong.Add("due_on", "整改时限写作 2022-06-30，不能早于发现日期")
	}
	if f.OwnerPostID != 0 {
		if _, err := tx.Post(f.OwnerPostID); models.KindOf(err) == models.NotFound {
			wrong.Add("owner_post_id", "责任人职务不存在，请重新选择")
		} else if err != nil {
			return err
		}
	}
	return wrong.Err("%s", wrong)
}

// dueBy is by when an organisation is to mend what it was told of on a day.
func dueBy(tx *models.Tx, day calendar.Date, org *models.Org) (calendar.Date, error) {
	rule, _, err := models.RuleFor[mendingRule](tx, models.RuleMending, day, org)
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(day, rule.Days), nil
}

// side is the organisation in whose name the actor enters problems of another.
func side(tx *models.Tx, org *models.Org) int64 {
	for _, p := range tx.Actor.Posts {
		switch cell := models.Cell(models.Findings, models.RoleOf(p.Office, p.Kind)); {
		case strings.HasPrefix(cell, "eC"):
			return p.OrgID
		case strings.HasPrefix(cell, "eT") && slices.ContainsFunc(p.Reach, func(path string) bool { return strings.HasPrefix(org.Path, path) }):
			return p.OrgID
		}
	}
	return org.ID
}

// tellOwner tells whoever holds the owner's post; an order, which asks for
// something to be done or came from elsewhere, goes to the organisation's
// secretaries where it names nobody.
func (f *Finding) tellOwner(tx *models.Tx) error {
	if f.OwnerPostID == 0 && f.Requirement == "" && f.SourceSubject == "" {
		return nil
	}
	owners, err := f.owners(tx)
	if err != nil {
		return err
	}
	body := language.Quote(f.Text)
	if f.Requirement != "" {
		body = language.Phrase{"问题：%[1]s。整改要求：%[2]s", f.Text, f.Requirement}
	}
	return f.tell(tx, "found", language.Phrase{"有一个问题请您整改，时限%s", f.DueOn.Long()}, body, owners...)
}

// owners are the accounts of who owes the mending: who holds the post that was
// named, or the organisation's secretaries.
func (f *Finding) owners(tx *models.Tx) ([]int64, error) {
	var list []models.Holder
	if f.OwnerPostID != 0 {
		found, err := tx.PostHolders([]int64{f.OwnerPostID})
		if err != nil {
			return nil, err
		}
		list = append(list, found[f.OwnerPostID])
	} else {
		found, err := tx.Holders(f.OrgID, models.BranchSecretary, models.CommitteeSecretary)
		if err != nil {
			return nil, err
		}
		list = found
	}
	var accounts []int64
	for _, h := range list {
		accounts = append(accounts, h.UserID)
	}
	return accounts, nil
}

// TellOwners tells whoever owes the mending.
func (f *Finding) TellOwners(tx *models.Tx, what string, title, body language.Phrase) error {
	owners, err := f.owners(tx)
	if err != nil {
		return err
	}
	return f.tell(tx, what, title, body, owners...)
}

// tell tells accounts what has become of the problem, but not who did it.
func (f *Finding) tell(tx *models.Tx, what string, title, body language.Phrase, accounts ...int64) error {
	slices.Sort(accounts)
	accounts = slices.DeleteFunc(slices.Compact(accounts), func(id int64) bool { return id == 0 || id == tx.Actor.ID })
	if len(accounts) == 0 {
		return nil
	}
	return notice.Send(tx, notice.Notice{Key: fmt.Sprintf("finding/%s-%d/%s", what, f.Revision, f.Subject()), Rule: "finding-" + what, Subject: f.Subject(), OrgID: f.OrgID,
		Title: title, Body: body, Link: f.Link(), Basis: language.Quote(f.Basis), DueOn: f.DueOn}, accounts...)
}

// record writes a line into the problem's trail.
func (f *Finding) record(tx *models.Tx, verb, detail, before string) error {
	const most = 900
	if runes := []rune(detail); len(runes) > most {
		detail = string(runes[:most]) + "…"
	}
	return tx.Record(models.Entry{Verb: verb, Subject: f.Subject(), Topic: f.Subject(), OrgID: f.OrgID, Detail: language.Quote(detail), Before: before, After: models.JSON(f)})
}

// about names a problem in a sentence.
func (f *Finding) about() string {
	const most = 30
	if runes := []rune(f.Text); len(runes) > most {
		return fmt.Sprintf("“%s…”", string(runes[:most]))
	}
	return "“" + f.Text + "”"
}
