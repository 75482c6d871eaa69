package judge

import "unicode"

// digest stands for a text in a table of everybody's: FNV-1a of 64 bits.
type digest uint64

const (
	newDigest   digest = 14695981039346656037
	digestPrime digest = 1099511628211
)

func (d digest) add(b byte) digest { return (d ^ digest(b)) * digestPrime }

func (d digest) addRune(r rune) digest {
	return d.add(byte(r)).add(byte(r >> 8)).add(byte(r >> 16))
}

func (d digest) text(s string) digest {
	for i := range len(s) {
		d = d.add(s[i])
	}
	return d
}

// folded is the same of two texts that strings.EqualFold calls the same.
func (d digest) folded(s string) digest {
	for _, r := range s {
		d = d.addRune(foldRune(r))
	}
	return d
}

// figures are those of a text, whatever stands between them.
func (d digest) figures(s string) digest {
	for _, r := range s {
		if unicode.IsDigit(r) {
			d = d.addRune(r)
		}
	}
	return d
}

// foldRune is the least of the letters that differ in case alone.
func foldRune(r rune) rune {
	if r < 0x80 {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	for {
		next := unicode.SimpleFold(r)
		if next <= r { // round to the least
			return next
		}
		r = next
	}
}
