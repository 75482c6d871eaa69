package sources

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Documents of other programs, which people send in the place of an extract. Each is told by what is in it, never by its name, and said with
// what to do: a reader that took one for text or for an archive would say something that helps nobody.

// document is what a file is that no reader takes, and what to do.
type document struct{ name, advice string }

// fault says what the file is.
func (d document) fault() error {
	return faultf("the file is %s, which is not read (%s)", d.name, d.advice)
}

const (
	saveAsBook = "open it in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8"
	askForData = "ask for the extract itself, as .xlsx or CSV"
)

// openings are the opening bytes of documents.
var openings = []struct {
	magic string
	is    document
}{
	{"%PDF", document{"a PDF", askForData}},
	{`{\rtf`, document{"a document in rich text", askForData}},
	{"SQLite format 3\x00", document{"a SQLite database", "export the table as CSV"}},
	{"\x00\x01\x00\x00Standard Jet DB", document{"an Access database", "export the table as .xlsx or CSV"}},
	{"\x00\x01\x00\x00Standard ACE DB", document{"an Access database", "export the table as .xlsx or CSV"}},
	{"\x89PNG\r\n", document{"a picture", askForData}},
	{"\xff\xd8\xff", document{"a picture", askForData}},
	{"GIF8", document{"a picture", askForData}},
	{"\x09\x08\x10\x00\x00\x06\x05\x00", document{"an .xls workbook of before 2007", saveAsBook}},
	{"\x09\x08\x08\x00\x00\x05", document{"an .xls workbook of before 2007", saveAsBook}},
	{"\x09\x04\x06\x00", document{"an .xls workbook of before 2007", saveAsBook}},
	{"\x09\x02\x06\x00", document{"an .xls workbook of before 2007", saveAsBook}},
	{"$FL2", document{"an SPSS file", "save it as CSV"}},
	{"<stata_dta>", document{"a Stata file", "save it as CSV"}},
	{"ARROW1", document{"an Arrow file", "save it as Parquet or CSV"}},
	{"ORC", document{"an ORC file", "save it as Parquet or CSV"}},
	{"Obj\x01", document{"an Avro file", "save it as Parquet or CSV"}},
}

// compoundMagic opens the compound files of Microsoft's older programs, and of files with a password of its newer ones.
const compoundMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// streams are what the parts of a compound file are called, the surest first.
var streams = []struct {
	name string
	is   document
}{
	{"EncryptedPackage", document{"a document with a password", "save it without one; have it encrypted with age if it must not travel in the clear"}},
	{"Workbook", document{"an .xls workbook of before 2007", saveAsBook}},
	{"Book", document{"an .xls workbook of before 2007", saveAsBook}},
	{"WordDocument", document{"a Word document", askForData}},
	{"PowerPoint Document", document{"a presentation", askForData}},
	{"__properties_version1.0", document{"an e-mail message", "save what is attached to it"}},
}

// otherDocument returns what a file that is no archive is, when it is a document of another program.
func (in *input) otherDocument() (document, bool) {
	for _, o := range openings {
		if bytes.HasPrefix(in.head, []byte(o.magic)) && (o.magic != "ORC" || !in.looksPrinted()) {
			return o.is, true
		}
	}
	if bytes.HasPrefix(in.head, []byte(compoundMagic)) {
		return in.compoundDocument(), true
	}
	return in.markedUpDocument()
}

// looksPrinted reports whether the beginning of a file has nothing but printed characters and line ends.
func (in *input) looksPrinted() bool {
	return !bytes.ContainsFunc(in.head[:min(len(in.head), 512)], func(c rune) bool { return c < ' ' && c != '\t' && c != '\r' && c != '\n' })
}

// markedUpDocument tells pages of the web and the spreadsheets in XML, by the beginning of the file in any of the encodings of text.
func (in *input) markedUpDocument() (document, bool) {
	start := in.head
	for _, mark := range [][]byte{bom8, bom16LE, bom16BE} {
		start = bytes.TrimPrefix(start, mark)
	}
	head := strings.ToLower(strings.TrimLeft(strings.ReplaceAll(string(start[:min(len(start), 4096)]), "\x00", ""), " \t\r\n"))
	switch {
	case strings.HasPrefix(head, "mime-version:") || strings.HasPrefix(head, "from: <saved by"):
		return document{"a saved page of the web", saveAsBook}, true
	case strings.HasPrefix(head, "{\"") || strings.HasPrefix(head, "[{") || strings.HasPrefix(head, "{\r\n") || strings.HasPrefix(head, "{\n"):
		return document{"JSON", "have it written as CSV"}, true
	case !strings.HasPrefix(head, "<"):
		return document{}, false
	case strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet") && !strings.Contains(head, "<html"):
		return document{"a spreadsheet in the XML of 2003, whatever it is called", saveAsBook}, true
	case strings.Contains(head, "urn:oasis:names:tc:opendocument"):
		return document{"an OpenDocument spreadsheet in one file", saveAsBook}, true
	}
	if mayBePage(head) && webPage.MatchString(head) {
		return document{"a page of the web, whatever it is called", saveAsBook}, true
	}
	return document{}, false
}

// mayBePage reports whether text may match webPage: a return behind its declaration, which thousands of files are, cannot.
func mayBePage(head string) bool {
	return !strings.HasPrefix(head, "<?xml") || strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html")
}

// webPage is how pages begin: with the page itself behind a declaration or remarks, or with a part of one.
var webPage = regexp.MustCompile(`^(?:(?:<\?xml[^>]*>|<!--(?s:.*?)-->)\s*)*(?:<!doctype html|<html[\s>])|^<(?:table|head|body|meta|style|div|center|script|title|p|b|font)[\s/>]`)

// compoundDocument tells what a compound file holds by the names of its parts.
func (in *input) compoundDocument() document {
	text := in.compoundDirectory()
	for _, s := range streams {
		name := make([]byte, 0, 2*len(s.name)+2)
		for _, c := range utf16.Encode([]rune(s.name)) {
			name = binary.LittleEndian.AppendUint16(name, c)
		}
		if bytes.Contains(text, append(name, 0, 0)) {
			return s.is
		}
	}
	return document{"a document of a Microsoft program of before 2007", saveAsBook}
}

// compoundDirectory returns the first sectors of a compound file's directory, behind the beginning of the file: [MS-CFB] 2.2 and 2.6.
func (in *input) compoundDirectory() []byte {
	text := bytes.Clone(in.head)
	if len(in.head) < 512 {
		return text
	}
	shift := binary.LittleEndian.Uint16(in.head[30:])
	if shift < 7 || shift > 16 {
		return text
	}
	f, err := in.openFile()
	if err != nil {
		return text
	}
	defer f.Close()
	sector := make([]byte, 8<<shift)
	n, err := f.ReadAt(sector, (int64(binary.LittleEndian.Uint32(in.head[48:]))+1)<<shift)
	if err != nil && err != io.EOF {
		return text
	}
	return append(text, sector[:n]...)
}

// otherArchive returns what an archive is, when it is the document of another program that is kept as one.
func (in *input) otherArchive(z *zip.Reader) (document, bool) {
	office := false
	for _, f := range z.File {
		switch name := strings.ToLower(f.Name); {
		case name == "mimetype":
			if len(z.File) > 1 { // what it says stands at the beginning of the file, by rule not compressed
				return openDocument(string(in.head)), true
			}
		case name == "xl/workbook.bin":
			return document{"a binary workbook (.xlsb)", saveAsBook}, true
		case name == "word/document.xml":
			return document{"a Word document (.docx)", askForData}, true
		case name == "ppt/presentation.xml":
			return document{"a presentation (.pptx)", askForData}, true
		case name == "index/document.iwa" || name == "index.zip" || strings.HasPrefix(name, "index/tables/"):
			return document{"a document of Apple's Numbers or Pages", "export it as .xlsx, or as CSV in UTF-8"}, true
		case name == "[content_types].xml":
			office = true
		}
	}
	return document{"a document of an office program", askForData}, office
}

// openDocument tells an OpenDocument file by what it says at its beginning.
func openDocument(head string) document {
	if strings.Contains(head, "opendocument.") && !strings.Contains(head, "opendocument.spreadsheet") {
		return document{"an OpenDocument document", askForData}
	}
	return document{"an OpenDocument spreadsheet (.ods)", saveAsBook}
}
