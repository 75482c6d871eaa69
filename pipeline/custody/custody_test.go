package custody

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"
)

// canary is what must be found in no file that is encrypted.
const canary = "Wilhelmina Thistlewhite"

func writeCanary(w io.Writer) error { _, err := io.WriteString(w, canary); return err }

// anIdentity makes an identity in a file, and its recipient.
func anIdentity(t *testing.T) (file, recipient string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(file, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, id.Recipient().String()
}

func contentOf(t *testing.T, path string) (string, error) {
	t.Helper()
	f, err := OpenFile(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(f.Stream())
	return string(b), err
}

// Whatever is written below a folder that names recipients is encrypted to them, in any depth that a run has, under another name;
// the sealed folder has its own; who holds no identity of theirs reads nothing and is told what to do.
func TestAFolderNamesWhomItIsEncryptedTo(t *testing.T) {
	officer, to := anIdentity(t)
	named, sealed := anIdentity(t)
	out := t.TempDir()
	run := filepath.Join(out, "runs", "2026-10-15T1")
	for _, dir := range []string{"reports", SealedFolder + "/reports"} {
		if err := MakeFolder(filepath.Join(run, dir)); err != nil {
			t.Fatal(err)
		}
	}
	if err := (Policy{Recipients: []string{to}, Sealed: []string{sealed}}).MarkFolder(out); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"list": officer, "reports/p01": officer, SealedFolder + "/list": named, SealedFolder + "/reports/p01": named}
	for name := range files {
		if err := WriteFile(filepath.Join(run, name), writeCanary); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(run, name) + SealedEnd)
		if err != nil || bytes.Contains(raw, []byte(canary)) {
			t.Errorf("%s: in the clear, or not there: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(run, name)); !errors.Is(err, fs.ErrNotExist) || !FileExists(filepath.Join(run, name)) {
			t.Errorf("%s lies under its own name: %v", name, err)
		}
		if _, err := contentOf(t, filepath.Join(run, name)); !errors.Is(err, ErrSealed) {
			t.Errorf("%s without an identity: %v", name, err)
		}
	}
	if err := TakeIdentity(officer); err != nil {
		t.Fatal(err)
	}
	for name, of := range files {
		text, err := contentOf(t, filepath.Join(run, name))
		if of == officer && (err != nil || text != canary) || of == named && !errors.Is(err, ErrSealed) {
			t.Errorf("%s with the officers' identity: %q, %v", name, text, err)
		}
	}
	raw, _ := os.ReadFile(filepath.Join(run, "list"+SealedEnd))
	raw[len(raw)-1] ^= 1
	if err := os.WriteFile(filepath.Join(run, "list"+SealedEnd), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := contentOf(t, filepath.Join(run, "list")); err == nil {
		t.Errorf("a byte was changed, and it reads %q", text)
	}
	if err := os.WriteFile(filepath.Join(out, RecipientsFile), []byte("nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(filepath.Join(run, "more"), writeCanary); err == nil || FileExists(filepath.Join(run, "more")) {
		t.Errorf("whom it is encrypted to cannot be read, and it is written: %v", err)
	}
	if err := (Policy{}).MarkFolder(out); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(filepath.Join(run, "more"), writeCanary); err != nil || FileExists(filepath.Join(run, "more"+SealedEnd)) {
		t.Errorf("no longer encrypted: %v", err)
	}
}

// A file that was there keeps no mode of its own; what others may read is told, and a key of that kind refused.
func TestFilesAreTheirOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if who, err := Others(path); err != nil || who != "everybody" || !errors.Is(RefuseOpenKey(path), ErrOpenKey) {
		t.Errorf("may be read by %q (%v), and is no refused key", who, err)
	}
	if err := WriteFile(path, writeCanary); err != nil {
		t.Fatal(err)
	}
	if who, err := Others(path); err != nil || who != "" || RefuseOpenKey(path) != nil {
		t.Errorf("may be read by %q (%v)", who, err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := CloseFolder(dir); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(dir); info.Mode().Perm() != FolderMode {
		t.Errorf("the folder is %v", info.Mode())
	}
	if err := os.Chmod(dir, 0o777|fs.ModeSticky); err != nil {
		t.Fatal(err)
	}
	if err := CloseFolder(dir); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o777 {
		t.Errorf("a folder that is everybody's was taken from them: %v", info.Mode())
	}
	if RefuseOpenKey(filepath.Join(dir, "none")) != nil {
		t.Error("a key that is not there is refused for its mode")
	}
}

// A secret is had back from where it was kept, not from a copy of its folder, not after it was forgotten, and not from where
// others may read it; with encryption it lies in the clear in memory alone, or encrypted.
func TestASecretSurvivesItsProcess(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("RUNTIME_DIRECTORY", "")
	folder, s := t.TempDir(), NewSecret()
	place := Policy{}.SecretOf(folder)
	if place.Load() != (Secret{}) {
		t.Error("a secret before there is one")
	}
	if err := place.Save(s); err != nil || place.Load() != s || (Policy{}).SecretOf(t.TempDir()).Load() != (Secret{}) {
		t.Errorf("kept: %v", err)
	}
	if found, _ := os.ReadDir(folder); len(found) > 0 {
		t.Errorf("the secret lies in the folder that it opens: %v", found)
	}
	path, _ := place.path()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if place.Load() != (Secret{}) {
		t.Error("a secret that others may read is used")
	}
	place.Forget()
	if place.Load() != (Secret{}) {
		t.Error("a forgotten secret is had back")
	}
	if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := place.Save(s); !errors.Is(err, ErrNoPlace) {
		t.Errorf("kept where others may look: %v", err)
	}

	identity, to := anIdentity(t)
	alone := Policy{Recipients: []string{to}}
	if err := alone.SecretOf(folder).Save(s); !errors.Is(err, ErrNoPlace) {
		t.Errorf("with encryption it is kept on the disk: %v", err)
	}
	memory := t.TempDir()
	if err := os.Chmod(memory, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_RUNTIME_DIR", memory)
	if err := alone.SecretOf(folder).Save(s); err != nil || alone.SecretOf(folder).Load() != s {
		t.Errorf("in memory: %v", err)
	}
	both := Policy{Recipients: []string{to}, Identity: identity}
	if err := both.SecretOf(folder).Save(s); err != nil || both.SecretOf(folder).Load() != s || !FileExists(filepath.Join(folder, "key")) {
		t.Errorf("encrypted: %v", err)
	}
	other, _ := anIdentity(t)
	if (Policy{Recipients: []string{to}, Identity: other}).SecretOf(folder).Load() != (Secret{}) {
		t.Error("another identity has it back")
	}
}

// What a secret sealed is read by its holder alone.
func TestASecretSeals(t *testing.T) {
	path, s := filepath.Join(t.TempDir(), "f"), NewSecret()
	if err := s.WriteFile(path, writeCanary); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte(canary)) {
		t.Errorf("in the clear: %v", err)
	}
	f, err := s.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f.Stream()); err != nil || string(b) != canary {
		t.Errorf("had back %q, %v", b, err)
	}
	if _, err := NewSecret().OpenFile(path); err == nil {
		t.Error("another secret opens it")
	}
	if err := (Secret{}).WriteFile(path, writeCanary); err == nil {
		t.Error("no secret seals")
	}
}

// A file holds nothing of one whose writing failed, though it is written by way of the same memory.
func TestAFileHoldsNothingOfAnother(t *testing.T) {
	dir, broken := t.TempDir(), errors.New("no rows")
	for range 20 {
		_, err := WriteUnforced(filepath.Join(dir, "broken"), func(w io.Writer) error {
			_, _ = io.WriteString(w, "a half")
			return broken
		})
		if !errors.Is(err, broken) {
			t.Fatalf("%v, want %v", err, broken)
		}
		path, err := WriteUnforced(filepath.Join(dir, "whole"), func(w io.Writer) error { _, err := io.WriteString(w, "whole"); return err })
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != "whole" {
			t.Fatalf("the file holds %q, %v", b, err)
		}
	}
}
