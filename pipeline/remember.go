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

// identities has back what earlier runs called children. The register stays open until the run ends.
func (r *run) identities() (knownIdentities, error) {
	var err error
	r.register, err = register.Open(filepath.Join(r.options.Out, registerFile))
	if err != nil {
		return nil, err
	}
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

// firstListed dates each line by the first run that showed it, or by this one.
func (r *run) firstListed(lists ...[]candidates.Row) error {
	for _, rows := range lists {
		if len(rows) == 0 {
			continue
		}
		first, err := r.register.FirstListed(r.ctx, string(rows[0].List))
		if err != nil {
			return err
		}
		for i := range rows {
			rows[i].FirstListed = day(r.options.AsOf)
			if on, seen := first[rows[i].ChildID]; seen && on.Before(rows[i].FirstListed) {
				rows[i].FirstListed = on
			}
		}
	}
	return nil
}

// remember writes to the register what the run called its children and what it shows. It is the last thing before the run
// appears: a run that is killed here is made again and calls every child the same.
func (r *run) remember(j *Judged, l *Lists) error {
	out := register.Run{
		ID: string(r.id), AsOf: day(r.options.AsOf), Folder: filepath.Join(runsFolder, string(r.id)), Published: true,
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
	for _, rows := range [][]candidates.Row{l.CME, l.AtRisk} {
		for _, row := range rows {
			out.Shown = append(out.Shown, register.Shown{List: string(row.List), Child: row.ChildID, Rules: row.Rules})
		}
	}
	return r.register.Record(r.ctx, out)
}
