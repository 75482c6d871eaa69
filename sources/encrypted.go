package sources

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"filippo.io/age"
	"filippo.io/age/armor"

	"rollcall/pipeline/custody"
)

// decryptFile returns what is inside a file encrypted with age. Each block of it is authenticated before it is read, so
// that a byte changed on the way, or an end cut off, is an error.
func (u *unpacker) decryptFile(r *bufio.Reader) (*bufio.Reader, error) {
	keys, err := u.readIdentities()
	if err != nil {
		return nil, err
	}
	var sealed io.Reader = r
	if head, _ := r.Peek(10); bytes.HasPrefix(head, []byte("-----BEGIN")) {
		sealed = armor.NewReader(r)
	}
	plain, err := age.Decrypt(sealed, keys...)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, faultf("the file is encrypted, and not to the key that the settings name (was it encrypted to an older one, or with a passphrase?)")
	case err != nil:
		return nil, damageFault(agePacking)
	}
	return bufio.NewReaderSize(plain, 64<<10), nil
}

// readIdentities reads the identity file that the settings name. No message says anything that is in it.
func (u *unpacker) readIdentities() ([]age.Identity, error) {
	if u.x.Key == "" {
		return nil, faultf("the file is encrypted with age; name the identity file that opens it with key in the settings of the extract")
	}
	f, err := openFile(u.x.Key, "the file is encrypted, and the key file that the settings name")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := custody.RefuseOpenKey(u.x.Key); err != nil {
		return nil, faultf("the file is encrypted, and the key file that the settings name may be read by others; it is not used (chmod 600, and a new key if anybody may have read it)")
	}
	keys, err := age.ParseIdentities(io.LimitReader(f, mostKeyBytes))
	if err != nil {
		return nil, faultf("the file is encrypted, and the key file that the settings name is none (want lines that begin with AGE-SECRET-KEY-1, as age-keygen writes them)")
	}
	return keys, nil
}

// mostKeyBytes is the most that is read of a key file.
const mostKeyBytes = 1 << 20
