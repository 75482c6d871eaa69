package linkage

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rollcall/matchers"
)

// manifestKind marks the manifest of a linkage, so that it is told from that of another run.
const manifestKind = "linkage"

// Manifest is the record of a linkage: what went in, what was guessed, what was counted. It holds no value of any row.
type Manifest struct {
	Kind     string                `json:"kind"`
	Rollcall string                `json:"rollcall"`
	Settings string                `json:"settings"` // path of the settings file
	SHA256   string                `json:"settings_sha256"`
	Tables   []TableReport         `json:"tables"`
	Columns  []Used                `json:"columns"`
	Notes    []string              `json:"notes,omitempty"`
	Training *matchers.Training    `json:"training,omitempty"`
	Blocking []matchers.RuleReport `json:"blocking"`
	Counts   map[string]int        `json:"counts"`
	Quality  map[string]float64    `json:"quality"`
	Stages   []Stage               `json:"stages"`
}

// composeManifest returns the record of the run so far.
func (r *Run) composeManifest(o Options) Manifest {
	path, err := filepath.Abs(r.Settings.path)
	if err != nil {
		path = r.Settings.path
	}
	return Manifest{
		Kind: manifestKind, Rollcall: o.Version, Settings: path, SHA256: r.Settings.hash, Tables: r.Tables, Columns: r.Used, Notes: r.Notes,
		Training: r.Training, Blocking: r.Report.Rules, Stages: r.Stages,
		Counts: map[string]int{"rows": r.Table.Len(), "pairs compared": int(r.Report.Pairs), "edges kept": r.Edges.Len(),
			"links": len(r.Clusters.Links), "possible links": len(r.Clusters.Possible), "clusters": r.Clusters.N},
		Quality: r.statedRates(),
	}
}

// statedRates are what the run says of its own links, without any truth.
func (r *Run) statedRates() map[string]float64 {
	out := map[string]float64{}
	stated := 0.0
	for _, l := range r.Clusters.Links {
		stated += 1 - l.Probability
	}
	if n := len(r.Clusters.Links); n > 0 {
		out["false links stated"] = stated / float64(n)
	}
	if r.Missed >= 0 {
		out["matches missed by blocking, at least"] = r.Missed
	}
	if c := r.Report.Calibration; c != nil {
		if edges, wrong := c.RateAbove(.5); edges > 0 {
			out["false pairs at .5 by pairs within files"] = wrong / edges
		}
	}
	return out
}

// IsLinkage reports whether a folder was written by Link.
func IsLinkage(dir string) bool {
	m, err := readManifest(dir)
	return err == nil && m.Kind == manifestKind
}

func readManifest(dir string) (*Manifest, error) {
	raw, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err != nil {
		return nil, fmt.Errorf("%s: no manifest: not a run", dir)
	}
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("%s: the manifest cannot be read (%w)", dir, err)
	}
	return &m, nil
}

// Open reads the settings, tables and model of a finished linkage again. Changed names the tables that are no longer what it
// read.
func Open(ctx context.Context, dir string) (r *Run, changed []string, err error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	s, err := LoadSettings(m.Settings)
	if err != nil {
		return nil, nil, err
	}
	r = &Run{Settings: s}
	if err := r.readTables(ctx); err != nil {
		return nil, nil, err
	}
	for k, t := range r.Tables {
		if k >= len(m.Tables) || m.Tables[k].SHA256 != t.SHA256 {
			changed = append(changed, t.File)
		}
	}
	f, err := os.Open(filepath.Join(dir, ModelFile))
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if r.Model, err = matchers.LoadModel(f); err != nil {
		return nil, nil, err
	}
	r.Tables = m.Tables
	return r, changed, nil
}

// Explain says how two rows compare, level by level in bits.
func (r *Run) Explain(a, b string) (string, error) {
	i, err := r.RowOf(a)
	if err != nil {
		return "", err
	}
	j, err := r.RowOf(b)
	if err != nil {
		return "", err
	}
	w, err := matchers.Explain(r.Table, r.Model, i, j)
	if err != nil {
		return "", err
	}
	return w.String(), nil
}

// Summary says in a few lines what a linkage read and found.
func (r *Run) Summary() string {
	var b strings.Builder
	for _, t := range r.Tables {
		fmt.Fprintf(&b, "  %-24s %10d rows   duplicates %s\n", t.Name, t.Rows, t.Duplicates)
	}
	b.WriteString("\n")
	for _, u := range r.Used {
		how := "as the settings say"
		if u.Guessed {
			how = strings.TrimSuffix("guessed: "+u.Why, ": ")
		}
		fmt.Fprintf(&b, "  %-24s %-14s %s\n", u.Name, u.Kind, how)
	}
	r.summariseTraining(&b)
	fmt.Fprintf(&b, "\n  %-44s %10s %12s %12s %8s\n", "blocking rule", "blocks", "pairs", "first here", "largest")
	for _, x := range r.Report.Rules {
		fmt.Fprintf(&b, "  %-44s %10d %12d %12d %8d\n", x.Rule, x.Blocks, x.Pairs, x.First, x.Largest)
		if x.Skipped > 0 {
			fmt.Fprintf(&b, "    %d blocks too large were left out (%d pairs): add a key to the rule, or raise block_limit\n", x.Skipped, x.Unseen)
		}
	}
	fmt.Fprintf(&b, "\n  %d pairs compared, %d kept · %d links · %d possible links · %d clusters\n", r.Report.Pairs, r.Edges.Len(),
		len(r.Clusters.Links), len(r.Clusters.Possible), r.Clusters.N)
	if r.Missed >= 0 {
		fmt.Fprintf(&b, "  blocking misses at least %.4f of the matches, were errors to fall on each column by themselves\n", r.Missed)
	}
	if c := r.Report.Calibration; c != nil {
		edges, wrong := c.RateAbove(.5)
		fmt.Fprintf(&b, "  of pairs at .5 or more %.4f are false, by pairs within files that hold nobody twice\n", wrong/max(edges, 1))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  ! %s\n", n)
	}
	total := 0.0
	var parts []string
	for _, s := range r.Stages {
		parts = append(parts, fmt.Sprintf("%s %.2f s", s.Name, s.Seconds))
		total += s.Seconds
	}
	fmt.Fprintf(&b, "  %s (%.2f s)\n", strings.Join(parts, " · "), total)
	return b.String()
}

// summariseTraining says how the model came about.
func (r *Run) summariseTraining(b *strings.Builder) {
	t := r.Training
	if t == nil {
		fmt.Fprintf(b, "\n  the model was read from %s\n", r.Settings.Model)
		return
	}
	fmt.Fprintf(b, "\n  trained on %d pairs in %d rounds; of two rows at random %.3g are one person, %.3g of one household\n",
		t.Pairs, t.Rounds, r.Model.Prior.Match, r.Model.Prior.Household)
	for _, w := range t.Warnings {
		fmt.Fprintf(b, "  ! %s\n", w)
	}
}
