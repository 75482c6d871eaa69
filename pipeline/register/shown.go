package register

import (
	"context"
	"strings"
)

// Span is a line that any run ever showed: on which days first and last (YYYY-MM-DD), by which rules when last, and how it went.
type Span struct {
	List, Child string
	Rules       []string
	First, Last string
	Said        string // digest of what the line said when last
	Went        string // why it went, in words; empty while it is shown
	Answered    string // day of the run in which it went because its own rules said no and no fact had changed; else empty
}

// Went is a line of an earlier run that a run does not show.
type Went struct {
	List, Child string
	Why         string
	Answered    bool
}

// recordWent notes how lines went. A run made again for an earlier day notes nothing of a line shown since.
func (s *statements) recordWent(run *Run) {
	as := isoDay(run.AsOf)
	for _, w := range run.Went {
		answered := ""
		if w.Answered {
			answered = as
		}
		s.run(`UPDATE shown SET went = ?, answered = ? WHERE list = ? AND child = ? AND last_as_of < ?`, w.Why, answered, w.List, w.Child, as)
	}
}

// EverListed returns every line that any run ever showed, by list and child.
func (r *Register) EverListed(ctx context.Context) (all []Span, err error) {
	var s Span
	var rules string
	err = eachRow(ctx, r.db, []any{&s.List, &s.Child, &rules, &s.First, &s.Last, &s.Said, &s.Went, &s.Answered}, func() error {
		s.Rules = strings.Fields(rules)
		all = append(all, s)
		return nil
	}, `SELECT list, child, rules, first_as_of, last_as_of, said, went, answered FROM shown ORDER BY list, child`)
	return all, nameRegister(err)
}

// KnowsChild reports whether the register gave an id to a child, or showed one of it.
func (r *Register) KnowsChild(ctx context.Context, child string) (known bool, err error) {
	err = r.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM shown WHERE list IN (SELECT DISTINCT list FROM shown) AND child = ?1)
		OR EXISTS (SELECT 1 FROM identity WHERE child = ?1)`, child).Scan(&known)
	return known, nameRegister(err)
}

// ShowedAny reports whether a run showed one of two children on a list.
func (r *Register) ShowedAny(ctx context.Context, run, list, left, right string) (showed bool, err error) {
	err = eachLineOf(ctx, r.db, `child IN (?, ?)`, []any{left, right},
		`WHERE entry = (SELECT max(seq) FROM entry WHERE kind = 'run' AND about = ?) AND list = ?`, []any{run, list},
		func(ranking, storedLine, position) error { showed = true; return errFound })
	return showed, nameRegister(err)
}
