package structure

import (
	"luoshi/language"
	"luoshi/models"
)

// VoteKind is what is voted on, and with it how many must come and agree: B.8 and B.14.
type VoteKind string

const (
	CommitteeVote VoteKind = "committee" // 支委会
	MeetingVote   VoteKind = "meeting"   // 党员大会表决
	AdmissionVote VoteKind = "admission" // 接收预备党员、转正
	ElectionVote  VoteKind = "election"  // 选举
)

// VoteKinds lists them in the order of the page.
var VoteKinds = []VoteKind{MeetingVote, AdmissionVote, ElectionVote, CommitteeVote}

// share is a part of a number: so many of so many, or more than that.
type share struct {
	of, in int
	more   bool
}

// least is the smallest number that is enough.
func (s share) least(whole int) int {
	if s.more {
		return whole*s.of/s.in + 1
	}
	return (whole*s.of + s.in - 1) / s.in
}

var atLeastHalf, moreThanHalf, fourFifths = share{1, 2, false}, share{1, 2, true}, share{4, 5, false}

// votes are the kinds with their rules.
var votes = map[VoteKind]struct {
	name      language.Word
	come, yes share
	ofPresent bool // agreement is counted among those present, not all entitled
	basis     language.Word
}{
	CommitteeVote: {"支委会", atLeastHalf, moreThanHalf, false, "到会委员达到半数可以开会，赞成超过应到会委员半数为通过"},
	MeetingVote:   {"党员大会表决", atLeastHalf, moreThanHalf, false, "到会有表决权的党员达到半数可以表决，赞成超过应到会半数为通过"},
	AdmissionVote: {"接收预备党员、转正", moreThanHalf, moreThanHalf, false, "到会有表决权的党员超过半数才能开会，赞成超过应到会半数为通过"},
	ElectionVote:  {"选举", fourFifths, moreThanHalf, true, "到会有选举权的党员达到五分之四选举有效，赞成超过实到会半数当选"},
}

// Name is the kind as people read it.
func (k VoteKind) Name() language.Word { return votes[k].name }

// Ballot is a vote that was, or is to be, taken.
type Ballot struct {
	Kind     VoteKind
	Entitled int // who may vote
	Present  int
	Yes      int
}

// Count is what the rules make of a ballot.
type Count struct {
	Ballot
	NeedPresent, NeedYes int
	Valid                bool // enough have come
	Passed               bool
	Basis                language.Word
}

// Count holds the ballot against the rules of its kind.
func (b Ballot) Count() (Count, error) {
	rule, known := votes[b.Kind]
	wrong := models.FieldErrors{}
	if !known {
		wrong.Add("kind", "请选择表决类型")
	}
	if b.Entitled < 1 || b.Entitled > 100000 {
		wrong.Add("entitled", "应到会人数须大于0")
	}
	if b.Present < 0 || b.Present > b.Entitled {
		wrong.Add("present", "实到会人数须在0与应到会人数之间")
	}
	if b.Yes < 0 || b.Yes > b.Present {
		wrong.Add("yes", "赞成票须在0与实到会人数之间")
	}
	if err := wrong.Err("表决人数需要修改：%s", wrong); err != nil {
		return Count{}, err
	}
	whole := b.Entitled
	if rule.ofPresent {
		whole = b.Present
	}
	c := Count{Ballot: b, NeedPresent: rule.come.least(b.Entitled), NeedYes: rule.yes.least(whole), Basis: rule.basis}
	c.Valid = b.Present >= c.NeedPresent
	c.Passed = c.Valid && b.Yes >= c.NeedYes
	return c, nil
}

// Verdict is the outcome in words.
func (c Count) Verdict() language.Phrase {
	switch {
	case !c.Valid:
		return language.Phrase{"到会%[1]d人，不足%[2]d人，不能表决", c.Present, c.NeedPresent}
	case c.Passed:
		return language.Phrase{"赞成%[1]d票，达到%[2]d票，通过", c.Yes, c.NeedYes}
	}
	return language.Phrase{"赞成%[1]d票，不足%[2]d票，未通过", c.Yes, c.NeedYes}
}
