package settings

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Settings is the one file of a run: whose extracts they are, where they lie, and where the lists go. It holds paths and
// mappings only; the model and the law live elsewhere.
type Settings struct {
	Authority struct {
		Code string `yaml:"code"` // LA code, three digits
		Name string `yaml:"name"`
	} `yaml:"authority"`
	Calendar string   `yaml:"calendar"` // terms.csv; empty: the standard pattern, and every list says so
	Output   string   `yaml:"output"`
	Sources  []Source `yaml:"sources"`
	Model    string   `yaml:"model"` // trained and written when absent
	Jobs     []Job    `yaml:"jobs"`  // for schedule
	Schedule Nights   `yaml:"schedule"`
	Notify   Notify   `yaml:"notify"`
	// Law is the authority's own amounts where no law fixes one: by name, each a list of values with the day from which it
	// applies and the policy that sets it. `rollcall rules` names the amounts.
	Law map[string][]Amount `yaml:"law"`
	// InForce is law that is made and that a run goes by only from a day that is said here: by name, which `rollcall rules --amounts` tells.
	InForce map[string]Begun `yaml:"in_force"`
	// Accept lets extracts pass gates.
	Accept []Accept `yaml:"accept"`

	// WithoutSeals states that the authority works without a list of seals for good.
	WithoutSeals *WithoutSeals `yaml:"without_seals"`
	// AsOf bounds the day for which a run may be made.
	AsOf struct {
		// MostDays may lie between it and the nearest day that an extract speaks for.
		MostDays int `yaml:"most_days"`
	} `yaml:"as_of"`
	// Kept is what a night keeps for the next, so that what did not change is not read again; it changes no result.
	Kept struct {
		Off    bool `yaml:"off"`     // nothing is kept, and every night is made whole
		MostGB int  `yaml:"most_gb"` // of the disk; zero: 16
	} `yaml:"kept"`
	// Breaker is beyond what difference from the last lists a run is held before publication.
	Breaker Breaker `yaml:"breaker"`

	Reports struct {
		// CountSuspected counts suspected children in the return to the department as well as confirmed ones.
		CountSuspected bool `yaml:"count_suspected"`
	} `yaml:"reports"`

	Decisions struct {
		Terms map[string]int `yaml:"terms"` // days for which a decision is remembered, by the code of its reason
	} `yaml:"decisions"`

	Register struct {
		Keep Keep   `yaml:"keep"` // for how long what is recorded is kept
		Key  string `yaml:"key"`  // the file of the register's key, where it is not to lie beside it
	} `yaml:"register"`

	Backup  Backup  `yaml:"backup"`  // copies of the register
	Audit   Audit   `yaml:"audit"`   // what is demanded of whoever looks
	Review  Review  `yaml:"review"`  // how officers reach the page, and who may come in
	Sign    Sign    `yaml:"sign"`    // of the ends of its ledger
	Encrypt Encrypt `yaml:"encrypt"` // whom all that is written is encrypted to
	Group   string  `yaml:"group"`   // who may read the published lists on this machine, beside their owner

	path string // of the settings file
	hash string // SHA-256 of its bytes
	doc  *document
}

// Load reads a settings file strictly: a key that nobody knows, a second document, or a value that cannot be is a
// fault, and all faults are told together. The error is a *Error.
func Load(path string) (*Settings, error) {
	raw, err := disk.Read(path)
	if err != nil {
		return nil, &Error{[]string{fmt.Sprintf("%s: cannot be read (%v)", path, whyUnread(err))}}
	}
	s := &Settings{path: path, hash: journal.HashBytes(raw)}
	d, wrong := parseDocument(raw)
	if len(wrong) > 0 {
		return nil, s.tellFaults(d, wrong)
	}
	s.doc = d
	wrong = d.keyFaults()
	if d.root != nil {
		if err := yaml.NodeToValue(d.root, s); err != nil {
			return nil, s.tellFaults(d, append(wrong, d.readFault(err)))
		}
	}
	if err := s.tellFaults(d, append(wrong, withoutConsequences(s.findFaults(), wrong)...)); err != nil {
		return nil, err
	}
	return s, nil
}

// mayHoldSecret reports whether somebody has put a password into the settings, where none belongs: then the lines around a
// mistake are not shown with it.
func mayHoldSecret(raw []byte) bool {
	low := bytes.ToLower(raw)
	for _, sign := range []string{"password", "passwd", "pwd", "://", "secret", "age-secret-key"} {
		if bytes.Contains(low, []byte(sign)) {
			return true
		}
	}
	return false
}

// findFaults says what is wrong with what was read.
func (s *Settings) findFaults() (f faults) {
	if len(s.Authority.Code) != 3 || strings.Trim(s.Authority.Code, "0123456789") != "" {
		f.add("authority.code", "want the three digits of the authority, in quotes%s", foundInstead(s.Authority.Code))
	}
	if s.Output == "" {
		f.add("output", "missing; name the folder that the lists go to")
	}
	if s.AsOf.MostDays < 0 || s.AsOf.MostDays > 36525 {
		f.add("as_of.most_days", "want 1 to 36525 days, or leave it out for %d", mostDaysApart)
	}
	if s.Kept.MostGB < 0 || s.Kept.MostGB > 1<<20 {
		f.add("kept.most_gb", "want 1 to %d, or leave it out for 16; off: true keeps nothing", 1<<20)
	}
	if len(s.Sources) == 0 {
		f.add("sources", "missing; name at least one extract")
	}
	answers := map[string]bool{}
	for i, x := range s.Sources {
		here := f.under(entryAt(i))
		if !slices.Contains(sources.Kinds(), sources.Kind(x.Kind)) {
			here("kind", "not a kind of extract%s; the kinds are %s", didYouMean(x.Kind, kindWords()), kindNames())
		}
		x.findFaults(here)
		x.Expect.findFaults(x.Kind, here)
		if _, err := s.filesOf(x.Path); err != nil {
			here("path", "%v", err)
		}
		if of := x.Kind + ":" + x.answerName(); x.Query != "" {
			if answers[of] {
				here("name", "an earlier query of this kind is called %s; give this one a name of its own", x.answerName())
			}
			answers[of] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(s.Decisions.Terms)) {
		if _, known := rules.GroundOf(code); !known {
			f.add("decisions.terms."+code, "not a reason%s; the reasons are %s", didYouMean(code, groundWords()), groundCodes())
		}
		if days := s.Decisions.Terms[code]; days < 1 || days > 3653 {
			f.add("decisions.terms."+code, "want 1 to 3653 days")
		}
	}
	return slices.Concat(f, s.keepFaults(), s.acceptFaults(), s.custodyFaults(), s.withoutSealsFaults(), s.jobFaults(), s.notifyFaults(),
		s.columnFaults(), s.lawFaults(), s.inForceFaults(), s.copyFaults(), s.breakerFaults(), s.auditFaults(), s.calendarFaults(), s.reviewFaults())
}

func groundCodes() string { return strings.Join(groundWords(), ", ") }

func groundWords() (codes []string) {
	for _, g := range rules.Grounds() {
		codes = append(codes, g.Code)
	}
	return codes
}

func kindNames() string { return strings.Join(kindWords(), ", ") }

func kindWords() (names []string) {
	for _, k := range sources.Kinds() {
		names = append(names, string(k))
	}
	return names
}

// Path is where the settings lie.
func (s *Settings) Path() string { return s.path }

// Hash is the SHA-256 of the settings file's bytes.
func (s *Settings) Hash() string { return s.hash }

// Root is the folder of the settings file: every relative path in it starts there.
func (s *Settings) Root() string { return filepath.Dir(s.path) }

// Resolve resolves a path of the settings.
func (s *Settings) Resolve(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.Root(), path)
}

// OutputDir is the folder that runs are published in.
func (s *Settings) OutputDir() string { return s.Resolve(s.Output) }

// mostDaysApart is as_of.most_days where the settings say none: a year, which an extract of once a year takes, and a month by
// which it may be late. Clocks that lose their battery go back to 1970, 1980 or 2000.
const mostDaysApart = 400

// MostDaysApart is how many days may lie between the day of a run and the nearest day that an extract speaks for.
func (s *Settings) MostDaysApart() int { return cmp.Or(s.AsOf.MostDays, mostDaysApart) }

// Extracts resolves the list of sources to files, in the order of the settings and then of the names. A path that names no
// file is not an error here: the run goes on without the extract and says so.
func (s *Settings) Extracts() ([]sources.Extract, error) {
	var out []sources.Extract
	for i, x := range s.Sources {
		files, err := s.filesOf(x.Path)
		if err != nil {
			return nil, &Error{[]string{fmt.Sprintf("%s: %s: path: %v", s.path, x.entryName(i), err)}}
		}
		asOf, err := calendar.Parse(x.AsOf)
		var days map[string]sources.Date
		if err != nil {
			days = x.daysOf(files)
		}
		out = append(out, sources.Extract{
			Kind: sources.Kind(x.Kind), Files: files, Query: s.queryOf(&x), Root: s.Root(), AsOf: asOf, Days: days,
			Columns: x.Columns, Values: x.Values, Constant: x.Constant, Dates: x.Dates,
			Encoding: x.Encoding, Delimiter: x.Delimiter, Sheet: x.Sheet, HeaderRow: x.HeaderRow, Key: s.Resolve(x.Key), Lines: s.doc.linesUnder(entryAt(i)),
		})
	}
	return out, nil
}

// InputFiles are the files whose bytes go into a run, and of the keys that open them.
func (s *Settings) InputFiles() ([]string, error) {
	extracts, err := s.Extracts()
	if err != nil {
		return nil, err
	}
	files := s.FilesBeside()
	for _, x := range extracts {
		files = append(files, x.Files...)
	}
	return files, nil
}

// FilesBeside are the files beside the extracts whose bytes go into a run: of the calendar, of the model, and of the keys that open
// extracts.
func (s *Settings) FilesBeside() []string {
	files := []string{s.Resolve(s.Calendar), s.Resolve(s.Model)}
	for i := range s.Sources {
		files = append(files, s.Resolve(s.Sources[i].Key))
	}
	return files
}

// ExtractOf returns how the settings have a file read: the entry whose path names it, and whether there is one.
func (s *Settings) ExtractOf(path string) (sources.Extract, bool, error) {
	extracts, err := s.Extracts()
	if err != nil {
		return sources.Extract{}, false, err
	}
	wanted, err := os.Stat(path)
	if err != nil {
		return sources.Extract{}, false, err
	}
	for _, x := range extracts {
		for _, f := range x.Files {
			if st, err := os.Stat(f); err == nil && os.SameFile(st, wanted) {
				return x, true, nil
			}
		}
	}
	return sources.Extract{}, false, nil
}
