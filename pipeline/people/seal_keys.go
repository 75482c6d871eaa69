package people

import (
	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// identityKey is one thing by which the records of an identity are known: a number, a supplier's key, or the name with the
// date of birth.
type identityKey struct {
	what  string
	value string
	dob   sources.Date
}

// identityKeys are all such things of one identity.
type identityKeys map[identityKey]bool

func (k identityKeys) add(keys ...identityKey) {
	for _, key := range keys {
		if key.value != "" {
			k[key] = true
		}
	}
}

// digests are what is remembered of keys.
func (k identityKeys) digests(d *register.Digester) register.Digests {
	var all []register.Digest
	for key := range k {
		all = append(all, key.digest(d))
	}
	return register.NewDigests(all...)
}

// sealPurpose sets the digests of seals apart from all other digests of the register.
const sealPurpose = "seal"

func (k identityKey) digest(d *register.Digester) register.Digest {
	return d.Digest(sealPurpose, k.what, k.value, k.dob.String())
}

// birthDigest is what is remembered of a date of birth; that of a record which says none has one too.
func birthDigest(d *register.Digester, dob sources.Date) register.Digest {
	return d.Digest(sealPurpose, "born", dob.String())
}

// printDigest is what is remembered of a fingerprint, and childDigest of a child id: in the clear the one would lead from a sealed
// child's new identity to the old.
func printDigest(d *register.Digester, f Fingerprint) register.Digest {
	return d.Digest(sealPurpose, "print", f.String())
}

func childDigest(d *register.Digester, id string) register.Digest {
	return d.Digest(sealPurpose, "child", id)
}

// numbersOf is the numbers of an identity that belong to one person.
func numbersOf(to []identityKey, w *sources.Identity) []identityKey {
	return append(to, identityKey{what: "upn", value: intake.LettersAndDigits(w.UPN)}, identityKey{what: "nhs", value: intake.LettersAndDigits(w.NHSNumber)},
		identityKey{what: "uln", value: intake.LettersAndDigits(w.ULN)})
}

// suppliersKeysOf is a record's keys in the supplier's system, as a list of seals may give them, and as this supplier's own: two
// suppliers may give one key to two children.
func suppliersKeysOf(to []identityKey, rec *sources.Record) []identityKey {
	return append(ownKeysOf(to, rec), identityKey{what: "id", value: intake.LettersAndDigits(rec.Who.LocalID)},
		identityKey{what: "id", value: intake.LettersAndDigits(rec.Native)})
}

// ownKeysOf is a record's keys in the supplier's system, as no other supplier's. Several children of a household share the key of the
// row in some systems, so that one counts only where there is none of the person.
func ownKeysOf(to []identityKey, rec *sources.Record) []identityKey {
	if local := intake.LettersAndDigits(rec.Who.LocalID); local != "" {
		return append(to, identityKey{what: "id of " + string(rec.Kind), value: local})
	}
	return to
}

// namesOf is the names of an identity as it is now. Who it was before says nothing of which of the two it is.
func namesOf(to []identityKey, w *sources.Identity) []identityKey {
	for _, surname := range [...]string{w.Surname, w.PreferredSurname} {
		for _, forename := range [...]string{w.Forename, w.PreferredForename} {
			to = append(to, nameKey(surname, forename, w.DOB))
		}
	}
	return to
}

func nameKey(surname, forename string, dob sources.Date) identityKey {
	surname, forename = intake.LettersAndDigits(surname), intake.LettersAndDigits(forename)
	if surname == "" || forename == "" || dob == 0 {
		return identityKey{}
	}
	return identityKey{"name", surname + "|" + forename, dob}
}

// ListedKeys are the digests under which a number or key that a list of seals gives a child may be remembered.
func ListedKeys(d *register.Digester, key string) []register.Digest {
	k := identityKeys{}
	for _, what := range [...]string{"upn", "nhs", "uln", "id"} {
		k.add(identityKey{what: what, value: intake.LettersAndDigits(key)})
	}
	return k.digests(d)
}
