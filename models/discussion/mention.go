package discussion

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// mostMentions is how many people one comment may call: beyond that it is a notice, not talk.
const mostMentions = 20

// longestName is how many characters after @ may be a name.
const longestName = 20

// mentions finds the accounts called with @姓名, or @姓名（职务） where several have
// the name. Who cannot see the subject is not told apart from who does not exist.
func (s *Subject) mentions(tx *models.Tx, text string, wrong models.FieldErrors) ([]int64, error) {
	var found []int64
	for i, r := range text {
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if r != '@' && r != '＠' || isLatin(before) { // name@example.cn calls nobody
			continue
		}
		call := text[i+utf8.RuneLen(r):]
		if next, _ := utf8.DecodeRuneInString(call); !unicode.IsLetter(next) {
			continue
		}
		users, err := s.called(tx, call)
		if err != nil {
			return nil, err
		}
		switch len(users) {
		case 0:
			wrong.Add("text", "“@%s”不在能看到%s的人员中，请从名单中选择；不是提及人员的，请去掉@", word(call), s.Name)
		case 1:
			found = append(found, users[0].ID)
		default:
			wrong.Add("text", "有%d位“%s”，请写明职务，如“@%s（%s）”", len(users), users[0].Name, users[0].Name, users[0].Line())
		}
		if len(found) > mostMentions || len(wrong) > 0 {
			break
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) > mostMentions {
		wrong.Add("text", "一次最多提及%d人", mostMentions)
	}
	return found, nil
}

// called finds whom the text after @ names: the longest name that somebody has who sees the subject.
func (s *Subject) called(tx *models.Tx, call string) (list []*models.User, err error) {
	var names []string
	for i := range call {
		if len(names) == longestName {
			break
		}
		if i > 0 {
			names = append(names, call[:i])
		}
	}
	if len(names) < longestName {
		names = append(names, call)
	}
	users, err := models.In[models.User](tx).Where("name IN ? AND disabled = ?", names, false).Order("id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(users, func(a, b models.User) int { return len(b.Name) - len(a.Name) })
	for _, u := range users {
		if len(list) > 0 && u.Name != list[0].Name {
			break
		}
		seer, sees, err := s.seenBy(tx, u.ID)
		if err != nil {
			return nil, err
		}
		if sees && holds(seer, strings.TrimPrefix(call, u.Name)) {
			list = append(list, seer)
		}
	}
	return list, nil
}

// holds reports whether the person holds the post named in brackets after the name, if one is.
func holds(u *models.User, rest string) bool {
	title, bracketed := strings.CutPrefix(rest, "（")
	title, _, closed := strings.Cut(title, "）")
	if !bracketed || !closed {
		return true
	}
	return title == u.Line().String() || slices.ContainsFunc(u.Posts, func(p models.HeldPost) bool {
		return title == p.Name || title == p.OrgName+" "+p.Name
	})
}

// isLatin reports whether the character may stand in an e-mail address before @.
func isLatin(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-+", r))
}

// word is what follows @ up to the first character that no name has.
func word(call string) string {
	end := strings.IndexFunc(call, func(r rune) bool { return !unicode.IsLetter(r) && r != '·' })
	if end < 0 {
		end = len(call)
	}
	return first(call[:end], longestName)
}

// tellMentioned tells those who are called, once however often the comment is edited.
func (c *Comment) tellMentioned(tx *models.Tx, s *Subject, users []int64) error {
	n := c.notice(s, "mention", language.Phrase{"%s在%s的评论中提到您", tx.Actor.Name, s.Name})
	return notice.Send(tx, n, slices.DeleteFunc(slices.Clone(users), func(id int64) bool { return id == tx.Actor.ID })...)
}

// tellWatchers tells those who watch, for their attention and with the day's digest.
func (c *Comment) tellWatchers(tx *models.Tx, s *Subject, mentioned []int64) error {
	watchers, err := s.watchers(tx)
	if err != nil {
		return err
	}
	r := notice.Reminder{Notice: c.notice(s, "comment", language.Phrase{"%s评论了%s", tx.Actor.Name, s.Name})}
	for _, id := range watchers {
		if id != tx.Actor.ID && !slices.Contains(mentioned, id) {
			r.To = append(r.To, notice.To{UserID: id, Copy: true})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{r})
}

func (c *Comment) notice(s *Subject, what string, title language.Phrase) notice.Notice {
	return notice.Notice{Key: what + "/" + c.Key(), Rule: what, Subject: s.Key, OrgID: s.OrgID, Title: title, Body: language.Quote(first(c.Text, 300)), Link: s.Link}
}
