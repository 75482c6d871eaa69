package officers

import (
	"context"
	"io"
	"os"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// openRegister opens the register of an output folder in which a run has been made, to look at it.
func openRegister(s *settings.Settings, o journal.Options) (*register.Register, error) {
	reg, err := safekeeping.OpenExisting(safekeeping.AskedIn(s, o))
	if err == nil && reg == nil {
		err = &settings.Error{Faults: []string{past.RegisterPath(o.Out) + ": there is no register yet; it is made by the first run"}}
	}
	if err != nil {
		return nil, err
	}
	return reg, nil
}

// CheckRegister is the error of an output folder that has no register.
func CheckRegister(s *settings.Settings, o journal.Options) error {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return err
	}
	return reg.Close()
}

// BackupRegister copies the register to a file, whole or not at all, while others may go on using it.
func BackupRegister(ctx context.Context, s *settings.Settings, o journal.Options, path string) error {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return err
	}
	defer reg.Close()
	if policy := s.Custody(); policy.Encrypts() {
		return backupSealed(ctx, reg, policy, path)
	}
	return reg.BackupTo(ctx, path)
}

// backupSealed copies the register to a file that is encrypted to the recipients of the settings. The copy that it is made from
// shows no more than the register itself, and is gone when it returns.
func backupSealed(ctx context.Context, reg *register.Register, policy custody.Policy, path string) error {
	plain := path + ".plain"
	defer os.Remove(plain)
	if err := reg.BackupTo(ctx, plain); err != nil {
		return err
	}
	f, err := os.Open(plain)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = policy.WriteFile(path, func(w io.Writer) error { _, err := io.Copy(w, f); return err })
	return err
}

// VerifyRegister verifies every byte of the register, and holds it to the heads that the manifests of the published runs noted. The
// error holds a *register.BrokenError that names the first place that is not as it was written, and says what to do.
func VerifyRegister(ctx context.Context, s *settings.Settings, o journal.Options) (register.Head, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRegister(s, o)
	if err != nil {
		return register.Head{}, err
	}
	defer reg.Close()
	return safekeeping.VerifyRegister(ctx, safekeeping.AskedIn(s, o), reg)
}

// graveWords are what notices say, a line each.
func graveWords(notices []journal.Notice) string {
	var b strings.Builder
	for _, n := range notices {
		b.WriteString("! " + n.Text + "\n")
	}
	return b.String()
}
