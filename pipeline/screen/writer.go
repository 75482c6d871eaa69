package screen

import (
	"io"
	"sync"
	"unicode/utf8"
)

// Writer shows what is written to it on another, escaped. Its Write takes all of it or fails; a character that was cut is
// kept for the next one, or for Flush.
type Writer struct {
	To   io.Writer
	mu   sync.Mutex
	rest []byte // of a character that was cut
}

// Write shows text.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := append(w.rest, p...)
	cut := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if at := len(text) - back; utf8.RuneStart(text[at]) {
			if !utf8.FullRune(text[at:]) {
				cut = at
			}
			break
		}
	}
	w.rest = append([]byte(nil), text[cut:]...)
	if _, err := io.WriteString(w.To, Escape(string(text[:cut]))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush shows what is left of a character that was cut.
func (w *Writer) Flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.rest) > 0 {
		_, _ = io.WriteString(w.To, Escape(string(w.rest)))
		w.rest = nil
	}
}
