package candidates

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
)

// firstDay is 1 January 1980 in the date format of a zip, the earliest that it can hold.
const firstDay = 1<<5 | 1

// repackZip copies the parts of a packed workbook in a fixed order and with a fixed date. The library writes the sheets in the
// order of a map, so that two workbooks of the same cells differ in their bytes. The type list goes first, as readers that
// look at the first part expect (ECMA-376 part 2).
func repackZip(out io.Writer, packed []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	parts := slices.Clone(archive.File)
	slices.SortFunc(parts, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(partOrder(a.Name), partOrder(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	w := zip.NewWriter(out)
	for _, part := range parts {
		header := part.FileHeader
		//lint:ignore SA1019 CreateRaw writes these two and not Modified
		header.ModifiedDate, header.ModifiedTime = firstDay, 0
		target, err := w.CreateRaw(&header)
		if err != nil {
			return err
		}
		source, err := part.OpenRaw()
		if err != nil {
			return err
		}
		if _, err := io.Copy(target, source); err != nil {
			return err
		}
	}
	return w.Close()
}

func partOrder(name string) int {
	switch name {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
