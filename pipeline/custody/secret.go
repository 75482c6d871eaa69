package custody

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"rollcall/pipeline/disk"

	"filippo.io/age"
)

// Secret is a key of the program's own, for what it alone writes and reads again. The zero Secret is none.
type Secret [sha256.Size]byte

// NewSecret makes a secret by chance.
func NewSecret() Secret {
	var s Secret
	_, _ = rand.Read(s[:]) // it ends the program where the system has no chance to give
	return s
}

// secretStanza names the wrapping of a file's key by a Secret in an age file.
const secretStanza = "rollcall-secret"

// Wrap wraps the key of a file, so that a Secret is an age.Recipient: the file itself is age's, with all that age promises.
func (s Secret) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	seal, err := s.newCipher()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce)
	return []*age.Stanza{{Type: secretStanza, Body: seal.Seal(nonce, nonce, fileKey, []byte(secretStanza))}}, nil
}

// Unwrap has the key of a file back, so that a Secret is an age.Identity.
func (s Secret) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	seal, err := s.newCipher()
	if err != nil {
		return nil, err
	}
	for _, x := range stanzas {
		if x.Type != secretStanza || len(x.Body) < seal.NonceSize() {
			continue
		}
		if key, err := seal.Open(nil, x.Body[:seal.NonceSize()], x.Body[seal.NonceSize():], []byte(secretStanza)); err == nil {
			return key, nil
		}
	}
	return nil, age.ErrIncorrectIdentity
}

func (s Secret) newCipher() (cipher.AEAD, error) {
	if s == (Secret{}) {
		return nil, errors.New("no secret")
	}
	block, err := aes.NewCipher(s[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// WriteFile writes a file that only the holder of the secret can read.
func (s Secret) WriteFile(path string, write func(io.Writer) error) error {
	return writeSealed(path, []age.Recipient{s}, write)
}

// OpenFile opens what WriteFile wrote.
func (s Secret) OpenFile(path string) (*Opened, error) {
	file, err := disk.Open(path)
	if err != nil {
		return nil, err
	}
	opened, err := openWith(file, []age.Identity{s})
	if err != nil {
		file.Close()
		return nil, err
	}
	return opened, nil
}
