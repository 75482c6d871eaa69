package judge

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// Judged is what the law, and what people decided, say of every child tonight.
type Judged struct {
	Children  *people.Children
	Authority *rules.Authority
	Cases     *Cases
	Verdicts  []rules.Verdict // by child
	Noted     []Noted         // by child
	Decisions *Decisions
	Heirs     *past.Heirs                  // of child ids of earlier runs
	Was       map[past.Line]register.Shown // what the last run showed, by the id that the child has now

	onNoRoll   map[int32]float64 // by child: that none of the rolls it may be on is its
	lookedHome sync.Once
	homes      *Homes
}

// Decide puts every child to the rules on the as-of date. Each child is judged alone, so that the order and the number of
// workers change nothing.
func Decide(j *journal.Journal, shelf *kept.Shelf, children *people.Children, passed *intake.Passed, memory *past.Past) (*Judged, error) {
	d := &Judged{Children: children, Authority: passed.Authority, Cases: newCases(children, passed), Verdicts: make([]rules.Verdict, children.Len()), Noted: make([]Noted, children.Len())}
	lasting := newLasting(d, shelf, passed.Ingested.Addresses)
	lasting.takeUp()
	if err := d.judgeAll(j, lasting); err != nil {
		return nil, err
	}
	lasting.keep()
	j.Notice(d.noticeSealed()...)
	d.askSiblings()
	j.Notice(passed.Notices...)
	if err := d.withhold(j, passed.Held, memory); err != nil {
		return nil, err
	}
	d.Heirs = memory.HeirsAmong(children.IDs, children.History.Merges())
	d.Was = memory.LinesOfHeirs(d.Heirs)
	d.keepAnswered(j, memory.Spans)
	d.Decisions = d.placeDecisions(memory)
	d.standDecisions()
	d.onNoRoll = d.weighRolls()
	d.countStatuses(j)
	return d, nil
}

// Again has back how children stand by the rules alone, for one of them to be explained.
func Again(children *people.Children, passed *intake.Passed) *Judged {
	return &Judged{Children: children, Authority: passed.Authority, Cases: newCases(children, passed)}
}

// JudgeAlone says what the rules say of one child, with what is known of its siblings, and the Case that it rests on.
func (d *Judged) JudgeAlone(child int) (rules.Verdict, *rules.Case) {
	k := *d.Cases.CaseOf(child)
	v := rules.Judge(&k)
	if unexplained(v.Status) {
		k.Siblings = d.findSiblings([]int32{int32(child)})[int32(child)]
		v = rules.Judge(&k)
	}
	return v, &k
}

// judgeAll judges every child of whom no verdict of an earlier night lasts.
func (d *Judged) judgeAll(j *journal.Journal, before *lasting) error {
	var lasted atomic.Int64
	g := pool.New().WithContext(j.Context()).WithCancelOnError().WithFirstError()
	share := (d.Children.Len() + j.Workers - 1) / max(j.Workers, 1)
	for w := range j.Workers {
		from, to := min(w*share, d.Children.Len()), min((w+1)*share, d.Children.Len())
		g.Go(func(ctx context.Context) error {
			b, n := d.Cases.newBuilder(), 0
			for child := from; child < to; child++ {
				if child%4096 == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				if before.lasted(child) {
					n++
				} else {
					d.Verdicts[child], d.Noted[child] = b.judge(child)
				}
			}
			lasted.Add(int64(n))
			return nil
		})
	}
	err := g.Wait()
	j.TellLasted(int(lasted.Load()))
	return err
}

// countStatuses counts children by what became of them.
func (d *Judged) countStatuses(j *journal.Journal) {
	by := map[rules.Status]int{}
	var atRisk int
	for i := range d.Verdicts {
		by[d.Verdicts[i].Status]++
		if len(d.Verdicts[i].AtRisk) > 0 {
			atRisk++
		}
	}
	j.Count("children", len(d.Verdicts))
	for _, s := range []rules.Status{rules.NotOfAge, rules.Explained, rules.Elsewhere, rules.Undecided, rules.Grey, rules.Decided, rules.Candidate} {
		j.Count(string(s), by[s])
	}
	j.Count("at risk", atRisk)
}
