package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"rollcall/pipeline/disk"
)

// OpenToLook opens a register that is only read: also one that somebody is writing, or that lies where nothing can be written. One of
// an earlier schema is brought up to date first, as Open does, and cannot be looked at where that cannot be done.
func OpenToLook(path string) (*Register, error) {
	if err := disk.CheckRegular(path); err != nil {
		return nil, fmt.Errorf("register %s: %w", path, err)
	}
	db, err := openCurrent(path, "ro", "")
	if err != nil && !hasLog(path) { // where no shared memory can be made, and there is nothing in it
		db, err = openCurrent(path, "ro", "1")
	}
	if errors.Is(err, errOldSchema) {
		return Open(path)
	}
	if err != nil {
		return nil, fmt.Errorf("register %s: %w", path, err)
	}
	r := &Register{db: db}
	if err := r.takeKey(context.Background(), path+KeyEnd); err != nil {
		return nil, nameRegister(errors.Join(err, db.Close()))
	}
	r.seen.Store(-1)
	return r, nil
}

var errOldSchema = errors.New("of an earlier schema")

// openCurrent opens a register of the newest schema.
func openCurrent(path, mode, immutable string) (*sql.DB, error) {
	ask := url.Values{"mode": {mode}, "_pragma": {"busy_timeout(10000)"}}
	if immutable != "" {
		ask.Set("immutable", immutable)
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?"+ask.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var id, version int
	err = db.QueryRow(`SELECT application_id, (SELECT coalesce(max(version), 0) FROM migration) FROM pragma_application_id`).Scan(&id, &version)
	if err == nil && (id != application || version != len(migrations)) {
		err = errOldSchema
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// hasLog reports whether a log lies beside a database that holds what the database does not.
func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}
