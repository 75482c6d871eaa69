package officers

import (
	"context"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// copyPurpose is the purpose of the register's secret by which a copy names children; its recipient follows.
const copyPurpose = "pseudonymous copy for "

// CopyPseudonymous writes a copy of a run's tables in which children and records have other names: the same in every copy for one
// recipient, and in no two recipients' copies alike. Only who holds the register's key can tell whose they are.
func CopyPseudonymous(ctx context.Context, s *settings.Settings, o journal.Options, run, to, recipient string) (map[string]int, error) {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	return candidates.CopyPseudonymous(run, to, reg.SecretFor(copyPurpose+recipient))
}
