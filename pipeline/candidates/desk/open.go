package desk

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"time"

	"modernc.org/sqlite/vfs"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
)

// Open opens the store of a published run's folder, encrypted or not: what is read of it is opened in memory, a part at a time. The error
// is ErrNone where the run has none. Stories are told by whoever is given to tell them.
func Open(dir string, tell candidates.StoryTeller) (*Desk, error) {
	file, err := custody.OpenFile(filepath.Join(dir, candidates.DeskFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", candidates.DeskFile, err)
	}
	d, err := open(file, tell)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", candidates.DeskFile, err), file.Close())
	}
	return d, nil
}

func open(file *custody.Opened, tell candidates.StoryTeller) (*Desk, error) {
	if !isWhole(file) {
		return nil, errDamaged
	}
	name, system, err := vfs.New(oneFile{file})
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+candidates.DeskFile+"?vfs="+name+"&mode=ro&immutable=1&_pragma=query_only(1)&_pragma=cache_size(-4096)&_pragma=temp_store(MEMORY)")
	if err != nil {
		return nil, errors.Join(err, system.Close())
	}
	db.SetMaxOpenConns(2 * runtime.GOMAXPROCS(0))
	db.SetMaxIdleConns(2 * runtime.GOMAXPROCS(0))
	d := &Desk{db: db, tell: tell, close: func() error { return errors.Join(db.Close(), system.Close(), file.Close()) }}
	if err := d.readRun(); err != nil {
		return nil, errors.Join(err, db.Close(), system.Close())
	}
	return d, nil
}

// isWhole reports whether a file is a database as long as it says: one that was cut is read until something is missed.
func isWhole(file *custody.Opened) bool {
	var head [100]byte
	if n, err := file.ReadAt(head[:], 0); n < len(head) || err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	page, pages := int64(binary.BigEndian.Uint16(head[16:])), int64(binary.BigEndian.Uint32(head[28:])) // see the database file format of SQLite, 1.3
	return string(head[:16]) == "SQLite format 3\x00" && page*pages == file.Size
}

// readRun reads what the store says of itself, and holds it to be one.
func (d *Desk) readRun() error {
	var id int
	var written string
	var about, world []byte
	if err := d.db.QueryRow(`SELECT application_id, (SELECT body FROM about WHERE name = 'layout'), (SELECT body FROM about WHERE name = 'run'), (SELECT body FROM about WHERE name = 'world')
		FROM pragma_application_id`).Scan(&id, &written, &about, &world); err != nil || id != application {
		return errDamaged
	}
	if written != layout() {
		return ErrOther
	}
	if err := unpackInto(world, &d.world); err != nil {
		return err
	}
	return unpackInto(about, &d.run)
}

// Close lets go of the store.
func (d *Desk) Close() error { return d.close() }

// oneFile is a file system of one file, which is read through custody's door.
type oneFile struct{ *custody.Opened }

// Open opens the file anew, for a connection.
func (o oneFile) Open(name string) (fs.File, error) {
	if name != candidates.DeskFile {
		return nil, fs.ErrNotExist
	}
	return &opened{io.NewSectionReader(o.Opened, 0, o.Size), o.Size}, nil
}

// opened is the file as one connection reads it.
type opened struct {
	*io.SectionReader
	size int64
}

// Close does nothing: the file is closed with the store.
func (o *opened) Close() error { return nil }

// Stat says how long the file is.
func (o *opened) Stat() (fs.FileInfo, error) { return o, nil }

// Name is the file's.
func (o *opened) Name() string { return candidates.DeskFile }

// Size is the file's.
func (o *opened) Size() int64 { return o.size }

// Mode is that of a file that is only read.
func (o *opened) Mode() fs.FileMode { return 0o400 }

// ModTime is none.
func (o *opened) ModTime() time.Time { return time.Time{} }

// IsDir is false.
func (o *opened) IsDir() bool { return false }

// Sys is nothing.
func (o *opened) Sys() any { return nil }
