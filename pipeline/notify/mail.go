package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// Mail sends notices through an SMTP server.
type Mail struct {
	Server   string // host:port
	Security string // starttls (also when empty: mail never goes in clear because a server offers nothing better), tls, none
	From     string
	To       []string
	User     string // empty: the server asks for no name
	Password Secret
	CAFile   string        // PEM of certificates to trust beside the machine's
	Timeout  time.Duration // of the whole; zero: thirty seconds
}

// Name says what the channel is.
func (m *Mail) Name() string { return "mail" }

// Send sends the notice to every address in one message.
func (m *Mail) Send(ctx context.Context, n *Notice) error {
	timeout := m.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return fmt.Errorf("%s: not a port", port)
	}
	trust, err := trusted(m.CAFile)
	if err != nil {
		return err
	}
	o := []mail.Option{mail.WithPort(number), mail.WithTimeout(timeout), mail.WithTLSConfig(&tls.Config{
		ServerName: host, RootCAs: trust, MinVersion: tls.VersionTLS12})}
	switch m.Security {
	case "tls":
		o = append(o, mail.WithSSL())
	case "none":
		o = append(o, mail.WithTLSPolicy(mail.NoTLS))
	default:
		o = append(o, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.User != "" {
		password, err := m.Password.Read()
		if err != nil {
			return err
		}
		o = append(o, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(password))
	}
	client, err := mail.NewClient(host, o...)
	if err != nil {
		return err
	}
	msg := mail.NewMsg()
	if err := errors.Join(msg.From(m.From), msg.To(m.To...)); err != nil {
		return err
	}
	msg.Subject(n.Subject())
	msg.SetMessageID()
	msg.SetDateWithValue(n.At)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // no answer from a machine
	msg.SetBodyString(mail.TypeTextPlain, n.Words())
	return client.DialAndSendWithContext(ctx, msg)
}

// trusted are the machine's certificates and those of a file; nil for the machine's alone.
func trusted(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s: holds no certificate in PEM", file)
	}
	return pool, nil
}
