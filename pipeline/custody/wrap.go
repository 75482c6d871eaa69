package custody

import (
	"io"

	"filippo.io/age"
)

// Wrap encrypts what is written to it to the recipients of the policy, as one stream that ends when it is closed.
func (p Policy) Wrap(to io.Writer) (io.WriteCloser, error) {
	var recipients []age.Recipient
	for _, text := range p.Recipients {
		r, err := ParseRecipient(text)
		if err != nil {
			return nil, err
		}
		recipients = append(recipients, r)
	}
	return age.Encrypt(to, recipients...)
}

// Unwrap has back what Wrap encrypted, by the identities that this process took. The error is ErrSealed when it took none.
func Unwrap(from io.Reader) (io.Reader, error) {
	keyring.Lock()
	defer keyring.Unlock()
	if len(keyring.identities) == 0 {
		return nil, ErrSealed
	}
	return age.Decrypt(from, keyring.identities...)
}

// CanUnwrap reports whether this process took any identity.
func CanUnwrap() bool {
	keyring.Lock()
	defer keyring.Unlock()
	return len(keyring.identities) > 0
}
