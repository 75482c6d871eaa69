package safekeeping

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"runtime"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// publicEnd is what the name of a public key adds to that of its private key.
const publicEnd = ".pub"

// The kinds of PEM blocks (RFC 5958, RFC 5280), as openssl writes them too.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// MakeSigningKey writes a new ed25519 key (RFC 8032) to a file that only its owner may read, and its public half beside it.
func MakeSigningKey(path string) (public string, err error) {
	pub, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	for _, x := range []struct {
		path, block string
		mode        os.FileMode
		der         func() ([]byte, error)
	}{
		{path, privateBlock, 0o600, func() ([]byte, error) { return x509.MarshalPKCS8PrivateKey(private) }},
		{path + publicEnd, publicBlock, 0o644, func() ([]byte, error) { return x509.MarshalPKIXPublicKey(pub) }},
	} {
		der, err := x.der()
		if err != nil {
			return "", err
		}
		f, err := os.OpenFile(x.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, x.mode)
		if err != nil {
			return "", err
		}
		if err := pem.Encode(f, &pem.Block{Type: x.block, Bytes: der}); err != nil {
			f.Close()
			return "", err
		}
		if err := f.Close(); err != nil {
			return "", err
		}
	}
	return path + publicEnd, nil
}

// SignHead signs the end of the ledger that a run notes in its manifest; empty where the settings name no key.
func SignHead(a Asked, run journal.RunID, head journal.RegisterHead) (string, error) {
	return a.sign(string(run), register.Head(head))
}

func (a *Asked) sign(run string, head register.Head) (string, error) {
	if a.Settings.Sign.Key == "" {
		return "", nil
	}
	key, err := readPrivate(a.Settings.Resolve(a.Settings.Sign.Key))
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(ed25519.Sign(key, signedText(run, head))), nil
}

// signedText is what is signed.
func signedText(run string, head register.Head) []byte {
	return fmt.Appendf(nil, "rollcall: end of the ledger\nrun %s\nentries %d\nsha256 %s\n", run, head.Entries, head.Hash)
}

func readPrivate(path string) (ed25519.PrivateKey, error) {
	fault := func(what string) error { return fmt.Errorf("sign.key: %s: %s", path, what) }
	info, err := os.Stat(path)
	if err != nil {
		return nil, fault("cannot be read; rollcall register keygen makes one")
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fault("others may read it; chmod 600, or make another")
	}
	der, err := readBlock(path, privateBlock)
	if err != nil {
		return nil, fault(err.Error())
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if private, is := key.(ed25519.PrivateKey); err == nil && is {
		return private, nil
	}
	return nil, fault("not an ed25519 private key; rollcall register keygen makes one")
}

func readPublic(path string) (ed25519.PublicKey, error) {
	der, err := readBlock(path, publicBlock)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if public, is := key.(ed25519.PublicKey); err == nil && is {
		return public, nil
	}
	return nil, fmt.Errorf("%s: not an ed25519 public key", path)
}

func readBlock(path, kind string) ([]byte, error) {
	raw, err := disk.Read(path)
	if err != nil {
		return nil, fmt.Errorf("cannot be read")
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != kind {
		return nil, fmt.Errorf("holds no %s", kind)
	}
	return block.Bytes, nil
}

// Signatures counts what was noted of the register.
type Signatures struct{ Signed, Unsigned int }

// VerifySignatures holds every end of the ledger that the output folder notes to a public key, apart from those that are unsigned,
// which it counts. The error names the first that the key did not sign as it stands.
func VerifySignatures(out, public string) (Signatures, error) {
	var s Signatures
	key, err := readPublic(public)
	if err != nil {
		return s, err
	}
	n, err := readNoted(out)
	if err != nil {
		return s, err
	}
	for _, h := range n.all() {
		if h.Signature == "" {
			s.Unsigned++
			continue
		}
		if !h.signedBy(key) {
			return s, badSignature(h)
		}
		s.Signed++
	}
	return s, nil
}

func badSignature(h notedHead) error {
	return &register.BrokenError{What: "the end of the ledger that " + h.where() + " notes was not signed like that by the key"}
}

func (h notedHead) where() string {
	if h.Run == "" {
		return "the file beside the register"
	}
	return "the manifest of run " + h.Run
}

func (h notedHead) signedBy(keys ...ed25519.PublicKey) bool {
	raw, err := base64.StdEncoding.DecodeString(h.Signature)
	for _, key := range keys {
		if err == nil && ed25519.Verify(key, signedText(h.Run, register.Head{Entries: h.Entries, Hash: h.Hash}), raw) {
			return true
		}
	}
	return false
}

// checkSignatures holds what was noted to the keys of the settings. What was noted without a signature after something that has one
// is said gravely: whoever takes away a signature can change what it stood under.
func (a *Asked) checkSignatures(n noted) ([]journal.Notice, error) {
	if a.Settings.Sign.Key == "" {
		return nil, nil
	}
	private, err := readPrivate(a.Settings.Resolve(a.Settings.Sign.Key))
	if err != nil {
		return nil, err
	}
	keys := []ed25519.PublicKey{private.Public().(ed25519.PublicKey)}
	for _, path := range a.Settings.Sign.Trust {
		key, err := readPublic(a.Settings.Resolve(path))
		if err != nil {
			return nil, fmt.Errorf("sign.trust: %w", err)
		}
		keys = append(keys, key)
	}
	var last int64 = -1
	for _, h := range n.all() {
		if h.Signature == "" {
			continue
		}
		if !h.signedBy(keys...) {
			return nil, badSignature(h)
		}
		last = max(last, h.Entries)
	}
	var notices []journal.Notice
	for _, h := range n.all() {
		if last >= 0 && h.Signature == "" && h.Entries > last {
			notices = append(notices, journal.Notice{Grave: true, Text: "the end of the ledger that " + h.where() +
				" notes is not signed, and earlier ones are: whoever took the signature away can have changed what it stood under; look at rollcall register verify --public FILE"})
		}
	}
	return notices, nil
}
