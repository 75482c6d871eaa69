package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writeSettings(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// That an authority works without a list of seals is signed by somebody on a day, and contradicts a list.
func TestWithoutSealsIsSigned(t *testing.T) {
	for with, want := range map[string]string{
		"": "",
		"without_seals: {by: lead, on: 2026-09-01}":            "",
		"without_seals: {on: 2026-09-01}":                      "without_seals.by: missing",
		"without_seals: {by: ' ', on: 2026-09-01}":             "without_seals.by: missing",
		"without_seals: {by: lead}":                            "without_seals.on: want the day",
		"without_seals: {by: lead, on: soon}":                  "without_seals.on: want the day",
		"without_seals: true":                                  "without_seals",
		"without_seals: {by: lead, on: 2026-09-01, why: none}": "why",
	} {
		_, err := Load(writeSettings(t, "authority: {code: '887'}\noutput: out\nsources: [{kind: health, path: x}]\n"+with+"\n"))
		if got := ""; err != nil {
			if got = err.Error(); want == "" || !strings.Contains(got, want) {
				t.Errorf("%s: %s, want %q", with, got, want)
			}
		} else if want != "" {
			t.Errorf("%s: no fault, want %q", with, want)
		}
	}
	_, err := Load(writeSettings(t, "authority: {code: '887'}\noutput: out\nsources: [{kind: protected, path: x}]\nwithout_seals: {by: lead, on: 2026-09-01}\n"))
	if err == nil || !strings.Contains(err.Error(), "delete the one or the other") {
		t.Errorf("a list, and a word that there is none: %v", err)
	}
}
