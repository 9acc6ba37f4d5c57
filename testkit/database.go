package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // the driver the kit asks MariaDB with

	"luoshi/models"
)

// Main runs a package's tests and stops the database server they started.
// Every package that calls New has: func TestMain(m *testing.M) { testkit.Main(m) }
func Main(m *testing.M) {
	dir, err := os.MkdirTemp("", "luoshi-key-")
	if err != nil {
		panic(err)
	}
	keyFile := filepath.Join(dir, "key")
	os.Setenv(keyVariable, keyFile) // also for the programs that tests start
	code := m.Run()
	server.stop()
	os.RemoveAll(dir)
	os.Exit(code)
}

// keyVariable names the key file of all tests of a package.
const keyVariable = "LUOSHI_KEY_FILE"

// OnMySQL reports whether the tests run on MariaDB.
func OnMySQL() bool { return os.Getenv("LUOSHI_TEST_DB") == "mysql" }

var number atomic.Int64

// database makes a database with the present schema and returns its address.
func database(t testing.TB) string {
	t.Helper()
	if !OnMySQL() {
		return filepath.Join(t.TempDir(), "test.db")
	}
	return Database(t)
}

// Database makes an empty MariaDB database, whatever the tests run on.
func Database(t testing.TB) string {
	t.Helper()
	socket := server.socketOf(t)
	admin, err := sql.Open("mysql", "root@unix("+socket+")/")
	Must(t, err)
	name := fmt.Sprintf("t%d", number.Add(1))
	_, err = admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	Must(t, err)
	if OnMySQL() {
		copySchema(t, admin, name, socket)
	}
	t.Cleanup(func() {
		admin.Exec("DROP DATABASE " + name) // a leftover goes with the server
		admin.Close()
	})
	return "mysql://root@unix(" + socket + ")/" + name
}

// mariadb is the server of a test run.
type mariadb struct {
	flush  string // 1: what is committed outlives the server; 0 is faster
	once   sync.Once
	err    error
	dir    string
	cmd    *exec.Cmd
	schema []string // statements that make the present schema, read from a migrated database
}

var server = mariadb{flush: "0"}

func (s *mariadb) socketOf(t testing.TB) string {
	s.once.Do(func() { s.err = s.start() })
	Must(t, s.err)
	return filepath.Join(s.dir, "s.sock")
}

// start makes a data folder and runs MariaDB on it, without a network port.
func (s *mariadb) start() (err error) {
	if s.dir, err = os.MkdirTemp("", "luoshi-mariadb-"); err != nil {
		return err
	}
	install := exec.Command("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal",
		"--datadir="+filepath.Join(s.dir, "data"), "--skip-test-db", "--user="+account())
	if out, err := install.CombinedOutput(); err != nil {
		return fmt.Errorf("mariadb-install-db (package mariadb-server): %w\n%s", err, out)
	}
	return s.up()
}

// up runs the server on its data folder, whatever state it was left in.
func (s *mariadb) up() (err error) {
	data, socket := filepath.Join(s.dir, "data"), filepath.Join(s.dir, "s.sock")
	s.cmd = exec.Command("mariadbd", "--no-defaults", "--user="+account(), "--datadir="+data, "--socket="+socket, "--skip-networking",
		"--tmpdir="+s.dir, "--pid-file="+filepath.Join(s.dir, "pid"), "--innodb-flush-log-at-trx-commit="+s.flush, "--innodb-buffer-pool-size=128M", "--max-connections=500",
		"--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin")
	s.cmd.SysProcAttr = diesWithUs()
	if err := s.cmd.Start(); err != nil {
		return err
	}
	admin, err := sql.Open("mysql", "root@unix("+socket+")/")
	if err != nil {
		return err
	}
	defer admin.Close()
	for range 600 {
		if err = admin.Ping(); err == nil {
			return nil
		}
		<-time.After(50 * time.Millisecond)
	}
	return fmt.Errorf("mariadbd did not come up: %w", err)
}

func (s *mariadb) stop() {
	if s.cmd != nil && s.cmd.Process != nil {
		s.cmd.Process.Kill()
		s.cmd.Wait() // killed on purpose
	}
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

// Lone is a MariaDB of one test's own, which may be killed and come back.
type Lone struct {
	t      testing.TB
	server mariadb
}

// StartLone starts it; it ends with the test.
func StartLone(t testing.TB) *Lone {
	t.Helper()
	l := &Lone{t: t, server: mariadb{flush: "1"}}
	t.Cleanup(l.server.stop)
	Must(t, l.server.start())
	return l
}

// Database makes an empty database and returns its address.
func (l *Lone) Database(name string) string {
	l.t.Helper()
	socket := filepath.Join(l.server.dir, "s.sock")
	admin, err := sql.Open("mysql", "root@unix("+socket+")/")
	Must(l.t, err)
	defer admin.Close()
	_, err = admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	Must(l.t, err)
	return "mysql://root@unix(" + socket + ")/" + name
}

// Kill ends the server at once, as a power cut does.
func (l *Lone) Kill() {
	l.server.cmd.Process.Kill()
	l.server.cmd.Wait() // killed on purpose
}

// Return starts it again on what it had.
func (l *Lone) Return() {
	l.t.Helper()
	Must(l.t, l.server.up())
}

var schemaOnce sync.Once

// copySchema gives a database the present schema: migrated once a run, then
// copied table by table, which is several times faster than migrating again.
func copySchema(t testing.TB, admin *sql.DB, name, socket string) {
	t.Helper()
	schemaOnce.Do(func() { server.schema, server.err = readSchema(admin, socket) })
	Must(t, server.err)
	conn, err := admin.Conn(context.Background())
	Must(t, err)
	defer conn.Close()
	for _, statement := range append([]string{"SET foreign_key_checks = 0", "USE " + name}, server.schema...) {
		if _, err := conn.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%v\n%s", err, statement)
		}
	}
}

func readSchema(admin *sql.DB, socket string) ([]string, error) {
	ctx := context.Background()
	if _, err := admin.Exec("CREATE DATABASE template CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"); err != nil {
		return nil, err
	}
	db, err := models.Open("mysql://root@unix("+socket+")/template", Zone, time.Now)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	rows, err := admin.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'template'")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var create, fill []string
	for rows.Next() {
		var table, again, statement string
		if err := rows.Scan(&table); err != nil {
			return nil, err
		}
		if err := admin.QueryRow("SHOW CREATE TABLE template."+table).Scan(&again, &statement); err != nil {
			return nil, err
		}
		create = append(create, statement)
		var filled bool
		if err := admin.QueryRow("SELECT EXISTS (SELECT * FROM template." + table + ")").Scan(&filled); err != nil {
			return nil, err
		}
		if filled {
			fill = append(fill, "INSERT INTO "+table+" SELECT * FROM template."+table)
		}
	}
	return append(create, fill...), rows.Err()
}
