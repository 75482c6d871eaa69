package candidates

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"rollcall/pipeline/custody"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// The sheets of a sealed child's file that are read back.
const (
	SealedLines   = "Lines and cases"
	SealedRecords = "Records"
)

// SealedChild is what a sealed child's file holds of its lines and its records.
type SealedChild struct {
	Lines   []Row // list, rules, days and person alone
	Records []string
}

// ReadSealed reads the files of the sealed children of a published run, by child id, for a run to be held to a known truth.
func ReadSealed(dir string) (map[string]SealedChild, error) {
	entries, err := os.ReadDir(filepath.Join(dir, SealedFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all := map[string]SealedChild{}
	for _, e := range entries {
		id, is := strings.CutSuffix(strings.TrimSuffix(e.Name(), custody.SealedEnd), ".xlsx")
		if !is {
			continue
		}
		if all[id], err = readSealedChild(filepath.Join(dir, SealedFolder, id+".xlsx"), id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readSealedChild(path, id string) (child SealedChild, err error) {
	stored, err := custody.OpenFile(path)
	if err != nil {
		return child, err
	}
	defer stored.Close()
	file, err := excelize.OpenReader(stored.Stream(), excelize.Options{RawCellValue: true, TmpDir: nowhere})
	if err != nil {
		return child, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for _, sheet := range file.GetSheetList() {
		switch {
		case strings.HasSuffix(sheet, SealedLines):
			err = eachLine(file, sheet, wantedTitles{all: []string{"Child", "On", "Rules", "Since", "Since is", "Due"}}, func(_ int, v []string) {
				if list := listNamed(v[1]); list != "" {
					child.Lines = append(child.Lines, Row{ChildID: id, List: list, Rules: splitRules(v[2]), Since: cellDay(v[3]), SinceIs: v[4], Due: cellDay(v[5])})
				}
			})
		case strings.HasSuffix(sheet, SealedRecords):
			err = eachLine(file, sheet, wantedTitles{all: []string{"Record"}}, func(_ int, v []string) { child.Records = append(child.Records, v[0]) })
		}
		if err != nil {
			return child, err
		}
	}
	return child, nil
}

func splitRules(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ", ")
}

func listNamed(name string) List {
	for _, l := range [...]List{CME, AtRisk} {
		if ListName(l) == name {
			return l
		}
	}
	return ""
}

// cellDay is the day of a cell; nothing is the zero time.
func cellDay(text string) time.Time {
	on, _ := time.Parse(time.DateOnly, asDay(text))
	return on
}
