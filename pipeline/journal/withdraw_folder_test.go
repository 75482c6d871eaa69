package journal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of a withdrawn folder the manifest stays, and word of why; done twice it is the same.
func TestAFolderIsWithdrawn(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{ManifestFile, "candidates.xlsx", "schools/8872001.xlsx"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if IsWithdrawn(dir) {
		t.Error("it is withdrawn before it was")
	}
	for _, why := range []string{"one", "two"} {
		if err := WithdrawFolder(dir, why); err != nil {
			t.Fatal(err)
		}
		found, err := os.ReadDir(dir)
		text, _ := os.ReadFile(filepath.Join(dir, WithdrawnFile))
		if err != nil || len(found) != 2 || !FileExists(filepath.Join(dir, ManifestFile)) || strings.TrimSpace(string(text)) != why || !IsWithdrawn(dir) {
			t.Errorf("left are %v, and the word %q", found, text)
		}
	}
}
