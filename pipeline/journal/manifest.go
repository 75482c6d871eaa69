package journal

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/disk"
)

// Manifest is the record of a run: what went in, what each stage counted, which model and which rules, and how long it
// took. It holds places and counts, never a name, a date of birth, an address or an identifier of a child.
type Manifest struct {
	Rollcall string `json:"rollcall"` // version of the program
	Run      RunID  `json:"run"`
	AsOf     string `json:"as_of"`

	Authority    string            `json:"authority"` // LA code
	SettingsFile string            `json:"settings_file"`
	Settings     string            `json:"settings_sha256"`
	Model        string            `json:"model_sha256"`
	Guidance     string            `json:"guidance"` // edition that the rules follow
	Rules        []string          `json:"rules"`
	Law          []LawAmount       `json:"law"` // the numbers in force, and who set them
	Inputs       []Input           `json:"inputs"`
	Gates        []GateReport      `json:"gates,omitempty"`
	Notices      []Notice          `json:"notices"`
	Outputs      map[string]string `json:"outputs_sha256"`
	Results      map[string]int    `json:"results"`
	Register     RegisterHead      `json:"register"`
	Signature    string            `json:"register_signature,omitempty"` // of the run and of where the ledger ended
	Stages       []StageReport     `json:"stages"`
}

// RegisterHead is where the register's ledger ended when the run began. A ledger that was cut since is told by it.
type RegisterHead struct {
	Entries int64  `json:"entries"`
	Hash    string `json:"sha256,omitempty"`
}

// Input is one file that went in.
type Input struct {
	Kind    string         `json:"kind"`
	File    string         `json:"file"`
	SHA256  string         `json:"sha256"`
	Bytes   int64          `json:"bytes"`
	AsOf    string         `json:"as_of,omitempty"`
	Rows    int            `json:"rows"`
	Records int            `json:"records"`
	Rejects int            `json:"rejected"`
	Values  int            `json:"values_left_out"`
	Unknown []string       `json:"unknown_columns,omitempty"`
	Codes   map[string]int `json:"unknown_codes,omitempty"`
	Notes   []string       `json:"notes,omitempty"`
	NotUsed string         `json:"not_used,omitempty"` // why none of its rows went further
}

// Notice is something an operator or an officer must know of the run's inputs: an extract missing, stale, odd or held back,
// and what that switches off.
type Notice struct {
	Kind  string `json:"kind,omitempty"`
	Grave bool   `json:"grave"` // it changes what the lists can say: exit code 3
	Text  string `json:"text"`
}

// MatchingNotice marks a notice of what the matching did not compare.
const MatchingNotice = "matching"

// StageReport is what one stage did.
type StageReport struct {
	Name    string  `json:"name"`
	Counts  Counts  `json:"counts"`
	Resumed bool    `json:"resumed,omitempty"` // taken from the checkpoint of an earlier attempt
	Kept    bool    `json:"kept,omitempty"`    // taken from what an earlier night kept
	Lasted  int     `json:"lasted,omitempty"`  // of what it made, what an earlier night made and still holds
	Seconds float64 `json:"seconds"`
}

// Count is a number of things.
type Count struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

// LawAmount is an amount of the law in force in a run.
type LawAmount struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit,omitempty"`
	From  string  `json:"from,omitempty"`
	Basis string  `json:"basis,omitempty"`
	Set   string  `json:"set_by,omitempty"` // "law", "authority", or nothing for a default
}

// Counts are counts in the order in which a stage made them.
type Counts []Count

// String writes the counts on one line.
func (c Counts) String() string {
	var b strings.Builder
	for i, x := range c {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %s", Grouped(x.N), x.Name)
	}
	return b.String()
}

// Grouped writes n with commas between thousands.
func Grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// NotUsed says of inputs that none of their rows went further, by what the gates said of them.
func (m *Manifest) NotUsed(reports []GateReport) {
	type file struct{ kind, name string }
	why := map[file]string{}
	for i := range reports {
		if g := &reports[i]; g.Unused && !g.LetPass() {
			why[file{g.Kind, g.File}] = g.Why
		}
	}
	for i := range m.Inputs {
		if in := &m.Inputs[i]; why[file{in.Kind, in.File}] != "" {
			in.NotUsed = why[file{in.Kind, in.File}]
		}
	}
}

// ReadManifest reads the manifest of a published run.
func ReadManifest(dir string) (*Manifest, error) {
	raw, err := disk.Read(filepath.Join(dir, ManifestFile))
	if err != nil {
		return nil, fmt.Errorf("%s: not a published run (no %s)", dir, ManifestFile)
	}
	m := &Manifest{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("%s: %s cannot be read: %w", dir, ManifestFile, err)
	}
	return m, nil
}

// JSON writes the manifest for people and programs.
func (m *Manifest) JSON() []byte {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(err) // a Manifest is plain data
	}
	return append(b, '\n')
}
