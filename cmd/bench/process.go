package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server under measurement.
type process struct {
	*exec.Cmd
	base string // "http://127.0.0.1:34567"
}

// start runs a server, which says where it listens in its first line.
func start(name string, args ...string) (*process, error) {
	p := &process{Cmd: command(name, args...)}
	p.Stderr = os.Stderr
	out, err := p.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if err != nil || !ok {
		p.stop()
		return nil, fmt.Errorf("%s said %q: %w", name, line, err)
	}
	p.base = "http://" + address
	return p, nil
}

// page asks for the first page.
func (p *process) page() error {
	reply, err := http.Get(p.base + "/login")
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		return fmt.Errorf("/login answers %s", reply.Status)
	}
	return nil
}

// megabytes is the memory the process holds now.
func (p *process) megabytes() (float64, error) { return p.memory("VmRSS:") }

// memory is a figure the kernel keeps of the process, in megabytes.
func (p *process) memory(figure string) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, figure); ok {
			kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kilobytes) / 1024, err
		}
	}
	return 0, fmt.Errorf("no %s in %s", figure, status)
}

// stop asks the process to end, and makes it end.
func (p *process) stop() {
	late := time.AfterFunc(25*time.Second, func() { p.Process.Kill() })
	defer late.Stop()
	p.Process.Signal(syscall.SIGTERM)
	p.Wait() // how it ends is no figure
}
