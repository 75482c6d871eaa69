package schedule

import (
	"net"
	"os"
)

// What a service manager is told, as sd_notify(3) has it.
const (
	ServiceReady    = "READY=1"
	ServiceAlive    = "WATCHDOG=1"
	ServiceStopping = "STOPPING=1"
)

// TellService tells the service manager that started the process, if one did and asked to be told, what state it is in. Nobody
// listening is no fault: a schedule runs as well from a terminal.
func TellService(what string) {
	address := os.Getenv("NOTIFY_SOCKET")
	if address == "" {
		return
	}
	to, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		return
	}
	defer to.Close()
	_, _ = to.Write([]byte(what))
}
