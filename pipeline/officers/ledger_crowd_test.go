package officers

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// pupils are the ids of some children.
func pupils(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprintf("%c%07d", 'A'+i%26, i))
	}
	return ids
}

// Officers who decide the same lines at once, through one office and through another over the same folder, never overwrite one another:
// of each line one is first and the rest are told of an entry that stands, and all that was acknowledged stands.
func TestOfficersAtOnce(t *testing.T) {
	ids := pupils(8)
	o, l := openDesk(t, ids...)
	other := o.openLedger()
	seen := l.stateFor(t).Head.Entries
	var wait sync.WaitGroup
	var mu sync.Mutex
	won, told := map[string]string{}, map[string]int{}
	for k := range 4 {
		desk, who := l, office.Who{By: fmt.Sprint("P", k)}
		if k%2 == 1 {
			desk = other
		}
		wait.Go(func() {
			for _, child := range ids {
				receipt, err := desk.Record(t.Context(), who, decide("n1", child, "Confirmed", "enquiries under way", seen))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				switch {
				case receipt.Recorded == 1 && won[child] == "":
					won[child] = who.By
				case len(receipt.Faults) == 1 && receipt.Faults[0].Meanwhile != nil && receipt.Faults[0].Meanwhile.By != who.By:
					told[child]++
				default:
					t.Errorf("%s of %s: %+v", who.By, child, receipt)
				}
				mu.Unlock()
				if _, err := desk.State(t.Context()); err != nil {
					t.Error(err)
				}
				if err := desk.Note(t.Context(), who, "to ring", register.ActOpened, child); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for _, child := range ids {
		if told[child] != 3 || l.stateFor(t).Of(child).Current().By != won[child] {
			t.Errorf("%s was decided by %q and %d were told", child, won[child], told[child])
		}
	}
	if n := len(o.decided()); n != len(ids) {
		t.Errorf("%d decisions stand, want %d", n, len(ids))
	}
	if _, err := VerifyRegister(t.Context(), o.settings, journal.Options{}); err != nil {
		t.Error(err)
	}
}

// While a night's run holds the lock of the folder officers go on; what came in while it was being made is told to whoever works on its
// lists, and not taken for what they show.
func TestOfficersWorkThroughTheNight(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	release, err := journal.LockFolder(o.settings.Output)
	if err != nil {
		t.Fatal(err)
	}
	var knew register.Head
	o.in(func(reg *register.Register) (err error) { knew, err = reg.LedgerEnd(t.Context()); return })
	receipt, err := l.Record(t.Context(), anna, decide("n1", "A", "Confirmed", "enquiries under way", l.stateFor(t).Head.Entries))
	took(t, receipt, err)
	o.show("n2", deskDay+1, []register.Shown{lineOf(candidates.CME, "A", "left the roll of A")}, nil, func(r *register.Run) { r.Knew = knew.Entries })
	release()
	l.options.AsOf++
	receipt, err = l.Record(t.Context(), ben, decide("n2", "A", "Not CME", "on a roll and attending", 0))
	if err != nil || len(receipt.Faults) != 1 || receipt.Faults[0].Meanwhile == nil || receipt.Faults[0].Meanwhile.By != "AB" {
		t.Errorf("on the lists of a run that knew nothing of it: %+v, %v", receipt, err)
	}
	if s := l.stateFor(t); s.Run != "n2" || s.Of("A").Current() == nil {
		t.Errorf("after the night it is run %s and A stands as %+v", s.Run, s.Of("A"))
	}
}

// Where the register is put back from a copy while the office is open, nothing is recorded into the one that was set aside: who records
// is told once, and the next is recorded in the one that is there now.
func TestARegisterPutBackIsNoticed(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	path := past.RegisterPath(o.settings.Output)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := BackupRegister(t.Context(), o.settings, journal.Options{}, copied); err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{os.Rename(path, path+".aside"), os.Rename(copied, path)} {
		if step != nil {
			t.Fatal(step)
		}
	}
	_ = os.Remove(path + "-wal")
	_ = os.Remove(path + "-shm")
	step := office.NewStep{Run: "n1", Child: "A", Kind: "note"}
	if receipt, err := l.RecordSteps(t.Context(), anna, step); err != ErrReplaced {
		t.Errorf("recorded %+v, %v; want to be told", receipt, err)
	}
	receipt, err := l.RecordSteps(t.Context(), anna, step)
	took(t, receipt, err)
	if s := l.stateFor(t).Of("A"); len(s.Steps) != 1 {
		t.Errorf("A stands as %+v", s)
	}
	back := filepath.Join(t.TempDir(), "again.db")
	if err := BackupRegister(t.Context(), o.settings, journal.Options{}, back); err != nil {
		t.Fatal(err)
	}
	receipt, err = l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: "B", Kind: "note"})
	took(t, receipt, err)
	for _, step := range []error{os.Rename(path, path+".aside"), os.Rename(back, path)} {
		if step != nil {
			t.Fatal(step)
		}
	}
	_ = os.Remove(path + ".head") // as whoever restores notes its end anew
	_ = os.Remove(path + "-wal")
	_ = os.Remove(path + "-shm")
	if s := l.stateFor(t); len(s.Of("A").Steps) != 1 || len(s.Of("B").Steps) != 0 {
		t.Errorf("who only looks is shown another register than the one that is there: %+v", s.Children)
	}
}

// A register that is put in the place of the open one and is not as it was written is not gone by, however often it is asked.
func TestABentRegisterPutBackIsNotGoneBy(t *testing.T) {
	o, l := openDesk(t, "A", "B")
	receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: "A", Kind: "note"})
	took(t, receipt, err)
	path := past.RegisterPath(o.settings.Output)
	if err := errors.Join(os.Rename(path, path+".aside"), os.WriteFile(path, []byte("no register at all"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if s, err := l.State(t.Context()); err == nil {
			t.Errorf("shown %+v", s)
		}
		if receipt, err := l.RecordSteps(t.Context(), anna, office.NewStep{Run: "n1", Child: "A", Kind: "note", Form: "x"}); err == nil || receipt != nil {
			t.Errorf("recorded %+v", receipt)
		}
		if err := l.Note(t.Context(), anna, "", register.ActOpened, "A"); err != nil {
			t.Errorf("a look that could not be noted is refused though nobody requires it: %v", err)
		}
	}
}

// deskVictim names the output folder in which a copy of the test program records until it is killed.
const deskVictim = "OFFICE_TEST_VICTIM"

func TestMain(m *testing.M) {
	if out := os.Getenv(deskVictim); out != "" {
		workForEver(out)
	}
	os.Exit(m.Run())
}

// workForEver takes steps and looks, and says of each step when it is acknowledged.
func workForEver(out string) {
	ctx := context.Background()
	l, err := OpenLedger(ctx, &settings.Settings{Output: out}, journal.Options{AsOf: deskDay})
	if err != nil {
		panic(err)
	}
	for n := 0; ; n++ {
		form := fmt.Sprintf("%d-%d", os.Getpid(), n)
		if err := l.Note(ctx, anna, "", register.ActOpened, "A"); err != nil {
			panic(err)
		}
		receipt, err := l.RecordSteps(ctx, anna, office.NewStep{Run: "n1", Child: "A", Kind: "note", Note: form, Form: form})
		if err != nil || receipt.Recorded != 1 {
			panic(fmt.Sprint(receipt, err))
		}
		fmt.Println(form)
	}
}

// An office killed at any moment has lost nothing that it acknowledged, and its register verifies against every end that was noted.
func TestAnOfficeKilledAnyMomentLosesNothing(t *testing.T) {
	o := openOffice(t)
	o.showNight("n1", deskDay, "A", "B")
	var done []string
	for kill := range 4 {
		victim := exec.Command(os.Args[0])
		victim.Env = append(os.Environ(), deskVictim+"="+o.settings.Output)
		victim.Stderr = os.Stderr
		said, err := victim.StdoutPipe()
		if err == nil {
			err = victim.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(said)
		for n := 0; lines.Scan(); n++ {
			if done = append(done, strings.TrimSpace(lines.Text())); n == 2+kill {
				time.AfterFunc(time.Duration(kill)*3*time.Millisecond, func() { _ = victim.Process.Kill() })
			}
		}
		_ = victim.Wait()
		l := o.openLedger() // which verifies it
		held := map[string]bool{}
		for _, s := range l.stateFor(t).Of("A").Steps {
			held[s.Note] = true
		}
		for _, form := range done {
			if !held[form] {
				t.Errorf("kill %d: %s was acknowledged, and is lost", kill, form)
			}
		}
		if len(held) < len(done) || len(held) > len(done)+kill+1 {
			t.Errorf("kill %d: %d steps stand, %d were acknowledged", kill, len(held), len(done))
		}
		_ = l.Close()
	}
}
