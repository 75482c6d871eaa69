package officers

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
)

// remembered is what officers did, gathered by child, and the runs on whose lines they do it.
type remembered struct {
	*past.Past
	register   *register.Register
	heirs      *past.Heirs // of child ids, whatever run they are of
	superseded map[int64]int64
	rejudged   map[int64]int64  // the same of judgements
	marks      map[string]int64 // of what was recorded before
	decided    map[string][]int // by child: places among the decisions
	stepped    map[string][]int
	asked      map[string][]int
	newest     register.Past
	runs       map[string]*shownRun
	first      map[string]string // by child, the day on which it was first a candidate; nil until somebody asks
}

// shownRun is what a run showed.
type shownRun struct {
	register.Past
	lines map[past.Line]register.Shown
	pairs map[[2]string]register.Pair
}

// mostRuns are how many runs are held at once: tonight's, and the last ones whose pages or workbooks are still open somewhere.
const mostRuns = 3

// recallWork has back what officers did.
func recallWork(ctx context.Context, reg *register.Register) (*remembered, error) {
	memory, err := past.RecallWork(ctx, reg)
	if err != nil {
		return nil, err
	}
	m := &remembered{Past: memory, register: reg, heirs: memory.HeirsAmong(nil, nil), superseded: map[int64]int64{}, rejudged: map[int64]int64{}, marks: map[string]int64{},
		decided: map[string][]int{}, stepped: map[string][]int{}, asked: map[string][]int{}, runs: map[string]*shownRun{}}
	if m.newest, err = reg.NewestRun(ctx); err != nil {
		return nil, err
	}
	m.index(0, 0, 0, 0, 0)
	return m, nil
}

// readOn reads what was done since, and returns the children and whether any pair it was about. It is anew where all is to be recalled.
func (m *remembered) readOn(ctx context.Context) (touched map[string]bool, anew bool, err error) {
	d, j, s, l, q := len(m.Decisions), len(m.Judgements), len(m.Steps), len(m.Looks), len(m.Questions)
	if _, anew, err = m.Past.ReadOn(ctx); anew || err != nil {
		return nil, anew, err
	}
	return m.index(d, j, s, l, q), false, nil
}

// index gathers what stands from given places on, and returns whom it was about.
func (m *remembered) index(d, j, s, l, q int) map[string]bool {
	touched := map[string]bool{}
	add := func(by map[string][]int, child string, i int) {
		by[child] = append(by[child], i)
		touched[child] = true
	}
	for ; d < len(m.Decisions); d++ {
		x := &m.Decisions[d]
		for _, s := range x.Supersedes {
			m.superseded[s] = x.Seq
		}
		m.marks[x.Mark] = x.Seq
		add(m.decided, m.heirOf(cmp.Or(m.StoodWith[x.Seq], x.Child)), d)
	}
	for ; j < len(m.Judgements); j++ {
		x := &m.Judgements[j]
		for _, s := range x.Supersedes {
			m.rejudged[s] = x.Seq
		}
		m.marks[x.Mark] = x.Seq
	}
	for ; s < len(m.Steps); s++ {
		m.marks[m.Steps[s].Mark] = m.Steps[s].Seq
		add(m.stepped, m.heirOf(m.Steps[s].Child), s)
	}
	for ; l < len(m.Looks); l++ {
		m.marks[m.Looks[l].Mark] = m.Looks[l].Seq
	}
	for ; q < len(m.Questions); q++ {
		x := &m.Questions[q]
		if m.marks[x.Mark] = x.Seq; x.Child != "" {
			add(m.asked, m.heirOf(x.Child), q)
		}
	}
	return touched
}

func (m *remembered) heirOf(child string) string { return m.heirs.HeirOf(child) }

// decisionsOn are the decisions on a child that none took the place of.
func (m *remembered) decisionsOn(child string) (current []register.Decision) {
	for _, i := range m.decided[m.heirOf(child)] {
		if m.superseded[m.Decisions[i].Seq] == 0 {
			current = append(current, m.Decisions[i])
		}
	}
	return current
}

// stepsOn are the steps on a child.
func (m *remembered) stepsOn(child string) (steps []register.Step) {
	for _, i := range m.stepped[m.heirOf(child)] {
		steps = append(steps, m.Steps[i])
	}
	return steps
}

// runOf is what a run showed; one that is not known showed nothing.
func (m *remembered) runOf(ctx context.Context, id string) (*shownRun, error) {
	if run := m.runs[id]; run != nil {
		return run, nil
	}
	of, err := m.register.RunByID(ctx, id)
	if err != nil || !of.IsKnown() {
		return &shownRun{}, err
	}
	run := &shownRun{Past: of, lines: map[past.Line]register.Shown{}, pairs: map[[2]string]register.Pair{}}
	lines, err := m.register.LinesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		run.lines[past.Line{List: line.List, Child: line.Child}] = line
	}
	pairs, err := m.register.PairsOf(ctx, of)
	for _, p := range pairs {
		run.pairs[[2]string{p.RecordL, p.RecordR}] = p
	}
	if len(m.runs) >= mostRuns {
		oldest := slices.Min(slices.Collect(maps.Keys(m.runs))) // ids begin with the day
		delete(m.runs, oldest)
	}
	m.runs[id] = run
	return run, err
}

// endOfAge is the last day of compulsory school age of a child, where a line of a run says it.
func (run *shownRun) endOfAge(child string) string {
	for line, shown := range run.lines {
		if line.Child == child && shown.Ends != "" {
			return shown.Ends
		}
	}
	return ""
}
