package officers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

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
	bare, err := sealedDecisions(o.WithDefaults(s.OutputDir()).Out)
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
		out = append(out, candidates.NewLine(row, bare[d.Seq] || sealing.HasChild(d.Child) || sealing.HasChild(row.ChildID)))
	}
	_, err = s.Custody().WriteFile(path, func(w io.Writer) error { return candidates.EncodeDecided(w, out) })
	return len(out), err
}

// sealedDecisions are the decisions of which the last published run says no more than that they are there.
func sealedDecisions(out string) (map[int64]bool, error) {
	latest, err := journal.LatestRun(out)
	if err != nil {
		return nil, nil // none has been published
	}
	bare := map[int64]bool{}
	for row, err := range candidates.ReadDecided(filepath.Join(latest, candidates.DecisionsFile)) {
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.DecisionsFile, err)
		}
		if row.Why == candidates.SealedReason {
			bare[row.Decision] = true
		}
	}
	return bare, nil
}
