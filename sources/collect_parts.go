package sources

import (
	"context"
	"strings"

	"rollcall/sources/cells"
)

// readParts reads a table whose rows are parts of pupils.
func (x *collectExport) readParts(ctx context.Context, t *collectTable) error {
	pupils, parent, o := x.of(t), t.parent(), t.part.out
	var d pupilRow
	return t.each(ctx, func(c collectCells, reason string) error {
		n := o.next()
		if reason != "" {
			return o.reject(n, "", reason)
		}
		pupil, ok := pupils.index[c.key(parent)]
		if !ok {
			return o.reject(n, parent, "no pupil row with this key")
		}
		d.faults = d.faults[:0]
		if !pupils.take(t.role, pupil, c, &d) {
			f := d.faults[0]
			if f.code != "" {
				o.code(f.field, f.code)
			}
			return o.reject(n, f.field, f.reason)
		}
		for _, f := range d.faults {
			if f.code != "" {
				o.code(f.field, f.code)
			}
			if err := o.value(n, f.field, f.reason); err != nil {
				return err
			}
		}
		o.joined()
		return o.err
	})
}

// take keeps a row for its pupil. When it returns false the first of d's faults says why the row is of no use.
func (p *collectPupils) take(role collectRole, pupil int32, c collectCells, d *pupilRow) bool {
	switch role {
	case addressTable:
		if _, twice := p.addresses[pupil]; twice {
			d.leaveOut("address1", "a second address; the first is used")
			return false
		}
		p.addresses[pupil] = collectAddressOf(c, d)
		return true
	case exclusionTable:
		e := exclusionRow{category: c.of("category"), reasons: [3]string{c.of(reason1Names...), c.of("reason2"), c.of("reason3")}, sessions: c.of("sessions")}
		e.start = d.collectDay("exclusion", c.of("startdate"))
		claim, ok := d.exclusion(e)
		if ok {
			p.exclusions[pupil] = append(p.exclusions[pupil], claim)
		} else {
			d.faults = d.faults[len(d.faults)-1:]
		}
		return ok
	}
	code, n, ok := d.sessions([]byte(c.of("attendancereason")), []byte(c.of(sessionsNames...)))
	if ok {
		p.sessions[role-sessionTable].add(pupil, codeCount{code, n})
	}
	return ok
}

// collectAddressOf reads an address: that of BS 7666 when it says a house or a street, otherwise the lines.
func collectAddressOf(c collectCells, d *pupilRow) collectAddress {
	a := collectAddress{
		postcode: d.cell("postcode", cells.PostcodeValue, c.of("postcode")),
		uprn:     d.cell("uprn", cells.UPRNValue, c.of("uniquepropertyreferencenumber")),
	}
	lines := []string{c.of("addressline1"), c.of("addressline2"), c.of("addressline3"), c.of("addressline4"), c.of("addressline5")}
	house, street := c.of("paon"), c.of("street")
	if house != "" || street != "" || strings.Join(lines, "") == "" {
		town, post := c.of("town"), c.of("posttown")
		if strings.EqualFold(town, post) {
			post = ""
		}
		lines = []string{c.of("saon"), strings.TrimSpace(house + " " + street), c.of("locality"), town, post}
	}
	said := lines[:0]
	for _, l := range lines {
		if l != "" {
			said = append(said, l)
		}
	}
	a.lines = d.line("address1", strings.Join(said, ", "))
	return a
}

// collectDay reads a day as COLLECT writes it, or leaves it out.
func (r *pupilRow) collectDay(field, s string) Date {
	if s == "" {
		return 0
	}
	d, ok := collectDay(s)
	if !ok {
		r.leaveOut(field, "not a date (want YYYY-Mon-DD)")
		return 0
	}
	return r.possible(field, d)
}
