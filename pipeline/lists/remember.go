package lists

import (
	"path/filepath"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/register"
)

// recordNight is what the register is to remember: what the run called its children, what it shows, and what it accepted.
func (m *maker) recordNight(j *journal.Journal, cme, risk []line, possible []greyPair, went []register.Went) register.Run {
	out := register.Run{
		ID: string(j.Manifest.Run), AsOf: m.asOf.Midnight(), Folder: filepath.Join(journal.RunsFolder, string(j.Manifest.Run)),
		Identities: m.children.NamedIdentities(), Changes: m.children.History.Changes(), Went: went,
		Authority: j.Manifest.Authority, Accepted: m.Passed.Accepted, Standing: map[int64]string{},
		Knew: m.Past.Head.Entries,
	}
	for _, lines := range [...][]line{cme, risk} {
		for i := range lines {
			out.Shown = append(out.Shown, m.shownLine(&lines[i]))
		}
	}
	for _, p := range possible {
		if p.sealed {
			continue // nobody is shown it, and its records lead to the child
		}
		out.Pairs = append(out.Pairs, m.registerPair(p))
	}
	for _, s := range m.Judged.Decisions.All {
		out.Standing[s.Seq] = m.Judged.StandsWith(s)
	}
	return out
}

// shownLine is a line as the register keeps it.
func (m *maker) shownLine(l *line) register.Shown {
	row := &l.row
	ends, said, care := "", l.saidAs, false
	if child, known := m.Judged.Heirs.Number(row.ChildID); known {
		ends, care = m.verdict(int(child)).CSAEnd.String(), m.verdict(int(child)).OpenCare
	}
	if said == "" {
		said = judge.DigestLine(row.Rules, isoDay(row.Since), row.Reason, row.Evidence)
	}
	return register.Shown{
		List: string(row.List), Child: row.ChildID, Rules: row.Rules, Rank: row.Rank, Severity: row.Severity,
		Since: isoDay(row.Since), Due: isoDay(row.Due), Unit: row.DueUnit, Case: row.Case, Ends: ends, Care: care, Said: said, Evidence: l.evidence,
	}
}
