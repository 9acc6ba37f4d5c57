package testkit

import (
	"os/user"
	"syscall"
)

// diesWithUs lets the server end with a test run that crashed.
func diesWithUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// account is who runs the server: MariaDB wants to be told when it is root.
func account() string {
	u, err := user.Current()
	if err != nil {
		return "root"
	}
	return u.Username
}
