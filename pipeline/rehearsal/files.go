package rehearsal

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"

	"rollcall/pipeline/custody"
)

// Write writes to a folder what was counted, one by one: every time in which a child truly missed education, and every line that came
// back to a list.
func (r *Report) Write(dir string) error {
	spells := [][]string{{"child", "why", "since", "first_night", "nights", "first_extract_night", "listed_night", "said_until_listed"}}
	for _, x := range r.Spells {
		spells = append(spells, []string{x.Child, x.Why, x.Since.String(), x.First.String(), strconv.Itoa(x.Nights), nightNumber(x.Evident), nightNumber(x.Listed), x.Said})
	}
	returns := [][]string{{"list", "child_id", "rules", "last", "back", "what_is_new", "went", "the_list_says"}}
	for _, x := range r.Returns {
		returns = append(returns, []string{string(x.List), x.Child, x.Rules, x.Last.String(), x.On.String(), x.Why, x.Went, x.What})
	}
	if err := writeCSV(filepath.Join(dir, "spells.csv"), spells); err != nil {
		return err
	}
	return writeCSV(filepath.Join(dir, "returns.csv"), returns)
}

// nightNumber writes the number of a night of a spell, and nothing for none.
func nightNumber(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func writeCSV(path string, rows [][]string) error {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), custody.FileMode)
}
