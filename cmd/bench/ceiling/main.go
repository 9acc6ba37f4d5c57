// Command ceiling is the least program that serves the same rows as the same
// JSON from the same database, without rights, audit or any rule: what is left
// between it and luoshi is the price of what luoshi does.
package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	_ "github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite"
)

type person struct {
	PostID int64  `json:"post_id"`
	Name   string `json:"name"`
	Post   string `json:"post"`
}

type light struct {
	Tone string `json:"tone"`
	Text string `json:"text"`
}

type milestone struct {
	ID          int64    `json:"id"`
	ProjectID   int64    `json:"project_id"`
	ProjectName string   `json:"project_name"`
	StageID     *int64   `json:"stage_id"`
	Seq         int      `json:"seq"`
	Name        string   `json:"name"`
	Goal        string   `json:"goal"`
	Measures    []string `json:"measures"`
	Standard    string   `json:"standard"`
	Owner       person   `json:"owner"`
	Reviewer    person   `json:"reviewer"`
	StartOn     string   `json:"start_on"`
	DueOn       string   `json:"due_on"`
	FirstDueOn  string   `json:"first_due_on"`
	OwedOn      string   `json:"owed_on"`
	Extensions  int      `json:"extensions"`
	Weight      int      `json:"weight"`
	Percent     int      `json:"percent"`
	TimeShare   int      `json:"time_percent"`
	State       string   `json:"state"`
	StateName   string   `json:"state_name"`
	SubmittedAt string   `json:"submitted_at"`
	DoneOn      string   `json:"done_on"`
	Light       light    `json:"light"`
	Timeliness  string   `json:"timeliness"`
	Needs       []int64  `json:"depends_on"`
	Revision    int      `json:"revision"`
	Rounds      []any    `json:"rounds,omitempty"`
	Reports     []report `json:"progress,omitempty"`
}

type report struct {
	ID      int64  `json:"id"`
	Text    string `json:"text"`
	Percent int    `json:"percent"`
	By      string `json:"by"`
	At      string `json:"at"`
}

// query reads the milestones first: with the condition outside, MariaDB sorts them all.
const query = `SELECT m.id, m.project_id, p.name, m.stage_id, m.seq, m.name, m.goal, m.measures, m.standard, m.owner_post_id, m.reviewer_post_id,
	m.start_on, m.due_on, m.first_due_on, m.owed_on, m.extensions, m.weight, m.percent, m.state, m.done_on, m.revision,
	COALESCE(om.name, ''), COALESCE(op.name, ''), COALESCE(rm.name, ''), COALESCE(rp.name, '')
	FROM (SELECT * FROM milestones %s) m JOIN projects p ON p.id = m.project_id
	LEFT JOIN posts op ON op.id = m.owner_post_id LEFT JOIN tenures ot ON ot.post_id = op.id AND ot.end_on = '' LEFT JOIN members om ON om.id = ot.member_id
	LEFT JOIN posts rp ON rp.id = m.reviewer_post_id LEFT JOIN tenures rt ON rt.post_id = rp.id AND rt.end_on = '' LEFT JOIN members rm ON rm.id = rt.member_id ORDER BY m.due_on, m.id`

type server struct{ db *sql.DB }

func (s server) find(where string, args ...any) ([]milestone, error) {
	rows, err := s.db.Query(fmt.Sprintf(query, where), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []milestone
	for rows.Next() {
		m := milestone{Needs: []int64{}, StateName: "进行中", Timeliness: "未到期", Light: light{"warn", "落后 12 个百分点"}}
		var measures string
		if err := rows.Scan(&m.ID, &m.ProjectID, &m.ProjectName, &m.StageID, &m.Seq, &m.Name, &m.Goal, &measures, &m.Standard, &m.Owner.PostID, &m.Reviewer.PostID,
			&m.StartOn, &m.DueOn, &m.FirstDueOn, &m.OwedOn, &m.Extensions, &m.Weight, &m.Percent, &m.State, &m.DoneOn, &m.Revision,
			&m.Owner.Name, &m.Owner.Post, &m.Reviewer.Name, &m.Reviewer.Post); err != nil {
			return nil, err
		}
		m.Measures = strings.Split(measures, "\n")
		list = append(list, m)
	}
	return list, rows.Err()
}

func (s server) list(r *http.Request) (any, error) {
	q := r.URL.Query()
	from, to := q.Get("due_from"), q.Get("due_to")
	where, args := "", []any{}
	if from != "" {
		where, args = "WHERE due_on >= ? AND due_on <= ? ", []any{from, to}
	}
	list, err := s.find(where+"ORDER BY due_on, id LIMIT 50", args...)
	return map[string]any{"items": list, "next": ""}, err
}

func (s server) show(r *http.Request) (any, error) { return s.detail(r.PathValue("id")) }

func (s server) detail(id string) (any, error) {
	list, err := s.find("WHERE id = ?", id)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query("SELECT id, text, percent, by_name, created_at FROM progress_reports WHERE milestone_id = ? ORDER BY id DESC LIMIT 50", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p report
		if err := rows.Scan(&p.ID, &p.Text, &p.Percent, &p.By, &p.At); err != nil {
			return nil, err
		}
		list[0].Reports = append(list[0].Reports, p)
	}
	return list[0], rows.Err()
}

func (s server) report(r *http.Request) (any, error) {
	var p report
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return nil, err
	}
	id := r.PathValue("id")
	tx, err := s.db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // after Commit it does nothing
	if _, err := tx.Exec("UPDATE milestones SET percent = ? WHERE id = ?", p.Percent, id); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(`INSERT INTO progress_reports (project_id, milestone_id, org_id, text, percent, by_id, by_name, created_at)
		SELECT project_id, id, org_id, ?, ?, 1, '孟书琴', '2026-06-15 08:30:00' FROM milestones WHERE id = ?`, p.Text, p.Percent, id); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return s.detail(id)
}

func answer(action func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := action(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			log.Print(err)
		}
	}
}

func open(dsn string) (*sql.DB, error) {
	if rest, ok := strings.CutPrefix(dsn, "mysql://"); ok {
		return sql.Open("mysql", rest+"?interpolateParams=true&collation=utf8mb4_bin")
	}
	return sql.Open("sqlite", "file:"+dsn+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)")
}

func main() {
	db, err := open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(8)
	s := server{db}
	http.HandleFunc("GET /api/v1/milestones", answer(s.list))
	http.HandleFunc("GET /api/v1/milestones/{id}", answer(s.show))
	http.HandleFunc("POST /api/v1/milestones/{id}/progress", answer(s.report))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("ceiling is at http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
