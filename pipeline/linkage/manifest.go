package linkage

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"rollcall/matchers"
	"rollcall/pipeline/custody"
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
	Errors   []matchers.ErrorRate  `json:"errors,omitempty"`
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
		Quality: r.statedRates(), Errors: r.Errors,
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
	raw, err := readFile(filepath.Join(dir, ManifestFile))
	if errors.Is(err, custody.ErrSealed) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%s: no manifest: not a run", dir)
	}
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("%s: the manifest cannot be read (%w)", dir, err)
	}
	return &m, nil
}
