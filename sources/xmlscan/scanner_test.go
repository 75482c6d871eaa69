package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// scanned lists the tokens of an XML text as the scanner sees them: "<a", ">a", and text joined to one token.
func scanned(r io.Reader) ([]string, error) {
	s := NewScanner(r)
	var all []string
	text := ""
	flush := func() {
		if text != "" {
			all = append(all, "="+text)
			text = ""
		}
	}
	for {
		kind, err := s.NextToken()
		if err != nil {
			return all, err
		}
		switch kind {
		case EOF:
			return all, nil
		case Start:
			flush()
			all = append(all, "<"+string(s.Name))
		case End:
			flush()
			all = append(all, ">"+string(s.Name))
		case Text:
			text += string(s.Text)
		}
	}
}

// oracle lists the tokens of an XML text as encoding/xml sees them.
func oracle(b []byte) ([]string, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var all []string
	text, depth := "", 0
	flush := func() {
		if text != "" {
			all = append(all, "="+text)
			text = ""
		}
	}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			flush()
			all = append(all, "<"+t.Name.Local)
			depth++
		case xml.EndElement:
			flush()
			all = append(all, ">"+t.Name.Local)
			depth--
		case xml.CharData:
			if depth > 0 {
				text += string(t)
			}
		}
	}
}

func TestXMLScannerTokens(t *testing.T) {
	check := func(in string, want ...string) {
		t.Helper()
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			got, err := scanned(r)
			if err != nil {
				t.Errorf("%q: %v", in, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%q: (-want +got)\n%s", in, d)
			}
		}
	}
	check(`<a/>`, "<a", ">a")
	check(`<?xml version="1.0" encoding="UTF-8"?><a><b>x</b> <c y='>'/></a>`, "<a", "<b", "=x", ">b", "= ", "<c", ">c", ">a")
	check(`<a>&lt;&amp;&gt;&apos;&quot;&#65;&#x42;</a>`, "<a", `=<&>'"AB`, ">a")
	check("<a>1\r\n2\r3</a>", "<a", "=1\n2\n3", ">a")
	check(`<a><![CDATA[<b>&amp;]] >]]></a>`, "<a", "=<b>&amp;]] >", ">a")
	check(`<n:a xmlns:n="urn:x"><n:b>é</n:b></n:a>`, "<a", "<b", "=é", ">b", ">a")
	check(`<!-- one --><a><!-- two --></a><!-- three -->`, "<a", ">a")
	check("<a\n b = \"1\"\tc='2' ></a >\n", "<a", ">a")
}

func TestXMLScannerFaults(t *testing.T) {
	check := func(in, want string, line int, refused bool) {
		t.Helper()
		_, err := scanned(strings.NewReader(in))
		var x *Error
		if !errors.As(err, &x) {
			t.Errorf("%.60q: error %v, want an Error", in, err)
			return
		}
		if !strings.Contains(x.Reason, want) || x.Line != line || x.Refused != refused {
			t.Errorf("%.60q: %v (refused %v), want %q at line %d (refused %v)", in, x, x.Refused, want, line, refused)
		}
	}
	check("", "no element", 1, true)
	check("<a>\n<b>", "ends inside an element", 2, false)
	check("<a>\n<b", "middle of a tag", 2, false)
	check("<a></b>", "not open", 1, false)
	check("<a/><b/>", "second outermost", 1, true)
	check("x<a/>", "text outside", 1, true)
	check("<a/>x", "text outside", 1, true)
	check("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "document type", 1, true)
	check("<a>&x;</a>", "entity", 1, false)
	check("<a>&</a>", "bare &", 1, false)
	check("<a>\n]]></a>", "bare ]]>", 1, false)
	check("<a>\x01</a>", "does not allow", 1, false)
	check("<a>O\x92Neill</a>", "UTF-8", 1, false)
	check("<a b=1/>", "quotation marks", 1, false)
	check("<a b/>", "no value", 1, false)
	check("<a b='<'/>", "bare <", 1, false)
	check("<a b='&x;'/>", "entity", 1, false)
	check("<1/>", "begins no tag", 1, false)
	check("<é/>", "outside ASCII", 1, true)
	check("<a><!-- -- --></a>", "hyphens", 1, false)
	check("<?xml version='1.1'?><a/>", "version", 1, true)
	check("<a><?xml version='1.0'?></a>", "first thing", 1, true)
	check(strings.Repeat("<a>", maxDepth+1), "deeper", 1, true)
	check("<a "+strings.Repeat("b='1' ", MaxTag)+"/>", "longer", 1, true)
	check("<a><!--"+strings.Repeat("x", 2*MaxTag)+"--></a>", "longer", 1, true)
	check("<a><![CDATA["+strings.Repeat("x", 2*MaxTag)+"]]></a>", "longer", 1, true)
}

// A text longer than the window comes in pieces and whole.
func TestXMLScannerLongText(t *testing.T) {
	long := strings.Repeat("é…x", windowBytes)
	got, err := scanned(strings.NewReader("<a>" + long + "</a>"))
	if err != nil || len(got) != 3 || got[1] != "="+long {
		t.Fatalf("a text of %d bytes came out as %d tokens, error %v", len(long), len(got), err)
	}
}

// The scanner and encoding/xml accept the same documents and see the same tokens in them, but for what the scanner
// refuses by policy.
func FuzzXMLScanner(f *testing.F) {
	for _, s := range []string{
		`<?xml version="1.0" encoding="UTF-8"?><Message><Header a="b"/><Pupils>&amp;<![CDATA[x]]></Pupils></Message>`,
		"<a>\r\n<b c='&#65;'/>]]</a>", "<!-- --><a:b xmlns:a='u'></a:b>", "<!DOCTYPE a><a/>", "<a>]]></a>", "<a>&#xD800;</a>",
		"<a b='1'c='2'/>", "<a>é</a>", "<a", "</a>", "<a><?pi x?></a>", "<a>&#x110000;</a>", "<a:b:c/>", "<:a></:a>", "<a>\xff</a>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := scanned(bytes.NewReader(b))
		slow, slowErr := scanned(iotest.OneByteReader(bytes.NewReader(b)))
		if (err == nil) != (slowErr == nil) || err == nil && !cmp.Equal(got, slow) {
			t.Fatalf("the size of reads changes the tokens: %v and %v", err, slowErr)
		}
		want, wantErr := oracle(b)
		var x *Error
		switch {
		case err == nil && wantErr != nil:
			t.Fatalf("accepted what encoding/xml does not: %v", wantErr)
		case err == nil:
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("(-encoding/xml +scanner)\n%s", d)
			}
		case errors.As(err, &x) && !x.Refused && wantErr == nil:
			t.Fatalf("called malformed what encoding/xml accepts: %v", err)
		}
	})
}

func BenchmarkXMLScanner(b *testing.B) {
	one := "<Pupil>\n  <UPN>B887299919031</UPN>\n  <Surname>Vantongeren</Surname>\n  <Forename>Idris</Forename>\n  <DOB>2015-06-17</DOB>\n</Pupil>\n"
	doc := []byte("<P>" + strings.Repeat(one, 10_000) + "</P>")
	run := func(read func() error) func(*testing.B) {
		return func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("scanner", run(func() error {
		s := NewScanner(bytes.NewReader(doc))
		for {
			if kind, err := s.NextToken(); kind == EOF {
				return err
			}
		}
	}))
	b.Run("encoding-xml-raw", run(func() error {
		d := xml.NewDecoder(bytes.NewReader(doc))
		for {
			if _, err := d.RawToken(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}))
}
