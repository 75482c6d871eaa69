package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/candidates"
)

// childID is what an id of a child looks like.
var childID = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{12}\b`)

// checkOpen makes a run elsewhere of the same extracts without the list of seals. It shows that the search finds the values where
// they are, and which of the planted children an officer would be given.
func (n *sealNights) checkOpen() {
	n.Helper()
	text := string(read(n.T, n.dir, "rollcall.yaml"))
	n.leaveOutSeals()
	open := filepath.Join(n.dir, "open")
	do(n.T, "run", "-c", n.settings, "--as-of", "2026-10-15", "--out", open)
	n.write(text)
	folder := latest(n.T, open)
	there := &leaks{T: n.T, words: n.leaks.words}
	for _, f := range files(n.T, open) {
		rel, _ := filepath.Rel(folder, f)
		there.searchFile("open", rel, f)
		n.inputs[f] = true
	}
	if len(there.found) < 150 || there.n < 2000 {
		n.Fatalf("%d values in %d places of a run without seals: the search finds too little", there.n, len(there.found))
	}
	n.listOpen(folder)
}

// listOpen notes which sealed children stand on a list of the run without seals, each as itself.
func (n *sealNights) listOpen(folder string) {
	n.Helper()
	of := map[string]map[*planted]bool{} // planted children by child id
	byRecord := n.p.byRecord()
	for p, err := range candidates.ReadChildren(filepath.Join(folder, candidates.ChildrenFile)) {
		if err != nil {
			n.Fatal(err)
		}
		if of[p.ChildID] == nil {
			of[p.ChildID] = map[*planted]bool{}
		}
		of[p.ChildID][byRecord[p.RecordID]] = true // nil where it is of the authority's own
	}
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile} {
		for _, id := range idsIn(n, filepath.Join(folder, file)) {
			for k := range of[id] {
				if k != nil && len(of[id]) == 1 {
					k.mustList = true
				}
			}
		}
	}
	n.sealLikeness(folder, of)
	must := 0
	for _, k := range n.p.children {
		if k.mustList {
			must++
		}
	}
	if must < 40 {
		n.Fatalf("only %d of the planted children would be listed", must)
	}
}

// sealLikeness seals those who may be a sealed child: a possible match leads from the one to the other, or the two were joined.
func (n *sealNights) sealLikeness(folder string, of map[string]map[*planted]bool) {
	n.Helper()
	alike := map[string]map[*planted]bool{}
	for id, those := range of {
		alike[id] = maps.Clone(those)
	}
	for p, err := range candidates.ReadPossible(filepath.Join(folder, candidates.PossibleFile)) {
		if err != nil {
			n.Fatal(err)
		}
		maps.Copy(alike[p.ChildL], of[p.ChildR])
		maps.Copy(alike[p.ChildR], of[p.ChildL])
	}
	joined, open := 0, 0
	for id, those := range of {
		for k := range those {
			if k == nil || k.role != maybeSame {
				continue
			}
			for other := range alike[id] {
				if other == nil || !other.listed {
					continue
				}
				k.sealed = true
				if those[other] {
					joined++
				} else {
					open++
				}
			}
		}
	}
	if n.Logf("%d namesakes are joined to a sealed child, and %d may be one", joined, open); open < 3 {
		n.Errorf("only %d possible matches lead to a sealed child", open)
	}
}

// idsIn are the children of a list.
func idsIn(n *sealNights, path string) (ids []string) {
	n.Helper()
	cells, _, err := cellsOf(path)
	if err != nil {
		n.Fatal(err)
	}
	for _, c := range cells {
		if c.place == "child_id" {
			ids = append(ids, c.text)
		}
	}
	return ids
}

// byRecord are the planted children by the names of their records.
func (p *planter) byRecord() map[string]*planted {
	by := map[string]*planted{}
	for _, k := range p.children {
		for _, r := range k.records {
			by[r] = k
		}
	}
	return by
}

// ownFields are the fields by which one identity of a child is told from the other.
var ownFields = []string{"surname", "upn", "nhs_number", "uln", "local_id", "parent_surname", "parent_forename", "previous_postcode", "record id"}

// checkSealedFolder reads the designated officer's files: a sealed child each, all that is needed of it, and never the other
// identity. It learns from them which ids are whose.
func (n *sealNights) checkSealedFolder() {
	n.Helper()
	n.ids = map[string]map[*planted]bool{}
	folder := filepath.Join(latest(n.T, filepath.Join(n.dir, "out")), "sealed")
	found, _ := filepath.Glob(filepath.Join(folder, "*"))
	if len(found) == 0 {
		n.Error("no file for the designated officer")
		return
	}
	whole, records := 0, map[*planted]int{}
	for _, f := range found {
		of := n.whoseFile(f)
		id := strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))
		n.ids[id] = map[*planted]bool{}
		for k, what := range of {
			n.ids[id][k] = true
			if what["record id"] {
				records[k]++
			}
			if k.other != nil && k.role != inHousehold && k.role != inRefuge && of[k.other] != nil {
				n.leaks.fault(fmt.Sprintf("sealed/: a file holds what is of a child's one identity and of its other: %v and %v", sortedFields(what), sortedFields(of[k.other])))
			}
			if k.role == notSealed {
				n.leaks.fault(fmt.Sprintf("sealed/: a child whom nothing seals has a file, or stands in one (%s): %v", k.story, sortedFields(what)))
			}
			if what["surname"] && (what["upn"] || what["local_id"] || what["record id"]) {
				whole++
			}
		}
	}
	apart := 0
	for k, files := range records {
		if files > 1 && k.role != maybeSame {
			apart++
		}
	}
	if apart > len(records)/10 {
		n.Errorf("the records of %d of %d identities stand in several files: what belongs to one is apart", apart, len(records))
	}
	if whole < len(found)/2 {
		n.Errorf("%d files for the designated officer and %d that say who the child is", len(found), whole)
	}
}

// whoseFile is whose distinguishing values a file holds, and which.
func (n *sealNights) whoseFile(path string) map[*planted]map[string]bool {
	n.Helper()
	cells, _, err := cellsOf(path)
	if err != nil {
		n.Fatal(err)
	}
	of := map[*planted]map[string]bool{}
	for _, c := range cells {
		n.leaks.words.inCell(c.text, func(found *canary) {
			if found.of.person == nil || !slices.Contains(ownFields, found.what) {
				return
			}
			if of[found.of] == nil {
				of[found.of] = map[string]bool{}
			}
			of[found.of][found.what] = true
		})
	}
	return of
}

// mayStand are the columns and titles under which something may be said of a sealed child: its id, how grave, whom to ask, and what
// is counted.
var mayStand = []string{"child_id", "child", "list", "rank", "severity", "reason", "next_action", "news", "late", "log", "decision", "outcome", "state",
	"evidence_digest", "task_kind", "state_in_words", "gone_because", "run", "as_of",
	"Child id", "Child", "Rank", "Severity", "Why", "Next action", "Who acts", "What is new", "Evidence", "Whose", "Late", "What", "What was decided", "List",
	"who_acts", "Explanation", "Why it is gone"}

// checkBare holds every row of the last run that names a sealed child to the few things that may be said of it.
func (n *sealNights) checkBare(step string) {
	n.Helper()
	folder, rows := latest(n.T, filepath.Join(n.dir, "out")), 0
	for _, f := range files(n.T, folder) {
		if ext := filepath.Ext(f); ext != ".xlsx" && ext != ".parquet" || isOfficers(f) {
			continue
		}
		cells, _, err := cellsOf(f)
		if err != nil {
			n.Fatal(err)
		}
		sealed, asked := map[rowOf]bool{}, map[rowOf]bool{}
		for _, c := range cells {
			at := rowOf{sheetOf(c.place), c.row}
			sealed[at] = sealed[at] || n.ids[c.text] != nil && c.row > 0
			asked[at] = asked[at] || strings.Contains(c.text, "designated officer")
		}
		for at := range sealed {
			if sealed[at] {
				rows++
				if !asked[at] {
					n.leaks.fault(fmt.Sprintf("%s: %s: %s: a row of a sealed child does not say to ask the designated officer", step, filepath.Base(f), at.table))
				}
			}
		}
		for _, c := range cells {
			_, column, sheet := strings.Cut(c.place, " / ")
			if !sheet {
				column = c.place
			}
			if sealed[rowOf{sheetOf(c.place), c.row}] && !slices.Contains([]string{"", "0", "false", "NaN", "0001-01-01"}, c.text) && !slices.Contains(mayStand, column) {
				n.leaks.fault(fmt.Sprintf("%s: %s: the row of a sealed child has something in %s", step, filepath.Base(f), c.place))
			}
		}
	}
	if rows < 100 {
		n.Errorf("%s: only %d rows name a sealed child: the test looks wrongly", step, rows)
	}
}

// checkNobodyLost holds the lists to the children who would stand on them without seals: each has a line.
func (n *sealNights) checkNobodyLost() {
	n.Helper()
	folder := latest(n.T, filepath.Join(n.dir, "out"))
	listed := map[string]bool{}
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile} {
		for _, id := range idsIn(n, filepath.Join(folder, file)) {
			listed[id] = true
		}
	}
	there := map[*planted]bool{}
	for id, of := range n.ids {
		for k := range of {
			there[k] = there[k] || listed[id]
		}
	}
	lost := map[role]int{}
	for _, k := range n.p.children {
		if k.mustList && k.sealed && k.role != maybeSame && !there[k] {
			lost[k.role]++
		}
	}
	for _, r := range sortedFields(lost) {
		n.Errorf("%d children (%s) would be on a list without seals, and have no line, or no file of the designated officer", lost[r], r)
	}
}

// decide has an officer fill in the lines of sealed children in the workbook, with a note that says more than it should.
func (n *sealNights) decide() {
	n.Helper()
	book, err := excelize.OpenFile(filepath.Join(latest(n.T, filepath.Join(n.dir, "out")), candidates.WorkbookFile))
	if err != nil {
		n.Fatal(err)
	}
	defer book.Close()
	filled := 0
	for _, sheet := range []string{"Candidate CME", "At risk"} {
		rows, err := book.GetRows(sheet)
		if err != nil {
			n.Fatal(err)
		}
		column := map[string]int{}
		for at, row := range rows {
			if slices.Contains(row, "Child id") {
				for i, title := range row {
					column[title] = i + 1
				}
				continue
			}
			if len(column) == 0 || len(row) < column["Child id"] {
				continue
			}
			of := slices.Collect(maps.Keys(n.ids[row[column["Child id"]-1]]))
			if len(of) == 0 || filled > 30 {
				continue
			}
			filled++
			outcomes := map[string][2]string{"Candidate CME": {"Not CME", "on a roll and attending"}, "At risk": {"Looked at", "the school acts"}}[sheet]
			for title, text := range map[string]string{"Outcome": outcomes[0], "Reason": outcomes[1], "Decided by": "AB",
				"Note": "seen at " + of[0].person["address1"] + " with " + of[0].person["forename"] + " " + of[0].person["surname"]} {
				cell, _ := excelize.CoordinatesToCellName(column[title], at+1)
				if err := book.SetCellStr(sheet, cell, text); err != nil {
					n.Fatal(err)
				}
			}
		}
	}
	path := filepath.Join(n.dir, "filled.xlsx")
	if err := book.SaveAs(path); err != nil {
		n.Fatal(err)
	}
	n.inputs[path] = true
	if said := n.program("second night", "decisions", "import", path, "-c", n.settings, "--today", "2026-10-15"); filled == 0 || !strings.Contains(said, " decisions and ") {
		n.Errorf("%d lines of sealed children were filled in, and the import says: %.600s", filled, said)
	}
}

// rowOf is a row of a sheet or a table.
type rowOf struct {
	table string
	row   int
}

// sheetOf is the sheet of a place in a workbook.
func sheetOf(place string) string {
	sheet, _, is := strings.Cut(place, " / ")
	if !is {
		return ""
	}
	return sheet
}

// tableOf is the sheet or the table of a place, where a file has several.
func tableOf(place string) string {
	if sheet, _, is := strings.Cut(place, " / "); is {
		return sheet
	}
	table, _, _ := strings.Cut(place, ".")
	return table
}

// checkApart looks for an entry, a row or a line that names a child's one id beside its other.
func (n *sealNights) checkApart() {
	n.Helper()
	other := map[string]map[string]bool{}
	for id, of := range n.ids {
		for k := range of {
			for id2, of2 := range n.ids {
				if id != id2 && k.other != nil && k.role != inHousehold && k.role != inRefuge && of2[k.other] {
					if other[id] == nil {
						other[id] = map[string]bool{}
					}
					other[id][id2] = true
				}
			}
		}
	}
	if len(other) < 10 {
		n.Errorf("the ids of both identities are known of %d children only", len(other)/2)
	}
	for _, f := range files(n.T, n.dir) {
		if n.inputs[f] {
			continue
		}
		cells, _, err := cellsOf(f)
		if err != nil {
			n.Fatal(err)
		}
		in := map[rowOf]map[string]bool{} // ids by row
		for _, c := range cells {
			said := childID.FindAllString(c.text, -1)
			if c.row == 0 || len(said) > 8 { // a run's own entry names every child that it listed, and says of none that it is another
				continue
			}
			at := rowOf{tableOf(c.place), c.row}
			if in[at] == nil {
				in[at] = map[string]bool{}
			}
			for _, one := range said {
				for two := range other[one] {
					if in[at][two] {
						n.leaks.fault(fmt.Sprintf("%s: %s: a row names a child's new id beside its old one", filepath.Base(f), c.place))
					}
				}
				in[at][one] = true
			}
		}
	}
}
