package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"
)

// rotation is within how many nights the lines of every run are held to their digests by the runs that follow. The whole of the
// ledger is verified after each run besides, in the copy that is kept of it.
const rotation = 100

// Expected is what a run knows of the register before it opens it.
type Expected struct {
	Authority string    // whose it is to be; empty: anybody's
	AsOf      time.Time // the day of the run
	Noted     []Head    // ends of the ledger that were noted outside it
}

// TrustLedger is VerifyLedger for the start of every run, in milliseconds. Every entry is verified, so that of decisions, judgements,
// seals and all else that people did none can be changed unnoticed, with the tables beside the ledger. Of what runs showed it
// verifies what this one goes by, and a part of the rest that has been all of it within a hundred nights. The identities are
// verified when they are read. It returns where the ledger ends; the error is a *BrokenError or an *OtherAuthorityError.
func (r *Register) TrustLedger(ctx context.Context, want Expected) (head Head, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		whose, err := latestMemory(ctx, tx)
		if err != nil {
			return err
		}
		if is := whose.Authority; is != "" && want.Authority != "" && is != want.Authority {
			return &OtherAuthorityError{is, want.Authority}
		}
		w, err := walkChain(ctx, tx, want.Noted)
		if err != nil {
			return err
		}
		runs := tonight(w.runs, want.AsOf)
		lines, err := linesOfRuns(ctx, tx, runs)
		for i := 0; err == nil && i < len(runs); i++ {
			err = runs[i].verifyShown(ctx, tx, w.pruned, lines)
		}
		if err != nil {
			return err
		}
		if err := w.remembered.verifySmall(ctx, tx); err != nil {
			return err
		}
		head = w.head
		return verifySchema(ctx, tx)
	})
	return head, nameRegister(err)
}

// linesOfRuns reads the lines that some runs had, whose evidence is held to its digest.
func linesOfRuns(ctx context.Context, tx *sql.Tx, runs []shownBy) (storedLines, error) {
	had := [][]byte{nil} // of no run it is no line, and not all of them
	for _, run := range runs {
		rankings, err := readRankings(ctx, tx, `WHERE entry = ?`, run.seq)
		if err != nil {
			return nil, err
		}
		for _, x := range rankings {
			had = append(had, x.lines)
		}
	}
	return readStoredLines(ctx, tx, true, had...)
}

// tonight are the runs of which the lines are verified before a run of a day: the one recorded last, the newest of an
// earlier day, and one in a hundred of all.
func tonight(runs []shownBy, asOf time.Time) []shownBy {
	chosen := map[int]bool{}
	newest, day := -1, ""
	for i, run := range runs {
		if i == len(runs)-1 || i%rotation == len(runs)%rotation {
			chosen[i] = true
		}
		var body runBody
		if err := json.Unmarshal([]byte(run.body), &body); err != nil {
			chosen[i] = true // which says what is wrong
		} else if body.AsOf < isoDay(asOf) && body.AsOf >= day {
			newest, day = i, body.AsOf
		}
	}
	if newest >= 0 {
		chosen[newest] = true
	}
	var out []shownBy
	for _, i := range slices.Sorted(maps.Keys(chosen)) {
		out = append(out, runs[i])
	}
	return out
}

// ownSchema is what the migrations make, by name: tables, indexes and triggers.
var ownSchema = sync.OnceValues(func() (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := migrateSchema(context.Background(), db); err != nil {
		return nil, err
	}
	return schemaOf(context.Background(), db)
})

func schemaOf(ctx context.Context, from asked) (map[string]string, error) {
	schema := map[string]string{}
	var name, text string
	err := eachRow(ctx, from, []any{&name, &text}, func() error {
		schema[name] = strings.Join(strings.Fields(strings.ReplaceAll(text, `"`, "")), " ")
		return nil
	}, `SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	return schema, err
}

// verifySchema holds the tables and the triggers that guard them to what the program made, and that nothing is open for deleting.
func verifySchema(ctx context.Context, tx *sql.Tx) error {
	want, err := ownSchema()
	if err != nil {
		return err
	}
	got, err := schemaOf(ctx, tx)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		switch text, is := got[name]; {
		case !is:
			return &BrokenError{What: "the " + name + ", which guards or holds what was recorded, is gone"}
		case text != want[name]:
			return &BrokenError{What: "the " + name + " is another than the program made"}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, own := want[name]; !own {
			return &BrokenError{What: "the " + name + " is none of the program's"}
		}
	}
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM pruning`).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return &BrokenError{What: "it was left open for deleting"}
	}
	return nil
}

// CheckPages has the database check the pages of its file, which takes as long as to read it.
func (r *Register) CheckPages(ctx context.Context) error {
	var said string
	if err := r.db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		return nameRegister(err)
	}
	if said != "ok" {
		return &BrokenError{What: "pages of the file are damaged (" + strings.Join(strings.Fields(said), " ") + ")"}
	}
	return nil
}

// The codes of the database's own errors (sqlite.org/rescode.html).
const (
	codeBusy      = 5
	codeCorrupt   = 11
	codeNotADB    = 26
	primaryCode   = 0xff
	codeShortRead = 0x020a // the file ends within a page
)

// IsDamaged reports whether an error says that the file of a register is damaged, or that what it holds is not as it was written.
func IsDamaged(err error) bool {
	var broken *BrokenError
	var fault *sqlite.Error
	if errors.As(err, &fault) {
		code := fault.Code()
		return code&primaryCode == codeCorrupt || code&primaryCode == codeNotADB || code == codeShortRead
	}
	return errors.As(err, &broken)
}

// IsBusy reports whether an error says that somebody else was writing for so long that nothing was done.
func IsBusy(err error) bool {
	var fault *sqlite.Error
	return errors.As(err, &fault) && fault.Code()&primaryCode == codeBusy
}
