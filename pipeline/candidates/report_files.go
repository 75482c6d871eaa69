package candidates

import (
	"io"
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

// smallFile is a file of one of the folders: its name below that of the run, and what it holds. There are thousands.
type smallFile struct {
	name   string
	encode func(io.Writer) error
}

// reportFiles are a Parquet file for each report, in a folder of their own.
func reportFiles(about Summary, tables []Table) []outFile {
	var files []outFile
	for _, t := range tables {
		files = append(files, outFile{filepath.Join(ReportsFolder, t.File+parquetEnd), func(path string) error { return WriteTable(about.origin(), path, t) }})
	}
	return files
}

// schoolNumber is what a school's file may be called: a number from an extract becomes a path.
var schoolNumber = regexp.MustCompile(`^[0-9]{7}$`)

// authorityNumber is what another authority's file may be called.
var authorityNumber = regexp.MustCompile(`^[0-9]{3}$`)

// filesFor are a workbook for each recipient, in a folder of their own. One without a number of the right shape has no file: its
// lines are in the report of all. What the run could not rely on is the authority's own business: the file says nothing of it.
func filesFor(folder string, number *regexp.Regexp, about Summary, tables map[string]Table) []smallFile {
	var files []smallFile
	about.Banners = nil
	for _, to := range slices.Sorted(maps.Keys(tables)) {
		if number.MatchString(to) {
			files = append(files, smallFile{filepath.Join(folder, to+".xlsx"), func(out io.Writer) error {
				return writeTables(out, about, []Table{tables[to]})
			}})
		}
	}
	return files
}

// letterFiles are a workbook for each kind of letter, for a mail merge.
func letterFiles(about Summary, letters []Table) []smallFile {
	var files []smallFile
	for _, t := range letters {
		files = append(files, smallFile{filepath.Join(LettersFolder, t.File+".xlsx"), func(out io.Writer) error { return writeMergeSheet(out, about, t) }})
	}
	return files
}

// childNumber is what a sealed child's file may be called.
var childNumber = regexp.MustCompile(`^[0-9A-Za-z_-]{1,40}$`)

// sealedFiles are a workbook for each sealed child, in the designated officer's folder. No file holds two children: one of them
// may be who the other was.
func sealedFiles(about Summary, sealed map[string][]Table) []smallFile {
	var files []smallFile
	for _, child := range slices.Sorted(maps.Keys(sealed)) {
		if childNumber.MatchString(child) {
			files = append(files, smallFile{filepath.Join(SealedFolder, child+".xlsx"), func(out io.Writer) error {
				return writeTables(out, about, sealed[child])
			}})
		}
	}
	return files
}
