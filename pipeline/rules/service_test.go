package rules

import (
	"strings"
	"testing"
)

// TestTheWorkerComesFirst draws one missing child with one service after the other: the line names the gravest that is open, since when,
// and the social worker of it before whomever the rule would ask.
func TestTheWorkerComesFirst(t *testing.T) {
	check := func(reason, who, next string, flags ...string) {
		t.Helper()
		x := &caseText{build: newBuilder()}
		for _, s := range append([]string{"on 2026-10-15", "born 2016-05-01", "roll 8874001 from 2024-09-03 seen 2026-05-21", "left 8874001 2026-09-22 ground G",
			"lives contact 2026-10-12"}, flags...) {
			x.read(s)
		}
		x.build.finish()
		v := Judge(x.build.c)
		if len(v.CME) == 0 {
			t.Fatalf("%v: no line", flags)
		}
		f := v.CME[0]
		if !strings.HasSuffix(f.Reason, reason) || f.Who != who || !strings.HasPrefix(f.Next, next) {
			t.Errorf("%v: %q, %q, %q", flags, f.Reason, f.Who, f.Next)
		}
	}
	plan := "flag child_protection 2026-03-03"
	check(" A child protection plan since 3 March 2026 makes it urgent.", "social worker, then CME officer", "Tell the social worker today; then ", plan)
	check(" A child protection plan since 3 March 2026 makes it urgent.", "social worker, then CME officer", "Tell the social worker today; then ",
		plan, "flag child_in_need 2026-09-01", "flag missing_episode 2026-10-01")
	check(" A child protection plan since 3 March 2026 makes it urgent.", "social worker, then CME officer", "Tell the social worker today (Team 4); then ", plan+" toward Team~4")
	check(" Being looked after since 1 September 2026 makes it urgent.", "social worker, then CME officer", "Tell the social worker today; then ", "flag child_in_care 2026-09-01 place 887")
	check(" Being a child in need since 1 September 2026 makes it urgent.", "social worker, then CME officer", "Tell the social worker today; then ", "flag child_in_need 2026-09-01")
	check(" A safeguarding fact makes it urgent.", "CME officer", "", "flag refuge 2026-09-01")
	check("", "CME officer", "", "flag early_help 2026-09-01")
	check("", "CME officer", "", "flag child_protection 2025-03-03 to 2026-01-09")
}

// A sentence goes on small, but for a word that is written in capitals.
func TestASentenceGoesOn(t *testing.T) {
	for in, want := range map[string]string{"Ask the school": "ask the school", "CME officer rings": "CME officer rings", "": "", "A": "a"} {
		if got := startLower(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
