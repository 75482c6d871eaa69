package past

import (
	"context"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
)

// Night is how long the lists of an earlier run were.
type Night struct {
	AsOf        calendar.Date
	CME, AtRisk int
}

// Few runs are told each; of more one for each week that ends on the weekday of this run, a year back.
const (
	fewNights = 12
	weeksBack = 52
)

// Nights has back how long the lists of the runs for earlier days were, the oldest first. A run whose lines have been deleted since is left out.
func (p *Past) Nights(ctx context.Context) (all []Night, err error) {
	if p.register == nil {
		return nil, nil
	}
	runs, err := p.register.NightsBefore(ctx, p.asOf.Midnight())
	if err != nil {
		return nil, err
	}
	for _, run := range thinNights(runs, p.asOf) {
		by, whole, err := p.register.CountLines(ctx, run)
		if err != nil {
			return nil, err
		}
		if whole {
			all = append(all, Night{calendar.On(run.AsOf.Date()), by[string(candidates.CME)], by[string(candidates.AtRisk)]})
		}
	}
	return all, nil
}

// thinNights keeps of many runs the last of each week that is over, where the newest ends on a day.
func thinNights(runs []register.Past, asOf calendar.Date) (kept []register.Past) {
	if len(runs) < fewNights {
		return runs
	}
	week := func(p register.Past) int { return int(asOf-calendar.On(p.AsOf.Date())) / 7 }
	for i, run := range runs {
		if w := week(run); w > 0 && w <= weeksBack && (i+1 == len(runs) || week(runs[i+1]) != w) {
			kept = append(kept, run)
		}
	}
	return kept
}
