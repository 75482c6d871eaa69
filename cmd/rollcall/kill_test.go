package main

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"rollcall/pipeline/journal"
	"testing"
	"time"
)

// kills is how often the program is killed: at moments spread over a run and a little beyond.
const kills = 100

// TestKilledRunsLeaveTheLastListsIntact kills the program at random moments. Whatever the moment, the folder that LATEST
// names is whole and as it was published, and the next run succeeds.
func TestKilledRunsLeaveTheLastListsIntact(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a hundred runs")
	}
	dir := t.TempDir()
	do(t, "fixtures", "--children", "60", "--seed", "3", "--as-of", "2026-10-15", "--out", dir)
	settings, out := filepath.Join(dir, "rollcall.yaml"), filepath.Join(dir, "out")
	began := time.Now()
	do(t, "run", "-c", settings, "--as-of", "2026-10-15")
	usual := time.Since(began)
	published := map[string][32]byte{latest(t, out): folderSum(t, latest(t, out))}
	dice := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for range kills {
		moment := time.Duration(dice.Int64N(int64(usual) * 11 / 10))
		began := time.Now()
		if killAfter(t, moment, "run", "-c", settings, "--as-of", "2026-10-15") {
			killed++
		} else {
			usual = time.Since(began) // the machine is quieter than it was: the next moments are to fall within a run again
		}
		folder := latest(t, out)
		sum := folderSum(t, folder)
		if want, known := published[folder]; known && sum != want {
			t.Fatalf("killed after %v: the published run %s has changed", moment, filepath.Base(folder))
		}
		if _, err := os.Stat(filepath.Join(folder, journal.ManifestFile)); err != nil {
			t.Fatalf("killed after %v: LATEST names a run that is not whole: %v", moment, err)
		}
		published[folder] = sum
	}
	if killed < kills/2 {
		t.Fatalf("only %d of %d runs were killed before they ended: the moments miss the run", killed, kills)
	}
	before := latest(t, out)
	do(t, "run", "-c", settings, "--as-of", "2026-10-15")
	if latest(t, out) == before {
		t.Fatal("the run after the kills published nothing")
	}
	for folder, want := range published {
		if folderSum(t, folder) != want {
			t.Errorf("the published run %s has changed", filepath.Base(folder))
		}
	}
}

// do runs the program to its end; a run that was published although some extract is held back is a success, and reported.
func do(t *testing.T, args ...string) (held bool) {
	t.Helper()
	out, err := exec.Command(binary, args...).CombinedOutput()
	var exit *exec.ExitError
	held = errors.As(err, &exit) && exit.ExitCode() == exitHeld
	if err != nil && !held {
		t.Fatalf("rollcall %v: %v\n%s", args, err, out)
	}
	return held
}

// killAfter starts the program and kills it after a while; it reports whether the program was still running.
func killAfter(t *testing.T, after time.Duration, args ...string) bool {
	t.Helper()
	c := exec.Command(binary, args...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
	defer timer.Stop()
	err := c.Wait()
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() == -1
}

func latest(t *testing.T, out string) string {
	t.Helper()
	folder, err := journal.LatestRun(out)
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// folderSum digests the names and bytes of a folder's files.
func folderSum(t *testing.T, dir string) [32]byte {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		h.Write([]byte(d.Name()))
		h.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return [32]byte(h.Sum(nil))
}
