package evaluate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/disk"
)

// Truth is what is known of the children behind the records, for measuring a run against; no run reads it.
type Truth struct {
	ChildOf  map[string]string    // true child by record id
	Children map[string]TrueChild // by true child
}

// TrueChild is what a perfect officer would find of a child on the as-of date.
type TrueChild struct {
	OfAge, Missing, AtRisk bool
	Justified              bool // not missing, but nobody told the authority: officers are right to look for the child
	Why, Explained         string
	Rules, Risks           []string
	Since                  string   // first day without education
	Seen                   string   // first day on which anybody here met a child of whose education before nothing is known here
	Educated               string   // last day of education before, empty of a child who had none
	Groups                 []string // by which it is measured whether children fare alike, such as "naming tradition: welsh"
	Twin                   bool
	Days                   map[string]TrueDays // by rule
}

// TrueDays are the days of a rule that ought to say Yes, empty where the truth has none.
type TrueDays struct{ Since, Due string }

// LoadTruth reads records.csv and children.csv and, where there is one, rules.csv of a folder of truth.
func LoadTruth(dir string) (*Truth, error) {
	t := &Truth{ChildOf: map[string]string{}, Children: map[string]TrueChild{}}
	err := eachLine(filepath.Join(dir, "records.csv"), []string{"record_id", "child"}, func(c []string) {
		t.ChildOf[c[0]] = c[1]
	})
	if err != nil {
		return nil, err
	}
	want := []string{"child", "of_age", "missing", "why", "rules", "since", "explained", "at_risk", "risks", "tradition", "twin", "justified", "seen",
		"educated?", "groups?"}
	err = eachLine(filepath.Join(dir, "children.csv"), want, func(c []string) {
		t.Children[c[0]] = TrueChild{
			OfAge: c[1] == "true", Missing: c[2] == "true", Why: c[3], Rules: strings.Fields(c[4]), Since: c[5],
			Explained: c[6], AtRisk: c[7] == "true", Risks: strings.Fields(c[8]), Groups: append([]string{"naming tradition: " + c[9]}, splitGroups(c[14])...), Twin: c[10] != "",
			Justified: c[11] == "true", Seen: c[12], Educated: c[13],
		}
	})
	if err != nil {
		return nil, err
	}
	days := filepath.Join(dir, "rules.csv")
	if _, err := os.Stat(days); err != nil {
		return t, nil
	}
	return t, eachLine(days, []string{"child", "rule", "since", "due"}, func(c []string) {
		child := t.Children[c[0]]
		if child.Days == nil {
			child.Days = map[string]TrueDays{}
		}
		child.Days[c[1]] = TrueDays{Since: c[2], Due: c[3]}
		t.Children[c[0]] = child
	})
}

// splitGroups takes groups apart that a semicolon parts.
func splitGroups(text string) (groups []string) {
	for g := range strings.SplitSeq(text, ";") {
		if g = strings.TrimSpace(g); g != "" {
			groups = append(groups, g)
		}
	}
	return groups
}

// eachLine calls f with the wanted columns of every row of a CSV file; one with a question mark is empty where the file has it not.
func eachLine(path string, want []string, f func(cells []string)) error {
	file, err := disk.Open(path)
	if err != nil {
		return fmt.Errorf("truth: %w", err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("truth: %s: no header", path)
	}
	at := make([]int, len(want))
	for i, name := range want {
		at[i] = -1
		for k, h := range header {
			if h == strings.TrimSuffix(name, "?") {
				at[i] = k
			}
		}
		if at[i] < 0 && !strings.HasSuffix(name, "?") {
			return fmt.Errorf("truth: %s: no column %s", path, name)
		}
	}
	cells := make([]string, len(want))
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("truth: %s: %w", path, err)
		}
		for i, k := range at {
			if k >= 0 {
				cells[i] = strings.Clone(row[k])
			}
		}
		f(cells)
	}
}
