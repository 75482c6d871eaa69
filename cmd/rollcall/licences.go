package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
)

// licenceFiles are the notices of everything that is linked: linked.csv lists the modules, texts.txt holds the texts as the
// modules bring them, and the two versions of the GNU General Public License stand beside them because matchr names the licence
// and does not bring it. `make licences` writes the first two anew.
//
//go:embed licences
var licenceFiles embed.FS

// notice is one module that is linked, and its licence by the SPDX identifier.
type notice struct{ module, version, licence string }

// linkedNotices reads the list of what is linked.
func linkedNotices() []notice {
	lines, err := csv.NewReader(strings.NewReader(licenceText("linked.csv"))).ReadAll()
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	var all []notice
	for _, l := range lines[1:] {
		all = append(all, notice{l[0], l[1], l[2]})
	}
	return all
}

func licenceText(name string) string {
	raw, err := licenceFiles.ReadFile("licences/" + name)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// licenceStatement says what whoever passes the program on must know.
func licenceStatement() string {
	all := linkedNotices()
	var apache int
	for _, n := range all {
		if strings.Contains(n.licence, "Apache-2.0") {
			apache++
		}
	}
	return fmt.Sprintf(`Licences. %d modules and Go's own library are linked into this program; --licences prints the terms of each.

One of them, github.com/antzucaro/matchr (string similarity), is under the GNU General Public License, version 2 or any later
version. Using the program asks for nothing. Whoever passes it on, one authority to another or a supplier to its customers,
passes on the whole of it under terms that the GPL allows: the complete source of this very build goes with it or is
offered in writing, and nobody may be forbidden to run, study, change or pass it on.
%d of the modules are under the Apache License 2.0, which goes together with version 3 of the GPL and not with version 2:
so the whole can be passed on under GPL version 3 or later, and under no other terms.

Rollcall's own source carries no licence yet. Until its owner has chosen one, nobody but the owner has leave to pass the
program on at all; to be passed on with matchr in it, the choice has to be one that goes together with GPL version 3.
`, len(all)-1, apache)
}

// licenceNotices is the statement, the list, and every text.
func licenceNotices() string {
	var out strings.Builder
	out.WriteString(licenceStatement() + "\n")
	for _, n := range linkedNotices() {
		fmt.Fprintf(&out, "%-42s %-42s %s\n", n.module, n.version, n.licence)
	}
	out.WriteString("\n" + licenceText("texts.txt"))
	for _, version := range []string{"2", "3"} {
		fmt.Fprintf(&out, "\n%s\nThe GNU General Public License, version %s\n%s\n\n%s", ruler, version, ruler, licenceText("GPL-"+version+".txt"))
	}
	return out.String()
}

// ruler parts one notice from the next.
const ruler = "================================================================================"
