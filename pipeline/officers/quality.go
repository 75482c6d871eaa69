package officers

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// Quality is how good the lists turned out to be, by what officers found.
func (l *Ledger) Quality(ctx context.Context, of office.Grouping) (*office.Quality, error) {
	l.reading.Lock()
	m, err := l.refresh(ctx)
	if err != nil {
		l.reading.Unlock()
		return nil, err
	}
	found := m.lastWords()
	q := &office.Quality{Agreement: m.agreement()}
	q.Queues, err = l.queues(ctx, m)
	l.reading.Unlock()
	q.Precision = precisionOf(found, of) // outside the lock: who groups children may ask the ledger in turn
	if err != nil {
		return nil, err
	}
	reg, err := l.lookApart()
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	acts, err := reg.ReadActs(ctx)
	q.Minutes = minutesOf(acts)
	return q, l.kept.Explain(err)
}

// lookApart opens the register once more, for what reads all of it: who asks for the state meanwhile does not wait.
func (l *Ledger) lookApart() (*register.Register, error) {
	reg, err := register.OpenToLook(past.RegisterPath(l.options.Out))
	return reg, l.kept.Explain(err)
}

// outcome is what the newest decision that tells says of a child: whether education was missing.
type outcome struct {
	child string
	rules []string // of the line that it was made on
	was   bool
}

// lastWords are what was found of every child of whom a decision tells.
func (m *remembered) lastWords() (all []outcome) {
	for child, places := range m.decided {
		if d, was := m.lastWord(places); d != nil {
			all = append(all, outcome{child, d.Line.Rules, was})
		}
	}
	return all
}

// precisionOf counts, of the children of whom a decision tells, those of whom education was missing: in all, by each rule of the line,
// and by group.
func precisionOf(found []outcome, of office.Grouping) []office.Rate {
	counts := map[office.Group]*office.Rate{}
	count := func(by, value string, was bool) {
		key := office.Group{By: by, Value: value}
		if counts[key] == nil {
			counts[key] = &office.Rate{By: by, Value: value}
		}
		counts[key].Of++
		if was {
			counts[key].Yes++
		}
	}
	for _, x := range found {
		count("all", "", x.was)
		for _, rule := range x.rules {
			count("rule", rule, x.was)
		}
		if of != nil {
			for _, g := range of(x.child) {
				count(g.By, g.Value, x.was)
			}
		}
	}
	var rates []office.Rate
	for _, key := range slices.SortedFunc(maps.Keys(counts), compareGroups) {
		r := *counts[key]
		r.Low, r.High = reports.WilsonInterval(r.Yes, r.Of)
		rates = append(rates, r)
	}
	return rates
}

// compareGroups puts all before rules, and those before other groups.
func compareGroups(a, b office.Group) int {
	rank := func(g office.Group) int { return max(slices.Index([]string{"rule", "all"}, g.By), -1) }
	if d := rank(b) - rank(a); d != 0 {
		return d
	}
	return strings.Compare(a.By+"\x00"+a.Value, b.By+"\x00"+b.Value)
}

// lastWord is the newest of a child's decisions that tells whether education was missing, and whether it was; nil where none tells.
func (m *remembered) lastWord(places []int) (*register.Decision, bool) {
	for _, i := range slices.Backward(places) {
		d := &m.Decisions[i]
		law := rules.Decision{Outcome: rules.Outcome(d.Outcome), Ground: d.Ground}
		if told, was := law.TellsOutcome(); told && d.List == string(candidates.CME) {
			return d, was
		}
	}
	return nil, false
}

// agreement sets second looks beside what they were of.
func (m *remembered) agreement() []office.Agreement {
	judged, decided := map[int64]string{}, map[int64]string{}
	for i := range m.Judgements {
		judged[m.Judgements[i].Seq] = m.Judgements[i].Verdict
	}
	for i := range m.Decisions {
		decided[m.Decisions[i].Seq] = offOrOn(m.Decisions[i].Outcome)
	}
	var pairs, lines [][2]string
	for i := range m.Looks {
		x := &m.Looks[i]
		if first := judged[x.Of]; first != "" {
			pairs = append(pairs, [2]string{first, x.Verdict})
		} else if first := decided[x.Of]; first != "" {
			lines = append(lines, [2]string{first, offOrOn(x.Verdict)})
		}
	}
	return []office.Agreement{agreementOf("judgements", 3, pairs), agreementOf("decisions", 2, lines)}
}

// offOrOn is what an outcome does to the list.
func offOrOn(outcome string) string {
	if rules.Outcome(outcome).Closes() {
		return "off the list"
	}
	return "on the list"
}

// agreementOf counts how often two looks agree, of k words. Kappa is Cohen's (1960); the adjusted one takes every word for as likely as
// any other, as that of Byrt, Bishop and Carlin (1993) does of two words and Brennan and Prediger's (1981) of more.
func agreementOf(of string, k int, looks [][2]string) office.Agreement {
	a := office.Agreement{Of: of, Pairs: len(looks), Kappa: math.NaN(), Adjusted: math.NaN(), Prevalence: map[string]float64{}}
	a.Low, a.High = reports.WilsonInterval(0, 0)
	if len(looks) == 0 {
		return a
	}
	n := float64(len(looks))
	first, second := map[string]float64{}, map[string]float64{}
	for _, x := range looks {
		if x[0] == x[1] {
			a.Agreed++
		}
		first[x[0]] += 1 / n
		second[x[1]] += 1 / n
		a.Prevalence[x[0]] += 1 / (2 * n)
		a.Prevalence[x[1]] += 1 / (2 * n)
	}
	a.Low, a.High = reports.WilsonInterval(a.Agreed, a.Pairs)
	seen, chance := float64(a.Agreed)/n, 0.0
	for word, share := range first {
		chance += share * second[word]
	}
	if 1-chance > 1e-12 {
		a.Kappa = (seen - chance) / (1 - chance)
	}
	a.Adjusted = (float64(k)*seen - 1) / float64(k-1)
	return a
}

// longest is how many minutes somebody works on a child without a break; what took longer was left and taken up again, and tells nothing.
const longest = 60

// minutesOf are the minutes from opening a child or a pair to deciding it, by one person who opened no other in between.
func minutesOf(acts []register.Act) office.Minutes {
	type sitting struct {
		of    []string
		since time.Time
	}
	now := map[string]sitting{} // by person
	var children, pairs []float64
	for i := range acts {
		a := &acts[i]
		at, err := time.Parse(time.RFC3339, a.At)
		if err != nil {
			continue // the day alone
		}
		was, same := now[a.By], false
		for _, child := range a.Of {
			same = same || slices.Contains(was.of, child)
		}
		switch {
		case a.Act == register.ActOpened && !same:
			now[a.By] = sitting{a.Of, at}
		case (a.Act == register.ActDecided || a.Act == register.ActJudged) && same:
			delete(now, a.By)
			switch took := at.Sub(was.since).Minutes(); {
			case took > longest:
			case a.Act == register.ActJudged:
				pairs = append(pairs, took)
			default:
				children = append(children, took)
			}
		}
	}
	m := office.Minutes{Children: len(children), PairsJudged: len(pairs)}
	m.Lower, m.Median, m.Upper = quartilesOf(children)
	m.PairLower, m.PairMid, m.PairHigh = quartilesOf(pairs)
	return m
}

// quartilesOf are the quartiles of some numbers, between the two nearest where none is on the place; zero where there are none.
func quartilesOf(all []float64) (lower, middle, upper float64) {
	if len(all) == 0 {
		return 0, 0, 0
	}
	slices.Sort(all)
	at := func(share float64) float64 {
		place := share * float64(len(all)-1)
		i := int(place)
		if i+1 == len(all) {
			return all[i]
		}
		return all[i] + (place-float64(i))*(all[i+1]-all[i])
	}
	return at(0.25), at(0.5), at(0.75)
}

// queues say how long what waits has waited.
func (l *Ledger) queues(ctx context.Context, m *remembered) ([]office.Queue, error) {
	first, err := m.firstListed(ctx, l.look)
	if err != nil {
		return nil, err
	}
	newest, err := m.runOf(ctx, m.newest.ID)
	if err != nil {
		return nil, err
	}
	var untouched, overdue, inHand, open, asked []calendar.Date
	for line := range newest.lines {
		if line.List != string(candidates.CME) {
			continue
		}
		if c := l.state.Of(line.Child); c.InHand == nil && c.Mine == nil && c.Current() == nil && !hasStep(c) {
			untouched = append(untouched, parseDate(first[line.Child]))
		}
	}
	for _, c := range l.state.Children {
		switch {
		case c.InHand == nil:
		case c.InHand.Overdue:
			overdue = append(overdue, c.InHand.Due)
		default:
			inHand = append(inHand, c.InHand.Since)
		}
		if d := c.Current(); d != nil && d.Open {
			open = append(open, d.Made)
		}
		for _, q := range c.Questions {
			if q.Answer == "" {
				asked = append(asked, q.On)
			}
		}
	}
	for _, j := range l.state.Pairs {
		for _, q := range j.Questions {
			if q.Answer == "" {
				asked = append(asked, q.On)
			}
		}
	}
	var pairs, second []calendar.Date
	for key := range newest.pairs {
		if len(l.state.OfPair(key[0], key[1]).Judgements) == 0 {
			pairs = append(pairs, calendar.On(newest.AsOf.Date()))
		}
	}
	tasks, _, err := l.secondTasks(ctx, m)
	for _, t := range tasks {
		second = append(second, t.Since)
	}
	today := l.today()
	return []office.Queue{queueOf("candidates whom nobody has taken up", untouched, today), queueOf("answers that are overdue", overdue, today), queueOf("in hand", inHand, today),
		queueOf("open cases, since they were last decided", open, today), queueOf("questions to colleagues", asked, today), queueOf("possible matches of the newest run, not judged", pairs, today),
		queueOf("second looks", second, today)}, err
}

// firstListed is the day on which each child was first a candidate. A run that is newer is recalled anew, and this with it.
func (m *remembered) firstListed(ctx context.Context, look *register.Register) (map[string]string, error) {
	if m.first != nil {
		return m.first, nil
	}
	spans, err := look.EverListed(ctx)
	if err != nil {
		return nil, err
	}
	first := map[string]string{}
	for _, s := range spans {
		if id := m.heirOf(s.Child); s.List == string(candidates.CME) && (first[id] == "" || s.First < first[id]) {
			first[id] = s.First
		}
	}
	m.first = first
	return first, nil
}

// hasStep reports whether anything was done about a child.
func hasStep(c *office.Child) bool { return len(c.Steps) > 0 }

func queueOf(title string, since []calendar.Date, today calendar.Date) office.Queue {
	q := office.Queue{Title: title, N: len(since)}
	since = slices.DeleteFunc(since, func(d calendar.Date) bool { return !d.Known() })
	if len(since) == 0 {
		return q
	}
	slices.Sort(since)
	q.Oldest, q.Days = since[0], int(today-since[(len(since)-1)/2])
	return q
}

// Audit is who did what, the newest last. The ledger was verified when it was opened.
func (l *Ledger) Audit(ctx context.Context, want office.Wanted) (*office.Audit, error) {
	reg, err := l.lookApart()
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	all, err := reg.ReadActs(ctx)
	if err != nil {
		return nil, l.kept.Explain(err)
	}
	all = selectActs(all, Wanted{Since: want.Since, Of: want.Child, By: want.By}, reg)
	if want.Act != "" {
		all = slices.DeleteFunc(all, func(a register.Act) bool { return a.Act != want.Act })
	}
	if want.Most > 0 && len(all) > want.Most {
		all = all[len(all)-want.Most:]
	}
	a := &Audit{Acts: all}
	if a.names, err = reg.NameDigests(ctx, all); err != nil {
		return nil, err
	}
	out := &office.Audit{}
	for i := range all {
		x := &all[i]
		out.Acts = append(out.Acts, office.Act{Entry: x.Entry, At: x.At, What: x.Act, Account: x.Account, By: x.By, Children: a.namesOf(x), Run: x.Run, Purpose: x.Purpose, Details: x.What})
	}
	return out, nil
}
