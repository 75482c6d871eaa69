package sources

import (
	"context"
	"slices"
	"strings"

	"rollcall/sources/cells"
)

// readParts reads a table whose rows are parts of pupils.
func (x *collectExport) readParts(ctx context.Context, t *collectTable) error {
	pupils, parent, o := x.tableOf(t), t.parentKey(), t.part.out
	var d pupilRow
	return t.eachRow(ctx, func(c collectCells, reason string) error {
		n := o.nextRow()
		if reason != "" {
			return o.rejectRow(n, "", reason)
		}
		pupil, ok := pupils.index[c.rowKey(parent)]
		if !ok {
			return o.rejectRow(n, parent, "no pupil row with this key")
		}
		d.rec.Row, d.faults = n, d.faults[:0]
		if !pupils.takeAddress(t.role, pupil, c, &d) {
			d.faults[0].countCode(o)
			return o.rejectRow(n, d.faults[0].field, d.faults[0].reason)
		}
		if err := d.tellFaults(o); err != nil {
			return err
		}
		o.checkJoined()
		return o.err
	})
}

// takeAddress keeps a row for its pupil. When it returns false the first of d's faults says why the row is of no use.
func (p *collectPupils) takeAddress(role collectRole, pupil int32, c collectCells, d *pupilRow) bool {
	switch role {
	case addressTable:
		if _, twice := p.addresses[pupil]; twice {
			d.leaveOut("address1", "a second address; the first is used")
			return false
		}
		p.addresses[pupil] = collectAddressOf(c, d)
		return true
	case exclusionTable:
		e := exclusionRow{category: c.cellOf("category"), reasons: [3]string{c.cellOf(reason1Names...), c.cellOf("reason2"), c.cellOf("reason3")}, sessions: c.cellOf("sessions")}
		e.start = d.collectDay("exclusion", c.cellOf("startdate"))
		claim, ok := d.readExclusion(e)
		if ok {
			p.exclusions[pupil] = append(p.exclusions[pupil], claim)
		} else {
			d.faults = d.faults[len(d.faults)-1:]
		}
		return ok
	}
	code, n, ok := d.readSessions([]byte(c.cellOf("attendancereason")), []byte(c.cellOf(sessionsNames...)))
	if ok {
		p.sessions[role-sessionTable].addSession(pupil, codeCount{code, n})
	}
	return ok
}

// collectAddressOf reads an address: that of BS 7666 when it says a house or a street, otherwise the lines.
func collectAddressOf(c collectCells, d *pupilRow) collectAddress {
	a := collectAddress{
		postcode: d.readIdentifier("postcode", cells.PostcodeValue, c.cellOf("postcode")),
		uprn:     d.readIdentifier("uprn", cells.UPRNValue, c.cellOf("uniquepropertyreferencenumber")),
	}
	lines := []string{c.cellOf("addressline1"), c.cellOf("addressline2"), c.cellOf("addressline3"), c.cellOf("addressline4"), c.cellOf("addressline5")}
	house, street := c.cellOf("paon"), c.cellOf("street")
	if house != "" || street != "" || strings.Join(lines, "") == "" {
		town, post := c.cellOf("town"), c.cellOf("posttown")
		if strings.EqualFold(town, post) {
			post = ""
		}
		lines = []string{c.cellOf("saon"), strings.TrimSpace(house + " " + street), c.cellOf("locality"), town, post}
	}
	a.lines = d.readLine("address1", joinSaid(lines, ", "))
	return a
}

// joinSaid joins the texts that say something.
func joinSaid(texts []string, with string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), with)
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
	return r.possibleDay(field, d)
}
