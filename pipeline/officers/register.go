package officers

import (
	"context"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// openRegister opens the register of an output folder in which a run has been made.
func openRegister(out string) (*register.Register, error) {
	path := past.RegisterPath(out)
	if !journal.FileExists(path) {
		return nil, &settings.Error{Faults: []string{path + ": there is no register yet; it is made by the first run"}}
	}
	return register.Open(path)
}

// BackupRegister copies the register to a file, whole or not at all, while others may go on using it.
func BackupRegister(ctx context.Context, s *settings.Settings, o journal.Options, path string) error {
	reg, err := openRegister(o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return err
	}
	defer reg.Close()
	return reg.BackupTo(ctx, path)
}

// VerifyRegister walks the register's ledger, and holds it to the heads that the manifests of the published runs noted. The
// error is a *register.BrokenError that names the first place that is not as it was written.
func VerifyRegister(ctx context.Context, s *settings.Settings, o journal.Options) (register.Head, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRegister(o.Out)
	if err != nil {
		return register.Head{}, err
	}
	defer reg.Close()
	noted, err := past.NotedHeads(o.Out)
	if err != nil {
		return register.Head{}, err
	}
	return reg.VerifyLedger(ctx, noted...)
}
