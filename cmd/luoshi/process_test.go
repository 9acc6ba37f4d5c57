package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"luoshi/testkit"
)

// asProgram makes the test's own executable the program, so that a test can kill it.
const asProgram = "LUOSHI_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	testkit.Main(m)
}

// process is the program, running by itself.
type process struct {
	*exec.Cmd
	said bytes.Buffer
}

// begin starts the program; it ends with the test at the latest.
func begin(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0], args...)}
	p.Env = append(os.Environ(), asProgram+"=1")
	p.Stdout, p.Stderr = &p.said, &p.said
	testkit.Must(t, p.Start())
	return p
}

// finish waits for the program, which has to end well.
func (p *process) finish(t *testing.T) {
	t.Helper()
	if err := p.Wait(); err != nil {
		t.Fatalf("luoshi %v: %v\n%s", p.Args[1:], err, &p.said)
	}
}

// program runs the program to its end.
func program(t *testing.T, args ...string) {
	t.Helper()
	begin(t, args...).finish(t)
}
