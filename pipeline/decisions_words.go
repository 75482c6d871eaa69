package pipeline

import (
	"context"
	"path/filepath"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// outcomesOf are the outcomes that an officer chooses from on the lines of a list.
func outcomesOf(l candidates.List) []rules.Outcome {
	if l == candidates.AtRisk {
		return []rules.Outcome{rules.LookedAt, rules.Suspected, rules.Confirmed}
	}
	return []rules.Outcome{rules.Suspected, rules.Confirmed, rules.Untraced, rules.TransferPending, rules.Resolved, rules.NotCME}
}

// officerWords are the words of the drop-down lists of the workbook.
func officerWords() map[candidates.List]candidates.ListWords {
	all := map[candidates.List]candidates.ListWords{}
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		w := candidates.ListWords{Returns: sources.ReturnReasons}
		for _, o := range outcomesOf(list) {
			text := outcomeWords(o)
			w.Outcomes = append(w.Outcomes, strings.ToUpper(text[:1])+text[1:])
		}
		for _, g := range rules.Grounds() {
			for _, o := range outcomesOf(list) {
				if g.For(o) {
					w.Reasons = append(w.Reasons, g.Title)
					break
				}
			}
		}
		all[list] = w
	}
	return all
}

// term is for how many days a decision of a ground is remembered; zero is for good.
func (s *Settings) term(g rules.Ground) int {
	if days, set := s.Decisions.Terms[g.Code]; set {
		return days
	}
	return g.Term
}

// ExportDecisions writes every decision of the register to a Parquet file, in the order in which they came in, as they stand on
// a day. Whether the facts of one have changed is said by the decisions.parquet of a run.
func ExportDecisions(ctx context.Context, s *Settings, o Options, path string, today calendar.Date) (int, error) {
	o = o.withDefaults(s)
	reg, err := openRegister(o.Out)
	if err != nil {
		return 0, err
	}
	defer reg.Close()
	r := &run{ctx: ctx, settings: s, options: o, register: reg}
	if r.memory, err = remembered(r); err != nil {
		return 0, err
	}
	superseded := map[int64]int64{}
	for _, d := range r.memory.decisions {
		for _, x := range d.Supersedes {
			superseded[x] = d.Seq
		}
	}
	var out []candidates.Decided
	for _, d := range r.memory.decisions {
		x := standing{Decision: d, law: lawOf(d), superseded: superseded[d.Seq]}
		row := decidedRow(d, x.law)
		if child := r.memory.stood[d.Seq]; child != "" {
			row.ChildID = child
		}
		row.State = x.state(today)
		out = append(out, row)
	}
	return len(out), candidates.WriteDecided(path, out)
}

// openRegister opens the register of an output folder in which a run has been made.
func openRegister(out string) (*register.Register, error) {
	path := filepath.Join(out, registerFile)
	if !exists(path) {
		return nil, &SettingsError{[]string{path + ": there is no register yet; it is made by the first run"}}
	}
	return register.Open(path)
}

// BackupRegister copies the register to a file, whole or not at all, while others may go on using it.
func BackupRegister(ctx context.Context, s *Settings, o Options, path string) error {
	reg, err := openRegister(o.withDefaults(s).Out)
	if err != nil {
		return err
	}
	defer reg.Close()
	return reg.Backup(ctx, path)
}

// VerifyRegister walks the register's ledger, and holds it to the heads that the manifests of the published runs noted. The
// error is a *register.BrokenError that names the first place that is not as it was written.
func VerifyRegister(ctx context.Context, s *Settings, o Options) (register.Head, error) {
	o = o.withDefaults(s)
	reg, err := openRegister(o.Out)
	if err != nil {
		return register.Head{}, err
	}
	defer reg.Close()
	noted, err := notedHeads(o.Out)
	if err != nil {
		return register.Head{}, err
	}
	return reg.Verify(ctx, noted...)
}
