package kept

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"rollcall/pipeline/custody"
)

// nights is an output folder in which runs keep pieces.
type nights struct {
	*testing.T
	Asked
	told bytes.Buffer
}

func newNights(t *testing.T) *nights {
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUNTIME_DIRECTORY", "")
	t.Setenv("XDG_RUNTIME_DIR", home)
	n := &nights{T: t}
	n.Asked = Asked{Out: t.TempDir(), Build: "one", Log: slog.New(slog.NewTextHandler(&n.told, nil))}
	return n
}

func (n *nights) put(s *Shelf, word, text string) {
	s.Put(s.NameOf(word), func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
}

// take is what a shelf has of a word, or "none".
func (n *nights) take(s *Shelf, word string) string {
	got := "none"
	s.Take(s.NameOf(word), func(r io.Reader) error {
		b, err := io.ReadAll(r)
		got = string(b)
		return err
	})
	return got
}

func (n *nights) pieces() (all []string) {
	entries, _ := os.ReadDir(filepath.Join(n.Out, folder))
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func (n *nights) want(what, got, want string) {
	n.Helper()
	if got != want {
		n.Errorf("%s is %q, want %q; told:\n%s", what, got, want, &n.told)
	}
}

// What one run puts the next has, until a run that does not use it.
func TestPiecesLastFromNightToNight(t *testing.T) {
	n := newNights(t)
	s := Open(n.Asked)
	n.want("a piece before it is made", n.take(s, "a"), "none")
	n.put(s, "a", "apple")
	n.put(s, "b", "beech")
	n.want("a piece of the same run", n.take(s, "a"), "apple")
	s.Sweep()
	s = Open(n.Asked)
	n.want("a piece of the run before", n.take(s, "a"), "apple")
	s.Sweep()
	if len(n.pieces()) != 1 {
		t.Errorf("after a night that used one piece there are %q", n.pieces())
	}
	s = Open(n.Asked)
	n.want("a piece that a run did not use", n.take(s, "b"), "none")
}

// A piece is taken by the build that kept it alone, and not in a whole run, which keeps it nevertheless.
func TestWhoseAPieceIs(t *testing.T) {
	n := newNights(t)
	n.put(Open(n.Asked), "a", "apple")
	other := n.Asked
	other.Build = "two"
	n.want("a piece of another build", n.take(Open(other), "a"), "none")
	whole := n.Asked
	whole.Whole = true
	s := Open(whole)
	n.want("a piece in a whole run", n.take(s, "a"), "none")
	n.put(s, "a", "ash")
	s.Sweep()
	n.want("a piece that a whole run kept", n.take(Open(n.Asked), "a"), "ash")
	var none *Shelf
	n.put(none, "a", "apple")
	n.want("a piece of no shelf", n.take(none, "a"), "none")
	none.Sweep()
	if s.NameOf("a", "bc") == s.NameOf("ab", "c") {
		t.Error("words that run into each other have one name")
	}
}

// One that is damaged, cut off or not read to the taker's liking is as good as none, and made again.
func TestDamagedPiecesAreNotBelieved(t *testing.T) {
	n := newNights(t)
	text := strings.Repeat("apple ", 40_000)
	s := Open(n.Asked)
	path := filepath.Join(n.Out, folder, string(s.NameOf("a")))
	for name, harm := range map[string]func([]byte) []byte{
		"a byte":         func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"the end":        func(b []byte) []byte { return b[:len(b)-70_000] },
		"all but a word": func(b []byte) []byte { return b[:5] },
		"all":            func([]byte) []byte { return nil },
	} {
		n.put(s, "a", text)
		raw, err := os.ReadFile(path)
		if err != nil || bytes.Contains(raw, []byte("apple")) {
			t.Fatalf("a piece lies in the clear, or not at all: %v", err)
		}
		if err := os.WriteFile(path, harm(raw), 0o600); err != nil {
			t.Fatal(err)
		}
		if s.Take(s.NameOf("a"), func(r io.Reader) error { _, err := io.CopyN(io.Discard, r, 3); return err }) {
			t.Errorf("a piece that lost %s is believed", name)
		}
	}
	n.put(s, "a", text)
	if s.Take(s.NameOf("a"), func(io.Reader) error { return errors.New("not to my liking") }) {
		t.Error("a piece that its taker refuses is taken")
	}
	n.put(s, "a", text)
	n.want("a piece that was made again", n.take(s, "a"), text)
}

// Where the secret is gone, or all is dropped, nothing is left of any piece.
func TestPiecesGoWithTheirSecret(t *testing.T) {
	n := newNights(t)
	n.put(Open(n.Asked), "a", "apple")
	n.Custody.SecretOf(filepath.Join(n.Out, folder)).Forget()
	s := Open(n.Asked)
	if n.want("a piece of a secret that is gone", n.take(s, "a"), "none"); len(n.pieces()) > 0 {
		t.Errorf("pieces that nobody can read lie there: %q", n.pieces())
	}
	n.put(s, "a", "apple")
	if err := Drop(n.Out, n.Custody); err != nil || len(n.pieces()) > 0 {
		t.Errorf("after all is dropped there are %q, %v", n.pieces(), err)
	}
	if kept, _ := os.ReadDir(os.Getenv("XDG_RUNTIME_DIR")); len(kept) > 0 {
		t.Errorf("a secret is left of what was dropped: %v", kept)
	}
	n.put(Open(n.Asked), "a", "apple")
	off := n.Asked
	off.Off = true
	if s := Open(off); s != nil || len(n.pieces()) > 0 {
		t.Errorf("where nothing is to be kept there are %q", n.pieces())
	}
}

// Where all is encrypted and there is no memory to keep a secret in, it lies encrypted beside the pieces, or nothing is kept.
func TestPiecesOfAnEncryptedFolder(t *testing.T) {
	n := newNights(t)
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(file, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_RUNTIME_DIR", "")
	n.Custody = custody.Policy{Recipients: []string{id.Recipient().String()}}
	if s := Open(n.Asked); s != nil || len(n.pieces()) > 0 {
		t.Errorf("a shelf is opened whose secret can be kept nowhere; %q", n.pieces())
	}
	n.Custody.Identity = file
	s := Open(n.Asked)
	n.put(s, "a", "apple")
	s.Sweep()
	n.want("a piece of an encrypted folder", n.take(Open(n.Asked), "a"), "apple")
}

// There is an end to how much is kept, and to how long.
func TestPiecesAreBounded(t *testing.T) {
	n := newNights(t)
	n.Most = 3000
	s := Open(n.Asked)
	n.put(s, "a", strings.Repeat("a", 1500))
	n.put(s, "b", strings.Repeat("b", 1500))
	if n.want("a piece for which there was no room", n.take(s, "b"), "none"); len(n.pieces()) != 1 {
		t.Errorf("beyond its room the shelf has %q", n.pieces())
	}
	now := time.Now()
	for _, c := range []struct{ days, want int }{{7, 0}, {9, 1}} {
		if gone, err := SweepOld(n.Out, now.AddDate(0, 0, c.days)); err != nil || gone != c.want {
			t.Errorf("after %d days %d pieces go (want %d), %v", c.days, gone, c.want, err)
		}
	}
	if gone, err := SweepOld(t.TempDir(), now); gone != 0 || err != nil {
		t.Errorf("of a folder in which nothing was kept %d pieces go, %v", gone, err)
	}
	if slices.Contains(n.pieces(), "key.age") {
		t.Error("the secret lies beside its pieces")
	}
}
