package candidates

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Bounds that no table of Rollcall passes. The Parquet library allocates whatever length a header claims before it has read
// a byte of it, so that one wrong bit can ask for gigabytes; the lengths are checked here first.
const (
	tailSize   = 8       // length of the footer, then the magic number (Apache Parquet format, "File format")
	mostPage   = 1 << 26 // bytes of a page when unpacked
	mostValues = 1 << 22 // values of a column in one row group: several rules for each row
	mostHeader = 1 << 20 // bytes of a page's header
	headerSize = 1 << 12 // bytes in which a header is looked for first
)

// soundFooter checks that the footer lies within the file.
func soundFooter(file io.ReaderAt, size int64) error {
	var tail [tailSize]byte
	if size < 2*tailSize {
		return fmt.Errorf("%d bytes are no Parquet file", size)
	}
	if _, err := file.ReadAt(tail[:], size-tailSize); err != nil {
		return err
	}
	if footer := int64(binary.LittleEndian.Uint32(tail[:])); footer > size-tailSize {
		return fmt.Errorf("footer of %d bytes in a file of %d", footer, size)
	}
	return nil
}

// soundPages walks the headers of all pages, without reading a page, and checks that what they claim fits the file and
// the footer.
func soundPages(file io.ReaderAt, size int64, table *parquet.File) error {
	leaves := table.Schema().Columns()
	rows := int64(0)
	for g, group := range table.Metadata().RowGroups {
		columns := group.Columns
		rows += group.NumRows
		if len(columns) != len(leaves) {
			return fmt.Errorf("row group %d: %d columns (want %d)", g, len(columns), len(leaves))
		}
		for c := range columns {
			chunk := &columns[c].MetaData
			leaf, _ := table.Schema().Lookup(leaves[c]...)
			if chunk.NumValues < 0 || chunk.NumValues > mostValues ||
				leaf.MaxRepetitionLevel == 0 && chunk.NumValues != group.NumRows {
				return fmt.Errorf("row group %d: column %v: %d values in %d rows", g, leaves[c], chunk.NumValues, group.NumRows)
			}
			if err := soundChunk(file, size, chunk); err != nil {
				return fmt.Errorf("row group %d: column %v: %w", g, leaves[c], err)
			}
		}
	}
	if rows != table.NumRows() {
		return fmt.Errorf("row groups of %d rows (want %d)", rows, table.NumRows())
	}
	return nil
}

// soundChunk checks the pages of one column of one row group.
func soundChunk(file io.ReaderAt, size int64, chunk *format.ColumnMetaData) error {
	at := chunk.DataPageOffset
	if chunk.DictionaryPageOffset > 0 {
		at = min(at, chunk.DictionaryPageOffset)
	}
	end := at + chunk.TotalCompressedSize
	if at < 0 || chunk.TotalCompressedSize < 0 || end > size {
		return fmt.Errorf("bytes %d to %d in a file of %d", at, end, size)
	}
	values := int64(0)
	for at < end {
		header, length, err := pageHeader(file, at, end)
		if err != nil {
			return fmt.Errorf("byte %d: %w", at, err)
		}
		at += length + int64(header.CompressedPageSize)
		if at > end || header.CompressedPageSize < 0 || header.UncompressedPageSize < 0 || header.UncompressedPageSize > mostPage {
			return fmt.Errorf("page of %d bytes (%d unpacked) up to byte %d of %d",
				header.CompressedPageSize, header.UncompressedPageSize, at, end)
		}
		if n := valuesOfPage(header); n < 0 || n > mostValues {
			return fmt.Errorf("page of %d values", n)
		}
		if header.Type != format.DictionaryPage {
			values += valuesOfPage(header)
		}
	}
	if values != chunk.NumValues {
		return fmt.Errorf("pages of %d values (want %d)", values, chunk.NumValues)
	}
	return nil
}

// pageHeader reads the header at a byte and returns how long it is.
func pageHeader(file io.ReaderAt, at, end int64) (*format.PageHeader, int64, error) {
	var protocol thrift.CompactProtocol
	for room := int64(headerSize); ; room = mostHeader {
		window := make([]byte, min(room, end-at))
		if _, err := file.ReadAt(window, at); err != nil {
			return nil, 0, err
		}
		reader := protocol.NewReaderFromBytes(window)
		header := new(format.PageHeader)
		if err := thrift.NewDecoder(reader).Decode(header); err != nil {
			if room < mostHeader && end-at > room {
				continue
			}
			return nil, 0, err
		}
		rest, err := io.Copy(io.Discard, reader.Reader())
		return header, int64(len(window)) - rest, err
	}
}

func valuesOfPage(header *format.PageHeader) int64 {
	switch {
	case header.DataPageHeader.Valid:
		return int64(header.DataPageHeader.V.NumValues)
	case header.DictionaryPageHeader.Valid:
		return int64(header.DictionaryPageHeader.V.NumValues)
	case header.DataPageHeaderV2.Valid:
		return int64(header.DataPageHeaderV2.V.NumValues)
	}
	return 0
}
