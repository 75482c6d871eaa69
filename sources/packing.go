package sources

import (
	"bytes"
	"strings"
)

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
}

// tarMagic is where a tar archive, which begins with the name of a file, shows what it is.
const (
	tarMagic   = "ustar"
	tarMagicAt = 257
)

// packingOf returns what a file is wrapped in.
func packingOf(head []byte) packing {
	for i := range packings {
		if bytes.HasPrefix(head, []byte(packings[i].magic)) {
			return packings[i].is
		}
	}
	if isTar(head) {
		return foreignPacking
	}
	return notPacked
}

func isTar(head []byte) bool {
	return len(head) > tarMagicAt+len(tarMagic) && string(head[tarMagicAt:tarMagicAt+len(tarMagic)]) == tarMagic
}

// foreignFault says what a file that cannot be unpacked is and what to do.
func foreignFault(head []byte) error {
	if isTar(head) {
		return faultf("the file is a tar archive, which is not read (send a .zip, or the files themselves)")
	}
	for _, p := range packings {
		if p.is == foreignPacking && strings.HasPrefix(string(head[:min(len(head), 40)]), p.magic) {
			return faultf("the file is %s, which is not read (%s)", p.name, p.advice)
		}
	}
	return nil
}
