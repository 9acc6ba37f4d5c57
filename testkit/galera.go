package testkit

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// provider is the library of the package galera-4.
const provider = "/usr/lib/galera/libgalera_smm.so"

// Galera is a cluster of three MariaDB nodes on loopback, each of which takes writes.
type Galera struct {
	t     testing.TB
	dir   string
	nodes [3]*exec.Cmd
}

// StartGalera starts the three nodes; they end with the test. One cluster runs at a time.
func StartGalera(t testing.TB) *Galera {
	t.Helper()
	if _, err := os.Stat(provider); errors.Is(err, os.ErrNotExist) {
		t.Fatal("the package galera-4 is not installed: run scripts/tools.sh")
	}
	dir, err := os.MkdirTemp("", "luoshi-galera-") // short: a socket's path has its limit
	Must(t, err)
	Must(t, os.Chmod(dir, 0o755))
	g := &Galera{t: t, dir: dir}
	t.Cleanup(func() {
		for i := range g.nodes {
			g.Kill(i)
		}
		os.RemoveAll(dir)
	})
	for i := range g.nodes {
		g.start(i)
	}
	return g
}

func (g *Galera) start(node int) {
	g.t.Helper()
	home := filepath.Join(g.dir, fmt.Sprint("n", node))
	data := filepath.Join(home, "data")
	Must(g.t, os.MkdirAll(home, 0o755))
	who := account()
	if who == "root" { // as whom rsync hands out nothing
		who = "mysql"
		g.run("chown", "-R", who, g.dir)
	}
	g.run("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--datadir="+data, "--user="+who)
	args := []string{"--no-defaults", "--user=" + who, "--datadir=" + data, "--tmpdir=" + home, "--socket=" + g.socket(node), "--pid-file=" + filepath.Join(home, "pid"),
		"--skip-networking", "--log-error=" + filepath.Join(home, "log.err"), "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", "--innodb-buffer-pool-size=64M",
		"--innodb-flush-log-at-trx-commit=2", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
		"--wsrep-on=ON", "--wsrep-provider=" + provider, "--wsrep-cluster-name=luoshi", "--wsrep-cluster-address=gcomm://" + strings.Join([]string{talk(0), talk(1), talk(2)}, ","),
		"--wsrep-node-address=" + talk(node), "--wsrep-sst-receive-address=" + address(14581, node), "--wsrep-sst-method=rsync",
		"--wsrep-provider-options=gmcast.listen_addr=tcp://" + talk(node) + ";ist.recv_addr=" + address(14571, node) + ";gcache.size=64M"}
	if node == 0 {
		args = append(args, "--wsrep-new-cluster")
	}
	g.nodes[node] = exec.Command("mariadbd", args...)
	g.nodes[node].SysProcAttr = diesWithUs()
	Must(g.t, g.nodes[node].Start())
	for range 600 {
		if g.state(node) == "Synced" {
			return
		}
		<-time.After(100 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(home, "log.err")) // what there is of it
	g.t.Fatalf("node %d did not come up:\n%s", node, said[max(0, len(said)-3000):])
}

func (g *Galera) run(name string, args ...string) {
	g.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		g.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// talk is where a node hears the others.
func talk(node int) string { return address(14561, node) }

func address(first, node int) string { return fmt.Sprint("127.0.0.1:", first+node) }

func (g *Galera) state(node int) (state string) {
	pool, err := sql.Open("mysql", "root@unix("+g.socket(node)+")/")
	if err != nil {
		return ""
	}
	defer pool.Close()
	var name string
	if pool.QueryRow("SHOW STATUS LIKE 'wsrep_local_state_comment'").Scan(&name, &state) != nil {
		return "" // not up yet
	}
	return state
}

func (g *Galera) socket(node int) string {
	return filepath.Join(g.dir, fmt.Sprint("n", node), "s.sock")
}

// Database makes an empty database on all nodes.
func (g *Galera) Database(name string) {
	g.t.Helper()
	pool, err := sql.Open("mysql", "root@unix("+g.socket(0)+")/")
	Must(g.t, err)
	defer pool.Close()
	_, err = pool.Exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	Must(g.t, err)
}

// DSN is a database's address on a node.
func (g *Galera) DSN(node int, name string) string {
	return "mysql://root@unix(" + g.socket(node) + ")/" + name
}

// Kill ends a node at once, as a power cut does.
func (g *Galera) Kill(node int) {
	if n := g.nodes[node]; n != nil && n.ProcessState == nil && n.Process != nil {
		n.Process.Kill()
		n.Wait() // killed on purpose
	}
}
