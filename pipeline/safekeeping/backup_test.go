package safekeeping

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// aRegister is an output folder whose register has a run, and what is asked of it.
func aRegister(t *testing.T) (Asked, *register.Register) {
	t.Helper()
	s := &settings.Settings{}
	s.Authority.Code = "885"
	made := time.Date(2026, 10, 15, 1, 0, 0, 0, time.UTC)
	a := Asked{Settings: s, Out: t.TempDir(), AsOf: calendar.On(2026, 10, 15), Clock: func() time.Time { made = made.Add(time.Second); return made }}
	reg, _, err := OpenRegister(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reg.Close() })
	if err := reg.RecordRun(t.Context(), register.Run{ID: "a", AsOf: a.AsOf.Midnight(), Authority: "885", Folder: "runs/a", Published: true,
		Identities: maps.All(map[register.Fingerprint]string{{1}: "7H3XK2QPA9TD"})}); err != nil {
		t.Fatal(err)
	}
	return a, reg
}

// turned writes every byte turned round, as an encryption would.
type turned struct{ to io.Writer }

func (t turned) Write(b []byte) (int, error) {
	out := bytes.Clone(b)
	for i := range out {
		out[i] ^= 0x55
	}
	return t.to.Write(out)
}

func (turned) Close() error { return nil }

type turnedBack struct{ from io.Reader }

func (t turnedBack) Read(b []byte) (int, error) {
	n, err := t.from.Read(b)
	for i := range b[:n] {
		b[i] ^= 0x55
	}
	return n, err
}

var turning = Wrapping{End: ".turned", Wrap: func(to io.Writer) (io.WriteCloser, error) { return turned{to}, nil },
	Unwrap: func(from io.Reader) (io.Reader, error) { return turnedBack{from}, nil }}

// What is recorded is put aside in a copy that only its owner may read, wrapped or not, from which the register is had back.
func TestACopyIsMadeAndRestored(t *testing.T) {
	for _, w := range []Wrapping{{}, turning} {
		a, reg := aRegister(t)
		a.Wrapping = w
		if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
			t.Fatal(grave)
		}
		copies, err := a.copies()
		if err != nil || len(copies) != 1 || !strings.HasSuffix(copies[0], ".tar.zst"+w.End) {
			t.Fatalf("copies %v, %v", copies, err)
		}
		for path, mode := range map[string]os.FileMode{copies[0]: 0o600, a.folder(): 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s has mode %v (%v), want %v", path, info.Mode(), err, mode)
			}
		}
		if raw, _ := os.ReadFile(copies[0]); bytes.HasPrefix(raw, []byte{0x28, 0xb5, 0x2f, 0xfd}) != (w.Wrap == nil) {
			t.Error("the copy is not wrapped as it is to be")
		}
		reg.Close()
		if err := os.Remove(a.path()); err != nil {
			t.Fatal(err)
		}
		var loss *Loss
		if _, _, err := OpenRegister(t.Context(), a); !errors.As(err, &loss) || !strings.Contains(loss.Do, copies[0]) {
			t.Errorf("lost: %v", err)
		}
		done, err := RestoreRegister(t.Context(), a, Resume{By: "AB"})
		if err != nil || done.From != copies[0] || done.Lost > 0 || done.Head.Entries != 2 || len(done.Grave) > 0 {
			t.Fatalf("restored %+v, %v", done, err)
		}
		again, notices, err := OpenRegister(t.Context(), a)
		if err != nil || len(notices) != 1 || notices[0].Grave || !strings.Contains(notices[0].Text, "restored on 2026-10-15 by AB") {
			t.Fatalf("opened %v, %v", notices, err)
		}
		if known, err := register.KnownIdentities[string](t.Context(), again); err != nil || maps.Collect(known)[register.Fingerprint{1}] != "7H3XK2QPA9TD" {
			t.Errorf("it knows %v, %v", known, err)
		}
		again.Close()
	}
}

// A copy that this machine cannot open is verified by its bytes, and is not restored here.
func TestACopyForAnotherMachine(t *testing.T) {
	a, reg := aRegister(t)
	a.Wrapping = Wrapping{End: ".turned", Wrap: turning.Wrap}
	if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
		t.Fatal(grave)
	}
	reg.Close()
	if err := os.Remove(a.path()); err != nil {
		t.Fatal(err)
	}
	if _, err := RestoreRegister(t.Context(), a, Resume{By: "AB"}); err == nil || !strings.Contains(err.Error(), "this machine has no key") {
		t.Errorf("restored: %v", err)
	}
}

// A disk that fills while a copy is written leaves no part of one, and the earlier copy as it was.
func TestADiskThatFills(t *testing.T) {
	a, reg := aRegister(t)
	if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
		t.Fatal(grave)
	}
	before, _ := a.copies()
	full := errors.New("no space left on device")
	a.Wrapping = Wrapping{Wrap: func(to io.Writer) (io.WriteCloser, error) { return filling{to, full}, nil }}
	grave := KeepSafe(t.Context(), a, reg)
	if len(grave) != 1 || !grave[0].Grave || !strings.Contains(grave[0].Text, full.Error()) || !strings.Contains(grave[0].Text, "what was published stands") {
		t.Errorf("said %v", grave)
	}
	left, err := os.ReadDir(a.folder())
	if err != nil || len(left) != 1 || filepath.Join(a.folder(), left[0].Name()) != before[0] {
		t.Errorf("left %v, %v", left, err)
	}
	work := filepath.Join(a.Out, copyFolder)
	if _, err := os.Stat(work); err == nil {
		t.Error("the copy in clear is left")
	}
	if err := os.Mkdir(work, 0o700); err != nil {
		t.Fatal(err)
	}
	again, _, err := OpenRegister(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	if _, err := os.Stat(work); err == nil {
		t.Error("what a killed process left of a copy stays")
	}
}

type filling struct {
	to    io.Writer
	fault error
}

func (f filling) Write(b []byte) (int, error) { n, _ := f.to.Write(b[:len(b)/2]); return n, f.fault }
func (filling) Close() error                  { return nil }

// A copy of which any byte was changed, or the end cut, is refused, but where the change is of a bit that says nothing: streams of
// zstd end in bits that fill a byte.
func TestADamagedCopyIsRefused(t *testing.T) {
	a, reg := aRegister(t)
	if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
		t.Fatal(grave)
	}
	copies, _ := a.copies()
	whole, err := os.ReadFile(copies[0])
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(t.TempDir(), "copy")
	refused := func(what string, raw []byte) {
		t.Helper()
		if err := os.WriteFile(damaged, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := a.openCopy(damaged, ""); !errors.Is(err, errNoCopy) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for at := 8; at < len(whole); at += max(1, len(whole)/60) {
		bent := bytes.Clone(whole)
		bent[at] ^= 0x40
		if err := os.WriteFile(damaged, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := a.openCopy(damaged, ""); err == nil && !bytes.Equal(unpacked(t, bent), unpacked(t, whole)) {
			t.Errorf("a byte changed at %d of %d is not noticed", at, len(whole))
		}
		refused("cut", whole[:at])
	}
	refused("nothing", nil)
}

// unpacked is what a compressed copy holds.
func unpacked(t *testing.T, raw []byte) []byte {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A register that is not sound is not copied, so that no sound copy gives way to it.
func TestAnUnsoundRegisterIsNotCopied(t *testing.T) {
	a, reg := aRegister(t)
	if grave := KeepSafe(t.Context(), a, reg); len(grave) > 0 {
		t.Fatal(grave)
	}
	copies, _ := a.copies()
	bend(t, a.path(), `DELETE FROM identity`)
	if grave := KeepSafe(t.Context(), a, reg); len(grave) != 1 || !strings.Contains(grave[0].Text, "the copy of it is not sound") {
		t.Errorf("said %v", grave)
	}
	if after, _ := a.copies(); len(after) != 1 || after[0] != copies[0] {
		t.Errorf("copies %v, want %v", after, copies)
	}
	if left, err := os.ReadDir(a.folder()); err != nil || len(left) != 1 {
		t.Errorf("what was packed while it was verified is left: %v, %v", left, err)
	}
}
