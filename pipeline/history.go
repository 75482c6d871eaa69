package pipeline

import (
	"context"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// arrangeHistory shows the tables of the runs that the register remembers as one. What stands in its way hinders no list: it is
// told, and the next run tries again.
func arrangeHistory(ctx context.Context, p custody.Policy, reg *register.Register, out string) []journal.Notice {
	err := journal.ArrangeHistory(out, func(run string) (bool, error) { return reg.IsRecorded(ctx, run) }, p.Group.CloseFolderInto)
	if err != nil {
		return []journal.Notice{{Text: "the tables of all runs do not stand together in " + journal.HistoryFolder + ": " + err.Error() + "; each run's own folder has its tables"}}
	}
	return nil
}
