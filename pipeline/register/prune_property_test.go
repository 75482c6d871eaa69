package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ledgerPlay plays years of a register: nights, decisions, judgements, other work, prunings and erasures in any order.
type ledgerPlay struct {
	t         *rapid.T
	r         *Register
	on        time.Time
	runs      int
	decisions []Decision // as they were made
	heads     []Head
}

func (p *ledgerPlay) pick(name string, of ...string) string {
	return rapid.SampledFrom(of).Draw(p.t, name)
}

func (p *ledgerPlay) must(err error) {
	if err != nil {
		p.t.Fatal(err)
	}
}

// night records a run some days later, with lines, pairs and where decisions stand.
func (p *ledgerPlay) night() {
	p.on = p.on.AddDate(0, 0, rapid.SampledFrom([]int{1, 90, 400, 2000}).Draw(p.t, "days"))
	p.runs++
	named := map[Fingerprint]string{}
	run := Run{ID: fmt.Sprint("r", p.runs), AsOf: p.on, Published: true, Identities: maps.All(named), Standing: map[int64]string{}}
	for _, child := range []string{"CA-", "CB-", "CC-", "CD-"} {
		if rapid.Bool().Draw(p.t, child) {
			named[printOf(child)] = child
			run.Shown = append(run.Shown, lineFor(child, p.pick("ends", "2022-06-24", "2035-06-29", "")))
		}
	}
	if rapid.Bool().Draw(p.t, "pair") {
		run.Pairs = []Pair{p.pair()}
	}
	if p.pick("joined", "no", "no", "yes") == "yes" {
		run.Changes = []Change{{"CA-", "CB-", Merged}}
	}
	for _, d := range p.decisions {
		run.Standing[d.Seq] = d.Child
	}
	p.must(p.r.RecordRun(context.Background(), run))
}

func (p *ledgerPlay) pair() Pair {
	return Pair{RecordL: "l", RecordR: "r", ChildL: "CA-", ChildR: "CB-", PrintsL: []Fingerprint{printOf("CA-")}, PrintsR: []Fingerprint{printOf("CB-")}}
}

// decide records a decision, which may take the place of the child's earlier ones.
func (p *ledgerPlay) decide() {
	child := p.pick("child", "CA-", "CB-", "CC-", "CD-")
	d := decisionOn(lineFor(child, p.pick("ends", "2022-06-24", "2035-06-29", "")), p.pick("outcome", "confirmed", "not_cme"), isoDay(p.on),
		p.pick("until", "", isoDay(p.on.AddDate(0, 0, 30))))
	if rapid.Bool().Draw(p.t, "anew") {
		for _, x := range p.decisions {
			if x.Child == child {
				d.Supersedes = append(d.Supersedes, x.Seq)
			}
		}
	}
	p.must(p.r.RecordDecisions(context.Background(), []Decision{d}, nil))
	p.decisions = p.all()
}

func (p *ledgerPlay) judge() {
	p.must(p.r.RecordDecisions(context.Background(), nil, []Judgement{{Run: "r", RecordL: "l", RecordR: "r", Pair: p.pair(), Verdict: "different", By: "AB", Made: isoDay(p.on), Mark: "m"}}))
}

func (p *ledgerPlay) all() []Decision {
	all, err := p.r.ReadDecisions(context.Background())
	p.must(err)
	return all
}

// prune prunes, and holds what is left to what may never go.
func (p *ledgerPlay) prune() {
	keep := Keep{AsOf: p.on, Cases: p.on.AddDate(-7, 0, 0), Lines: p.on.AddDate(0, -8, 0), Spans: p.on.AddDate(-1, 0, 0), Open: isOpen}
	before := p.all()
	_, err := p.r.PruneDue(context.Background(), keep, "AB", nil)
	p.must(err)
	left := map[int64]bool{}
	for _, d := range p.all() {
		left[d.Seq] = true
	}
	again := map[int64]bool{}
	for _, d := range before {
		for _, s := range d.Supersedes {
			again[s] = true
		}
	}
	for _, d := range before {
		if !left[d.Seq] && (isOpen(d.Outcome) && !again[d.Seq] || d.Made >= isoDay(keep.Cases) || d.Line.Ends >= isoDay(p.on)) {
			p.t.Fatalf("decision %d went: %s, made %s, of age to %s, on %s", d.Seq, d.Outcome, d.Made, d.Line.Ends, isoDay(p.on))
		}
	}
	p.decisions = p.all()
}

// Whatever is recorded, decided and pruned, and in whatever order, the ledger verifies against every head that was ever noted;
// no open case, nothing younger than its time and nothing of a child of age goes; and what is changed afterwards behind the
// register's back is found, whether it was pruned or not.
func TestPruningInAnyOrder(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n, ".db"))
		r, err := Open(path)
		if err != nil {
			rt.Fatal(err)
		}
		defer os.Remove(path)
		defer r.Close()
		p := &ledgerPlay{t: rt, r: r, on: time.Date(2010, 9, 1, 0, 0, 0, 0, time.UTC)}
		p.night()
		for range rapid.IntRange(3, 14).Draw(rt, "steps") {
			switch p.pick("step", "night", "night", "decide", "judge", "work", "work", "prune", "erase") {
			case "night":
				p.night()
			case "decide":
				p.decide()
			case "judge":
				p.judge()
			case "work":
				p.work()
			case "prune":
				p.prune()
			case "erase":
				p.erase()
			}
			head, err := r.VerifyLedger(context.Background(), p.heads...)
			p.must(err)
			p.heads = append(p.heads, head)
		}
		p.tamper()
	})
}

// tampers are changes behind the register's back, each of one row that is drawn.
var tampers = map[string]string{
	"another body":          `UPDATE entry SET body = json_set(body, '$.x', 1) WHERE body <> 'null' AND seq = (SELECT seq FROM entry WHERE body <> 'null' ORDER BY seq LIMIT 1 OFFSET ?)`,
	"emptied by hand":       `UPDATE entry SET about = '', body = 'null' WHERE seq = (SELECT seq FROM entry WHERE body <> 'null' AND kind IN ('decision', 'judgement', 'step', 'second look', 'asked') ORDER BY seq LIMIT 1 OFFSET ?)`,
	"filled again":          `UPDATE entry SET about = 'CX', body = '{}' WHERE seq = (SELECT seq FROM entry WHERE body = 'null' ORDER BY seq LIMIT 1 OFFSET ?)`,
	"an entry is gone":      `DELETE FROM entry WHERE seq = (SELECT seq FROM entry ORDER BY seq LIMIT 1 OFFSET ?)`,
	"a line is gone":        `UPDATE ranking SET lines = unhex(substr(hex(lines), 17)) WHERE rowid = (SELECT rowid FROM ranking ORDER BY entry, list LIMIT 1 OFFSET ?)`,
	"a list is gone":        `DELETE FROM ranking WHERE rowid = (SELECT rowid FROM ranking ORDER BY entry, list LIMIT 1 OFFSET ?)`,
	"another rank":          `UPDATE ranking SET lines = unhex(substr(hex(lines), 1, length(hex(lines)) - 4) || 'FFF7') WHERE rowid = (SELECT rowid FROM ranking ORDER BY entry, list LIMIT 1 OFFSET ?)`,
	"a stored line is gone": `DELETE FROM line WHERE number = (SELECT number FROM line ORDER BY number LIMIT 1 OFFSET ?)`,
	"another line":          `UPDATE line SET body = json_set(body, '$.severity', 'P5') WHERE number = (SELECT number FROM line ORDER BY number LIMIT 1 OFFSET ?)`,
	"a pair is gone":        `DELETE FROM pair WHERE entry = (SELECT entry FROM pair ORDER BY entry LIMIT 1 OFFSET ?)`,
	"it stood elsewhere":    `UPDATE standing SET child = 'CX' WHERE (entry, decision) = (SELECT entry, decision FROM standing ORDER BY entry, decision LIMIT 1 OFFSET ?)`,
	"the evidence is gone":  `DELETE FROM evidence WHERE digest = (SELECT digest FROM evidence ORDER BY digest LIMIT 1 OFFSET ?)`,
	"other evidence":        `UPDATE evidence SET body = '{}' WHERE digest = (SELECT digest FROM evidence ORDER BY digest LIMIT 1 OFFSET ?)`,
	"a pruning says less":   `UPDATE entry SET body = json_remove(body, '$.emptied', '$.left') WHERE kind = 'prune' AND seq = (SELECT seq FROM entry WHERE kind = 'prune' ORDER BY seq LIMIT 1 OFFSET ?)`,
	"a digest is another":   `UPDATE entry SET hash = zeroblob(32) WHERE seq = (SELECT seq FROM entry ORDER BY seq LIMIT 1 OFFSET ?)`,
	"a link of the chain":   `UPDATE entry SET before = zeroblob(32) WHERE seq = (SELECT seq FROM entry WHERE seq > 1 ORDER BY seq LIMIT 1 OFFSET ?)`,
	"another kind of entry": `UPDATE entry SET kind = 'judgement' WHERE kind = 'decision' AND seq = (SELECT seq FROM entry WHERE kind = 'decision' ORDER BY seq LIMIT 1 OFFSET ?)`,
}

// tamper changes one thing, if there is such a thing to change, and has it found.
func (p *ledgerPlay) tamper() {
	name := rapid.SampledFrom(slices.Sorted(maps.Keys(tampers))).Draw(p.t, "tamper")
	for _, trigger := range triggersOf(p.r) {
		_, err := p.r.db.Exec(`DROP TRIGGER ` + trigger)
		p.must(err)
	}
	_, err := p.r.db.Exec(`PRAGMA foreign_keys = 0`)
	p.must(err)
	done, err := p.r.db.Exec(tampers[name], rapid.IntRange(0, 3).Draw(p.t, "offset"))
	p.must(err)
	if changed, _ := done.RowsAffected(); changed == 0 {
		return
	}
	var broken *BrokenError
	if _, err := p.r.VerifyLedger(context.Background(), p.heads...); !errors.As(err, &broken) {
		p.t.Fatalf("%s: not found: %v", name, err)
	}
}
