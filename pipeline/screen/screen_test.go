package screen

import (
	"errors"
	"strings"
	"testing"
)

func TestWhatIsShown(t *testing.T) {
	for in, want := range map[string]string{
		"Łucja 日本 – naïve €":      "Łucja 日本 – naïve €",
		"a\x1b[2Jb":               `a\x1b[2Jb`,
		"a\u009b2Jb":              `a\x9b2Jb`,
		"a\x9bb":                  `a\x9bb`,
		"a\rb\ab\x00\x7f":         `a\rb\x07b\x00\x7f`,
		"name\u202egnp.exe\u2066": `name\u202egnp.exe\u2066`,
		"\ufeffa\u200bb\u2028c":   `\ufeffa\u200bb\u2028c`,
		"tag\U000e0041":           `tag\U000e0041`,
		"क्\u200dष":               "क्\u200dष", // the joiner makes the letter
		"":                        "",
	} {
		if got := Escape(in); got != want || EscapeLine(in) != want {
			t.Errorf("%q is shown %s, in a line %s; want %s", in, got, EscapeLine(in), want)
		}
	}
	if got := Escape("one\n\ttwo"); got != "one\n\ttwo" {
		t.Errorf("lines are shown %q", got)
	}
	if got := EscapeLine("one\n\ttwo"); got != `one\n\ttwo` {
		t.Errorf("a line is shown %q", got)
	}
}

// What is written piece by piece, and cut anywhere, is shown as it is shown whole.
func TestAWriterShowsWhatIsCut(t *testing.T) {
	const text = "né\x1b[2J日\u202e\U000e0041!\xe6\x97"
	for n := 1; n <= len(text); n++ {
		var b strings.Builder
		w := &Writer{To: &b}
		for at := 0; at < len(text); at += n {
			piece := text[at:min(at+n, len(text))]
			if wrote, err := w.Write([]byte(piece)); err != nil || wrote != len(piece) {
				t.Fatalf("%d bytes, %v", wrote, err)
			}
		}
		w.Flush()
		if got := b.String(); got != Escape(text) {
			t.Errorf("in pieces of %d: %s, want %s", n, got, Escape(text))
		}
	}
	if _, err := (&Writer{To: full{}}).Write([]byte("a")); err == nil {
		t.Error("what cannot be written is no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
