package candidates

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
)

// outFile is a file to be published: its name below the folder, and what writes it.
type outFile struct {
	name  string
	write func(path string) error
}

// reportFiles are a Parquet file for each report, in a folder of their own.
func reportFiles(tables []Table) []outFile {
	var files []outFile
	for _, t := range tables {
		files = append(files, outFile{filepath.Join(ReportsFolder, t.File+".parquet"), func(path string) error { return WriteTable(path, t) }})
	}
	return files
}

// schoolNumber is what a school's file may be called: a number from an extract becomes a path.
var schoolNumber = regexp.MustCompile(`^[0-9]{7}$`)

// schoolFiles are a workbook for each school, in a folder of their own. A school without a number of seven digits has no file:
// its lines are in the report of all schools.
func schoolFiles(about Summary, schools map[string]Table) []outFile {
	var files []outFile
	for _, laestab := range slices.Sorted(maps.Keys(schools)) {
		if schoolNumber.MatchString(laestab) {
			files = append(files, outFile{filepath.Join(SchoolsFolder, laestab+".xlsx"), func(path string) error {
				return WriteTables(path, about, []Table{schools[laestab]})
			}})
		}
	}
	return files
}

// childNumber is what a sealed child's file may be called.
var childNumber = regexp.MustCompile(`^[0-9A-Za-z_-]{1,40}$`)

// sealedFiles are a workbook for each sealed child, in the designated officer's folder. No file holds two children: one of them
// may be who the other was.
func sealedFiles(about Summary, sealed map[string][]Table) []outFile {
	var files []outFile
	for _, child := range slices.Sorted(maps.Keys(sealed)) {
		if childNumber.MatchString(child) {
			files = append(files, outFile{filepath.Join(SealedFolder, child+".xlsx"), func(path string) error {
				return WriteTables(path, about, sealed[child])
			}})
		}
	}
	return files
}
