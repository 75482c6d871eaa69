package officers

import (
	"context"
	"fmt"
	"io"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/settings"
)

// ExportDecisions writes every decision of the register to a Parquet file, in the order in which they came in, as they stand on
// a day. Whether the facts of one have changed is said by the decisions.parquet of a run. Of a child who is sealed, or whom the last
// run sealed, it says that there is a decision and no more.
func ExportDecisions(ctx context.Context, s *settings.Settings, o journal.Options, path string, today calendar.Date) (int, error) {
	reg, err := openRegister(s, o.WithDefaults(s.OutputDir()))
	if err != nil {
		return 0, err
	}
	defer reg.Close()
	memory, err := past.Recall(ctx, reg, today)
	if err != nil {
		return 0, err
	}
	known, err := reg.ReadSeals(ctx)
	if err != nil {
		return 0, err
	}
	sealing := people.NewSealing(known.Holding(), reg.NewDigester())
	sealed, err := sealedChildren(memory, o.WithDefaults(s.OutputDir()).Out)
	if err != nil {
		return 0, err
	}
	superseded := memory.Superseded()
	var out []candidates.Line[candidates.Decided]
	for _, d := range memory.Decisions {
		x := judge.StandingDecision{Decision: d, Law: judge.LawOf(d), SupersededBy: superseded[d.Seq]}
		row := lists.DecidedRow(d, x.Law)
		if child := memory.StoodWith[d.Seq]; child != "" {
			row.ChildID = child
		}
		row.State = x.State(today)
		out = append(out, candidates.NewLine(row, sealed[row.ChildID] || sealing.HasChild(d.Child) || sealing.HasChild(row.ChildID)))
	}
	from := candidates.Origin{AsOf: today.Midnight(), Authority: s.Authority.Code, Program: o.Version} // of no run
	_, err = s.Custody().WriteFile(path, func(w io.Writer) error { return candidates.EncodeDecided(from, w, out) })
	return len(out), err
}

// sealedChildren are the children whom the last published run sealed.
func sealedChildren(memory *past.Past, out string) (map[string]bool, error) {
	latest, err := journal.LatestRun(out)
	if err != nil || !journal.FileExists(latest) {
		return nil, nil // none has been published, or it is gone
	}
	said, err := memory.ReadPublished(latest)
	if err != nil {
		return nil, fmt.Errorf("whom the last run sealed cannot be told: %w", err)
	}
	return said.Sealed, nil
}
