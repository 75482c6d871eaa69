package pipeline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// recollection is what earlier runs showed and what people said, read once when a run begins.
type recollection struct {
	decisions  []register.Decision
	judgements []register.Judgement
	stood      map[int64]string             // the child that each decision stood with in the newest run
	successors map[string][]register.Change // of child ids
	last       register.Past                // the newest run for an earlier day
	lines      map[listed]register.Shown    // that it showed
	spans      []register.Span              // every line that any run showed
}

// listed names a line: a list and a child.
type listed struct{ list, child string }

// recall opens the register and has back what is remembered. The register stays open until the run ends. A run that recorded
// what it was about to show and was then killed is told from one that appeared by its folder.
func (r *run) recall() error {
	var err error
	if r.register, err = register.Open(filepath.Join(r.options.Out, registerFile)); err != nil {
		return err
	}
	if err := settle(r); err != nil {
		return err
	}
	if r.memory, err = remembered(r); err != nil {
		return err
	}
	head, err := r.register.Head(r.ctx)
	if err != nil {
		return err
	}
	r.manifest.Register = RegisterHead(head)
	key, err := r.inputKey()
	r.save = newCheckpoints(r.options.Out, key)
	return err
}

// settle notes which of the runs that were recorded have appeared.
func settle(r *run) error {
	folders, err := r.register.Unsettled(r.ctx)
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(folders) {
		if !exists(filepath.Join(r.options.Out, folders[id])) {
			continue
		}
		if err := r.register.Appeared(r.ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// notedHeads reads where the manifests of the published runs say that the ledger ended.
func notedHeads(out string) ([]register.Head, error) {
	manifests, err := filepath.Glob(filepath.Join(out, runsFolder, "*", ManifestFile))
	if err != nil {
		return nil, err
	}
	var heads []register.Head
	for _, path := range manifests {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var m Manifest
		if err := json.Unmarshal(raw, &m); err != nil {
			return nil, fmt.Errorf("%s: cannot be read: %w", path, err)
		}
		if m.Register.Entries > 0 {
			heads = append(heads, register.Head(m.Register))
		}
	}
	return heads, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func remembered(r *run) (*recollection, error) {
	m := &recollection{lines: map[listed]register.Shown{}}
	var err error
	if m.decisions, err = r.register.Decisions(r.ctx); err != nil {
		return nil, err
	}
	if m.judgements, err = r.register.Judgements(r.ctx); err != nil {
		return nil, err
	}
	if m.successors, err = r.register.Successors(r.ctx); err != nil {
		return nil, err
	}
	newest, err := r.register.Newest(r.ctx)
	if err != nil {
		return nil, err
	}
	if m.stood, err = r.register.Standing(r.ctx, newest); err != nil {
		return nil, err
	}
	if m.last, err = r.register.Before(r.ctx, day(r.options.AsOf)); err != nil {
		return nil, err
	}
	if m.spans, err = r.register.Listed(r.ctx); err != nil {
		return nil, err
	}
	lines, err := r.register.Lines(r.ctx, m.last)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		m.lines[listed{line.List, line.Child}] = line
	}
	return m, nil
}

// heir follows a child id through the children that it was joined to, to the id that stands for it now.
func (m *recollection) heir(child string, is func(string) bool) string {
	seen := map[string]bool{}
	for !is(child) && !seen[child] {
		seen[child] = true
		next := ""
		for _, c := range m.successors[child] {
			if c.Kind == register.Merged {
				next = c.Into // the last time it gave way counts
			}
		}
		if next == "" {
			return child
		}
		child = next
	}
	return child
}

// judgementLimit is how many identities of each child a judgement of Different holds apart row by row.
const judgementLimit = 16

// rowsByPrint finds the rows of wanted fingerprints.
func (p *People) rowsByPrint(wanted map[Fingerprint]bool) map[Fingerprint][]int32 {
	rows := make(map[Fingerprint][]int32, len(wanted))
	for row, f := range p.print {
		if wanted[f] {
			rows[f] = append(rows[f], int32(row))
		}
	}
	return rows
}

// said are the judgements in force, the later of two on one pair in the place of the earlier, with the rows that they are about.
func (m *recollection) said(p *People) (pairs []judgedPair) {
	if len(m.judgements) == 0 {
		return nil
	}
	superseded := map[int64]bool{}
	wanted := map[Fingerprint]bool{}
	for _, j := range m.judgements {
		for _, s := range j.Supersedes {
			superseded[s] = true
		}
		for _, side := range [][]Fingerprint{j.Pair.PrintsL, j.Pair.PrintsR} {
			for _, f := range side {
				wanted[f] = true
			}
		}
	}
	rows := p.rowsByPrint(wanted)
	for _, j := range m.judgements {
		if superseded[j.Seq] {
			continue
		}
		x := judgedPair{verdict: verdicts[j.Verdict], l: presentRows(rows, j.Pair.PrintsL), r: presentRows(rows, j.Pair.PrintsR)}
		if len(x.l) > 0 && len(x.r) > 0 {
			pairs = append(pairs, x)
		}
	}
	return pairs
}

var verdicts = map[string]matchers.Verdict{"same": matchers.Same, "different": matchers.Different, "unsure": matchers.Unsure}

// judgedPair is a judgement with the rows of the two children that are still there, those of the judged records first.
type judgedPair struct {
	verdict matchers.Verdict
	l, r    []int32
}

func presentRows(rows map[Fingerprint][]int32, prints []Fingerprint) []int32 {
	var out []int32
	for _, f := range prints {
		if len(rows[f]) == 1 { // an identity that several rows share is too thin to say whose it is
			out = append(out, rows[f][0])
		}
		if len(out) == judgementLimit {
			break
		}
	}
	return out
}

// constraints are the judgements as the matcher takes them. Two records judged the same are joined; two judged different hold
// all that was placed with each apart.
func constraints(pairs []judgedPair) []matchers.Judgement {
	var out []matchers.Judgement
	add := func(l, r int32, v matchers.Verdict) {
		if l != r {
			out = append(out, matchers.Judgement{L: l, R: r, Verdict: v})
		}
	}
	for _, p := range pairs {
		switch p.verdict {
		case matchers.Same:
			add(p.l[0], p.r[0], matchers.Same)
		case matchers.Different:
			for _, l := range p.l {
				for _, r := range p.r {
					add(l, r, matchers.Different)
				}
			}
		}
	}
	return out
}

// labels are the judgements that the model learns from: of the judged records themselves.
func labels(pairs []judgedPair) []matchers.Judgement {
	var out []matchers.Judgement
	for _, p := range pairs {
		if p.verdict != matchers.Unsure && p.l[0] != p.r[0] {
			out = append(out, matchers.Judgement{L: p.l[0], R: p.r[0], Verdict: p.verdict})
		}
	}
	return out
}

// judgedApart drops the possible links between two children of whom a person said that they are two: whatever other rows of
// theirs are alike, the question has been answered.
func (c *Children) judgedApart(pairs []judgedPair) {
	apart := map[[2]int32]bool{}
	for _, p := range pairs {
		if p.verdict == matchers.Different {
			l, r := c.child[p.l[0]], c.child[p.r[0]]
			apart[[2]int32{min(l, r), max(l, r)}] = true
		}
	}
	if len(apart) == 0 {
		return
	}
	kept := c.Grey[:0]
	for _, g := range c.Grey {
		l, r := c.child[g.L], c.child[g.R]
		if !apart[[2]int32{min(l, r), max(l, r)}] {
			kept = append(kept, g)
		}
	}
	c.Grey = kept
}

// knownChild says of an id whether a child of the run has it.
func (c *Children) knownChild() map[rules.ChildID]int32 {
	at := make(map[rules.ChildID]int32, len(c.IDs))
	for i, id := range c.IDs {
		at[id] = int32(i)
	}
	return at
}
