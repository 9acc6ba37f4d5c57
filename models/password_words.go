package models

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// common are words of which passwords are commonly made, in small letters: of the
// trade, of keyboards, and of the lists that guessers begin with.
var common = words(`
password passwort passwd pass pwd admin administrator root system sysadmin manager user guest test tester demo default login
welcome letmein changeme secret master super hello monkey dragon sunshine princess shadow football baseball summer winter spring
autumn iloveyou love lovely angel baby money freedom whatever trustno ninja mustang access flower computer internet server
database oracle mysql windows linux android huawei lenovo tencent alibaba baidu weixin wechat qq taobao company office
qazwsx qwerty asdf zxcv abc abcd abcde abcdef aabb aaa xyz iop jkl bnm wsxcde rfvtgb
woaini woaiwo wozuiaiziji woshishui woshi nihao haha xiaoming mima zhanghao yonghu dengbao ceshi xitong guanliyuan gongzuo
zhongguo zhonghua china beijing shanghai guangzhou shenzhen jilin changchun liaoning shenyang heilongjiang haerbin
dangjian dangwu dangyuan dangzhibu dangwei dangzu jiguan gongwei zhibu zhiji shuji zhengzhi zhengfu shiwei zuzhibu xuanchuanbu luoshi
renmin weirenmin fuwu wansui gongchandang buwangchuxin chuxin shiming fendou xuexi qiangguo xuexiqiangguo`)

// rows are what fingers type without thinking, also from the end.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "qaz", "wsx", "edc"}

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// guessable reports whether a password has nothing in it but common words, rows of
// keys, what belongs to its owner, numbers and signs.
func guessable(password string, own []string) bool {
	lower := strings.ToLower(password)
	return madeOf(lower, own) || madeOf(undisguised(lower), own)
}

func madeOf(text string, own []string) bool {
	runs := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	return !slices.ContainsFunc(runs, func(run string) bool { return !wellKnown(run, own) })
}

// wellKnown reports whether a run of letters, or each of two pieces of it, is.
func wellKnown(run string, own []string) bool {
	runes := []rune(run)
	if len(runes) <= 2 || known(run, own) {
		return true
	}
	for at := range runes {
		if known(string(runes[:at]), own) && known(string(runes[at:]), own) {
			return true
		}
	}
	return false
}

func known(piece string, own []string) bool {
	n := utf8.RuneCountInString(piece)
	return n > 2 && (common[piece] || repeats(piece)) ||
		n > 3 && slices.ContainsFunc(own, func(text string) bool { return strings.Contains(text, piece) }) ||
		n > 2 && slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, piece) || strings.Contains(row, reversed(piece)) })
}

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// disguises are signs that stand for letters within a word: p@ssw0rd.
var disguises = map[rune]rune{'@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', '$': 's', '5': 's', '7': 't'}

// undisguised is a password with letters again for the signs that stand for them.
func undisguised(password string) string {
	runes := []rune(password)
	plain := slices.Clone(runes)
	for i := 1; i+1 < len(runes); i++ {
		letter, disguised := disguises[runes[i]]
		_, also := disguises[runes[i+1]]
		if disguised && unicode.IsLetter(plain[i-1]) && (unicode.IsLetter(runes[i+1]) || also && i+2 < len(runes) && unicode.IsLetter(runes[i+2])) {
			plain[i] = letter
		}
	}
	return string(plain)
}

// repeats reports whether a text is one short piece over and over: "abcabcabcabc".
func repeats(text string) bool {
	for size := 1; size <= len(text)/2; size++ {
		if strings.HasPrefix(strings.Repeat(text[:size], len(text)/size+1), text) {
			return true
		}
	}
	return false
}

// ownWords are what one who knows the account's owner would try: names, of the
// person and of the organisations, as they are written and in pinyin.
func (u *User) ownWords() []string {
	name, _, _ := strings.Cut(u.Email, "@")
	own := []string{u.Login, name, u.Name, u.BranchName}
	for _, p := range u.Posts {
		own = append(own, p.OrgName)
	}
	for _, text := range own {
		own = append(own, strings.Join(pinyin.LazyConvert(text, nil), ""))
	}
	for i, text := range own {
		own[i] = strings.ToLower(text)
	}
	return own
}
