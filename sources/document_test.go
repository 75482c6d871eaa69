package sources

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// compoundFile is a compound file with parts of the names, its directory in the sector behind two others.
func compoundFile(parts ...string) string {
	b := make([]byte, 4*512)
	copy(b, compoundMagic)
	binary.LittleEndian.PutUint16(b[30:], 9)
	binary.LittleEndian.PutUint32(b[48:], 2)
	for i, p := range append([]string{"Root Entry"}, parts...) {
		for k, c := range utf16.Encode([]rune(p)) {
			binary.LittleEndian.PutUint16(b[3*512+128*i+2*k:], c)
		}
	}
	return string(b)
}

// archiveOf is a zip archive of files, of which the first is stored as it is.
func archiveOf(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: map[bool]uint16{true: zip.Store, false: zip.Deflate}[i == 0]})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDocumentsAreToldByName sends what people send in the place of an extract, by itself and in an archive, and wants each said with what to do.
func TestDocumentsAreToldByName(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, want string }{
		"a.xlsx": {compoundFile("EncryptionInfo", "EncryptedPackage"), "a document with a password"}, "b.xls": {compoundFile("Workbook", "\x05SummaryInformation"), ".xls workbook of before 2007"},
		"c.xls": {compoundFile("Book"), ".xls workbook of before 2007"}, "d.csv": {compoundFile("WordDocument"), "a Word document"}, "e.msg": {compoundFile("__properties_version1.0"), "an e-mail message"},
		"f.xls": {"\n <!-- by a report --><html><table><tr><td>surname</td></tr></table></html>", "a page of the web"}, "g.xls": {"<table border=1><tr><td>surname</td></tr></table>", "a page of the web"},
		"h.csv": {"\ufeff<!DOCTYPE HTML><html>", "a page of the web"}, "i.xls": {utf16Bytes("<HTML><BODY>", false), "a page of the web"}, "j.mht": {"MIME-Version: 1.0\nX: y", "a saved page"},
		"k.xls":  {"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "the XML of 2003"},
		"l.ods":  {archiveOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), "OpenDocument spreadsheet (.ods)"},
		"m.xlsb": {archiveOf(t, "[Content_Types].xml", "x", "xl/workbook.bin", "x"), "binary workbook (.xlsb)"}, "n.docx": {archiveOf(t, "[Content_Types].xml", "x", "word/document.xml", "x"), "Word document (.docx)"},
		"o.numbers": {archiveOf(t, "Index/Document.iwa", "x", "Index/Tables/DataList.iwa", "x"), "Apple's Numbers"}, "p.csv": {"%PDF-1.7\n", "a PDF"}, "q.db": {"SQLite format 3\x00", "a SQLite database"},
		"r.csv": {"{\"children\": []}", "JSON"}, "s.rtf": {`{\rtf1\ansi`, "rich text"}, "t.fods": {"<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">", "OpenDocument spreadsheet in one file"},
	} {
		for _, packed := range []bool{false, true} {
			text, path := c.text, filepath.Join(dir, name)
			if packed {
				text, path = archiveOf(t, "readme.txt", "x", name, c.text), path+".zip"
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, _ := readAll(t, Extract{Kind: Deaths, Files: []string{path}, Root: dir, AsOf: sampleDay})
			if why := strings.Join(reasons(got), "\n"); !strings.Contains(why, c.want) || !strings.Contains(why, "which is not read (") {
				t.Errorf("%s, packed %v: %s (want %q)", name, packed, why, c.want)
			}
		}
	}
	for name, text := range map[string]string{"orchard.csv": "ORCHARD,surname,forename,date_of_death\n1,Alderwick,Bryony,2026-02-05\n", "less.csv": "surname,forename,<b>\nAlderwick,Bryony,x\n"} {
		if got, _ := readAll(t, inFile(t, Deaths, name, text)); len(got.records) != 1 {
			t.Errorf("%s: %v", name, reasons(got))
		}
	}
}
