package pipeline

import (
	"cmp"
	"path/filepath"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// registerFile is the register's name in an output folder.
const registerFile = "register.db"

// identities has back what earlier runs called children.
func (r *run) identities() (knownIdentities, error) {
	known, err := r.register.Identities(r.ctx)
	if err != nil {
		return nil, err
	}
	ids := make(knownIdentities, len(known))
	for f, id := range known {
		ids[f] = rules.ChildID(id)
	}
	return ids, nil
}

// remember writes to the register what the run called its children and what it shows. It is the last thing before the run
// appears: a run that is killed here is made again and calls every child the same.
func (r *run) remember(j *Judged, l *Lists) error {
	out := register.Run{
		ID: string(r.id), AsOf: day(r.options.AsOf), Folder: filepath.Join(runsFolder, string(r.id)),
		Identities: make(map[register.Fingerprint]string, len(j.print)),
	}
	for row, f := range j.print {
		// Identities too thin to be one child's alone may be shared by several: the smaller id stands for them in any order.
		id := string(j.IDs[j.child[row]])
		if had, twice := out.Identities[f]; !twice || cmp.Less(id, had) {
			out.Identities[f] = id
		}
	}
	for _, s := range r.history.Merged {
		out.Changes = append(out.Changes, register.Change{Child: string(s.From), Into: string(s.Into), Kind: register.Merged})
	}
	for _, s := range r.history.Split {
		out.Changes = append(out.Changes, register.Change{Child: string(s.From), Into: string(s.Into), Kind: register.Split})
	}
	at := j.knownChild()
	for _, rows := range [][]candidates.Row{l.CME, l.AtRisk} {
		for _, row := range rows {
			ends := ""
			if child, known := at[rules.ChildID(row.ChildID)]; known {
				ends = isoDay(day(j.Verdicts[child].CSAEnd))
			}
			out.Shown = append(out.Shown, register.Shown{
				List: string(row.List), Child: row.ChildID, Rules: row.Rules, Rank: row.Rank, Severity: row.Severity,
				Since: isoDay(row.Since), Due: isoDay(row.Due), Unit: row.DueUnit, Case: row.Case, Ends: ends, Said: r.saidOf(&row), Evidence: j.evidence[listed{string(row.List), row.ChildID}],
			})
		}
	}
	out.Went = j.gone
	for _, p := range l.Possible {
		out.Pairs = append(out.Pairs, j.pair(p))
	}
	out.Accepted = r.gates.accepted(j.Authority)
	out.Standing = map[int64]string{}
	for _, s := range j.held {
		out.Standing[s.Seq] = s.id(j)
	}
	return r.register.Record(r.ctx, out)
}

// pair is a possible match as the register keeps it: by the identities of both children, the judged ones first.
func (j *Judged) pair(p candidates.Possible) register.Pair {
	l, r := j.rowNamed[p.RecordL], j.rowNamed[p.RecordR]
	return register.Pair{RecordL: p.RecordL, RecordR: p.RecordR, ChildL: p.ChildL, ChildR: p.ChildR, PrintsL: j.printsFrom(l), PrintsR: j.printsFrom(r)}
}

// printsFrom returns the fingerprints of the child of a row, the row's own first.
func (c *Children) printsFrom(row int32) []Fingerprint {
	own := c.print[row]
	prints := []Fingerprint{own}
	for _, f := range c.printsOf(int(c.child[row])) {
		if f != own && len(prints) < judgementLimit {
			prints = append(prints, f)
		}
	}
	return prints
}
