package settings

import (
	"strings"
	"testing"
	"time"
)

const signIn = "  sign_in: {issuer: https://login.example, client: rollcall, secret_env: OIDC}\n  roles: {officer: [cme]}\n"

func TestHowThePageIsReached(t *testing.T) {
	s, err := loadWith(t, "")
	if err != nil || s.Review.Address() != "127.0.0.1:8417" || s.Review.IdleTime() != 0 {
		t.Errorf("left out: %+v, %v", s, err)
	}
	for name, more := range map[string]string{
		"here":             "review: {listen: \"localhost:9000\", idle: 10m, longest: 4h}\n",
		"with TLS":         "review:\n  listen: 0.0.0.0:8443\n  url: https://rollcall.example\n  certificate: c.pem\n  key: k.pem\n" + signIn,
		"behind a proxy":   "review:\n  listen: 10.0.0.4:8080\n  url: https://rollcall.example\n  behind_proxy: true\n" + signIn,
		"signing in, here": "review:\n  url: http://127.0.0.1:8417\n" + signIn,
	} {
		if s, err := loadWith(t, more); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if name == "here" && (s.Review.IdleTime() != 10*time.Minute || s.Review.LongestTime() != 4*time.Hour) {
			t.Errorf("%+v", s.Review)
		}
	}
}

func TestHowThePageCannotBeReached(t *testing.T) {
	for _, tc := range []struct{ more, want string }{
		{"review: {listen: nowhere}\n", "line 4, column 10: review.listen: want host:port"},
		{"review: {listen: \"0.0.0.0:80\"}\n", "beyond this machine people sign in"},
		{"review: {listen: \":8080\"}\n", "beyond this machine people sign in"},
		{"review:\n  listen: 0.0.0.0:8443\n  url: https://rollcall.example\n" + signIn, "nothing is sent in the clear"},
		{"review:\n  listen: 0.0.0.0:8443\n  behind_proxy: true\n" + signIn, "review.url: missing"},
		{"review:\n  listen: 0.0.0.0:8443\n  behind_proxy: true\n  url: http://rollcall.example\n" + signIn, "http is for this machine alone"},
		{"review:\n  url: https://rollcall.example\n" + signIn, "nothing here speaks TLS"},
		{"review:\n  url: https://rollcall.example/x\n  behind_proxy: true\n" + signIn, "want https://host without a path"},
		{"review: {certificate: c.pem, url: \"https://x\"}\n", "want a certificate and its key"},
		{"review: {certificate: c.pem, key: k.pem, behind_proxy: true, url: \"https://x\"}\n", "leave one of the two out"},
		{"review: {idle: soon}\n", "review.idle: want a length of time"},
		{"review: {longest: 90h}\n", "review.longest: want a length of time"},
		{"review: {roles: {officer: [x]}}\n", "name review.sign_in"},
		{"review:\n  url: http://127.0.0.1:1\n  sign_in: {issuer: https://x, client: r, secret_env: S}\n", "which groups are officers"},
		{"review:\n  url: http://127.0.0.1:1\n  sign_in: {issuer: http://x, client: r, secret_env: S}\n  roles: {officer: [x]}\n", "want the https:// address"},
		{"review:\n  url: http://127.0.0.1:1\n  sign_in: {issuer: https://x, secret_env: S}\n  roles: {officer: [x]}\n", "review.sign_in.client: missing"},
		{"review:\n  url: http://127.0.0.1:1\n  sign_in: {issuer: https://x, client: r}\n  roles: {officer: [x]}\n", "want a secret_file or a secret_env"},
		{"review:\n  url: http://127.0.0.1:1\n" + signIn + "  roles: {clerk: [x]}\n", "stands on line"},
		{"review:\n  url: http://127.0.0.1:1\n  sign_in: {issuer: https://x, client: r, secret_env: S}\n  roles: {officr: [x], lead: []}\n", "did you mean officer?"},
		{"review: {lisen: x}\n", "did you mean listen?"},
	} {
		if _, err := loadWith(t, tc.more); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %s", tc.more, err, tc.want)
		}
	}
}
