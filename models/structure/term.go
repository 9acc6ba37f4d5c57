package structure

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

func termState(f *Facts) language.Phrase {
	switch {
	case f.TermEndsOn == "":
		return language.Phrase{"未登记届期"}
	case f.ExtendedTo != "":
		return language.Phrase{"%[1]s届满，经批准延期至%[2]s", f.TermEndsOn.Long(), f.ExtendedTo.Long()}
	}
	return language.Phrase{"%s届满", f.TermEndsOn.Long()}
}

// termAlerts speak of a term that has ended (red) or is within the months in
// which the election is prepared (yellow).
func termAlerts(f *Facts) []models.Alert {
	if f.TermEndsOn == "" {
		return nil
	}
	ends, norm := f.Ends(), f.norms.terms.against
	var a models.Alert
	switch {
	case f.day > ends && f.ExtendedTo != "":
		a = f.fault(norm, "TERM_OVERDUE", models.Red, language.Phrase{"经批准延期至%s，已到期未换届", ends.Long()}, language.Phrase{"请立即报批换届，召开党员大会选举"})
	case f.day > ends:
		a = f.fault(norm, "TERM_OVERDUE", models.Red, language.Phrase{"%s届满，未换届，未报批延期", ends.Long()}, language.Phrase{"请立即报批换届或延期，召开党员大会选举"})
	case f.day >= ends.AddMonths(-f.norms.terms.is.NoticeMonths):
		a = f.fault(norm, "TERM_DUE", models.Yellow, language.Phrase{"%[1]s；%[2]s", termState(f), f.Letter.state()}, language.Phrase{"请做好换届准备，届满前1个月将请示报上级党组织"})
	default:
		return nil
	}
	a.DueOn, a.Link = ends, fmt.Sprintf("/orgs/%d/health", f.ID)
	return []models.Alert{a}
}

// state is how far the letter has come; the letter may be none.
func (l *Letter) state() language.Phrase {
	switch {
	case l == nil:
		return language.Phrase{"换届提醒函尚未发出"}
	case l.ReceivedOn == "":
		return language.Phrase{"换届提醒函%s已发，尚未签收", l.SentOn.Long()}
	}
	return language.Phrase{"换届提醒函%[1]s已发，%[2]s签收", l.SentOn.Long(), l.ReceivedOn.Long()}
}
