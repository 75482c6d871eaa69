package linkage

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"pgregory.net/rapid"
)

// writeFile writes a file of a folder.
func writeFile(t rapid.TB, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// settingsOf writes settings and reads them.
func settingsOf(t rapid.TB, dir, text string) *Settings {
	t.Helper()
	writeFile(t, dir, "link.yaml", text)
	s, err := LoadSettings(filepath.Join(dir, "link.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// linkIn links the tables of a folder by settings. The folders to write and to go on from are named within it; that to write is
// "out" when left out.
func linkIn(t rapid.TB, dir, settings string, o Options) *Run {
	t.Helper()
	s := settingsOf(t, dir, settings)
	if o.Out == "" {
		o.Out = "out"
	}
	o.Out = filepath.Join(dir, o.Out)
	if o.Since != "" {
		o.Since = filepath.Join(dir, o.Since)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	r, err := Link(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
