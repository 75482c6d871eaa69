package officers

import (
	"context"
	"io"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/settings"
)

// ExportDecisions writes every decision of the register to a Parquet file, in the order in which they came in, as they stand on
// a day. Whether the facts of one have changed is said by the decisions.parquet of a run.
func ExportDecisions(ctx context.Context, s *settings.Settings, o journal.Options, path string, today calendar.Date) (int, error) {
	reg, err := openRegister(o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return 0, err
	}
	defer reg.Close()
	memory, err := past.Recall(ctx, reg, today)
	if err != nil {
		return 0, err
	}
	superseded := memory.Superseded()
	var out []candidates.Decided
	for _, d := range memory.Decisions {
		x := judge.StandingDecision{Decision: d, Law: judge.LawOf(d), SupersededBy: superseded[d.Seq]}
		row := lists.DecidedRow(d, x.Law)
		if child := memory.StoodWith[d.Seq]; child != "" {
			row.ChildID = child
		}
		row.State = x.State(today)
		out = append(out, row)
	}
	_, err = s.Custody().WriteFile(path, func(w io.Writer) error { return candidates.EncodeDecided(w, out) })
	return len(out), err
}
