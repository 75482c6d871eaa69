package schedule

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnitsAreWhatSystemdTakes has systemd look at the examples, where there is one.
func TestUnitsAreWhatSystemdTakes(t *testing.T) {
	units, err := filepath.Glob("rollcall*.*")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var files []string
	for _, u := range units {
		if filepath.Ext(u) != ".service" && filepath.Ext(u) != ".timer" {
			continue
		}
		text, err := os.ReadFile(u)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(u) == ".service" {
			for _, want := range []string{"UMask=0077", "User=rollcall", "ProtectSystem=strict", "ReadWritePaths=/srv/rollcall", "Restart=on-failure",
				"TimeoutStopSec=90", "LimitCORE=0", "NoNewPrivileges=yes", "PrivateTmp=yes"} {
				if !strings.Contains(string(text), "\n"+want) {
					t.Errorf("%s lacks %s", u, want)
				}
			}
		}
		file := filepath.Join(dir, u)
		// The program is not installed here; another that is stands in for it.
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), "/usr/local/bin/rollcall", "/bin/sh")), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if len(files) != 3 {
		t.Errorf("%d units", len(files))
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("no systemd-analyze here")
	}
	if out, err := exec.Command("systemd-analyze", append([]string{"verify", "--man=no"}, files...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd says: %v\n%s", err, out)
	}
}

// TestTheTaskIsXML reads the example for Windows, and holds it to what keeps the schedule alive.
func TestTheTaskIsXML(t *testing.T) {
	f, err := os.Open("rollcall-task.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text := map[string]string{}
	for d, path := xml.NewDecoder(f), ""; ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			path = x.Name.Local
		case xml.CharData:
			text[path] += strings.TrimSpace(string(x))
		}
	}
	for what, want := range map[string]string{"MultipleInstancesPolicy": "IgnoreNew", "ExecutionTimeLimit": "PT0S", "Delay": "PT2M"} {
		if text[what] != want {
			t.Errorf("%s is %q, want %q", what, text[what], want)
		}
	}
	if !strings.Contains(text["Arguments"], " schedule -c ") {
		t.Errorf("arguments %q", text["Arguments"])
	}
}
