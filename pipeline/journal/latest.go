package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/disk"
)

// LatestDay is the day of the run that LATEST names, and whether it names one.
func LatestDay(out string) (day calendar.Date, known bool, err error) {
	b, err := disk.Read(filepath.Join(out, LatestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("%s: %w", LatestFile, err)
	}
	on, _, _ := strings.Cut(strings.TrimSpace(string(b)), "T")
	if day, err = calendar.Parse(on); err != nil {
		return 0, false, nil // of another hand; the run that is made now mends it
	}
	return day, true, nil
}

// SetAside makes the run one that is published to be looked at and does not become the latest, and says why.
func (j *Journal) SetAside(why string) {
	j.aside = true
	j.Notice(Notice{Grave: true, Text: why})
}

// IsAside reports whether the run stays apart from the latest and from the register.
func (j *Journal) IsAside() bool { return j.aside }

// CheckOutput returns an error when something stands in the way of publishing in an output folder, and notices of what stands
// in the way of finding what was published.
func CheckOutput(out string) ([]Notice, error) {
	if st, err := os.Stat(filepath.Join(out, RunsFolder)); err == nil && !st.IsDir() {
		return nil, fmt.Errorf("output folder: %s is a file, and the runs go to a folder of that name: move it away, and run again", RunsFolder)
	}
	if err := disk.CheckRegular(filepath.Join(out, LatestFile)); err != nil {
		return nil, fmt.Errorf("output folder: %s: %w: move it away, and run again", LatestFile, err)
	}
	st, err := os.Lstat(filepath.Join(out, latestLink))
	if err != nil || st.Mode()&fs.ModeSymlink != 0 {
		return nil, nil // no link can be made everywhere, and then there is none to be misled by
	}
	what := "file"
	if st.IsDir() {
		what = "folder"
	}
	return []Notice{{Grave: true, Text: fmt.Sprintf("%q in the output folder is a %s of its own and not the link to the latest run: whoever opens it "+
		"reads old lists; move it away, and the next run makes the link (%s names this run)", latestLink, what, LatestFile)}}, nil
}
