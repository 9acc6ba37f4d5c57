package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Symptom is something about the database that an operator has to mend; Grave
// where data can be lost or is wrong already.
type Symptom struct {
	Grave bool
	Text  string // what it is, and what to do
}

// apart is how far the clocks of program and database server may differ.
const apart = 5 * time.Second

// Examine looks over the database: its settings, its clock and its integrity.
func (db *DB) Examine(ctx context.Context) ([]Symptom, error) {
	if db.writer != nil {
		return db.examineSQLite(ctx)
	}
	return db.examineMySQL(ctx)
}

func (db *DB) examineSQLite(ctx context.Context) (list []Symptom, err error) {
	var said []string
	if err := db.gorm.WithContext(ctx).Raw("PRAGMA integrity_check(20)").Scan(&said).Error; err != nil {
		return nil, err
	}
	if strings.Join(said, "") != "ok" {
		list = append(list, Symptom{true, "数据库文件已损坏：" + strings.Join(said, "；") + "。请停止服务，从最近的备份恢复。"})
	}
	var stray []struct{ Table, Parent string }
	if err := db.gorm.WithContext(ctx).Raw("PRAGMA foreign_key_check").Scan(&stray).Error; err != nil {
		return nil, err
	}
	if len(stray) > 0 {
		list = append(list, Symptom{true, fmt.Sprintf("有%d行指向不存在的记录（如 %s → %s）。请联系维护人员。", len(stray), stray[0].Table, stray[0].Parent)})
	}
	return list, nil
}

func (db *DB) examineMySQL(ctx context.Context) (list []Symptom, err error) {
	var s struct {
		Flush, Sync int
		Binlog      bool
		Collation   string
		Clock       time.Time
	}
	err = db.gorm.WithContext(ctx).Raw("SELECT @@innodb_flush_log_at_trx_commit AS `flush`, @@sync_binlog AS `sync`, @@log_bin AS `binlog`, " +
		"@@collation_database AS `collation`, UTC_TIMESTAMP(3) AS `clock`").Scan(&s).Error
	if err != nil {
		return nil, err
	}
	if s.Flush != 1 {
		list = append(list, Symptom{true, fmt.Sprintf("innodb_flush_log_at_trx_commit 是 %d，断电会丢最近一秒的提交。请设为 1。", s.Flush)})
	}
	if s.Binlog && s.Sync != 1 {
		list = append(list, Symptom{true, fmt.Sprintf("sync_binlog 是 %d，断电后从库或二进制日志可能缺提交。请设为 1。", s.Sync)})
	}
	if s.Collation != "utf8mb4_bin" {
		list = append(list, Symptom{false, fmt.Sprintf("库的排序规则是 %s。请用 ALTER DATABASE … COLLATE utf8mb4_bin，以后新建的表才与现有的一致。", s.Collation)})
	}
	if d := db.now().Sub(s.Clock).Abs(); d > apart {
		list = append(list, Symptom{true, fmt.Sprintf("本机与数据库服务器的时钟相差 %s。请在两边启用对时，否则提醒的先后会乱。", d.Round(time.Second))})
	}
	return list, nil
}
