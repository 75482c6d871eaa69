package settings

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const recipient = "age1tss4gtyem6q8gztxt2ak3lrrjpvttzwc8e386w2jnkcfattqlgpsfgtmwq"

// Recipients and groups that cannot be, identities without recipients, and keys that others may read are faults that say what to
// do; no key is in any of them.
func TestWhoMayOpenIsReadStrictly(t *testing.T) {
	dir := t.TempDir()
	good := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - kind: health\n    path: a.csv\n    key: keys/health.key\n"
	load := func(text string) (*Settings, error) {
		path := filepath.Join(dir, "rollcall.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return Load(path)
	}
	fault := func(text string, want ...string) {
		t.Helper()
		_, err := load(text)
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%v does not say %q", err, w)
			}
		}
	}
	key := func(name string, mode os.FileMode) {
		path := filepath.Join(dir, "keys", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("AGE-SECRET-KEY-1QQQQ\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	s, err := load(good + "encrypt: {recipients: [" + recipient + "], identity: keys/ours.key}\nregister: {key: keys/register.key}\n")
	if err != nil || !s.Custody().Encrypts() || s.Custody().Identity != filepath.Join(dir, "keys", "ours.key") {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := s.TakeIdentity(); err == nil || !strings.Contains(err.Error(), "encrypt.identity: ") {
		t.Errorf("an identity that is not there: %v", err)
	}
	if s, err := load(good); err != nil || s.Custody().Encrypts() || s.TakeIdentity() != nil {
		t.Errorf("without encrypt: %v", err)
	}
	fault(good+"encrypt: {recipients: [age1nobody]}\n", "encrypt.recipients[0]: not a recipient of age (want age1…")
	fault(good+"encrypt: {recipients: ["+recipient+"], sealed_recipients: [x]}\n", "encrypt.sealed_recipients[0]")
	fault(good+"encrypt: {identity: a.key}\n", "encrypt.recipients: missing")
	fault(good+"encrypt: {recipient: ["+recipient+"]}\n", "line 7, column 11: encrypt.recipient: not a key; did you mean recipients?")
	fault(good+"group: no-such-group-here\n", "group: ")
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range []string{"health.key", "ours.key", "register.key"} {
		key(name, 0o644)
	}
	text := good + "encrypt: {recipients: [" + recipient + "], identity: keys/ours.key}\nregister: {key: keys/register.key}\n"
	fault(text, "sources[0] (health): key: keys/health.key: others may read it (everybody)", "chmod 600", "encrypt.identity: keys/ours.key", "register.key: keys/register.key")
	for _, name := range []string{"health.key", "ours.key", "register.key"} {
		key(name, 0o640)
	}
	fault(text, "others may read it (its group)")
	for _, name := range []string{"health.key", "ours.key", "register.key"} {
		key(name, 0o400)
	}
	if _, err := load(text); err != nil {
		t.Errorf("keys of their owner alone: %v", err)
	}
}
