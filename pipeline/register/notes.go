package register

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// What an officer types beside a decision may name a child. It is the only text of people that the register holds, so it is sealed
// with the register's key before it is entered: the file and its copies show nothing of it, the chain is over what is stored,
// and a key that is destroyed takes every note with it. Entries from before stay as they were written.

// sealedNote begins a note that is sealed.
const sealedNote = "sealed:"

// sealNote seals what somebody typed; nothing stays nothing.
func (r *Register) sealNote(note string) string {
	if note == "" {
		return ""
	}
	nonce := make([]byte, r.notes.NonceSize())
	_, _ = rand.Read(nonce) // it ends the program where the system has no chance to give
	return sealedNote + base64.StdEncoding.EncodeToString(r.notes.Seal(nonce, nonce, []byte(note), nil))
}

// openNote has back what was typed. A note from before they were sealed is itself.
func (r *Register) openNote(note string) string {
	text, sealed := strings.CutPrefix(note, sealedNote)
	if !sealed {
		return note
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) < r.notes.NonceSize() {
		return note
	}
	plain, err := r.notes.Open(nil, raw[:r.notes.NonceSize()], raw[r.notes.NonceSize():], nil)
	if err != nil {
		return note
	}
	return string(plain)
}

// What a line rests on says at which school, and on what days, something was known of a child: of a sealed child it is where the child
// is. Facts are sealed as notes are, but the same facts always to the same text: evidence is kept once for all the lines that rest on
// it. The nonce is a keyed digest of the facts, as in SIV (RFC 5297), so that no two facts share one.

// sealFacts seals the facts of an evidence, to a text; none stay none.
func (r *Register) sealFacts(facts json.RawMessage) json.RawMessage {
	if len(facts) == 0 {
		return facts
	}
	made := r.KeyedDigest("nonce of facts", string(facts))
	nonce := made[:r.notes.NonceSize()]
	sealed := r.notes.Seal(bytes.Clone(nonce), nonce, facts, nil)
	text := append(make([]byte, 0, len(quotedNote)+base64.StdEncoding.EncodedLen(len(sealed))+1), quotedNote...)
	return append(base64.StdEncoding.AppendEncode(text, sealed), '"')
}

// quotedNote begins facts that are sealed: none of what follows it needs an escape.
const quotedNote = `"` + sealedNote

// openFacts has back what was sealed. Facts from before they were are themselves.
func (r *Register) openFacts(facts json.RawMessage) json.RawMessage {
	if !bytes.HasPrefix(facts, []byte(quotedNote)) {
		return facts
	}
	text := string(facts[1 : len(facts)-1])
	if plain := r.openNote(text); plain != text {
		return json.RawMessage(plain)
	}
	return facts
}
