package register

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os/user"
	"slices"
	"strings"
	"time"
)

// actEntry is the kind of entry of an act that leaves no entry of another kind: somebody looked, or gave something out.
const actEntry = "act"

// What a person may have done, as the audit words it.
const (
	ActExplained = "explained"          // had said why a child is on a list, or how two records compare
	ActGathered  = "gathered"           // had all gathered that is held on a child
	ActExported  = "exported decisions" // wrote decisions to a file
	ActImported  = "imported decisions" // recorded what a workbook says
	ActCopied    = "gave out a pseudonymous copy"
	ActBackedUp  = "backed up"    // copied the register to a file
	ActListed    = "listed seals" // had the seals listed
	ActCorrected = "corrected"    // said of records that they are not a child's
	ActOpened    = "opened"       // had a child or a pair shown on the page
	ActFound     = "looked up"    // sought a child by name or number
	ActPrinted   = "printed"      // had the sheet of a child made
	actRan       = "ran"          // and these are told by the entries that they left
	ActDecided   = "decided"
	ActJudged    = "judged"
	actPruned    = "pruned"
	actErased    = "erased"
	actLifted    = "lifted a seal"
	actRestored  = "restored the register"
	actBegan     = "began a register anew"
	actStepped   = "took a step"
	actLooked    = "looked a second time"
	actAsked     = "asked a colleague"
	actAnswered  = "answered a colleague"
)

// Act is what a person did, when and why. A child stands in it by a keyed digest alone, so that it can be kept after the child is erased.
type Act struct {
	Entry   int64    `json:"-"`
	Act     string   `json:"-"`
	At      string   `json:"at"`                // RFC 3339 in UTC; the day alone where no more was noted
	Account string   `json:"account,omitempty"` // of a login, or of the operating system
	By      string   `json:"by,omitempty"`      // the role or initials that were given
	Purpose string   `json:"purpose,omitempty"` // as typed; empty: not stated
	Run     string   `json:"run,omitempty"`
	What    string   `json:"what,omitempty"`     // in words and counts
	Of      []string `json:"children,omitempty"` // keyed digests of child ids
}

// childPurpose is the purpose of the digest by which an act names a child.
const childPurpose = "child of an act"

// DigestChild is how an act names a child.
func (r *Register) DigestChild(child string) string {
	return r.KeyedDigest(childPurpose, child).String()
}

// AccountName is the account of the operating system that this process runs as; empty where it has none that is known.
func AccountName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return cmp.Or(u.Username, u.Uid)
}

// RecordAct enters an act in the ledger, of children by their ids, and returns when it is on disk.
func (r *Register) RecordAct(ctx context.Context, a Act, children ...string) error {
	if a.Act == "" || a.At == "" {
		panic("register: an act of no kind, or at no time")
	}
	for _, child := range children {
		a.Of = append(a.Of, r.DigestChild(child))
	}
	a.Account, a.Purpose = cmp.Or(a.Account, AccountName()), r.sealNote(a.Purpose) // which may name a child all the same
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		_, err := appendEntry(ctx, tx, actEntry, a.Act, a)
		return err
	}))
}

// ReadActs returns every act that the ledger knows, in the order in which they were entered: those that have an entry of their own,
// and those that are told by the entry of what came of them. What an erasure or a pruning took out is not among them.
func (r *Register) ReadActs(ctx context.Context) (acts []Act, err error) {
	err = inTransaction(ctx, r.db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		var seq int64
		var kind, about, body string
		return eachRow(ctx, tx, []any{&seq, &kind, &about, &body}, func() error {
			a, err := r.actOf(kind, about, body)
			if err != nil {
				return fmt.Errorf("entry %d: %w", seq, err)
			}
			for i := range a {
				a[i].Entry, a[i].Purpose = seq, r.openNote(a[i].Purpose)
			}
			acts = append(acts, a...)
			return nil
		}, `SELECT seq, kind, about, body FROM entry WHERE body <> '`+stub+`' ORDER BY seq`)
	})
	return acts, nameRegister(err)
}

// actOf is what an entry tells of acts. An erasure tells of those that it took out besides its own.
func (r *Register) actOf(kind, about, body string) ([]Act, error) {
	var e struct {
		Act
		On      string   `json:"on"`
		Made    string   `json:"made"`
		AsOf    string   `json:"as_of"`
		Why     any      `json:"why"`    // a person's word; of a run that was held, several of the program's
		Reason  string   `json:"reason"` // of a release
		Outcome string   `json:"outcome"`
		Verdict string   `json:"verdict"`
		Erasure *erasure `json:"erasure"`
		Pair    Pair     `json:"pair"`

		Kind    string `json:"kind"` // of a step
		To      string `json:"to"`
		Result  string `json:"result"`
		Answers int64  `json:"answers"`
	}
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		return nil, err
	}
	a := e.Act
	why, _ := e.Why.(string)
	a.At, a.Purpose = cmp.Or(a.At, e.On, e.Made, e.AsOf), cmp.Or(a.Purpose, why, e.Reason)
	switch kind {
	case actEntry:
		a.Act = about
	case runEntry:
		a.Act, a.Run, a.At = actRan, about, cmp.Or(e.At, e.AsOf)
	case decisionEntry:
		a.Act, a.What, a.Of = ActDecided, e.Outcome, []string{r.DigestChild(about)}
	case judgementEntry:
		a.Act, a.What, a.Of = ActJudged, "two records: "+e.Verdict, []string{r.DigestChild(e.Pair.ChildL), r.DigestChild(e.Pair.ChildR)}
	case stepEntry:
		a.Act, a.What, a.Of = actStepped, joinWords(e.Kind, e.To, e.Result), []string{r.DigestChild(about)}
	case lookEntry:
		a.Act, a.Of = actLooked, r.digestAbout(about, e.Pair)
	case askedEntry:
		if a.Act, a.Of = actAsked, r.digestAbout(about, e.Pair); e.Answers != 0 {
			a.Act = actAnswered
		}
	case pruneEntry:
		if a.Act, a.At = actPruned, cmp.Or(a.At, about); e.Erasure != nil {
			a.Act, a.Of, a.Purpose = actErased, e.Erasure.Of, e.Erasure.Why
			return append(e.Erasure.restated(), a), nil
		}
	case sealLiftEntry:
		a.Act, a.What = actLifted, "seal "+about
	case restoreEntry:
		a.Act = actRestored
	case beginEntry:
		a.Act = actBegan
	default:
		if a.By == "" { // of a run, which has its own entry
			return nil, nil
		}
		a.Act = kind
	}
	return []Act{a}, nil
}

// digestAbout is how an act names the child that an entry is about, or the two of its records.
func (r *Register) digestAbout(about string, p Pair) []string {
	if p.ChildL == "" {
		return []string{r.DigestChild(about)}
	}
	return []string{r.DigestChild(p.ChildL), r.DigestChild(p.ChildR)}
}

// joinWords joins the words that there are.
func joinWords(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ", ")
}

// NameDigests is what the children of acts are called, by digest, of those that the register still holds: a million take two seconds.
func (r *Register) NameDigests(ctx context.Context, acts []Act) (map[string]string, error) {
	wanted := map[string]bool{}
	for i := range acts {
		for _, d := range acts[i].Of {
			wanted[d] = true
		}
	}
	names := map[string]string{}
	if len(wanted) == 0 {
		return names, nil
	}
	digest := r.NewDigester()
	var child string
	err := eachRow(ctx, r.db, []any{&child}, func() error {
		if d := digest.Digest(childPurpose, child).String(); wanted[d] {
			names[d] = child
		}
		return nil
	}, `SELECT child FROM shown UNION SELECT child FROM identity UNION SELECT about FROM entry WHERE kind IN (?, ?, ?, ?)`,
		decisionEntry, stepEntry, lookEntry, askedEntry)
	return names, nameRegister(err)
}

// IsOf reports whether an act is of a child whose digest is given.
func (a *Act) IsOf(digest string) bool { return slices.Contains(a.Of, digest) }

// IsWork reports whether an act is one for which nobody says what for: a run, and what stands as an entry of its own and tells itself.
func (a *Act) IsWork() bool {
	return slices.Contains([]string{actRan, ActDecided, ActJudged, actStepped, actLooked, actAsked, actAnswered}, a.Act)
}

// Day is the day of an act, YYYY-MM-DD.
func (a *Act) Day() string { return a.At[:min(len(a.At), len(day))] }

// ActTime is how the time of an act is written.
func ActTime(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// pruneActs takes out the acts of before a day.
func (p *pruning) pruneActs() error {
	if p.keep.Acts.IsZero() {
		return nil
	}
	var due []int64
	var seq int64
	err := eachRow(p.ctx, p.tx, []any{&seq}, func() error { due = append(due, seq); return nil },
		`SELECT seq FROM entry WHERE kind = ? AND body <> '`+stub+`' AND json_extract(body, '$.at') < ? ORDER BY seq`, actEntry, isoDay(p.keep.Acts))
	if err != nil {
		return err
	}
	p.body.Went.Acts = len(due)
	return p.leaveStubs(due)
}
