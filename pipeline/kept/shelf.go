package kept

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"rollcall/pipeline/custody"
)

// folder is where the pieces lie in an output folder.
const folder = ".kept"

// Asked says whose pieces are kept, and how.
type Asked struct {
	Out     string         // the output folder
	Build   string         // of the program: what one build kept another never takes
	Custody custody.Policy // where the secret may lie
	Log     *slog.Logger
	Whole   bool  // nothing is taken, as though nothing had been kept; what is made is kept
	Off     bool  // nothing is kept or taken, and what was is deleted
	Most    int64 // bytes of all pieces; zero: mostBytes
}

// mostBytes is what the pieces of a night may take on the disk: a county's take a fortieth of it.
const mostBytes = 16 << 30

// Shelf is the pieces of an output folder. A nil Shelf keeps nothing. Several goroutines may use one.
type Shelf struct {
	dir    string
	build  string
	secret custody.Secret
	log    *slog.Logger
	whole  bool

	mu   sync.Mutex
	used map[Name]bool
	room int64
}

// Open opens the pieces that earlier runs left; nil where none may be kept. The caller holds the output folder's lock.
func Open(a Asked) *Shelf {
	s := &Shelf{dir: filepath.Join(a.Out, folder), build: a.Build, log: a.Log, whole: a.Whole, used: map[Name]bool{}, room: a.Most}
	if s.room == 0 {
		s.room = mostBytes
	}
	if a.Off {
		if err := Drop(a.Out, a.Custody); err != nil {
			s.log.Warn("what earlier runs kept cannot be deleted", "error", err.Error())
		}
		return nil
	}
	place := a.Custody.SecretOf(s.dir)
	if s.secret = place.Load(); s.secret != (custody.Secret{}) && isFolder(s.dir) {
		return s
	}
	s.secret = custody.NewSecret()
	err := os.RemoveAll(s.dir) // nobody can read what another secret sealed
	if err == nil {
		err = custody.MakeFolder(s.dir)
	}
	if err == nil {
		err = place.Save(s.secret)
	}
	if err != nil {
		s.log.Warn("nothing is kept for the next run, which will be made whole", "error", err.Error())
		_ = os.RemoveAll(s.dir)
		return nil
	}
	return s
}

func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// Name names a piece.
type Name string

// NameOf names the piece that is made of some inputs: of each a word, or the digest of its bytes. What makes it is the first.
func (s *Shelf) NameOf(words ...string) Name {
	if s == nil {
		return ""
	}
	h := sha256.New()
	for _, w := range append([]string{s.build}, words...) {
		fmt.Fprintf(h, "%d\x00%s", len(w), w)
	}
	return Name(hex.EncodeToString(h.Sum(nil)[:16]))
}

// Take reads a piece and reports whether it was there, whole, and read without an error.
func (s *Shelf) Take(name Name, read func(io.Reader) error) bool {
	if s == nil || s.whole {
		return false
	}
	path := filepath.Join(s.dir, string(name))
	info, err := os.Lstat(path)
	if err != nil {
		return false
	}
	if err := s.readPiece(path, read); err != nil {
		s.log.Warn("a piece that an earlier run kept cannot be read; it is made again", "error", err.Error())
		return false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // SweepOld goes by it
	s.use(name, info.Size())
	return true
}

// readPiece reads a piece to its end, where a file that was cut off shows.
func (s *Shelf) readPiece(path string, read func(io.Reader) error) error {
	f, err := s.secret.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := f.Stream()
	if err := read(in); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, in)
	return err
}

// Put keeps a piece, where there is room for it.
func (s *Shelf) Put(name Name, write func(io.Writer) error) {
	if s == nil {
		return
	}
	path := filepath.Join(s.dir, string(name))
	err := s.secret.WriteFile(path, write)
	var size int64
	if err == nil {
		var info os.FileInfo
		if info, err = os.Lstat(path); err == nil {
			size = info.Size()
		}
	}
	if err != nil {
		s.log.Warn("a piece cannot be kept for the next run", "error", err.Error())
	}
	if err != nil || !s.use(name, size) {
		_ = os.Remove(path)
	}
}

// use notes that the run uses a piece, and reports whether there was room for it.
func (s *Shelf) use(name Name, size int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.used[name] {
		return true
	}
	if size > s.room {
		return false
	}
	s.used[name], s.room = true, s.room-size
	return true
}
