package main

import (
	"database/sql"
	"fmt"
	"os/exec"
	"os/user"
	"path/filepath"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

// mariadb starts a server of its own in dir, on a socket, with commits on disk;
// it returns how to reach one of its databases, and how to end it.
func mariadb(dir string) (dsn func(name string) string, end func(), err error) {
	me, err := user.Current()
	if err != nil {
		return nil, nil, err
	}
	data, socket := filepath.Join(dir, "data"), filepath.Join(dir, "s.sock")
	if out, err := exec.Command("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db",
		"--datadir="+data, "--user="+me.Username).CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("mariadb-install-db: %w\n%s", err, out)
	}
	server := command("mariadbd", "--no-defaults", "--user="+me.Username, "--datadir="+data, "--socket="+socket, "--skip-networking",
		"--tmpdir="+dir, "--pid-file="+filepath.Join(dir, "pid"), "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=256M", "--max-connections=200")
	if err := server.Start(); err != nil {
		return nil, nil, err
	}
	end = func() {
		server.Process.Kill()
		server.Wait() // killed on purpose
	}
	admin, err := sql.Open("mysql", "root@unix("+socket+")/")
	if err != nil {
		return nil, end, err
	}
	defer admin.Close()
	for range 300 {
		if err = admin.Ping(); err == nil {
			break
		}
		<-time.After(100 * time.Millisecond)
	}
	for _, name := range []string{"office", "city", "crowded", "life", "scale10000", "scale100000", "scale1000000"} {
		if err == nil {
			_, err = admin.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
		}
	}
	return func(name string) string { return "mysql://root@unix(" + socket + ")/" + name }, end, err
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}
