package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"rollcall/pipeline/disk"
)

// Open opens the register at a path and brings its schema up to date; where there is none or an empty file, it makes one
// that only its owner may read. Every commit is on disk before it returns (write-ahead log, synchronous FULL), so that a
// process killed at any moment leaves the last committed run. The error is a *KeyError when the key beside it is gone or another's.
func Open(path string) (*Register, error) {
	if err := disk.CheckRegular(path); err != nil {
		return nil, fmt.Errorf("register %s: %w", path, err)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	db, err := sql.Open("sqlite", databaseAddress(path))
	if err != nil {
		return nil, fmt.Errorf("register %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if err := migrateWhenFree(context.Background(), db); err != nil {
		db.Close()
		return nil, fmt.Errorf("register %s: %w", path, err)
	}
	r := &Register{db: db}
	if err := r.takeKey(context.Background(), path+KeyEnd); err != nil {
		db.Close()
		return nil, nameRegister(err)
	}
	r.seen.Store(-1)
	return r, nil
}

// makeFile makes an empty file where there is none. One that is there is not touched: to close it would let go of the locks that this
// process holds on it through another connection.
func makeFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// patience is how long an opening waits for others.
const patience = 10 * time.Second

// migrateWhenFree brings the schema up to date when the database is free. The database's own waiting (busy_timeout) does not cover
// the moments in which another process turns the log on, or takes it away as the last to leave.
func migrateWhenFree(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for pause := time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		err := migrateSchema(ctx, db)
		if !IsBusy(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// cachePages lets 32 MB of pages stay in memory. The database's own 2 MB has a first night of a county write pages into the log, and read
// them back from it, time and again.
const cachePages = "cache_size(-32768)"

// databaseAddress names the database with its pragmas. A transaction takes the write lock when it begins, not at its first write, for
// one that has read cannot wait for the lock.
func databaseAddress(path string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", cachePages},
		"_txlock": {"immediate"},
	}.Encode()
}

// BackupTo writes a copy of the register as it stands to a path, whole or not at all, in place of any copy that is there, with its
// key beside it. Others may go on using the register meanwhile.
func (r *Register) BackupTo(ctx context.Context, path string) error {
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("register backup: %w", err)
	}
	defer os.Remove(part)
	if _, err := r.db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return fmt.Errorf("register backup: %w", err)
	}
	if err := settleDatabase(part); err != nil {
		return fmt.Errorf("register backup: %w", err)
	}
	if err := os.Remove(path + KeyEnd); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("register backup: %w", err)
	}
	if err := writeKey(path+KeyEnd, r.key); err != nil {
		return fmt.Errorf("register backup: %w", err)
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("register backup: %w", err)
	}
	return nil
}

// settleDatabase makes a finished file private and puts it on disk.
func settleDatabase(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.Chmod(0o600); err != nil {
		return err
	}
	return file.Sync()
}
