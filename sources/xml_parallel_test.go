package sources

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// stopping is a Sink that fails after some records.
type stopping struct {
	collector
	after int
	err   error
	stop  context.CancelFunc
}

func (f *stopping) Record(r *Record) error {
	if f.after--; f.after < 0 {
		if f.stop != nil {
			f.stop()
			return nil
		}
		return f.err
	}
	return nil
}

// manyReturns writes returns of so many pupils each.
func manyReturns(t *testing.T, files, pupils int) Extract {
	t.Helper()
	x := Extract{Kind: SchoolCensus, Root: t.TempDir()}
	text := message(strings.Repeat("<PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>", pupils))
	for i := range files {
		path := filepath.Join(x.Root, itoa(i)+".xml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		x.Files = append(x.Files, path)
	}
	return x
}

// An error of the Sink comes back, and no worker is left behind, though each has more rows than may wait.
func TestXMLReturnsSinkFails(t *testing.T) {
	x := manyReturns(t, 12, (mostBatchesAhead+20)*batchRows)
	before := runtime.NumGoroutine()
	want := errors.New("the sink is full")
	if _, err := Read(context.Background(), x, &stopping{after: 1000, err: want}); !errors.Is(err, want) {
		t.Errorf("error %v, want the sink's", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	if _, err := Read(ctx, x, &stopping{after: 1000, stop: stop}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the run was stopped", err)
	}
	if after := runtime.NumGoroutine(); after > before+1 {
		t.Errorf("%d goroutines, %d before", after, before)
	}
}

// No name, date of birth, address or identifier of a pupil is in any rejection or report.
func TestXMLReturnsTellNothing(t *testing.T) {
	secrets := []string{"Quillfeather", "Ottoline", "2017-03-08", "Nowhere Quay", "ME4 9ZZ", "Q887299917001", "Umberleigh", "Tansy", "900451", "ash@"}
	spoil := strings.NewReplacer("<Sex>F", "<Sex>Ottoline", "<UPN>Q", "<UPN>A", "<DOB>2017", "<DOB>x2017", "<NCyearActual>6", "<NCyearActual>Tansy",
		"<EnrolStatus>C", "<EnrolStatus>Quillfeather", "<Surname>", "<Surname>stray<b/>", "<Sessions>3", "<Sessions>ME4 9ZZ", "<EntryDate>2021", "<EntryDate>Tansy 2021",
		"<Category>FIXD", "<Category>Ottoline", "<AttendanceReason>C2", "<AttendanceReason>Quillfeather", "<MiddleNames>", "Ottoline<MiddleNames>")
	check := func(kind Kind, sample, name string) {
		t.Helper()
		b, err := os.ReadFile(filepath.Join("testdata", sample))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(b), spoil.Replace(string(b)), string(b)[:len(b)*2/3]} {
			c, r := readText(t, kind, name, text)
			said := strings.Join(told(c), "\n") + strings.Join(r.Notes, "\n") + strings.Join(r.Unknown, "\n")
			for code := range r.Codes {
				said += code + "\n"
			}
			for _, s := range secrets {
				if strings.Contains(said, s) {
					t.Errorf("%s: %q was told:\n%s", sample, s, said)
				}
			}
		}
	}
	check(SchoolCensus, "school_census/census_autumn_2026.xml", "c.xml")
	check(LostPupils, "lost_pupils/8872991_CTF_XXXXXXX_001.xml", "8872991_CTF_XXXXXXX_001.xml")
}
