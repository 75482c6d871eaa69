package register

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"rollcall/pipeline/custody"
)

// KeyedDigest is the HMAC-SHA-256 (RFC 2104), cut to 16 bytes, of parts for a purpose, by the key of the register: whoever holds a
// digest and knows a family cannot confirm that it is theirs without the key. Digests of two purposes never agree.
func (r *Register) KeyedDigest(purpose string, parts ...string) Digest {
	h := hmac.New(sha256.New, r.key)
	for _, s := range append([]string{purpose}, parts...) {
		_ = binary.Write(h, binary.BigEndian, int64(len(s)))
		h.Write([]byte(s))
	}
	return Digest(h.Sum(nil)[:16])
}

// SecretFor is a secret for a purpose, from the register's key: who holds the register and its key has it again.
func (r *Register) SecretFor(purpose string) custody.Secret {
	h := hmac.New(sha256.New, r.key)
	h.Write([]byte("rollcall secret\x00" + purpose))
	return custody.Secret(h.Sum(nil))
}

// newNoteCipher makes the cipher of notes and facts, which any number of goroutines may use.
func (r *Register) newNoteCipher() cipher.AEAD {
	secret := r.SecretFor("notes")
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		panic("register: " + err.Error()) // the secret has the length of a key
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		panic("register: " + err.Error())
	}
	return seal
}
