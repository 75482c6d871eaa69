package sources

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Limits on a zip archive.
const (
	mostMembers        = 20_000
	mostDirectoryBytes = 16 << 20 // of the list of members
)

// openZip reads the list of members of a zip archive.
func openZip(in *input) (*zip.Reader, error) {
	size, err := in.fileLength()
	if err != nil {
		return nil, err
	}
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	r := &directoryReader{r: f, left: mostDirectoryBytes}
	z, err := zip.NewReader(r, size)
	f.Close()
	switch {
	case errors.Is(err, errDirectory):
		return nil, faultf("the list of members of the zip archive is longer than any extract's; it is refused")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, damageFault(zipPacking)
	}
	return z, nil
}

// errDirectory says that an archive's list of members is too long.
var errDirectory = errors.New("directory too long")

// directoryReader bounds how much is read to find the members of an archive.
type directoryReader struct {
	r    io.ReaderAt
	left int
}

// ReadAt reads while the limit holds.
func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	n, err := d.r.ReadAt(p, off)
	if d.left -= n; d.left < 0 {
		return 0, errDirectory
	}
	return n, err
}

// isBook reports whether an archive is an .xlsx workbook.
func isBook(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" })
}

// member is a file of an archive.
type member struct {
	name string
	file *zip.File
}

// openMembers unpacks an archive, whose bytes are those of packed, in the order of its members' names. The members are files
// of the extract, named after the archive and, behind it, themselves. An archive that is hostile or damaged anywhere is
// refused whole; a member that is an archive again is not opened, and the others are read.
func (u *unpacker) openMembers(disk, packed *input) ([]unpacked, error) {
	f, err := packed.openFile()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := packed.fileLength()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damageFault(zipPacking)
	}
	all, err := listMembers(z, size)
	if err != nil {
		return nil, err
	}
	var found []unpacked
	read, total := &diskReader{}, int64(0)
	for _, m := range all {
		at := u.spool.size
		if err := u.openMember(m, read, total); err != nil {
			return nil, err
		}
		total += u.spool.size - at
		in := u.innerPath(disk, disk.name+"/"+m.name, at)
		found = append(found, unpacked{in, u.unpackSingle(in)})
	}
	return found, nil
}

// openMember unpacks one member. The limits hold for the archive as a whole.
func (u *unpacker) openMember(m member, read *diskReader, before int64) error {
	r, err := m.file.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return faultf("the zip archive is compressed by a method that is not read (want the usual one, Deflate)")
	case err != nil:
		return damageFault(zipPacking)
	}
	defer r.Close()
	read.n += int64(m.file.CompressedSize64)
	if err := tooMuch(before+int64(min(m.file.UncompressedSize64, mostUnpacked+1)), read.n); err != nil {
		return err
	}
	return u.takeBytes(r, read, damageFault(zipPacking))
}

// listMembers returns the files of an archive in the order of their names. Folders, and files whose names begin with a dot
// (among them what a Mac adds), are passed over as in a folder.
func listMembers(z *zip.Reader, size int64) ([]member, error) {
	if len(z.File) > mostMembers {
		return nil, faultf("the zip archive has more than %d members; it is refused", mostMembers)
	}
	var all []member
	packed := uint64(0)
	for i, f := range z.File {
		name, why := memberName(f)
		if why == "" && f.Flags&1 != 0 {
			why = "is locked with a password; have the archive encrypted with age, or unlock it first"
		}
		if why != "" {
			return nil, faultf("member %d of the zip archive %s; nothing of the archive is read", i+1, why)
		}
		if packed += f.CompressedSize64; packed > uint64(size) || f.CompressedSize64 > uint64(size) {
			return nil, faultf("the members of the zip archive lie one over another, as in a bomb; it is refused")
		}
		if !strings.HasSuffix(name, "/") && !strings.HasPrefix(path.Base(name), ".") {
			all = append(all, member{name, f})
		}
	}
	if len(all) == 0 {
		return nil, faultf("the zip archive holds no file")
	}
	slices.SortFunc(all, func(a, b member) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(all); i++ {
		if all[i].name == all[i-1].name {
			return nil, faultf("two members of the zip archive have one name; nothing of the archive is read")
		}
	}
	return all, nil
}

// memberName returns the name of a member, or why the archive is refused for it. Nothing is ever written under a member's
// name; an archive that tries to climb out was not made by one who sends extracts.
func memberName(f *zip.File) (name, why string) {
	name = f.Name
	if !utf8.ValidString(name) { // of an older Windows
		name, _ = charmap.CodePage437.NewDecoder().String(name)
	}
	kind := f.Mode().Type()
	parts := strings.Split(strings.TrimSuffix(name, "/"), "/")
	switch {
	case name == "" || len(name) > 1000:
		return "", "has no name, or one longer than any file's"
	case strings.Contains(name, `\`):
		return "", "has a backslash in its name (want forward slashes)"
	case strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f }):
		return "", "has a control character in its name"
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':':
		return "", "has an absolute path"
	case slices.Contains(parts, "..") || slices.Contains(parts, ".") || slices.Contains(parts, ""):
		return "", "has a path that climbs out of the archive"
	case !kind.IsRegular() && !kind.IsDir():
		return "", "is a link or a device, not a file"
	}
	return name, ""
}
