package candidates

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// writeReports writes a Parquet file for each report into a folder of its own.
func writeReports(dir string, tables []Table) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	for _, t := range tables {
		if err := WriteTable(filepath.Join(dir, t.File+".parquet"), t); err != nil {
			return fmt.Errorf("%s: %w", t.File, err)
		}
	}
	return syncFolder(dir)
}

// schoolNumber is what a school's file may be called: a number from an extract becomes a path.
var schoolNumber = regexp.MustCompile(`^[0-9]{7}$`)

// writeSchools writes a workbook for each school into a folder of its own. A school without a number of seven digits has no
// file: its lines are in the report of all schools.
func writeSchools(dir string, about Summary, schools map[string]Table) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	for laestab, t := range schools {
		if !schoolNumber.MatchString(laestab) {
			continue
		}
		if err := WriteTables(filepath.Join(dir, laestab+".xlsx"), about, []Table{t}); err != nil {
			return fmt.Errorf("%s: %w", laestab, err)
		}
	}
	return syncFolder(dir)
}
