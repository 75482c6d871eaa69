package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// The headers of a webhook's request. The signature is "sha256=" and, in hexadecimal, the HMAC-SHA-256 by the secret of the
// time, a full stop, and the body. The time, in seconds since 1970, is in it so that an old request cannot be sent again.
const (
	SignatureHeader = "X-Rollcall-Signature"
	TimeHeader      = "X-Rollcall-Time"
)

// Webhook posts notices as JSON.
type Webhook struct {
	URL     string
	Secret  Secret
	CAFile  string          // PEM of certificates to trust beside the machine's
	Timeout time.Duration   // of one request; zero: fifteen seconds
	Pauses  []time.Duration // between requests, while a server fails; nil: two seconds and ten
	Now     func() time.Time
}

// Name says what the channel is.
func (w *Webhook) Name() string { return "webhook" }

// Send posts the notice, again where the server fails or is busy. What a server refuses it is not sent twice.
func (w *Webhook) Send(ctx context.Context, n *Notice) error {
	secret, err := w.Secret.Read()
	if err != nil {
		return err
	}
	trust, err := trusted(w.CAFile)
	if err != nil {
		return err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: w.timeout(),
		// A signed body goes where the settings say and nowhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	pauses := w.Pauses
	if pauses == nil {
		pauses = []time.Duration{2 * time.Second, 10 * time.Second}
	}
	body := n.json()
	for i := 0; ; i++ {
		again, err := w.post(ctx, client, secret, body)
		if err == nil || !again || i == len(pauses) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pauses[i]):
		}
	}
}

func (w *Webhook) timeout() time.Duration {
	if w.Timeout == 0 {
		return 15 * time.Second
	}
	return w.Timeout
}

// post makes one request, and says whether another may do better.
func (w *Webhook) post(ctx context.Context, client *http.Client, secret string, body []byte) (again bool, err error) {
	now := time.Now
	if w.Now != nil {
		now = w.Now
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return false, errors.New("the address cannot be used")
	}
	at := strconv.FormatInt(now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "rollcall")
	r.Header.Set(TimeHeader, at)
	r.Header.Set(SignatureHeader, Sign(secret, at, body))
	answer, err := client.Do(r)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) { // its text has the address, and an address may be a secret
			err = wrapped.Err
		}
		return true, err
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	if answer.StatusCode/100 == 2 {
		return false, nil
	}
	again = answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusRequestTimeout
	return again, fmt.Errorf("the server answered %d", answer.StatusCode)
}

// Sign is the signature of a body sent at a time.
func Sign(secret, at string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(at + "."))
	h.Write(body)
	return "sha256=" + hex.EncodeToString(h.Sum(nil))
}
