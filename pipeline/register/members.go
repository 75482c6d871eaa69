package register

import (
	"context"
	"time"
)

const keptMembers = 2

// LastMembers returns, by kind, who was in the extract that the newest published run for a day or one before it accepted, as the
// run gave it. A kind of which that is not kept is not there.
func (r *Register) LastMembers(ctx context.Context, on time.Time) (map[string][]byte, error) {
	members := map[string][]byte{}
	var kind string
	var raw []byte
	err := eachRow(ctx, r.db, []any{&kind, &raw}, func() error {
		members[kind] = append([]byte(nil), raw...)
		return nil
	}, `SELECT kind, members FROM accepted_members JOIN run ON run.seq = accepted_members.run
		WHERE published AND as_of <= ? ORDER BY as_of, run.seq`, isoDay(on))
	return members, nameRegister(err)
}

// recordMembers keeps who was in an extract that a run accepted.
func (s *statements) recordMembers(seq int64, x Extract) {
	if x.Members == nil {
		return
	}
	s.run(`INSERT INTO accepted_members VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET members = excluded.members`, x.Kind, seq, x.Members)
	s.run(`DELETE FROM accepted_members WHERE kind = ?1 AND run NOT IN
		(SELECT run FROM accepted_members WHERE kind = ?1 ORDER BY run DESC LIMIT ?2)`, x.Kind, keptMembers)
}
