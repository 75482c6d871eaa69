package stories

import (
	"cmp"
	"strconv"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/sources"
)

// Keeper keeps what records say, for a story to be told of it (see Tell). One goroutine uses it. What it needs meanwhile it uses again for the next child.
type Keeper struct {
	children *people.Children
	hidden   *people.HiddenPlaces
	asOf     calendar.Date

	rec    sources.Record
	all    []heldRecord
	claims []candidates.KeptClaim
	missed []missedTime

	roomClaims  []candidates.KeptClaim // of which what is kept takes its own
	roomRecords []candidates.KeptRecord
}

// UseAgain lets what was kept so far be written over.
func (k *Keeper) UseAgain() { k.roomClaims, k.roomRecords = k.roomClaims[:0], k.roomRecords[:0] }

// takeRoom takes room for so many from the end of what there is, or from a new piece: what was taken before never moves.
func takeRoom[T any](room *[]T, n int) []T {
	from := len(*room)
	if cap(*room)-from < n {
		*room, from = make([]T, 0, max(n, 256)), 0
	}
	*room = (*room)[:from+n]
	return (*room)[from : from : from+n]
}

// NewKeeper returns a keeper of what the records of children say. Former addresses that are hidden are not kept.
func NewKeeper(children *people.Children, hidden *people.HiddenPlaces, asOf calendar.Date) *Keeper {
	return &Keeper{children: children, hidden: hidden, asOf: asOf}
}

// heldRecord is a record of an identity that is being kept, its claims a stretch of the keeper's.
type heldRecord struct {
	kept     candidates.KeptRecord
	sight    sightOf
	from, to int
}

// sightOf is a record by what puts it before others.
type sightOf struct {
	id         sources.RecordID
	asOf, seen sources.Date
}

func (s *sightOf) isNewer(than *sightOf) bool {
	return cmp.Or(cmp.Compare(than.asOf, s.asOf), cmp.Compare(than.seen, s.seen), cmp.Compare(s.id, than.id)) < 0
}

// tellsAll reports whether a record comes before another wherever one of the two is told of for its day.
func (s *sightOf) tellsAll(other *sightOf) bool {
	return s.isNewer(other) && cmp.Or(cmp.Compare(other.seen, s.seen), cmp.Compare(s.id, other.id)) < 0
}

// KeepWritten keeps what the records of an identity say. Of those that say no more than the newest does it is kept how many there are, and
// of what registers say of a month the sum, with the newest of its records.
func (k *Keeper) KeepWritten(identity int32, w *candidates.Written) {
	k.all, k.claims, k.missed = k.all[:0], k.claims[:0], k.missed[:0]
	members, newest, rows := k.children.People.RecordsAt(identity), 0, 0
	for i, member := range members {
		parts := sources.ClaimPart
		if i == 0 {
			parts |= sources.WhoPart
		}
		k.children.People.Records.ReadAt(member, &k.rec, parts)
		if i == 0 {
			w.Kind, w.Who = string(k.rec.Kind), k.keepWho(&k.rec.Who)
		}
		rows += k.rec.RowCount()
		k.holdRecord(w.Who.LocalID == "")
		if k.all[i].sight.isNewer(&k.all[newest].sight) {
			newest = i
		}
	}
	w.Link, w.Alike = k.children.LinkOf(identity), rows-1
	claims := takeRoom(&k.roomClaims, len(k.claims))
	w.Records = takeRoom(&k.roomRecords, len(k.all))
	for i := range k.all {
		r, from := &k.all[i], len(claims)
		for _, c := range k.claims[r.from:r.to] {
			if c.Kind != int(sources.Attendance) {
				claims = append(claims, c)
			} else if m := &k.missed[c.Count]; m.newest == i {
				claims = append(claims, m.claim())
			}
		}
		if len(claims) == from && i != newest && r.kept.Native == k.all[newest].kept.Native && k.all[newest].sight.tellsAll(&r.sight) {
			continue
		}
		if r.kept.Claims = claims[from:len(claims):len(claims)]; len(claims) == from {
			r.kept.Claims = nil
		}
		w.Records = append(w.Records, r.kept)
	}
}

// holdRecord holds the record that was read, with its own key where that is not the supplier's key of the person.
func (k *Keeper) holdRecord(native bool) {
	rec := &k.rec
	r := heldRecord{kept: candidates.KeptRecord{File: rec.File, Row: rec.Row, Line: rec.Line, On: int(rec.AsOf)}, sight: sightOf{rec.ID, rec.AsOf, judge.LastSeen(rec)}, from: len(k.claims)}
	if native {
		r.kept.Native = rec.Native
	}
	if !isComposed(rec) {
		r.kept.ID = string(rec.ID)
	}
	for i := range rec.Claims {
		switch c := &rec.Claims[i]; c.Kind {
		case sources.Seal, sources.NoClaim:
		case sources.Attendance:
			if c.Sessions != "" {
				for at := range k.monthsOf(c) {
					k.holdMonth(at, &r)
				}
			} else if at, again := k.missedIn(c); !again {
				k.holdMonth(at, &r)
			}
		default:
			k.claims = append(k.claims, k.keepClaim(c))
		}
	}
	r.to = len(k.claims)
	k.all = append(k.all, r)
}

// holdMonth holds that a record tells of a month.
func (k *Keeper) holdMonth(at int, r *heldRecord) {
	if m := &k.missed[at]; m.newest < 0 || r.sight.isNewer(&k.all[m.newest].sight) {
		m.newest = len(k.all)
	}
	k.claims = append(k.claims, candidates.KeptClaim{Kind: int(sources.Attendance), Count: at}) // the place of its sum
}

// isComposed reports whether a record's id is what its place makes it.
func isComposed(rec *sources.Record) bool {
	rest, ofKind := strings.CutPrefix(string(rec.ID), string(rec.Kind))
	rest, apart := strings.CutPrefix(rest, ":")
	rest, ofFile := strings.CutPrefix(rest, rec.File)
	row, has := strings.CutPrefix(rest, "#")
	var number [20]byte
	return ofKind && apart && ofFile && has && row == string(strconv.AppendInt(number[:0], int64(rec.Row), 10))
}

func (k *Keeper) keepClaim(c *sources.Claim) candidates.KeptClaim {
	kept := candidates.KeptClaim{Kind: int(c.Kind), From: int(c.From), To: int(c.To), Decided: int(c.Decided), Place: c.Place, Status: c.Status, Reason: c.Reason, Toward: c.Toward,
		Count: int(c.Count)}
	switch holds := c.From <= k.asOf && (!c.To.Known() || c.To >= k.asOf); {
	case !holds: // what is over is asked for by nobody
	case c.Kind == sources.Flag:
		kept.Ref = cmp.Or(c.Ref, k.rec.Native)
	case c.Kind == sources.Case:
		kept.Ref = c.Ref
	}
	return kept
}

func (k *Keeper) keepWho(w *sources.Identity) candidates.Wrote {
	kept := candidates.Wrote{
		UPN: w.UPN, FormerUPN: w.FormerUPN, ULN: w.ULN, NHSNumber: w.NHSNumber, LocalID: w.LocalID, Surname: w.Surname, Forename: w.Forename, MiddleNames: w.MiddleNames,
		PreferredSurname: w.PreferredSurname, PreferredForename: w.PreferredForename, FormerSurname: w.FormerSurname, Born: int(w.DOB), Sex: w.Sex,
		Address: w.Address, Postcode: w.Postcode, UPRN: w.UPRN, FormerAddress: w.PreviousAddress, FormerPostcode: w.PreviousPostcode,
		ParentSurname: w.ParentSurname, ParentForename: w.ParentForename, ParentPhone: w.ParentPhone, Email: w.ParentEmail, Unverified: w.Unverified,
	}
	if k.hidden.Hides(w.PreviousAddress, w.PreviousPostcode) {
		kept.FormerAddress, kept.FormerPostcode = "", ""
	}
	return kept
}
