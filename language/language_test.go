package language

import (
	"encoding/json"
	"testing"
)

func TestSay(t *testing.T) {
	t.Parallel()
	june := Phrase{"%d年%s%d日", 2022, Word("6月"), 24}
	for _, c := range []struct {
		name             string
		format           string
		values           []any
		chinese, english string
	}{
		{"a word", "周五", nil, "周五", "Fri"},
		{"values in another order, years without a comma", june[0].(string), june[1:], "2022年6月24日", "24 Jun 2022"},
		{"a phrase within a phrase", "%[1]s %[2]s", []any{june, Word("周五")}, "2022年6月24日 周五", "Fri 24 Jun 2022"},
		{"what a person typed stays", "%[1]s %[2]s", []any{"6月", "周五"}, "6月 周五", "周五 6月"},
		{"a phrase nobody has translated", "没有译文：%s", []any{Word("6月")}, "没有译文：6月", "没有译文：Jun"},
	} {
		if said := Chinese.Say(c.format, c.values...); said != c.chinese {
			t.Errorf("%s: Chinese %q, want %q", c.name, said, c.chinese)
		}
		if said := English.Say(c.format, c.values...); said != c.english {
			t.Errorf("%s: English %q, want %q", c.name, said, c.english)
		}
	}
}

func TestNounsFollowTheirNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format string
		values []any
		want   string
	}{
		{"%d day(s)", []any{1}, "1 day"},
		{"%d day(s)", []any{int64(3)}, "3 days"},
		{"%d branch(es) of %d item(s)", []any{0, 1}, "0 branches of 1 item"},
		{"%[2]d item(s) of %[1]d day(s)", []any{1, 2}, "2 items of 1 day"},
		{"%d%% of item(s)", []any{1}, "1% of item"},
		{"item(s)", nil, "item(s)"},
	} {
		if said := English.Say(c.format, c.values...); said != c.want {
			t.Errorf("%q with %v is %q, want %q", c.format, c.values, said, c.want)
		}
	}
}

func TestPhraseIsKeptAndSaidLater(t *testing.T) {
	t.Parallel()
	for _, p := range []Phrase{
		nil,
		{"周五"},
		{"%d年%s%d日", 2022, Word("6月"), 24},
		{"%[1]s %[2]s", Phrase{"%s%d日", Word("6月"), 24}, "周五"},
	} {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var again Phrase
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if again.In(Chinese) != p.In(Chinese) || again.In(English) != p.In(English) {
			t.Errorf("%s is said %q and %q, was %q and %q", text, again.In(Chinese), again.In(English), p.In(Chinese), p.In(English))
		}
	}
}
