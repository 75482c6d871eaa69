package judge

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"io"
	"slices"

	"github.com/sourcegraph/conc/pool"
	"github.com/zeebo/xxh3"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
)

// lasting takes up the verdicts of an earlier night that last: on children whose records are the same, each as surely theirs,
// under an authority of the same ground, and no later than the verdict itself says. Only of children whom something explains, who are not
// of age or not here, and who are not at risk: of the others more is asked than their verdict, and they are few.
type lasting struct {
	*Judged
	shelf    *kept.Shelf
	name     kept.Name
	missing  []rules.Finding // what the authority cannot answer of any child
	digester *people.Digester
	digests  []people.Digest // by child
}

// lastingVerdict is the verdict on a child and what was noted of it.
type lastingVerdict struct {
	Of      people.Digest
	From    calendar.Date // on which it was last known to hold
	Verdict rules.Verdict // but for what the authority cannot answer of any child
	Noted   Noted
}

// newLasting returns nil where nothing is kept from night to night.
func newLasting(d *Judged, shelf *kept.Shelf, places []intake.Address) *lasting {
	if shelf == nil {
		return nil
	}
	return &lasting{d, shelf, shelf.NameOf("judged", d.Authority.Ground(), digestAddresses(places)), d.Authority.Unanswered(),
		d.Children.NewDigester(), make([]people.Digest, d.Children.Len())}
}

// takeUp fills in the verdicts that last.
func (s *lasting) takeUp() {
	if s == nil {
		return
	}
	var parts [][]byte
	read := func(r io.Reader) (err error) { parts, err = readParts(r); return err }
	if !s.shelf.Take(s.name, read) {
		return
	}
	g := pool.New()
	for _, part := range parts {
		g.Go(func() { s.takePart(part) })
	}
	g.Wait()
}

// readParts has back parts, of each of which its length is written before it.
func readParts(r io.Reader) (parts [][]byte, err error) {
	var size uint32
	for {
		switch err := binary.Read(r, binary.LittleEndian, &size); {
		case err == io.EOF:
			return parts, nil
		case err != nil:
			return nil, err
		}
		part := make([]byte, size)
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
}

// takePart fills in those of a part, which is as keepPart wrote it.
func (s *lasting) takePart(part []byte) {
	in := gob.NewDecoder(bytes.NewReader(part))
	for {
		var some []lastingVerdict
		if in.Decode(&some) != nil { // its end
			return
		}
		for i := range some {
			x := &some[i]
			child, here := slices.BinarySearch(s.Children.IDs, x.Verdict.Child)
			if !here || x.From > s.Authority.AsOf || x.Verdict.Until < s.Authority.AsOf || s.digestOf(child) != x.Of {
				continue
			}
			x.Verdict.Unknown = s.missing
			s.Verdicts[child], s.Noted[child] = x.Verdict, x.Noted
		}
	}
}

// lasted reports whether the verdict on a child is one of an earlier night.
func (s *lasting) lasted(child int) bool { return s != nil && s.Verdicts[child].Child != "" }

func (s *lasting) digestOf(child int) people.Digest {
	if s.digests[child] == (people.Digest{}) {
		s.digests[child] = s.digester.Of(child)
	}
	return s.digests[child]
}

// mayLast reports whether the verdict on a child may last. What is known of a sealed child is to lie in as few places as can be.
func (s *lasting) mayLast(child int) bool {
	v := &s.Verdicts[child]
	return !s.IsSealed(child) && v.Until > s.Authority.AsOf && !unexplained(v.Status) && v.Status != rules.Grey && len(v.AtRisk) == 0 && len(v.Unknown) == len(s.missing)
}

// Verdicts are kept in so many parts, which are read and written side by side, and of each so many at a time.
const (
	lastingParts = 16
	lastingChunk = 512
)

// keep keeps what may last for the next night.
func (s *lasting) keep() {
	if s == nil {
		return
	}
	parts := make([][]byte, lastingParts)
	g := pool.New()
	for i := range parts {
		g.Go(func() { parts[i] = s.keepPart(i*len(s.Verdicts)/lastingParts, (i+1)*len(s.Verdicts)/lastingParts) })
	}
	g.Wait()
	s.shelf.Put(s.name, func(w io.Writer) error {
		for _, part := range parts {
			if err := binary.Write(w, binary.LittleEndian, uint32(len(part))); err != nil {
				return err
			}
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *lasting) keepPart(from, to int) []byte {
	var part bytes.Buffer
	out := gob.NewEncoder(&part)
	some := make([]lastingVerdict, 0, lastingChunk)
	for child := from; child < to; child++ {
		if s.mayLast(child) {
			some = append(some, lastingVerdict{s.digestOf(child), s.Authority.AsOf, s.Verdicts[child], s.Noted[child]})
			some[len(some)-1].Verdict.Unknown = nil
		}
		if len(some) == lastingChunk || child == to-1 {
			if out.Encode(some) != nil { // plain data
				return nil
			}
			some = some[:0]
		}
	}
	return part.Bytes()
}

// digestAddresses is a digest of the list of addresses, by which a home lies in an authority and a ward.
func digestAddresses(places []intake.Address) string {
	h := xxh3.New()
	var buf []byte
	for _, p := range places {
		buf = buf[:0]
		for _, text := range [...]string{p.UPRN, p.Postcode, p.LA, p.Ward} {
			buf = append(append(buf, text...), 0)
		}
		buf = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(buf, uint32(p.From)), uint32(p.To))
		_, _ = h.Write(buf) // a hash takes all that is written
	}
	sum := h.Sum128().Bytes()
	return string(sum[:])
}
