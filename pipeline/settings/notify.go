package settings

import (
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strings"
)

// Notify says who is told what of the jobs. Nobody is when it is left out.
type Notify struct {
	// On is what is told of: failed, held, missing (extracts that a run could not rely on, when they are others than last told),
	// success. The first three when left out.
	On []string `yaml:"on"`
	// Link is what stands before the name of a run's folder: the address by which officers open it. Its path when left out.
	Link    string   `yaml:"link"`
	Mail    *Mail    `yaml:"mail"`
	Webhook *Webhook `yaml:"webhook"`
}

// Mail is how notices are sent by e-mail. The password lies in a file or in the environment, never here.
type Mail struct {
	Server       string   `yaml:"server"`   // host:port
	Security     string   `yaml:"security"` // starttls (when left out), tls, or none to a server on this machine
	From         string   `yaml:"from"`
	To           []string `yaml:"to"`
	User         string   `yaml:"user"`          // empty: the server asks for no name
	PasswordFile string   `yaml:"password_file"` // one of the two, where there is a user
	PasswordEnv  string   `yaml:"password_env"`
	CAFile       string   `yaml:"ca_file"` // PEM of the authority's own certificates, beside those of the machine
}

// Webhook is where notices are posted as JSON.
type Webhook struct {
	URL        string `yaml:"url"`
	SecretFile string `yaml:"secret_file"` // what the bodies are signed with
	SecretEnv  string `yaml:"secret_env"`
	CAFile     string `yaml:"ca_file"`
}

// What can be told of.
const (
	OnFailed  = "failed"
	OnHeld    = "held"
	OnMissing = "missing"
	OnSuccess = "success"
)

// TellsOf reports whether somebody is to be told of something.
func (n Notify) TellsOf(what string) bool {
	if n.On == nil {
		return what != OnSuccess
	}
	return slices.Contains(n.On, what)
}

func (s *Settings) notifyFaults() (f faults) {
	n := s.Notify
	for _, on := range n.On {
		if !slices.Contains([]string{OnFailed, OnHeld, OnMissing, OnSuccess}, on) {
			f.add("notify.on", "%s is %s", quoteFound(on), wantOneOf(on, []string{OnFailed, OnHeld, OnMissing, OnSuccess}))
		}
	}
	if m := n.Mail; m != nil {
		host, port, err := net.SplitHostPort(m.Server)
		if err != nil || host == "" || port == "" {
			f.add("notify.mail.server", "want host:port, such as smtp.example.gov.uk:587")
		}
		switch m.Security {
		case "", "starttls", "tls":
		case "none":
			if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				f.add("notify.mail.security", "none is for a server on this machine alone; want starttls or tls")
			}
		default:
			f.add("notify.mail.security", "%s is %s", quoteFound(m.Security), wantOneOf(m.Security, []string{"starttls", "tls", "none"}))
		}
		if _, err := mail.ParseAddress(m.From); err != nil {
			f.add("notify.mail.from", "want an address")
		}
		if len(m.To) == 0 {
			f.add("notify.mail.to", "missing; name at least one address")
		}
		for _, to := range m.To {
			if _, err := mail.ParseAddress(to); err != nil {
				f.add("notify.mail.to", "want addresses only")
			}
		}
		if wants := m.User != ""; wants != (m.PasswordFile != "" || m.PasswordEnv != "") || m.PasswordFile != "" && m.PasswordEnv != "" {
			f.add("notify.mail", "want a password_file or a password_env where there is a user, and none where there is not")
		}
	}
	if w := n.Webhook; w != nil {
		to, err := url.Parse(w.URL)
		if err != nil || to.Host == "" || to.Scheme != "https" && to.Scheme != "http" {
			f.add("notify.webhook.url", "want https://…")
		} else if ip := net.ParseIP(to.Hostname()); to.Scheme == "http" && to.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
			f.add("notify.webhook.url", "http is for a server on this machine alone; want https://…")
		}
		if (w.SecretFile == "") == (w.SecretEnv == "") {
			f.add("notify.webhook", "want a secret_file or a secret_env")
		}
	}
	if n.Link != "" && strings.ContainsAny(n.Link, "\r\n") {
		f.add("notify.link", "want one line")
	}
	return f
}
