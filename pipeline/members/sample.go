package members

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

const (
	// Most is how many members a sample holds. Three in a hundred of a list of any length are then told from none: the share of
	// 2,048 that was lost has a standard deviation of 0.4 in a hundred.
	Most = 2048
	// Days is for how many days a lost member is remembered.
	Days = 60
	// grownDays is the age from which a child may leave any list without a word: the school-leaving age, a few days before which
	// some systems already close the record.
	grownDays = 365*16 + 4 - 60
)

// Sample is who some of the members of an extract were. A Sample of all says so by its Cut.
type Sample struct {
	Cut     uint64 // members with a digest above are not in it
	Members []Member
}

// Member is a child of an extract, by digests; zero where no row says the thing.
type Member struct {
	Primary                    uint64
	Keys                       [ofNameBirth + 1]uint64
	Birth, Name, Sex, Postcode uint32
	Seen                       calendar.Date // day of the run that last saw the member
	Newest                     calendar.Date // newest day in the rows, by which a window of events passes over it
	MayGo                      bool          // a row says that it is over, or the child has grown up
}

// sampler draws the sample of an extract.
type sampler struct {
	by  map[uint64]*Member
	cut uint64
}

func newSampler() *sampler { return &sampler{by: map[uint64]*Member{}, cut: math.MaxUint64} }

// addRow adds a row of a member.
func (s *sampler) addRow(p *person, asOf calendar.Date) {
	first := p.primary()
	if first == 0 || first > s.cut {
		return
	}
	m := s.by[first]
	if m == nil {
		m = &Member{Primary: first, Keys: p.keys, Birth: uint32(p.birth), Name: uint32(p.name), Sex: uint32(p.sex), Postcode: uint32(p.postcode), Seen: asOf}
		s.by[first] = m
	}
	m.MayGo = m.MayGo || p.over
	m.Newest = max(m.Newest, p.newest)
	if len(s.by) > 2*Most {
		s.trim()
	}
}

// trim leaves the members with the smallest digests.
func (s *sampler) trim() {
	all := slices.Sorted(maps.Keys(s.by))
	if len(all) <= Most {
		return
	}
	s.cut = all[Most-1]
	for _, d := range all[Most:] {
		delete(s.by, d)
	}
}

// keepLost adds members of an earlier sample who are lost, and not for too long.
func (s *sampler) keepLost(lost []Member, asOf calendar.Date) {
	for i := range lost {
		if m := lost[i]; m.Primary <= s.cut && asOf-m.Seen <= Days && s.by[m.Primary] == nil {
			s.by[m.Primary] = &m
		}
	}
}

func (s *sampler) finish() *Sample {
	s.trim()
	out := &Sample{Cut: s.cut}
	for _, m := range s.by {
		out.Members = append(out.Members, *m)
	}
	slices.SortFunc(out.Members, func(a, b Member) int { return cmp.Compare(a.Primary, b.Primary) })
	return out
}

// ForgetLost leaves out of a sample who was not there on a day.
func (s *Sample) ForgetLost(asOf calendar.Date) {
	s.Members = slices.DeleteFunc(s.Members, func(m Member) bool { return m.Seen != asOf })
}

// isOver reports whether a row gives its child a reason to be gone the next time: what it holds has ended, or the child has
// grown up.
func isOver(rec *sources.Record, asOf calendar.Date) bool {
	if rec.Who.DOB != 0 && asOf-rec.Who.DOB > grownDays {
		return true
	}
	for i := range rec.Claims {
		c := &rec.Claims[i]
		if c.Kind == sources.Death || c.To != 0 && c.To <= asOf || over[c.Status] {
			return true
		}
	}
	return false
}

// over is the words of claims that say that a row may be gone from the next extract.
var over = map[string]bool{"closed": true, "moved_out": true, "moved_from_us": true, "withdrawn": true}

// newestDay is the newest day that a row says.
func newestDay(rec *sources.Record) (day calendar.Date) {
	for i := range rec.Claims {
		c := &rec.Claims[i]
		day = max(day, c.From, c.To, c.Decided)
	}
	return day
}

// Encode writes a sample as bytes of the same length for the same number of members.
func (s *Sample) Encode() []byte {
	var b bytes.Buffer
	for _, v := range []any{s.Cut, uint32(len(s.Members)), s.Members} {
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			panic(err) // a Member is of a fixed size
		}
	}
	return b.Bytes()
}

// Decode reads what Encode wrote.
func Decode(raw []byte) (*Sample, error) {
	var s Sample
	var n uint32
	in := bytes.NewReader(raw)
	for _, v := range []any{&s.Cut, &n} {
		if err := binary.Read(in, binary.LittleEndian, v); err != nil {
			return nil, fmt.Errorf("sample of members: cut short")
		}
	}
	if n > 4*Most {
		return nil, fmt.Errorf("sample of members: %d of them (want at most %d)", n, 4*Most)
	}
	s.Members = make([]Member, n)
	if err := binary.Read(in, binary.LittleEndian, s.Members); err != nil || in.Len() > 0 {
		return nil, fmt.Errorf("sample of members: not of %d members", n)
	}
	return &s, nil
}
