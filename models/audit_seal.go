package models

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Seal closes some lines of the audit trail: it holds the id and the hash of
// each, and the hash of the seal before, so that nothing in the chain can be
// changed, taken out or put in without its end becoming another.
//
// Lines are sealed after they are committed, by whoever comes first; one that is
// committed later than its successors is sealed with the next. A writer never
// waits for another writer.
type Seal struct {
	ID       int64 `gorm:"primaryKey;autoIncrement:false"` // 1, 2, 3 … without a gap
	SealedAt time.Time
	Lines    int
	FirstID  int64
	LastID   int64
	Content  []byte // of each line the id and the hash
	Previous string // hash of the seal before, "" for the first
	Hash     string
}

const (
	perSeal   = 1000
	hashSize  = sha256.Size
	lineBytes = 8 + hashSize
)

// SealAudit seals what has been committed since; sealed is how many lines that were.
func (db *DB) SealAudit(ctx context.Context) (sealed int, err error) {
	for ctx.Err() == nil {
		n := 0
		err := db.Update(ctx, System, func(tx *Tx) (err error) {
			n, err = tx.sealSome()
			return err
		})
		if IsDuplicate(err) || errors.Is(err, errSealedByOther) {
			return sealed, nil // another replica is at it
		}
		sealed += n
		if err != nil || n < perSeal {
			return sealed, err
		}
	}
	return sealed, ctx.Err()
}

var errSealedByOther = errors.New("a line was sealed meanwhile")

func (tx *Tx) sealSome() (int, error) {
	lines, err := In[Entry](tx).Where("seal_id = 0").Order("id").Limit(perSeal).Find(tx.Ctx)
	if err != nil || len(lines) == 0 {
		return 0, err
	}
	last, err := tx.LastSeal()
	if err != nil {
		return 0, err
	}
	s := Seal{ID: last.ID + 1, SealedAt: tx.Now, Lines: len(lines), FirstID: lines[0].ID, LastID: lines[len(lines)-1].ID, Previous: last.Hash}
	ids := make([]int64, len(lines))
	for i, e := range lines {
		ids[i] = e.ID
		sum := e.sum()
		s.Content = append(binary.BigEndian.AppendUint64(s.Content, uint64(e.ID)), sum[:]...)
	}
	s.Hash = s.sum()
	if err := In[Seal](tx).Create(tx.Ctx, &s); err != nil { // the key lets one replica through
		return 0, err
	}
	n, err := In[Entry](tx).Where("id IN ? AND seal_id = 0", ids).Set(Assign("seal_id", s.ID)).Update(tx.Ctx)
	if err == nil && n != len(ids) {
		err = errSealedByOther
	}
	return n, err
}

// LastSeal is the present end of the chain, of number 0 before the first.
func (tx *Tx) LastSeal() (Seal, error) {
	s, err := In[Seal](tx).Select("id", "sealed_at", "lines", "first_id", "last_id", "previous", "hash").Order("id DESC").First(tx.Ctx)
	if KindOf(err) == NotFound {
		return Seal{}, nil
	}
	return s, err
}

// sum is the hash of a line with its number and its code.
func (e Entry) sum() [hashSize]byte {
	return sha256.Sum256(fmt.Appendf(e.content(), "%d:%s", e.ID, e.MAC))
}

// sum is the hash of a seal and all before it.
func (s Seal) sum() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %d %d %d %s ", s.ID, s.SealedAt.UnixMilli(), s.Lines, s.FirstID, s.LastID, s.Previous)
	h.Write(s.Content)
	return hex.EncodeToString(h.Sum(nil))
}

// Anchor names the seal and its hash; kept elsewhere, it proves that the trail
// up to here is still whole.
func (s Seal) Anchor() string { return fmt.Sprintf("%d:%s", s.ID, s.Hash) }
