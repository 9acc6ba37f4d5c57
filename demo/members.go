package demo

import (
	"fmt"
	"math/rand/v2"

	"luoshi/models"
)

// The names of the city's other members are drawn from these; every one is invented.
var (
	surnames = []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳")
	givens   = []rune("文静建国志强晓明丽娟海波秀英永红玉兰春梅立新思远雨晴子涵浩然佳怡宇轩欣怡嘉豪雅琴世杰慧敏俊峰景行若水安澜清和知行怀瑾")
)

// exempt is how many of a branch's members need not attend: E.2 of the demo data.
var exempt = map[string]int{"B0404": 12}

// crowd draws names that nobody in the city has yet.
type crowd struct {
	dice  *rand.Rand
	taken map[string]bool
	rang  int // numbers given so far
}

func newCrowd() *crowd {
	c := &crowd{dice: rand.New(rand.NewPCG(2022, 615)), taken: map[string]bool{}} // the same people each time
	for name := range logins {
		c.taken[name] = true
	}
	return c
}

func (c *crowd) name() string {
	for {
		name := string([]rune{surnames[c.dice.IntN(len(surnames))], givens[c.dice.IntN(len(givens))], givens[c.dice.IntN(len(givens))]})
		if !c.taken[name] {
			c.taken[name] = true
			return name
		}
	}
}

// phone draws a number that nobody has anywhere: no operator was given 154.
func (c *crowd) phone() string {
	c.rang++
	return fmt.Sprintf("154%08d", c.rang*7919)
}

// fill makes the members a branch has beyond those already entered.
func (c *crowd) fill(branch int64, status models.MemberStatus, missing int) []models.Member {
	list := make([]models.Member, 0, max(missing, 0))
	for range missing {
		list = append(list, models.Member{OrgID: &branch, Name: c.name(), Status: status, Phone: c.phone()})
	}
	return list
}
