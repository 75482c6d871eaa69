package matchers

// MeasurePlace has the levels both (address and postcode), nearly (address, and a postcode with one error or of the same sector),
// address (no postcode), postcode (no address), neighbour (same postcode, another address), elsewhere (same address,
// another postcode), around (a postcode like it), else. Columns are addresses and Postcodes the postcodes that belong
// with them, position by position; the best of all places of both rows counts.
const MeasurePlace Measure = "place"

func init() {
	registerMeasure(MeasurePlace, measure{bind: bindPlace, levels: []Level{
		{Name: "else", M: .1, U: .93},
		{Name: "around", M: .03, U: 4e-3},
		{Name: "elsewhere", M: .01, U: 1e-5},
		{Name: "neighbour", M: .02, U: 3e-5},
		{Name: "postcode", M: .05, U: 3e-5},
		{Name: "address", M: .05, U: 3e-5},
		{Name: "nearly", M: .05, U: 3e-6},
		{Name: "both", M: .65, U: 1e-6},
	}})
}

// The levels of MeasurePlace. Address and postcode are one comparison because they say the same thing twice.
const (
	placeElse      int8 = iota
	placeAround         // postcodes of one sector or with one error; addresses missing or not alike
	placeElsewhere      // addresses alike, postcodes not
	placeNeighbour      // same postcode, addresses not alike
	placePostcode       // same postcode, an address missing
	placeAddress        // addresses alike, a postcode missing
	placeNearly         // addresses alike, postcodes of one sector or with one error
	placeBoth           // addresses alike, same postcode
)

// placeComparer compares where people live: each place of one row with each of the other, the best counts.
type placeComparer struct {
	packedPlace
	postcodes, addresses *lexicon
	sectors              []int32 // by postcode, missing for one without a sector
	houses               []house // by address
	units, lines         *entries
	near, alike          *similarityCache
	kernels              kernels
	nearMeasured         func(a, b int32) int8
	alikeMeasured        func(a, b int32) int8
}

// house is what of an address is compared.
type house struct {
	AddressParts
	number int32 // Number by id, so that most addresses are told apart at once
}

// bindPlace makes the comparer of a MeasurePlace.
func bindPlace(t *Table, c Comparison, _ *lexicon) comparer {
	p := &placeComparer{postcodes: newCodeLexicon(), addresses: newCodeLexicon()}
	p.units, p.lines = p.postcodes.entriesOf(t, c.Postcodes, true), p.addresses.entriesOf(t, c.Columns, true)
	sectors, numbers := newCodeLexicon(), newCodeLexicon()
	for _, unit := range p.postcodes.words {
		s := missing
		if sector := ParsePostcode(unit).Sector; sector != "" {
			s = sectors.number(sector)
		}
		p.sectors = append(p.sectors, s)
	}
	for _, key := range p.addresses.words {
		parts := parseAddressKey(key)
		p.houses = append(p.houses, house{parts, numbers.number(parts.Number)})
	}
	p.postcodes.sealNumbers()
	p.addresses.sealNumbers()
	return p
}

// forWorker implements comparer.
func (p *placeComparer) forWorker() comparer {
	g := *p
	g.near, g.alike = newSimilarityCache(len(p.postcodes.words)), newSimilarityCache(len(p.addresses.words))
	g.kernels = kernels{}
	g.nearMeasured, g.alikeMeasured = g.measurePostcodes, g.measureAddresses
	return &g
}

// packRow implements comparer.
func (p *placeComparer) packRow(i int32, row []uint32) {
	units, lines := p.units.of(i), p.lines.of(i)
	p.packValues(row, max(len(units), len(lines)) > 1)
	if u := valueAt(units, 0); u != missing {
		p.writeUnit(row, p.postcodes.words[u], p.sectors[u])
	}
	if l := valueAt(lines, 0); l != missing {
		p.writeLine(row, l, p.houses[l].number)
	}
}

// compareAtSight implements comparer.
func (p *placeComparer) compareAtSight(a, b []uint32) int8 { return p.lookAtWords(a, b) }

// compareRows implements comparer.
func (p *placeComparer) compareRows(i, j int32) (int8, int32, int32) {
	best, line, other := int8(-1), missing, missing
	ui, uj, li, lj := p.units.of(i), p.units.of(j), p.lines.of(i), p.lines.of(j)
	for x := range max(len(ui), len(li)) {
		for y := range max(len(uj), len(lj)) {
			a, b := valueAt(li, x), valueAt(lj, y)
			if g := p.levelOf(valueAt(ui, x), a, valueAt(uj, y), b); g > best {
				best, line, other = g, a, b
			}
		}
	}
	if best != placeBoth && best != placeNearly && best != placeAddress && best != placeElsewhere {
		return best, missing, missing
	}
	return best, line, other
}

// comparePacked implements packedMeasurer.
func (p *placeComparer) comparePacked(a, b []uint32) (int8, int32, int32) {
	x, y := a[p.at:][:placeWords], b[p.at:][:placeWords]
	if x[placeMark]|y[placeMark] != 0 {
		return p.compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	}
	lineA, lineB := int32(x[placeLine]), int32(y[placeLine])
	if lineA != missing && lineB != missing && p.addressesAlike(lineA, lineB) {
		return levelTogether(x, y), lineA, lineB
	}
	return levelApart(x, y), missing, missing
}

// countRows implements crowded: of each address.
func (p *placeComparer) countRows() []float64 { return p.lines.countValues(len(p.addresses.words)) }

// eachPlace implements addressed.
func (p *placeComparer) eachPlace(i int32, f func(text string)) {
	for _, v := range p.lines.of(i) {
		if v != missing {
			f(p.addresses.words[v])
		}
	}
}

// placeText implements addressed.
func (p *placeComparer) placeText(v int32) string { return p.addresses.words[v] }

// valueAt returns the id at a position, missing beyond the end.
func valueAt(ids []int32, k int) int32 {
	if k < len(ids) {
		return ids[k]
	}
	return missing
}

// levelOf compares two places.
func (p *placeComparer) levelOf(unitA, lineA, unitB, lineB int32) int8 {
	bothUnits, bothLines := unitA != missing && unitB != missing, lineA != missing && lineB != missing
	switch {
	case bothLines && p.addressesAlike(lineA, lineB):
		return p.levelAlike(unitA, unitB, bothUnits)
	case bothUnits && unitA == unitB:
		if bothLines {
			return placeNeighbour
		}
		return placePostcode
	case bothUnits && p.postcodesNear(unitA, unitB):
		return placeAround
	case bothUnits || bothLines:
		return placeElse
	}
	return -1
}

// levelAlike is the level of two places whose addresses are alike.
func (p *placeComparer) levelAlike(unitA, unitB int32, both bool) int8 {
	switch {
	case !both:
		return placeAddress
	case unitA == unitB:
		return placeBoth
	case p.postcodesNear(unitA, unitB):
		return placeNearly
	}
	return placeElsewhere
}

// postcodesNear reports whether two different postcodes are of one sector or one error apart.
func (p *placeComparer) postcodesNear(a, b int32) bool {
	if p.sectors[a] != missing && p.sectors[a] == p.sectors[b] {
		return true
	}
	return p.near.levelOf(a, b, p.nearMeasured) == 1
}

// measurePostcodes returns 1 for postcodes one error apart.
func (p *placeComparer) measurePostcodes(a, b int32) int8 {
	if p.kernels.within(p.postcodes.words[a], p.postcodes.words[b], 1) {
		return 1
	}
	return 0
}

// addressesAlike reports whether two addresses are the same home.
func (p *placeComparer) addressesAlike(a, b int32) bool {
	if a == b {
		return true
	}
	if p.houses[a].number != p.houses[b].number {
		return false
	}
	return p.alike.levelOf(a, b, p.alikeMeasured) == 1
}

// measureAddresses returns 1 for two addresses of one number whose streets are at most two errors apart, one in short
// names, and whose flats do not differ.
func (p *placeComparer) measureAddresses(a, b int32) int8 {
	x, y := p.houses[a], p.houses[b]
	if x.Flat != "" && y.Flat != "" && x.Flat != y.Flat {
		return 0
	}
	limit := 2
	if min(len(x.Street), len(y.Street)) < 7 {
		limit = 1
	}
	if p.kernels.within(x.Street, y.Street, limit) {
		return 1
	}
	return 0
}
