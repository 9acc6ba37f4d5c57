package main

import (
	"os/exec"
	"syscall"
)

// command is a program that ends with us, also when we are interrupted.
func command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return c
}
