package desk

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"

	"rollcall/pipeline/candidates"
)

// form names how coder sets things down: a store of another form is another version's, though it holds the same types.
const form = "like the last of its place, who as was said last"

// coder writes what is kept of neighbouring children, or reads it: by one description, so that nothing is written that is not read. Of what
// stands there again and again (who a child is, a record, a claim) only what differs from another is written, and numbers as how much they
// differ. Neighbours come from the same files and schools, and extracts write a child much alike: who a child is is like what was written
// last, a record is like the last one that stood in its place of an extract, and a claim like the last one that claimed such a thing. What
// one child has and few others, as its names and numbers, is not looked up among all texts: nearly always it is new, or what was said of it last.
type coder struct {
	to        encoder
	from      *decoder // nil: it writes
	link      uint64
	who, said candidates.Wrote // as it was written last, and each part of it as it was when it was said last
	extracts  []lastOfExtract
	claims    [32]candidates.KeptClaim // by kind
}

// lastOfExtract are the records that an extract wrote last, by their place among those of a child.
type lastOfExtract struct {
	kind    string
	records [4]candidates.KeptRecord
}

var coders = sync.Pool{New: func() any { return &coder{to: encoder{known: map[string]uint64{}}} }}

// newCoder is a coder that writes; pack gives it back.
func newCoder() *coder {
	c := coders.Get().(*coder)
	clear(c.to.known)
	*c = coder{to: encoder{out: c.to.out[:0], known: c.to.known}, extracts: c.extracts[:0]}
	return c
}

// pack packs what was written.
func (c *coder) pack() []byte {
	defer coders.Put(c)
	return packer().EncodeAll(c.to.out, nil)
}

// unpackKept reads what is kept of children. The error is errDamaged where the blob holds something else.
func unpackKept(blob []byte) (children []*candidates.Kept, err error) {
	raw, err := unpack(blob)
	if err != nil {
		return nil, err
	}
	c := coder{from: &decoder{in: raw}}
	for len(c.from.in) > 0 && !c.from.failed {
		k := &candidates.Kept{}
		c.codeKept(k)
		children = append(children, k)
	}
	if c.from.failed {
		return nil, errDamaged
	}
	return children, nil
}

func (c *coder) codeKept(k *candidates.Kept) {
	c.texts(&k.ChildID, &k.Status, &k.ExplainedBy, &k.Explanation)
	c.yes(&k.Searched)
	codeEach(c, &k.Written, c.codeWritten)
	codeEach(c, &k.Family, c.codeRelative)
	codeEach(c, &k.Near, func(n *candidates.Near) { c.texts(&n.ChildID); c.number(&n.Written, 0) })
	codeEach(c, &k.Possible, func(m *candidates.MayBe) { c.texts(&m.ChildID, &m.Record, &m.Theirs, &m.Why) })
}

func (c *coder) codeRelative(r *candidates.Relative) {
	c.texts(&r.ChildID, &r.Tie)
	c.yes(&r.Listed)
	c.yes(&r.MayBe)
}

func (c *coder) codeWritten(w *candidates.Written) {
	c.texts(&w.Kind)
	c.codeLink(&w.Link)
	c.number(&w.Alike, 0)
	now, last, said := partsOf(&w.Who), partsOf(&c.who), partsOf(&c.said)
	c.like(now[:], last[:], said[:], []*int{&w.Who.Born}, []*int{&c.who.Born})
	extract, place := c.lastOf(w.Kind), 0
	codeEach(c, &w.Records, func(r *candidates.KeptRecord) {
		c.codeRecord(r, &extract.records[min(place, len(extract.records)-1)])
		place++
	})
}

// partsOf are the texts that say who somebody is.
func partsOf(w *candidates.Wrote) [22]*string {
	return [...]*string{&w.UPN, &w.FormerUPN, &w.ULN, &w.NHSNumber, &w.LocalID, &w.Surname, &w.Forename, &w.MiddleNames, &w.PreferredSurname, &w.PreferredForename,
		&w.FormerSurname, &w.Sex, &w.Address, &w.Postcode, &w.UPRN, &w.FormerAddress, &w.FormerPostcode, &w.ParentSurname, &w.ParentForename, &w.ParentPhone,
		&w.Email, &w.Unverified}
}

// lastOf are the last records of an extract.
func (c *coder) lastOf(kind string) *lastOfExtract {
	at := slices.IndexFunc(c.extracts, func(x lastOfExtract) bool { return x.kind == kind })
	if at < 0 {
		at, c.extracts = len(c.extracts), append(c.extracts, lastOfExtract{kind: kind})
	}
	return &c.extracts[at]
}

func (c *coder) codeRecord(now, last *candidates.KeptRecord) {
	c.like([]*string{&now.ID, &now.File, &now.Native}, []*string{&last.ID, &last.File, &last.Native}, []*string{&last.ID, nil, &last.Native}, []*int{&now.On, &now.Row, &now.Line}, []*int{&last.On, &last.Row, &last.Line})
	codeEach(c, &now.Claims, c.codeClaim)
}

func (c *coder) codeClaim(now *candidates.KeptClaim) {
	c.number(&now.Kind, 0)
	last := &c.claims[uint(now.Kind)%uint(len(c.claims))]
	c.like([]*string{&now.Place, &now.Status, &now.Reason, &now.Toward, &now.Ref}, []*string{&last.Place, &last.Status, &last.Reason, &last.Toward, &last.Ref}, nil,
		[]*int{&now.From, &now.To, &now.Decided, &now.Count}, []*int{&last.From, &last.To, &last.Decided, &last.Count})
}

// like codes a thing by its fields: which of them differ from those of the last of its kind, and these. The last is then like it. A text that
// one child has is coded by what was said before in its place, where that is given.
func (c *coder) like(now, last, said []*string, numbers, lastNumbers []*int) {
	differ := uint64(0)
	if c.from != nil {
		differ = c.from.number()
	} else {
		for i := range now {
			if *now[i] != *last[i] {
				differ |= 1 << (len(numbers) + i)
			}
		}
		for i := range numbers {
			if *numbers[i] != *lastNumbers[i] {
				differ |= 1 << i
			}
		}
		c.to.number(differ)
	}
	for i, n := range numbers {
		if differ>>i&1 == 1 {
			c.number(n, *lastNumbers[i])
			*lastNumbers[i] = *n
		} else {
			*n = *lastNumbers[i]
		}
	}
	for i, text := range now {
		if differ>>(len(numbers)+i)&1 == 1 {
			if said == nil || said[i] == nil {
				c.texts(text)
			} else {
				c.ownText(text, said[i])
			}
			*last[i] = *text
		} else {
			*text = *last[i]
		}
	}
}

// codeLink codes how sure a link is; of most it is what it was of the last.
func (c *coder) codeLink(link *float64) {
	bits := math.Float64bits(*link)
	other := bits != c.link
	if c.yes(&other); other {
		if c.from != nil {
			bits = binary.LittleEndian.Uint64(c.from.take(8))
		} else {
			c.to.out = binary.LittleEndian.AppendUint64(c.to.out, bits)
		}
		c.link = bits
	}
	*link = math.Float64frombits(c.link)
}

func (c *coder) texts(all ...*string) {
	for _, text := range all {
		if c.from != nil {
			*text = c.from.text()
		} else {
			c.to.text(*text)
		}
	}
}

// ownText codes a text that few others have: one for no text, two for what was said last, or nought and the text.
func (c *coder) ownText(text, said *string) {
	switch {
	case c.from != nil:
		*text = c.from.ownText(*said)
	case *text == "":
		c.to.number(1)
		return
	case *text == *said:
		c.to.number(2)
		return
	default:
		c.to.newText(*text)
	}
	if *text != "" {
		*said = *text
	}
}

// number codes a number by how much it differs from another.
func (c *coder) number(n *int, from int) {
	if c.from != nil {
		*n = from + int(c.from.signed())
	} else {
		c.to.out = binary.AppendVarint(c.to.out, int64(*n-from))
	}
}

func (c *coder) yes(is *bool) {
	switch {
	case c.from != nil:
		*is = c.from.take(1)[0] == 1
	case *is:
		c.to.out = append(c.to.out, 1)
	default:
		c.to.out = append(c.to.out, 0)
	}
}

// codeEach codes how many things there are, each of which takes a byte at least, and these.
func codeEach[T any](c *coder, all *[]T, one func(*T)) {
	if c.from == nil {
		c.to.number(uint64(len(*all)))
	} else if n := c.from.length(); n > 0 {
		*all = make([]T, n)
	}
	for i := range *all {
		if one(&(*all)[i]); c.from != nil && c.from.failed {
			return
		}
	}
}
