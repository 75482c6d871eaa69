package desk

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// Write writes the store of a run's lists to a path, through custody. Where the folder names recipients it is encrypted, and made in memory,
// so that no byte of it is on the disk in the clear. Otherwise it is made in its file, and its pages, a county's 115 MB of them, are held by
// nobody. The same lists give the same bytes.
func Write(path string, l candidates.Lists) (err error) {
	encrypted, err := custody.NamesRecipients(path)
	if err != nil {
		return err
	}
	if !encrypted {
		return writeFile(path, l)
	}
	db, err := build(l, ":memory:")
	if err != nil {
		return fmt.Errorf("%s: %w", candidates.DeskFile, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return custody.WriteFile(path, func(to io.Writer) error { return writePages(db, to) })
}

// writeFile makes the store in a file that nothing else may open, and forces it to the disk.
func writeFile(path string, l candidates.Lists) error {
	if err := custody.WriteFile(path, func(io.Writer) error { return nil }); err != nil {
		return err
	}
	db, err := build(l, "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath())
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", candidates.DeskFile, err)
	}
	return disk.SyncFiles([]string{path})
}

// build makes the database in a file, or in memory.
func build(l candidates.Lists, in string) (_ *sql.DB, err error) {
	db, err := sql.Open("sqlite", in)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	if _, err := db.Exec(fmt.Sprintf(`PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
		PRAGMA application_id = %d; %s`, application, schema)); err != nil {
		return nil, err
	}
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	w := &writer{tx: tx}
	w.writeAll(l)
	if w.failed != nil {
		return nil, errors.Join(w.failed, tx.Rollback())
	}
	if _, err := tx.Exec(indexes); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return db, tx.Commit()
}

// writePages writes a database as the file that it would be, a page after another: a county's is not held twice.
func writePages(db *sql.DB, to io.Writer) error {
	rows, err := db.Query(`SELECT data FROM sqlite_dbpage ORDER BY pgno`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var page sql.RawBytes
		if err := rows.Scan(&page); err != nil {
			return err
		}
		if _, err := to.Write(page); err != nil {
			return err
		}
	}
	return rows.Err()
}

// writer fills the tables. After its first error it does nothing more.
type writer struct {
	tx     *sql.Tx
	failed error
}

// insert prepares to insert rows.
func (w *writer) insert(into string) (row func(values ...any), done func()) {
	if w.failed != nil {
		return func(...any) {}, func() {}
	}
	s, err := w.tx.Prepare("INSERT INTO " + into)
	if err != nil {
		w.failed = err
		return func(...any) {}, func() {}
	}
	return func(values ...any) {
			if w.failed == nil {
				_, w.failed = s.Exec(values...)
			}
		}, func() {
			w.failed = errors.Join(w.failed, s.Close())
		}
}

func (w *writer) writeAll(l candidates.Lists) {
	pairs := candidates.PrintedRows(l.Possible)
	lines := w.writeLines(l)
	w.writePairs(pairs, sidesOf(pairs, l))
	w.writeTasks(candidates.PrintedRows(l.Tasks))
	known := w.writeChildren(l) // last: every processor packs children, while whatever else the run writes is written
	counts := map[string]int{"children": known, "pairs": len(pairs)}
	for list, n := range lines {
		counts[string(list)] = n
	}
	about, done := w.insert("about VALUES (?, ?)")
	about("layout", []byte(layout()))
	about("run", pack(Run{ID: l.Summary.RunID, AsOf: l.Summary.AsOf, Summary: l.Summary, Words: l.Words, Counts: counts}))
	done()
}

// writeLines writes the lines of every list, and returns how many each has.
func (w *writer) writeLines(l candidates.Lists) map[candidates.List]int {
	insert, done := w.insert("line VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	packed := newBodies[packedLine](w, "line")
	counts := map[candidates.List]int{}
	for _, list := range [...][]candidates.Line[candidates.Row]{l.CME, l.AtRisk} {
		for r := range candidates.EachPrinted(list) {
			counts[r.List]++
			insert(string(r.List), r.Rank, r.ChildID, r.Severity, between(r.Rules), r.Who, string(r.News), r.OnRollAt, r.YearGroup, dayOf(r.Due))
			packed.add(packedLine{Row: r})
		}
	}
	for u := range candidates.EachPrinted(l.Untold) {
		counts[Untold]++
		insert(string(Untold), u.Rank, u.ChildID, "", between(u.Rules), "", "", "", u.YearGroup, "")
		packed.add(packedLine{Untold: u})
	}
	done()
	packed.close()
	return counts
}

func (w *writer) writeTasks(tasks []candidates.Task) {
	insert, done := w.insert("task VALUES (NULL, ?)")
	packed := newBodies[candidates.Task](w, "task")
	for i := range tasks {
		insert(tasks[i].ChildID)
		packed.add(tasks[i])
	}
	done()
	packed.close()
}

// between sets every word between blanks, so that one of them is found by its blanks.
func between(words []string) string {
	text := " "
	for _, w := range words {
		text += w + " "
	}
	return text
}

// dayOf is a day as it is compared; the zero time comes after every day.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return "9999"
	}
	return t.Format(time.DateOnly)
}
