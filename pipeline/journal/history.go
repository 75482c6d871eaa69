package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// HistoryFolder holds the tables of all published runs, laid out as Hive does so that one query reads them as one table:
// history/<table>/day=<day>/run_id=<run>/part.parquet. Each is a link into its run's folder and no copy: what retention, an erasure or a
// seal takes out of a run is out of its history too, and a link that leads nowhere is no file to who reads. The folder can be taken
// away and is made anew. The keys are called otherwise than the columns run and as_of that say the same in the files: pyarrow reads a key
// as text and then has two sorts of one column. Where a system has no links there is none, and files that are encrypted to people are in none.
const HistoryFolder = "history"

const (
	tableEnd = ".parquet"
	partFile = "part" + tableEnd
)

// ArrangeHistory makes the links of the runs that count, whichever a killed run or a system without links left out, and takes away
// those that lead nowhere. The folders that it makes are handed to share.
func ArrangeHistory(out string, counts func(run string) (bool, error), share func(dir string) error) error {
	runs, err := os.ReadDir(filepath.Join(out, RunsFolder))
	if err != nil {
		return err
	}
	if err := SweepHistory(out); err != nil {
		return err
	}
	for _, run := range runs {
		day, _, named := strings.Cut(run.Name(), "T")
		if !named || !run.IsDir() || strings.HasPrefix(run.Name(), ".") {
			continue
		}
		if is, err := counts(run.Name()); err != nil || !is {
			if err != nil {
				return err
			}
			continue
		}
		if err := linkTables(out, run.Name(), day, share); err != nil {
			return err
		}
	}
	return nil
}

// linkTables makes the links of one run.
func linkTables(out, run, day string, share func(dir string) error) error {
	tables, err := os.ReadDir(filepath.Join(out, RunsFolder, run))
	if err != nil {
		return err
	}
	for _, f := range tables {
		table, is := strings.CutSuffix(f.Name(), tableEnd)
		if !is || f.IsDir() {
			continue
		}
		at := filepath.Join(out, HistoryFolder, table, "day="+day, "run_id="+run)
		link := filepath.Join(at, partFile)
		if _, err := os.Lstat(link); err == nil {
			continue
		}
		if err := custody.MakeFolder(at); err != nil {
			return err
		}
		if err := disk.Link(filepath.Join("..", "..", "..", "..", RunsFolder, run, f.Name()), link); err != nil {
			return os.Remove(at) // a system without links still has the runs' own folders
		}
		for dir := at; dir != out; dir = filepath.Dir(dir) {
			if err := share(dir); err != nil {
				return err
			}
		}
	}
	return nil
}

// SweepHistory takes away the links that lead nowhere, and folders that hold nothing.
func SweepHistory(out string) error {
	top := filepath.Join(out, HistoryFolder)
	var folders []string
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			folders = append(folders, path)
			return err
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && d.Type()&fs.ModeSymlink != 0 {
			return os.Remove(path)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for i := len(folders) - 1; i >= 0; i-- {
		_ = os.Remove(folders[i]) // one that holds something stays
	}
	return err
}
