package linkage

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"rollcall/matchers"
	"rollcall/pipeline/disk"
	"rollcall/sources"
)

// Settings is the one file of a linkage: which tables, which of their columns, and how, where the defaults do not do.
type Settings struct {
	Tables  []TableSetting `yaml:"tables"`
	Columns ColumnSettings `yaml:"columns"` // names, or name: kind; all columns when left out
	Never   [][2]string    `yaml:"never"`   // pairs of tables whose rows are never one person

	Comparisons []matchers.Comparison   `yaml:"comparisons"` // in place of the default ones
	Blocking    []matchers.BlockingRule `yaml:"blocking"`
	Vetoes      []matchers.Veto         `yaml:"vetoes"`
	Definite    []matchers.Definite     `yaml:"definite"` // pairs that are joined whatever their weight

	Thresholds Thresholds `yaml:"thresholds"`
	Training   Training   `yaml:"training"`
	Model      string     `yaml:"model"`      // used when it exists, or else trained and written there
	Judgements string     `yaml:"judgements"` // CSV: table_l, id_l, table_r, id_r, verdict
	Floor      float64    `yaml:"floor"`      // bits; pairs below are dropped
	BlockLimit int        `yaml:"block_limit"`
	Memory     string     `yaml:"memory"` // what the program should keep to, such as 6GB; no limit when left out
	// Incremental keeps the state that a later linkage of mostly the same rows can go on from, by the same model.
	Incremental bool `yaml:"incremental"`

	Encrypt Encrypt `yaml:"encrypt"`

	path string
	hash string
}

// TableSetting names one table.
type TableSetting struct {
	Path    string            `yaml:"path"`    // CSV, .xlsx or Parquet, in gzip, zip or age or not
	Name    string            `yaml:"name"`    // the file's name when left out
	ID      string            `yaml:"id"`      // the column that names rows; the row's number when there is none
	Columns map[string]string `yaml:"columns"` // the settings' name of a column: this table's own
	// Duplicates says whether the table may hold a person twice: yes, no, or auto, which is found out.
	Duplicates string `yaml:"duplicates"`
	// What the file does not show by itself: see sources.Extract.
	Encoding  string `yaml:"encoding"`
	Delimiter string `yaml:"delimiter"`
	Sheet     string `yaml:"sheet"`
	Key       string `yaml:"key"` // path of the age identity that opens it
}

// readingOptions returns how the table's file is read.
func (t *TableSetting) readingOptions(s *Settings) sources.TableOptions {
	return sources.TableOptions{Encoding: t.Encoding, Delimiter: t.Delimiter, Sheet: t.Sheet, Key: s.resolvePath(t.Key)}
}

// Thresholds are where links and possible links begin.
type Thresholds struct {
	Link     float64 `yaml:"link"`     // probability; default 0.5
	Possible float64 `yaml:"possible"` // default 0.2
	Gap      float64 `yaml:"gap"`      // bits to the runner-up; default 2
}

// Training says how the model is learnt.
type Training struct {
	Seed        uint64   `yaml:"seed"`
	RandomPairs int      `yaml:"random_pairs"`
	Rounds      int      `yaml:"rounds"`
	TwoClasses  bool     `yaml:"two_classes"`
	Allow       []string `yaml:"allow"` // not_converged, levels_never_seen, nobody_found
}

// notConverged, among what is allowed, lets a model through whose fitting had not converged.
const notConverged = "not_converged"

// nobodyFound, among what is allowed, lets a model through that takes no pair for a match although many agree in everything.
const nobodyFound = "nobody_found"

// levelsNeverSeen, among what is allowed, lets a model through in which no match has some level that the settings compose.
const levelsNeverSeen = "levels_never_seen"

// The answers to whether a table may hold a person twice.
const (
	duplicatesYes  = "yes"
	duplicatesNo   = "no"
	duplicatesAuto = "auto"
)

// ColumnSettings are the columns to compare, in order.
type ColumnSettings []ColumnSetting

// ColumnSetting is a column and what it holds; an empty kind is guessed.
type ColumnSetting struct {
	Name string
	Kind Kind
}

// UnmarshalYAML reads a list of names or a mapping from name to kind.
func (c *ColumnSettings) UnmarshalYAML(raw []byte) error {
	var names []string
	if err := yaml.Unmarshal(raw, &names); err == nil {
		for _, n := range names {
			*c = append(*c, ColumnSetting{Name: n})
		}
		return nil
	}
	var kinds yaml.MapSlice
	if err := yaml.Unmarshal(raw, &kinds); err != nil {
		return errors.New("columns: want a list of names, or name: kind")
	}
	for _, item := range kinds {
		kind := ""
		if item.Value != nil {
			kind = fmt.Sprint(item.Value)
		}
		*c = append(*c, ColumnSetting{fmt.Sprint(item.Key), Kind(kind)})
	}
	return nil
}

// SettingsError is wrong settings or tables that do not fit them: the operator mends the file.
type SettingsError struct{ Faults []string }

// Error lists every fault, one a line.
func (e *SettingsError) Error() string { return "link: " + strings.Join(e.Faults, "\nlink: ") }

func faultf(format string, a ...any) *SettingsError {
	return &SettingsError{[]string{fmt.Sprintf(format, a...)}}
}

// LoadSettings reads a settings file strictly: a key that nobody knows is a fault, and all faults are told together. The error
// is a *SettingsError.
func LoadSettings(path string) (*Settings, error) {
	raw, err := disk.Read(path)
	if err != nil {
		return nil, faultf("%s: cannot be read (%v)", path, errors.Unwrap(err))
	}
	s := &Settings{path: path, hash: hashBytes(raw)}
	d := yaml.NewDecoder(strings.NewReader(string(raw)), yaml.Strict())
	if err := d.Decode(s); err != nil && !errors.Is(err, io.EOF) {
		return nil, faultf("%s: %s", path, strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, faultf("%s: holds more than one document; keep the first and delete the rest", path)
	}
	s.path, s.hash = path, hashBytes(raw) // an empty document clears them
	s.fillDefaults()
	if faults := s.findFaults(); len(faults) > 0 {
		return nil, &SettingsError{faults}
	}
	return s, nil
}

// fillDefaults sets what was left out.
func (s *Settings) fillDefaults() {
	for i := range s.Tables {
		t := &s.Tables[i]
		t.Name = cmp.Or(t.Name, strings.TrimSuffix(filepath.Base(t.Path), filepath.Ext(t.Path)))
		t.Duplicates = cmp.Or(t.Duplicates, duplicatesAuto)
	}
	th := &s.Thresholds
	th.Link, th.Gap = cmp.Or(th.Link, .5), cmp.Or(th.Gap, 2)
	th.Possible = cmp.Or(th.Possible, min(.2, th.Link))
	s.Training.Seed = cmp.Or(s.Training.Seed, 1)
}

// findFaults returns what cannot be in the settings.
func (s *Settings) findFaults() []string {
	var f []string
	fault := func(format string, a ...any) { f = append(f, s.path+": "+fmt.Sprintf(format, a...)) }
	if len(s.Tables) == 0 {
		fault("tables: missing; name at least one file")
	}
	names := map[string]bool{}
	for i, t := range s.Tables {
		at := fmt.Sprintf("tables[%d] (%s)", i, t.Name)
		if t.Path == "" {
			fault("%s: path: missing", at)
		}
		if names[t.Name] {
			fault("%s: name is used twice; give each table a name of its own", at)
		}
		names[t.Name] = true
		if !slices.Contains([]string{duplicatesYes, duplicatesNo, duplicatesAuto}, t.Duplicates) {
			fault("%s: duplicates: %q is neither yes, no nor auto", at, t.Duplicates)
		}
	}
	for _, p := range s.Never {
		for _, n := range p {
			if !names[n] {
				fault("never: no table is named %q", n)
			}
		}
	}
	seen := map[string]bool{}
	for _, c := range s.Columns {
		if c.Kind != "" && !c.Kind.isKnown() {
			fault("columns: %s: %q is not a kind; the kinds are %s", c.Name, c.Kind, kindList())
		}
		if seen[c.Name] {
			fault("columns: %s: named twice", c.Name)
		}
		seen[c.Name] = true
	}
	if l, p := s.Thresholds.Link, s.Thresholds.Possible; l <= 0 || l > 1 || p <= 0 || p > l {
		fault("thresholds: want 0 < possible ≤ link ≤ 1")
	}
	for _, f := range s.Encrypt.findFaults() {
		fault("%s", f)
	}
	if _, err := s.memoryLimit(); err != nil {
		fault("memory: %v", err)
	}
	for _, a := range s.Training.Allow {
		if a != notConverged && a != levelsNeverSeen && a != nobodyFound {
			fault("training.allow: %q is not known; it may be %s, %s or %s", a, notConverged, levelsNeverSeen, nobodyFound)
		}
	}
	return f
}

// memoryLimit returns the bytes to keep to, 0 for no limit.
func (s *Settings) memoryLimit() (int64, error) {
	if s.Memory == "" {
		return 0, nil
	}
	for unit, size := range map[string]int64{"GB": 1 << 30, "MB": 1 << 20} {
		if text, ok := strings.CutSuffix(s.Memory, unit); ok {
			if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err == nil && n > 0 {
				return n * size, nil
			}
		}
	}
	return 0, errors.New("want a whole number of GB or MB, such as 6GB")
}

// resolvePath resolves a path of the settings.
func (s *Settings) resolvePath(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(s.path), path)
}

// allowsEnd reports whether the training may end so.
func (s *Settings) allowsEnd(what string) bool { return slices.Contains(s.Training.Allow, what) }
