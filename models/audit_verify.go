package models

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Verdict is what a check of the audit trail has found.
type Verdict struct {
	Seals, Lines int
	Unsealed     int      // lines of the last minute, held by their codes alone
	End          Seal     // whose anchor to keep
	BadID        int64    // the first line that is not as it was written, 0 for none
	Fault        string   // what is wrong, "" for nothing
	Warnings     []string // what an auditor should know, although nothing is proved by it
}

// VerifyAudit reads the whole trail against its seals, and the chain against an
// anchor if one is given. It changes nothing and ends at the first fault.
func (tx *Tx) VerifyAudit(anchor string) (Verdict, error) {
	c := check{tx: tx, keys: tx.home.keys}
	if anchor != "" {
		number, hash, ok := strings.Cut(anchor, ":")
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil || !ok || len(hash) != 2*hashSize {
			return Verdict{}, Fail(Invalid, "锚点写作“封条号:校验值”，如每日通知所列。")
		}
		c.anchored, c.anchor = id, hash
	}
	err := c.run()
	return c.Verdict, err
}

// check is one reading of the trail.
type check struct {
	Verdict
	tx       *Tx
	keys     Keys
	anchored int64 // the seal that has to have the hash
	anchor   string
	signed   bool // a line with a code has been seen: from here on each has one
}

func (c *check) run() error {
	for {
		next, err := In[Seal](c.tx).Where("id > ?", c.End.ID).Order("id").Limit(1).Find(c.tx.Ctx)
		if err != nil || c.Fault != "" {
			return err
		}
		if len(next) == 0 {
			return c.rest()
		}
		if err := c.seal(next[0]); err != nil {
			return err
		}
	}
}

func (c *check) found(id int64, format string, args ...any) {
	if c.Fault == "" {
		c.BadID, c.Fault = id, fmt.Sprintf(format, args...)
	}
}

func (c *check) seal(s Seal) error {
	switch {
	case s.ID != c.End.ID+1:
		c.found(s.FirstID, "缺少第%d号封条", c.End.ID+1)
	case s.Previous != c.End.Hash || s.Hash != s.sum() || len(s.Content) != s.Lines*lineBytes:
		c.found(s.FirstID, "第%d号封条被改动", s.ID)
	case s.ID == c.anchored && s.Hash != c.anchor:
		c.found(s.FirstID, "第%d号封条与锚点不符", s.ID)
	}
	if c.Fault != "" {
		return nil
	}
	if s.SealedAt.Before(c.End.SealedAt) {
		c.Warnings = append(c.Warnings, fmt.Sprintf("第%d号封条的时间早于前一号，当时系统时钟被拨回", s.ID))
	}
	lines, err := In[Entry](c.tx).Where("seal_id = ?", s.ID).Order("id").Find(c.tx.Ctx)
	if err != nil {
		return err
	}
	c.compare(s, lines)
	c.End, c.Seals, c.Lines = s, c.Seals+1, c.Lines+len(lines)
	c.End.Content = nil
	return nil
}

// compare holds the lines that say they are under a seal against it.
func (c *check) compare(s Seal, lines []Entry) {
	for at := 0; at < len(s.Content); at += lineBytes {
		id := int64(binary.BigEndian.Uint64(s.Content[at:]))
		for len(lines) > 0 && lines[0].ID < id {
			c.found(lines[0].ID, "第%d条是封存后加进来的", lines[0].ID)
			lines = lines[1:]
		}
		if len(lines) == 0 || lines[0].ID != id {
			c.found(id, "第%d条被删除", id)
			return
		}
		if sum := lines[0].sum(); string(sum[:]) != string(s.Content[at+8:at+lineBytes]) {
			c.found(id, "第%d条被改动", id)
		}
		c.line(lines[0])
		lines = lines[1:]
	}
	if len(lines) > 0 {
		c.found(lines[0].ID, "第%d条是封存后加进来的", lines[0].ID)
	}
}

// line checks the code that only the program could write.
func (c *check) line(e Entry) {
	c.signed = c.signed || e.MAC != ""
	if c.signed && len(c.keys) > 0 && !e.authentic(c.keys) {
		c.found(e.ID, "第%d条不是本系统写入的", e.ID)
	}
}

// rest checks what no seal covers.
func (c *check) rest() error {
	if c.anchored > c.End.ID {
		c.found(c.End.LastID+1, "锚点是第%d号封条，现在只到第%d号：末尾被截去", c.anchored, c.End.ID)
		return nil
	}
	stray, err := In[Entry](c.tx).Where("seal_id < 0 OR seal_id > ?", c.End.ID).Order("id").Limit(1).Find(c.tx.Ctx)
	if err != nil {
		return err
	}
	if len(stray) > 0 {
		c.found(stray[0].ID, "第%d条所属的第%d号封条不存在", stray[0].ID, stray[0].SealID)
		return nil
	}
	for after := int64(0); c.Fault == ""; {
		lines, err := In[Entry](c.tx).Where("seal_id = 0 AND id > ?", after).Order("id").Limit(perSeal).Find(c.tx.Ctx)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, e := range lines {
			c.line(e)
			if c.tx.Now.Sub(e.At) > longUnsealed && c.Unsealed == 0 {
				c.Warnings = append(c.Warnings, fmt.Sprintf("第%d条写入已久仍未封存：后台任务没有运行，或者它是后来加进来的", e.ID))
			}
			after = e.ID
			c.Unsealed++
		}
	}
	return nil
}

// longUnsealed is how long a line may wait for its seal, which comes each minute.
const longUnsealed = 10 * time.Minute
