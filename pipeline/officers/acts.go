package officers

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// Look is who does something that is to be noted, and what for. The account of the operating system is noted besides.
type Look struct {
	By, Purpose string
}

// Unnoted says that what a person did could not be noted.
type Unnoted struct {
	Refused bool // and was not done for it
	err     error
}

// Error says why.
func (u *Unnoted) Error() string {
	if u.Refused {
		return fmt.Sprintf("this could not be noted, and audit.noting is required: nothing is shown (%v)", u.err)
	}
	return fmt.Sprintf("this could NOT be noted in the register: note by hand who did it, when and what for (%v)", u.err)
}

// Unwrap is why it could not.
func (u *Unnoted) Unwrap() error { return u.err }

// NoteLook enters in the register what a person is about to do, before anything is shown. The error is an *Unnoted where it could not
// be; whether it is done all the same is for the settings to say.
func NoteLook(ctx context.Context, s *settings.Settings, o journal.Options, look Look, act register.Act, children ...string) error {
	o = o.WithDefaults(s.OutputDir())
	act.By, act.Purpose, act.At = strings.TrimSpace(look.By), strings.TrimSpace(look.Purpose), register.ActTime(time.Now())
	if err := safekeeping.NoteAct(ctx, safekeeping.AskedIn(s, o), act, children...); err != nil {
		return &Unnoted{Refused: s.Audit.MustNote(), err: err}
	}
	return nil
}

// Wanted is which acts are asked for; what is empty asks for all.
type Wanted struct {
	Since string // YYYY-MM-DD
	Of    string // a child id
	By    string // a role or an account
}

// Audit is who did what, when and why.
type Audit struct {
	Acts  []register.Act
	names map[string]string // of children that the register holds, by digest
}

// ReadAudit reads from the register who did what. The whole ledger is verified first: the error holds a *register.BrokenError where any
// entry of it is not as it was written.
func ReadAudit(ctx context.Context, s *settings.Settings, o journal.Options, want Wanted) (*Audit, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRegister(s, o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	if _, err := safekeeping.VerifyRegister(ctx, safekeeping.AskedIn(s, o), reg); err != nil {
		return nil, err
	}
	all, err := reg.ReadActs(ctx)
	if err != nil {
		return nil, err
	}
	a := &Audit{Acts: selectActs(all, want, reg)}
	a.names, err = reg.NameDigests(ctx, a.Acts)
	return a, err
}

// selectActs are those of some acts that are asked for.
func selectActs(all []register.Act, want Wanted, reg *register.Register) (some []register.Act) {
	for _, x := range all {
		if x.Day() < want.Since || want.By != "" && x.By != want.By && x.Account != want.By || want.Of != "" && !x.IsOf(reg.DigestChild(want.Of)) {
			continue
		}
		some = append(some, x)
	}
	return some
}

// childrenOf are the children of an act in words.
func (a *Audit) childrenOf(x *register.Act) string { return strings.Join(a.namesOf(x), " ") }

func (a *Audit) namesOf(x *register.Act) (names []string) {
	for _, d := range x.Of {
		name := a.names[d]
		if name == "" {
			name = "no longer held (" + d[:8] + ")"
		}
		names = append(names, name)
	}
	return names
}

// auditTitles are the columns of the audit.
var auditTitles = []string{"entry", "when", "what", "account", "by", "child", "run", "purpose", "details"}

// cells are what the audit says of an act, as auditTitles name it.
func (a *Audit) cells(x *register.Act) []string {
	purpose := x.Purpose
	if purpose == "" && !x.IsWork() {
		purpose = "not stated"
	}
	return []string{fmt.Sprint(x.Entry), x.At, x.Act, x.Account, x.By, a.childrenOf(x), x.Run, purpose, x.What}
}

// String writes a line for each act.
func (a *Audit) String() string {
	if len(a.Acts) == 0 {
		return "nothing of that is noted\n"
	}
	var b strings.Builder
	for i := range a.Acts {
		c := a.cells(&a.Acts[i])
		fmt.Fprintf(&b, "%6s  %s  %s", c[0], c[1], c[2])
		for k, before := range []string{"", "by role ", "child ", "run ", "for: ", ""} {
			if text := c[3+k]; text != "" {
				if k == 0 {
					before = "by account "
				}
				fmt.Fprintf(&b, "; %s%s", before, text)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// WriteCSV writes the acts as a table. A cell that a spreadsheet would take for a formula is quoted with an apostrophe.
func (a *Audit) WriteCSV(to io.Writer) error {
	w := csv.NewWriter(to)
	if err := w.Write(auditTitles); err != nil {
		return err
	}
	for i := range a.Acts {
		cells := a.cells(&a.Acts[i])
		for k, c := range cells {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				cells[k] = "'" + c
			}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
