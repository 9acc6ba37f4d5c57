package main

import (
	"fmt"
	"time"

	"luoshi/models"
)

// auditCmd looks after the audit trail.
type auditCmd struct {
	Verify auditVerify `cmd:"" help:"Read the whole audit trail against its seals; ends with an error at the first line that is not as it was written."`
}

type auditVerify struct {
	Anchor string `help:"An anchor from an earlier day, as seal:hash: shows whether the end has been cut off since."`
}

func (c auditVerify) Run(e *environment) error {
	db, _, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	var v models.Verdict
	err = db.View(e.ctx, models.System, func(tx *models.Tx) (err error) {
		v, err = tx.VerifyAudit(c.Anchor)
		return err
	})
	if err != nil {
		return err
	}
	for _, w := range v.Warnings {
		e.say("注意：%s", w)
	}
	if v.Fault != "" {
		return fmt.Errorf("audit trail: line %d: %s", v.BadID, v.Fault)
	}
	e.say("审计记录完整：%d条已封存（%d个封条），%d条待封存。锚点 %s", v.Lines, v.Seals, v.Unsealed, v.End.Anchor())
	return nil
}
