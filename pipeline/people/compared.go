package people

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"rollcall/matchers"
	"rollcall/sources"
)

// ComparedDigest is a digest of all that goes into the table, in the order of its rows: of each identity who it is to the letter and the
// returns that it stands in, which numbers are changed over, and where schools are. Two nights of one digest compare the same. It is asked
// once.
func (p *People) ComparedDigest(schools []sources.School) string {
	p.addReturnsTo(p.exact)
	h := sha256.New()
	writeNumbers(h, p.exact)
	p.exact = nil
	var crossed []string
	for x := range p.crossed() {
		crossed = append(crossed, x.upn+"\x00"+x.name)
	}
	slices.Sort(crossed)
	fmt.Fprintf(h, "%q", crossed)
	for i := range schools {
		s := &schools[i]
		fmt.Fprintf(h, "%q %q %q %q\n", s.UPRN, s.Postcode, s.Name, s.Street)
	}
	return string(h.Sum(nil))
}

// addReturnsTo puts the returns that identities stand in into their digests.
func (p *People) addReturnsTo(digests []uint64) {
	eachSpan(len(digests), func(from, to int) {
		var rec sources.Record
		var buf []byte
		for identity := from; identity < to; identity++ {
			buf = binary.LittleEndian.AppendUint64(buf[:0], digests[identity])
			own := len(buf)
			p.eachReturn(int32(identity), &rec, func(r returnOf) {
				buf = append(append(append(buf, r.kind...), 0), r.place...)
				buf = binary.LittleEndian.AppendUint32(buf, uint32(r.day))
			})
			if len(buf) > own {
				digests[identity] = xxh3.Hash(buf)
			}
		}
	})
}

func writeNumbers[N uint64 | int32](h hash.Hash, all []N) {
	for some := range slices.Chunk(all, 4096) {
		_ = binary.Write(h, binary.LittleEndian, some) // a hash takes all that is written
	}
}

// JudgedDigest is a digest of judgements, by the identities that they are about.
func JudgedDigest(pairs []JudgedPair) string {
	var b strings.Builder
	for _, x := range pairs {
		fmt.Fprintf(&b, "%q %v %v %v\n", x.named, x.verdict, x.l, x.r)
	}
	return b.String()
}

// ClustersDigest is a digest of who is one child, and who may be.
func ClustersDigest(c *matchers.Clusters) string {
	h := sha256.New()
	fmt.Fprintln(h, c.N, len(c.Links), len(c.Possible))
	writeNumbers(h, c.Of)
	for _, x := range c.Possible {
		fmt.Fprintln(h, x)
	}
	return string(h.Sum(nil))
}
