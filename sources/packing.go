package sources

import "bytes"

// packing is what a file is wrapped in, by its opening bytes: never by its name, which senders change.
type packing uint8

const (
	notPacked packing = iota
	agePacking
	gzipPacking
	zipPacking     // also an .xlsx workbook
	foreignPacking // one that is not read
)

// packings are the opening bytes of what a file may be wrapped in. The advice is for those that are not read.
var packings = []struct {
	magic  string
	is     packing
	name   string
	advice string
}{
	{"age-encryption.org/", agePacking, "encrypted with age", ""},
	{"-----BEGIN AGE ENCRYPTED FILE-----", agePacking, "encrypted with age", ""},
	{"\x1f\x8b", gzipPacking, "compressed with gzip", ""},
	{"PK\x03\x04", zipPacking, "a zip archive", ""},
	{"PK\x05\x06", zipPacking, "a zip archive", ""}, // an empty archive
	{"7z\xbc\xaf\x27\x1c", foreignPacking, "a 7-Zip archive", "send a .zip or .gz"},
	{"Rar!\x1a\x07", foreignPacking, "a RAR archive", "send a .zip or .gz"},
	{"BZh", foreignPacking, "compressed with bzip2", "send a .zip or .gz"},
	{"\xfd7zXZ\x00", foreignPacking, "compressed with xz", "send a .zip or .gz"},
	{"\x28\xb5\x2f\xfd", foreignPacking, "compressed with Zstandard", "send a .zip or .gz"},
	{"\x1f\x9d", foreignPacking, "compressed with compress", "send a .zip or .gz"},
	{"-----BEGIN PGP MESSAGE-----", foreignPacking, "encrypted with PGP", "have it encrypted with age, or decrypt it first"},
	{"PARE", foreignPacking, "Parquet with an encryption of its own", "have it written without and encrypted with age"},
	{tarMagic, foreignPacking, "a tar archive", "send a .zip, or the files themselves"},
}

// tarMagic is what a tar archive, which begins with the name of a file, has at tarMagicAt.
const (
	tarMagic   = "ustar"
	tarMagicAt = 257
)

// packingAt returns the place in packings of what a file is wrapped in, or -1.
func packingAt(head []byte) int {
	for i, p := range packings {
		at := 0
		if p.magic == tarMagic {
			at = min(tarMagicAt, len(head))
		}
		if bytes.HasPrefix(head[at:], []byte(p.magic)) {
			return i
		}
	}
	return -1
}

// packingOf returns what a file is wrapped in.
func packingOf(head []byte) packing {
	if i := packingAt(head); i >= 0 {
		return packings[i].is
	}
	return notPacked
}

// foreignFault says what a file that cannot be unpacked is and what to do.
func foreignFault(head []byte) error {
	p := packings[packingAt(head)]
	return faultf("the file is %s, which is not read (%s)", p.name, p.advice)
}
