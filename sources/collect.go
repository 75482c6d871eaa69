package sources

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
)

// collectReader reads the tables of the school census that COLLECT, the Department's collection system, exports as CSV,
// one file per table: what most authorities hold of academies' returns. A table is known by its header, never by its
// file's name, and its names and columns change with the term.
//
// Rows are joined by COLLECT's own keys, which mean nothing outside the one export they came in. An export is the files
// of one folder; where a folder has several schoolcensus tables (of several terms), those whose names are alike but for
// the table's. One that is handed on without that table is known by the term and year in its files' names: see termOfName.
//
// A row of pupilonroll or pupilnolongeronroll is a Record. The rows of the other tables are parts of those: in the
// report of their own file they count as records when they were joined, and are rejected when no pupil has their key.
var collectReader = reader{name: "COLLECT CSV tables", takes: looksCollect, rows: "a table of COLLECT's export", group: readCollect}

// collectRole says what a table of an export holds.
type collectRole uint8

const (
	notRead collectRole = iota
	censusTable
	onRollTable
	leftTable
	addressTable
	sessionTable
	secondSessionTable
	exclusionTable
)

// collectRoles is every table of the export by name. The ones not read hold what no rule needs, and much that none may
// see: meals, special needs, support, post-16 learning, early years. Provision that a school arranged is among them: its pupil
// stays on its roll, and a placement left open when the pupil has gone would explain a child who is nowhere.
var collectRoles = map[string]collectRole{
	"schoolcensus": censusTable, "pupilonroll": onRollTable, "pupilnolongeronroll": leftTable,
	"addresses": addressTable, "addressesonroll": addressTable, "addressesoffroll": addressTable,
	"termlysessiondetailsonroll": sessionTable, "termlysessiondetailsoffroll": sessionTable,
	"summerhalfterm2sessiondetailsonroll": secondSessionTable, "summerhalfterm2sessiondetailsoffroll": secondSessionTable,
	"termlyexclusionsonroll": exclusionTable, "termlyexclusionsoffroll": exclusionTable,

	"school": notRead, "fsmperiod": notRead, "fsmperiods": notRead, "fsmperiodsonroll": notRead, "senneeds": notRead,
	"learningaimsonroll": notRead, "learningaimsoffroll": notRead, "programmeaimsonroll": notRead, "programmeaimsoffroll": notRead,
	"workplaceentityonroll": notRead, "workplaceentityoffroll": notRead, "learnerfamonroll": notRead, "learnerfamoffroll": notRead,
	"learnersupportonroll": notRead, "learnersupportoffroll": notRead, "approvisiondetailonroll": notRead,
	"approvisiondetailoffroll": notRead, "schoolarrangedapdetailonroll": notRead, "schoolarrangedapdetailoffroll": notRead,
	"annualsessiondetailsonroll": notRead, "annualsessiondetailsoffroll": notRead, "nationalitiesonroll": notRead, "nationalitiesoffroll": notRead,
	"levels": notRead, "fundingbasisitems": notRead, "childcare": notRead, "classes": notRead, "provisions": notRead,
}

// looksCollect reports whether a file is a table of an export: its header has a key of its own and COLLECT's plumbing.
func looksCollect(in *input) bool {
	if !in.isText() {
		return false
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(bytes.TrimPrefix(in.head, bom8), "\r\n"), []byte("\n"))
	header := bytes.ToLower(bytes.ReplaceAll(line, []byte{0}, nil))
	return bytes.Contains(header, []byte("tableid")) && bytes.Contains(header, []byte("nativeid"))
}

// readCollect reads all tables, export by export.
func readCollect(ctx context.Context, parts []part) error {
	var tables []*collectTable
	for _, p := range parts {
		t, err := openCollectTable(p)
		if err != nil {
			if err := p.settleFault(err); err != nil {
				return err
			}
			continue
		}
		tables = append(tables, t)
	}
	for _, x := range groupExports(tables) {
		if err := x.readExport(ctx); err != nil {
			return err
		}
	}
	return nil
}

// groupExports sorts tables into exports, in the order of their first files.
func groupExports(tables []*collectTable) []*collectExport {
	censuses := map[string]int{}
	for _, t := range tables {
		if t.role == censusTable {
			censuses[path.Dir(t.part.in.name)]++
		}
	}
	var all []*collectExport
	byKey := map[string]*collectExport{}
	for _, t := range tables {
		key := path.Dir(t.part.in.name)
		switch n := censuses[key]; {
		case n > 1:
			key += "/" + exportStem(t.part.in.name, t.name)
		case n == 0:
			key += fmt.Sprint("/", termOfName(t.part.in.name))
		}
		if byKey[key] == nil {
			byKey[key] = &collectExport{}
			all = append(all, byKey[key])
		}
		byKey[key].tables = append(byKey[key].tables, t)
	}
	return all
}

// exportStem is the name of a file without that of its table.
func exportStem(file, table string) string {
	base := strings.ToLower(path.Base(file))
	if i := strings.LastIndex(base, table); i >= 0 {
		return base[:i] + base[i+len(table):]
	}
	return base
}
