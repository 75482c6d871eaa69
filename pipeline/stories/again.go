package stories

import (
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/people"
	"rollcall/sources"
)

// placedAgain are the records of a child as they are kept, newest first.
func placedAgain(k *candidates.Kept) (placed []people.Placed) {
	for i := range k.Written {
		for _, rec := range recordsAgain(&k.Written[i]) {
			placed = append(placed, people.Placed{Record: rec, Identity: int32(i), Link: k.Written[i].Link})
		}
	}
	return NewestFirst(placed)
}

// recordsAgain are the records that write a child so.
func recordsAgain(w *candidates.Written) []*sources.Record {
	who := sources.Identity{
		UPN: w.Who.UPN, FormerUPN: w.Who.FormerUPN, ULN: w.Who.ULN, NHSNumber: w.Who.NHSNumber, LocalID: w.Who.LocalID, Surname: w.Who.Surname, Forename: w.Who.Forename,
		MiddleNames: w.Who.MiddleNames, PreferredSurname: w.Who.PreferredSurname, PreferredForename: w.Who.PreferredForename, FormerSurname: w.Who.FormerSurname,
		DOB: sources.Date(w.Who.Born), Sex: w.Who.Sex, Address: w.Who.Address, Postcode: w.Who.Postcode, UPRN: w.Who.UPRN, PreviousAddress: w.Who.FormerAddress,
		PreviousPostcode: w.Who.FormerPostcode, ParentSurname: w.Who.ParentSurname, ParentForename: w.Who.ParentForename, ParentPhone: w.Who.ParentPhone,
		ParentEmail: w.Who.Email, Unverified: w.Who.Unverified,
	}
	recs := make([]*sources.Record, len(w.Records))
	for i := range w.Records {
		r := &w.Records[i]
		rec := &sources.Record{ID: sources.RecordID(r.ID), Kind: sources.Kind(w.Kind), File: r.File, Row: r.Row, Line: r.Line, Native: r.Native, AsOf: sources.Date(r.On), Who: who}
		if rec.ID == "" {
			rec.ID = sources.NewRecordID(rec.Kind, rec.File, rec.Row)
		}
		for _, c := range r.Claims {
			rec.Claims = append(rec.Claims, sources.Claim{Kind: sources.ClaimKind(c.Kind), From: sources.Date(c.From), To: sources.Date(c.To), Decided: sources.Date(c.Decided),
				Place: c.Place, Status: c.Status, Reason: c.Reason, Toward: c.Toward, Ref: c.Ref, Count: int32(c.Count)})
		}
		recs[i] = rec
	}
	return recs
}
