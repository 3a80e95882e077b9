package main

import (
	"os/exec"
	"runtime"
)

// openBrowser opens an address in the author's browser. Where that does not
// work the address, which is printed anyway, can be opened by hand.
func (p *program) openBrowser(address string) {
	var command *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		command = exec.Command("open", address)
	case "windows":
		command = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		command = exec.Command("xdg-open", address)
	}
	if err := command.Start(); err != nil {
		p.note("no browser could be opened: " + err.Error())
		return
	}
	go func() { _ = command.Wait() }()
}
