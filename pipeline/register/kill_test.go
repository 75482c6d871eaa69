package register

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// victim names the register on which a copy of the test program is to record until it is killed.
const victim = "REGISTER_TEST_VICTIM"

const each = 300 // identities of one run

func TestMain(m *testing.M) {
	if path := os.Getenv(victim); path != "" {
		recordForEver(path)
	}
	os.Exit(m.Run())
}

// recordForEver records run after run, and says of each when it is done.
func recordForEver(path string) {
	r, err := Open(path)
	if err != nil {
		panic(err)
	}
	known, err := KnownIdentities[string](context.Background(), r)
	if err != nil {
		panic(err)
	}
	for from := uint64(len(maps.Collect(known))); ; from += each {
		named := map[Fingerprint]string{}
		run := Run{ID: fmt.Sprintf("%09d", from), AsOf: on(1), Identities: maps.All(named)}
		for n := range uint64(each) {
			named[print(from+n)] = "C" + run.ID
		}
		run.Shown = []Shown{{List: "cme_candidates", Child: "C" + run.ID, Rules: []string{"C01"}}}
		if err := r.RecordRun(context.Background(), run); err != nil {
			panic(err)
		}
		fmt.Println(run.ID)
	}
}

// A process killed at any moment leaves every run of which it said that it was done, and no part of another.
func TestKilledAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	done := make(map[string]bool)
	for kill := range 5 {
		for _, id := range killAfter(t, path, 1+kill%3, time.Duration(kill)*4*time.Millisecond) {
			done[id] = true
		}
		r := open(t, path)
		if diff := cmp.Diff([]string{"ok"}, rows(t, r, `PRAGMA integrity_check`)); diff != "" {
			t.Fatalf("kill %d (-want +got):\n%s", kill, diff)
		}
		held := rows(t, r, `SELECT id FROM run`)
		if len(held) < len(done) || len(held) > len(done)+kill+1 {
			t.Errorf("kill %d: %d runs held, %d were done", kill, len(held), len(done))
		}
		for _, id := range held {
			delete(done, id)
		}
		if len(done) > 0 {
			t.Fatalf("kill %d: runs lost: %v", kill, done)
		}
		for _, id := range held {
			done[id] = true
		}
		whole := rows(t, r, fmt.Sprintf(`SELECT first_run FROM identity GROUP BY first_run HAVING count(*) = %d`, each))
		groups := rows(t, r, `SELECT DISTINCT first_run FROM identity`)
		shown := rows(t, r, `SELECT child FROM shown`)
		if len(whole) != len(held) || len(groups) != len(held) || len(shown) != len(held) {
			t.Fatalf("kill %d: of %d runs %d are whole and %d shown", kill, len(held), len(whole), len(shown))
		}
		r.Close()
	}
}

// killAfter lets the copy finish some runs, and kills it a little later, in the middle of another. It returns the runs of
// which the copy said that they were done.
func killAfter(t *testing.T, path string, runs int, later time.Duration) (done []string) {
	t.Helper()
	copied := exec.Command(os.Args[0])
	copied.Env = append(os.Environ(), victim+"="+path)
	copied.Stderr = os.Stderr
	out, err := copied.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := copied.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	for said.Scan() {
		done = append(done, said.Text())
		if len(done) == runs {
			time.AfterFunc(later, func() { copied.Process.Kill() })
		}
	}
	_ = copied.Wait()
	if len(done) < runs {
		t.Fatalf("the copy stopped by itself after %d runs", len(done))
	}
	return done
}
