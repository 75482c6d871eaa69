package past

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// Past is what is remembered on a day. The zero Past remembers nothing.
type Past struct {
	Decisions  []register.Decision
	Judgements []register.Judgement
	Steps      []register.Step
	Looks      []register.SecondLook
	Questions  []register.Question
	StoodWith  map[int64]string               // the child that each decision stood with in the newest run
	Last       register.Past                  // the newest run for an earlier day
	Lines      map[Line]register.Shown        // that it showed
	Spans      []register.Span                // every line that any run showed, by list and child
	Accepted   map[string]register.Accepted   // the extracts last accepted, by kind
	Files      map[string][]register.File     // every file that was ever accepted, by kind
	Lately     map[string][]register.Accepted // the extracts accepted for the last sixty days, by kind, the newest last
	Members    map[string][]byte              // who was in the extracts last accepted, by kind
	MembersKey register.Digest                // of the digests in them
	Head       register.Head                  // of the ledger when it was recalled

	successors map[string][]register.Change // of child ids
	register   *register.Register
	asOf       calendar.Date
}

// lately is how many days back an extract is held to the best that was accepted.
const lately = 60

// Line names a line: a list and a child.
type Line struct{ List, Child string }

// Compare orders lines by list and child.
func (l Line) Compare(o Line) int {
	return cmp.Or(cmp.Compare(l.List, o.List), cmp.Compare(l.Child, o.Child))
}

// LineOf names a row of a list.
func LineOf(row *candidates.Row) Line { return Line{string(row.List), row.ChildID} }

// Recall has back what the register remembers for a run of a day.
func Recall(ctx context.Context, reg *register.Register, asOf calendar.Date) (*Past, error) {
	p := &Past{Lines: map[Line]register.Shown{}, register: reg, asOf: asOf}
	var newest register.Past
	var lines []register.Shown
	on := asOf.Midnight()
	for _, read := range []func() error{
		func() error { return p.readWork(ctx) },
		func() (err error) { p.successors, err = reg.ReadSuccessors(ctx); return },
		func() (err error) { newest, err = reg.NewestRun(ctx); return },
		func() (err error) { p.StoodWith, err = reg.StandingOf(ctx, newest); return },
		func() (err error) { p.Last, err = reg.RunBefore(ctx, on); return },
		func() (err error) { p.Spans, err = reg.EverListed(ctx); return },
		func() (err error) { lines, err = reg.LinesOf(ctx, p.Last); return },
		func() (err error) { p.Accepted, err = reg.LastAccepted(ctx, on); return },
		func() (err error) { p.Lately, err = reg.AcceptedSince(ctx, on.AddDate(0, 0, -lately), on); return },
		func() (err error) { p.Members, err = reg.LastMembers(ctx, on); return },
		func() (err error) { p.Files, err = reg.FilesOf(ctx, on); return },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	p.MembersKey = reg.KeyedDigest("members of extracts")
	for _, line := range lines {
		p.Lines[Line{line.List, line.Child}] = line
	}
	return p, nil
}

// Identities has back what earlier runs called children, in the order of the fingerprints of their identities; nil of no register. There may
// be millions, so they are read when they are asked for.
func (p *Past) Identities(ctx context.Context) (iter.Seq2[register.Fingerprint, rules.ChildID], error) {
	if p.register == nil {
		return nil, nil
	}
	return register.KnownIdentities[rules.ChildID](ctx, p.register)
}

// LastShown is a line as the newest run of an earlier day showed it that showed it at all.
func (p *Past) LastShown(ctx context.Context, line Line) (register.Shown, bool, error) {
	if p.register == nil {
		return register.Shown{}, false, nil
	}
	return p.register.LastLine(ctx, line.List, line.Child, p.asOf.Midnight())
}

// SpanOf is what earlier runs showed of a line under its child's own id.
func (p *Past) SpanOf(line Line) (register.Span, bool) {
	i, found := slices.BinarySearchFunc(p.Spans, line, func(s register.Span, l Line) int { return Line{s.List, s.Child}.Compare(l) })
	if !found {
		return register.Span{}, false
	}
	return p.Spans[i], true
}

// Superseded is, by the number of each decision that another took the place of, the number of that other.
func (p *Past) Superseded() map[int64]int64 {
	by := map[int64]int64{}
	for _, d := range p.Decisions {
		for _, s := range d.Supersedes {
			by[s] = d.Seq
		}
	}
	return by
}
