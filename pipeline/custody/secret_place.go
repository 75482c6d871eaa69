package custody

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"rollcall/pipeline/disk"
	"strings"

	"filippo.io/age"
)

// A secret that outlives the process must lie somewhere that a restart finds, and not beside what it opens: a copy of the output
// folder, as backups and shares make them, is then worth nothing. So it lies with what this account runs, by the first that
// there is of
//
//   - the folder that systemd makes for a service ($RUNTIME_DIRECTORY) and the one for a person ($XDG_RUNTIME_DIR): both are in
//     memory, and gone with the service, the session or the machine's power
//   - a folder of the account's own in the temporary folder, which most systems empty when they start
//
// To lose it costs no more than to begin anew, and whatever it sealed is then as good as overwritten, on any disk.

// Place is where the secret of a folder is kept.
type Place struct {
	of     string // the folder that it belongs to
	policy Policy
}

// SecretOf is the place of the secret for what the program keeps in a folder. Where the policy encrypts, the secret lies in the
// clear in memory alone; on the disk it is itself encrypted to the recipients, if there is an identity that has it back.
func (p Policy) SecretOf(folder string) Place {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	return Place{folder, p}
}

// ErrNoPlace says that a secret can be kept nowhere.
var ErrNoPlace = errors.New("there is no place for the key of checkpoints (set encrypt.identity, or run with XDG_RUNTIME_DIR or under systemd with RuntimeDirectory=)")

// sealedSecret is the secret's name in its folder, where it is encrypted.
const sealedSecret = "key" + SealedEnd

// Load has the secret back; the zero Secret where there is none that can be read.
func (p Place) Load() Secret {
	var text []byte
	if p.sealed() {
		keys, err := readIdentity(p.policy.Identity)
		if err != nil {
			return Secret{}
		}
		file, err := disk.Open(filepath.Join(p.of, sealedSecret))
		if err != nil {
			return Secret{}
		}
		defer file.Close()
		plain, err := age.Decrypt(file, keys...)
		if err != nil {
			return Secret{}
		}
		text, _ = io.ReadAll(io.LimitReader(plain, 1<<10))
	} else {
		path, err := p.path()
		if err != nil || RefuseOpenKey(path) != nil {
			return Secret{}
		}
		text, _ = disk.Read(path)
	}
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != len(Secret{}) {
		return Secret{}
	}
	return Secret(raw)
}

// Save keeps a secret in place of any that is there. The error wraps ErrNoPlace where it may be kept nowhere.
func (p Place) Save(s Secret) error {
	text := hex.EncodeToString(s[:]) + "\n"
	if !p.sealed() {
		path, err := p.path()
		if err != nil {
			return err
		}
		p.Forget()
		return writeSealed(path, nil, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	}
	var to []age.Recipient
	for _, r := range p.policy.Recipients {
		parsed, err := ParseRecipient(r)
		if err != nil {
			return err
		}
		to = append(to, parsed)
	}
	return writeSealed(filepath.Join(p.of, sealedSecret), to, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
}

// Forget deletes the secret: what it sealed can be read by nobody.
func (p Place) Forget() {
	if p.sealed() {
		_ = os.Remove(filepath.Join(p.of, sealedSecret))
	} else if path, err := p.path(); err == nil {
		_ = os.Remove(path)
	}
}

// sealed reports whether the secret is kept encrypted, in its own folder.
func (p Place) sealed() bool { return p.policy.Encrypts() && p.policy.Identity != "" }

// path is where the secret lies in the clear.
func (p Place) path() (string, error) {
	dir, err := p.runtimeFolder()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(p.of))
	return filepath.Join(dir, "rollcall-"+hex.EncodeToString(sum[:12])+".key"), nil
}

func (p Place) runtimeFolder() (string, error) {
	for _, dir := range append(filepath.SplitList(os.Getenv("RUNTIME_DIRECTORY")), os.Getenv("XDG_RUNTIME_DIR")) {
		if dir != "" && ownsAlone(dir) {
			return dir, nil
		}
	}
	if p.policy.Encrypts() {
		return "", ErrNoPlace
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("rollcall-%d", os.Getuid()))
	if err := os.Mkdir(dir, FolderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("%w: %w", ErrNoPlace, errors.Unwrap(err))
	}
	if !ownsAlone(dir) { // another account has made it, to read what is put there
		return "", ErrNoPlace
	}
	return dir, nil
}

// ownsAlone reports whether a folder is this account's and no other's.
func ownsAlone(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir() && isOurs(info) && (!canOwn || info.Mode().Perm()&0o077 == 0)
}
