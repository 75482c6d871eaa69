package candidates

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"rollcall/pipeline/disk"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/custody"
)

// PublishLists writes every file of the lists into a folder that exists and that nobody reads yet, side by side, and forces each
// to the disk. After an error the folder is to be thrown away. The same lists give the same bytes.
func PublishLists(dir string, l Lists) error {
	if len(l.Summary.Measures) == 0 {
		l.Summary.Measures = l.Measures
	}
	folders := []string{ReportsFolder, SchoolsFolder, AuthoritiesFolder, LettersFolder, LostPupilsFolder, SealedFolder}
	for _, folder := range folders {
		if err := os.Mkdir(filepath.Join(dir, folder), custody.FolderMode); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	g := pool.New().WithMaxGoroutines(2 * runtime.GOMAXPROCS(0)).WithErrors().WithFirstError() // while one waits for the disk another writes
	for _, file := range slices.Concat(l.outFiles(), reportFiles(l.Summary, l.Reports), reportFiles(l.Summary, l.ToSend)) {
		g.Go(func() error {
			if err := file.write(filepath.Join(dir, file.name)); err != nil {
				return fmt.Errorf("%s: %w", file.name, err)
			}
			return nil
		})
	}
	small := l.smallFiles()
	paths := make([]string, len(small))
	for i, file := range small {
		g.Go(func() (err error) {
			if paths[i], err = custody.WriteUnforced(filepath.Join(dir, file.name), file.encode); err != nil {
				return fmt.Errorf("%s: %w", file.name, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if err := disk.SyncFiles(paths); err != nil {
		return err
	}
	for _, folder := range folders {
		if err := disk.SyncFolder(filepath.Join(dir, folder)); err != nil {
			return err
		}
	}
	return disk.SyncFolder(dir)
}

// smallFiles are those of the folders that have a file for each school, authority, letter or child.
func (l Lists) smallFiles() []smallFile {
	return slices.Concat(filesFor(SchoolsFolder, schoolNumber, l.Summary, l.Schools), filesFor(AuthoritiesFolder, authorityNumber, l.Summary, l.Authorities),
		letterFiles(l.Summary, l.Letters), lostPupilFiles(l.Summary, PrintedRows(l.LostPupils)), sealedFiles(l.Summary, l.Sealed))
}

// outFiles are those of the folder itself, the ones that take longest first, so that none of them is left for the end.
func (l Lists) outFiles() []outFile {
	from := l.Summary.origin()
	files := []outFile{
		{WorkbookFile, func(path string) error { return WriteWorkbook(path, l) }},
		{ChildrenFile, func(path string) error { return WriteChildren(from, path, printedSeq(l.Placed)) }},
		{ReportsFile, func(path string) error {
			return WriteTables(path, l.Summary, append(slices.Clone(l.Reports), tasksTable(PrintedRows(l.Tasks))))
		}},
		{LinksFile, func(path string) error { return WriteLinks(from, path, l.Gammas, printedSeq(l.Links)) }},
		{ReconciliationFile, func(path string) error { return WriteReconciliation(from, path, printedSeq(l.Reconciled)) }},
		{StaleFile, func(path string) error { return WriteReconciliation(from, path, printedSeq(l.Stale)) }},
		{CMEFile, func(path string) error { return WriteList(from, path, PrintedRows(l.CME)) }},
		{AtRiskFile, func(path string) error { return WriteList(from, path, PrintedRows(l.AtRisk)) }},
		{PossibleFile, func(path string) error { return WritePossible(from, path, l.Gammas, PrintedRows(l.Possible)) }},
		{TasksFile, func(path string) error { return WriteTasks(from, path, PrintedRows(l.Tasks)) }},
		{RejectionsFile, func(path string) error { return WriteRejections(from, path, l.Rejected) }},
		{QualityFile, func(path string) error { return WriteQuality(from, path, l.Measures) }},
		{GoneFile, func(path string) error { return WriteGone(from, path, PrintedRows(l.Gone)) }},
		{UntoldFile, func(path string) error { return WriteUntold(from, path, PrintedRows(l.Untold)) }},
		{DecisionsFile, func(path string) error { return WriteDecided(from, path, l.Decided) }},
		{SpellsFile, func(path string) error { return writeTable(from, path, nil, printedSeq(l.Spells)) }},
		{SiblingsFile, func(path string) error { return writeTable(from, path, nil, printedSeq(l.Families)) }},
		{ExtractsFile, func(path string) error { return writeTable(from, path, nil, slices.Values(l.Extracts)) }},
		{RunsFile, func(path string) error { return writeTable(from, path, nil, l.countRun()) }},
		{ReportFile, func(path string) error { return WriteReport(path, l) }},
	}
	if l.NotInSchool != nil {
		files = append(files, outFile{NotInSchoolFile, func(path string) error { return WriteNotInSchool(from, path, PrintedRows(l.NotInSchool)) }})
	}
	return files
}
