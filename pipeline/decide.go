package pipeline

import (
	"context"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Judged is what the law says of every child.
type Judged struct {
	*Children
	Authority *rules.Authority
	Notices   []Notice
	Verdicts  []rules.Verdict // by child
	Fairness  []candidates.Measure

	was      map[listed]register.Shown    // what the last run showed, by the id that the child has now
	wasRows  map[Fingerprint][]int32      // the rows that those lines rested on, as far as they are there
	gone     []register.Went              // how the lines went that are not shown any longer
	held     []*standing                  // every decision, in the order in which they came in
	of       map[int32]*remembrance       // by child
	noting   sync.Mutex                   // of evidence
	evidence map[listed]register.Evidence // that each line rests on
	rowNamed map[string]int32             // of the records of possible matches

	assigned sync.Once
	none     map[int32]float64 // by child: that none of the rolls it may be on is its
}

// decide puts every child to the rules on the as-of date. Each child is judged alone, so that the order and the number of
// workers change nothing.
func decide(r *run, c *Children) (*Judged, error) {
	a, notices := r.authority(c.People)
	j := &Judged{Children: c, Authority: a, Notices: notices, Verdicts: make([]rules.Verdict, c.Len()),
		evidence: map[listed]register.Evidence{}, rowNamed: map[string]int32{}}
	g := pool.New().WithContext(r.ctx).WithCancelOnError().WithFirstError()
	share := (c.Len() + r.options.Workers - 1) / max(r.options.Workers, 1)
	for w := range r.options.Workers {
		from, to := min(w*share, c.Len()), min((w+1)*share, c.Len())
		g.Go(func(ctx context.Context) error {
			for child := from; child < to; child++ {
				if child%4096 == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				j.Verdicts[child] = rules.Judge(c.caseOf(child, a))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	j.askSiblings()
	r.manifest.Notices = append(r.manifest.Notices, notices...)
	r.manifest.Gates = r.gates.reports
	if err := r.withhold(j); err != nil {
		return nil, err
	}
	r.decisions(j)
	r.tally(j)
	return j, nil
}

// tally counts children by what became of them.
func (r *run) tally(j *Judged) {
	by := map[rules.Status]int{}
	var atRisk int
	for i := range j.Verdicts {
		by[j.Verdicts[i].Status]++
		if len(j.Verdicts[i].AtRisk) > 0 {
			atRisk++
		}
	}
	r.count("children", len(j.Verdicts))
	for _, s := range []rules.Status{rules.NotOfAge, rules.Explained, rules.Elsewhere, rules.Undecided, rules.Grey, rules.Decided, rules.Candidate} {
		r.count(string(s), by[s])
	}
	r.count("at risk", atRisk)
}

// caseOf assembles one child's Case from the records placed with the child and those that may be the child's.
func (c *Children) caseOf(child int, a *rules.Authority) *rules.Case {
	k := &rules.Case{Authority: a, Child: c.IDs[child]}
	recs := c.Records(child)
	who := make([]*sources.Record, len(recs))
	seen := make(addresses, 0, 4)
	for i, rec := range recs {
		who[i] = rec.Record
		k.Claims = c.boundary.locate(claims(k.Claims, rec.Record, rec.Band, rec.Link, seen.number(rec.Who.Postcode)), rec.Record)
	}
	k.DOB, k.OtherDOBs = birth(who)
	k.Surnames = surnames(who)
	slices.SortFunc(k.Claims, inOrder)
	for _, near := range c.Near(child) {
		k.Possible = c.possibleClaims(k.Possible, near)
	}
	slices.SortFunc(k.Possible, inOrder)
	return k
}

// possibleClaims adds what would hold of a child if an open match were judged the same. The nearest row may have been placed
// with the wrong child: then what it says holds. Or the two children are one: then all that the other's records say does.
func (c *Children) possibleClaims(to []rules.Claim, near Near) []rules.Claim {
	for _, rec := range c.Records(int(near.Child)) {
		link := near.Together
		if rec.Identity == near.Row {
			link = max(link, near.Probability)
		}
		if link >= greyFrom {
			to = c.boundary.locate(claims(to, rec.Record, rules.M3, link, 0), rec.Record)
		}
	}
	return to
}
