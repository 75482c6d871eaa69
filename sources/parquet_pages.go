package sources

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Limits on a page of a Parquet file. Writers make pages of a megabyte; some make one of a whole row group.
const (
	mostPageBytes  = 64 << 20
	mostPageValues = 16 << 20
	mostPageHeader = 256 << 10
)

// plainDictionary is the older name of a page of words of a dictionary.
const plainDictionary format.Encoding = 2

// checkPages walks through the pages of the columns that are read and holds what each would unpack to, and how many values
// it would make, to the limits, since a few bytes can ask for milliards of either.
func checkPages(ctx context.Context, file *parquet.File, size int64, columns []*parquetColumn) error {
	p := pageCheck{file: file, size: size, r: bufio.NewReaderSize(nil, mostPageHeader)}
	defer p.closeCodecs()
	for _, group := range file.Metadata().RowGroups {
		for _, c := range columns {
			if err := ctx.Err(); err != nil {
				return err
			}
			if c.leaf.Index() >= len(group.Columns) {
				return parquetDamage("a column is missing")
			}
			n, err := p.checkChunk(&group.Columns[c.leaf.Index()].MetaData, c.leaf.Optional())
			if err != nil {
				return err
			}
			if n != group.NumRows {
				return parquetDamage("a column has not as many values as there are rows")
			}
		}
	}
	return nil
}

// pageCheck goes through pages. Its total is of the whole file.
type pageCheck struct {
	file  *parquet.File
	size  int64
	total int64
	r     *bufio.Reader
	plain []byte
	zstd  *zstd.Decoder
}

// checkChunk checks the pages of a column in a row group, and returns how many values they have.
func (p *pageCheck) checkChunk(c *format.ColumnMetaData, optional bool) (int64, error) {
	from := c.DataPageOffset
	if c.DictionaryPageOffset != 0 {
		from = c.DictionaryPageOffset
	}
	length := c.TotalCompressedSize
	if from < 4 || length < 0 || from > p.size || length > p.size-from {
		return 0, parquetDamage("a column lies outside the file")
	}
	switch c.Codec {
	case format.Uncompressed, format.Snappy, format.Gzip, format.Zstd:
	default:
		return 0, faultf("the Parquet file is compressed in a way that is not read (want snappy, gzip, zstd, or none)")
	}
	r := p.r
	r.Reset(io.NewSectionReader(p.file, from, length))
	values := int64(0)
	for {
		window, err := r.Peek(mostPageHeader)
		if len(window) == 0 {
			return values, nil
		}
		if err != nil && err != io.EOF {
			return 0, parquetDamage("it cannot be read")
		}
		header, body, err := p.checkPage(r, window)
		if err != nil {
			return 0, err
		}
		n, err := p.checkValues(c, header, body, optional)
		if err != nil {
			return 0, err
		}
		values += n
	}
}

// checkPage reads a page's header and body.
func (p *pageCheck) checkPage(r *bufio.Reader, window []byte) (*format.PageHeader, []byte, error) {
	n, ok := thriftLength(window, mostHeaderItems)
	if !ok {
		return nil, nil, parquetDamage("a page has no header")
	}
	header := new(format.PageHeader)
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), window[:n], header); err != nil {
		return nil, nil, parquetDamage("a page has no header")
	}
	packed, unpacked := int64(header.CompressedPageSize), int64(header.UncompressedPageSize)
	if packed < 0 || unpacked < 0 || packed > p.size {
		return nil, nil, parquetDamage("a page has no size")
	}
	if packed > mostPageBytes || unpacked > mostPageBytes {
		return nil, nil, faultf("a page of the Parquet file unpacks to more than %d MiB (write it with smaller pages)", mostPageBytes>>20)
	}
	if p.total += unpacked; tooMuch(p.total, p.size) != nil {
		return nil, nil, tooMuch(p.total, p.size)
	}
	body := make([]byte, packed)
	_, _ = r.Discard(n)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, nil, parquetDamage("a page breaks off")
	}
	return header, body, nil
}

// checkValues unpacks a page and returns how many values it has, nulls among them.
func (p *pageCheck) checkValues(c *format.ColumnMetaData, h *format.PageHeader, body []byte, optional bool) (int64, error) {
	size := int(h.UncompressedPageSize)
	switch {
	case h.Type == format.DictionaryPage && h.DictionaryPageHeader.Valid:
		plain, err := p.unpackPage(c.Codec, body, size)
		if err != nil {
			return 0, err
		}
		least := 4 // bytes of a word; the length alone of one that is text
		if c.Type == format.FixedLenByteArray || c.Type == format.Boolean {
			least = 1
		}
		if n := int(h.DictionaryPageHeader.V.NumValues); n < 0 || n*least > len(plain) {
			return 0, parquetDamage("a dictionary has not as many words as it says")
		}
		return 0, nil
	case h.Type == format.DataPage && h.DataPageHeader.Valid:
		plain, err := p.unpackPage(c.Codec, body, size)
		if err != nil {
			return 0, err
		}
		v := h.DataPageHeader.V
		if optional && v.DefinitionLevelEncoding != format.RLE {
			return 0, parquetDamage("its levels are in no encoding that is in use")
		}
		if plain, err = countLevels(plain, optional, int(v.NumValues)); err != nil {
			return 0, err
		}
		return int64(v.NumValues), checkValues(v.Encoding, plain, int(v.NumValues))
	case h.Type == format.DataPageV2 && h.DataPageHeaderV2.Valid:
		v := h.DataPageHeaderV2.V
		def, rep := int(v.DefinitionLevelsByteLength), int(v.RepetitionLevelsByteLength)
		if def < 0 || rep < 0 || def > len(body) || rep > len(body)-def || size < def+rep || v.NumNulls < 0 || v.NumNulls > v.NumValues {
			return 0, parquetDamage("a page is shorter than its levels")
		}
		if optional && !runsFit(body[rep:rep+def], 1, int(v.NumValues)) {
			return 0, parquetDamage("a page has more levels than values")
		}
		plain := body[def+rep:]
		if !v.IsCompressed.Valid || v.IsCompressed.V {
			var err error
			if plain, err = p.unpackPage(c.Codec, plain, size-def-rep); err != nil {
				return 0, err
			}
		}
		return int64(v.NumValues), checkValues(v.Encoding, plain, int(v.NumValues))
	}
	return 0, parquetDamage("a page is of no kind that is known")
}

// countLevels passes over the levels at the head of a page, which say where there are nulls.
func countLevels(plain []byte, optional bool, values int) ([]byte, error) {
	if !optional {
		return plain, nil
	}
	if len(plain) < 4 {
		return nil, parquetDamage("a page is shorter than its levels")
	}
	n := binary.LittleEndian.Uint32(plain)
	if uint64(n) > uint64(len(plain)-4) {
		return nil, parquetDamage("a page is shorter than its levels")
	}
	if !runsFit(plain[4:4+n], 1, values) {
		return nil, parquetDamage("a page has more levels than values")
	}
	return plain[4+n:], nil
}

// checkValues holds what the values of a page decode to to the number that its header says.
func checkValues(e format.Encoding, b []byte, values int) error {
	if values < 0 || values > mostPageValues {
		return faultf("a page of the Parquet file has more than %d million values (write it with smaller pages)", mostPageValues>>20)
	}
	fits := true
	switch e {
	case format.Plain, format.ByteStreamSplit: // what is there is what there is
	case format.RLEDictionary, plainDictionary:
		fits = len(b) == 0 || b[0] <= 32 && runsFit(b[1:], int(b[0]), values)
	case format.RLE: // of booleans, behind its length
		fits = len(b) >= 4 && runsFit(b[4:], 1, values)
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray:
		fits = deltaCount(b) <= uint64(values)
	default:
		return faultf("a column of the Parquet file is written in an encoding that is not read (want plain, dictionary or delta-length)")
	}
	if !fits {
		return parquetDamage("a page has more values than it says, or fewer")
	}
	return nil
}

// runsFit reports whether runs of equal values, and groups of eight packed into bits, are no more than the values that are
// said, but for what fills the last group.
func runsFit(b []byte, bits, values int) bool {
	for total := uint64(0); len(b) > 0; {
		head, k := binary.Uvarint(b)
		if k <= 0 {
			return false
		}
		b = b[k:]
		count, length := head>>1, uint64(bits+7)/8
		if head&1 != 0 {
			if count > uint64(len(b)) {
				return false
			}
			count, length = 8*count, count*uint64(bits)
		}
		if total += count; total > uint64(values)+7 || length > uint64(len(b)) {
			return false
		}
		b = b[length:]
	}
	return true
}

// deltaCount is how many values are packed as differences.
func deltaCount(b []byte) uint64 {
	var n uint64
	for range 3 { // the size of a block, the number of its parts, the number of values
		var k int
		if n, k = binary.Uvarint(b); k <= 0 {
			return 0 // the library finds nothing to decode
		}
		b = b[k:]
	}
	return n
}

// unpackPage decompresses to exactly the size that is said, or says that the page is damaged.
func (p *pageCheck) unpackPage(codec format.CompressionCodec, b []byte, size int) ([]byte, error) {
	var r io.Reader
	switch codec {
	case format.Uncompressed:
		if len(b) != size {
			return nil, parquetDamage("a page is not as long as it says")
		}
		return b, nil
	case format.Snappy:
		if n, err := snappy.DecodedLen(b); err != nil || n != size {
			return nil, parquetDamage("a page is not as long as it says")
		}
		plain, err := snappy.Decode(p.takeRoom(size), b)
		if err != nil {
			return nil, parquetDamage("a page cannot be unpacked")
		}
		return plain, nil
	case format.Gzip:
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, parquetDamage("a page cannot be unpacked")
		}
		r = z
	default:
		if size == 0 && len(b) == 0 {
			return nil, nil
		}
		if err := p.openZstd(b); err != nil {
			return nil, parquetDamage("a page cannot be unpacked")
		}
		r = p.zstd
	}
	plain := p.takeRoom(size)
	if _, err := io.ReadFull(r, plain); err != nil {
		return nil, parquetDamage("a page cannot be unpacked")
	}
	if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, parquetDamage("a page is not as long as it says")
	}
	return plain, nil
}

func (p *pageCheck) closeCodecs() {
	if p.zstd != nil {
		p.zstd.Close()
	}
}

// takeRoom is memory to unpack to.
func (p *pageCheck) takeRoom(size int) []byte {
	if cap(p.plain) < size {
		p.plain = make([]byte, size)
	}
	return p.plain[:size]
}

func (p *pageCheck) openZstd(b []byte) (err error) {
	if p.zstd == nil {
		p.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(mostPageBytes))
		if err != nil {
			return err
		}
	}
	return p.zstd.Reset(bytes.NewReader(b))
}
