package linkage

import (
	"cmp"
	"slices"

	"rollcall/matchers"
	"rollcall/sources"
)

// ShardPlan is a linkage by the settings in shards, of which nobody sees more than some rows at a time: what its rows are made of, and how
// they are compared. It is the linkage that Link makes, of the same settings.
type ShardPlan struct {
	Settings *Settings
	Fields   []matchers.Field
	Spec     matchers.Spec
	used     []Used
}

// Cell is a value of a column of a table, and how many rows have it. Of a number of a person it is one with a date of birth beside it.
type Cell struct {
	Table                int
	Column, Value, Birth string
	Rows                 int
}

// Readings are, by table and column, how values are read that other rows have a say in: what stands for nothing, and the order of dates.
type Readings map[string]map[string]map[string]string

// PlanShards returns the plan of the settings. The error is a *SettingsError when it cannot be known from them alone.
func PlanShards(s *Settings) (*ShardPlan, error) {
	p := &ShardPlan{Settings: s}
	faults := &SettingsError{}
	refuse := func(so bool, what string) {
		if so {
			faults.Faults = append(faults.Faults, s.path+": "+what)
		}
	}
	for _, t := range s.Tables {
		refuse(t.ID == "" || t.ID == rowNumbers, "tables: "+t.Name+": name under id the column that names its rows, which cannot be called by their numbers in shards")
		refuse(t.Duplicates == duplicatesNo || t.Duplicates != duplicatesYes && len(s.Tables) > 1,
			"tables: "+t.Name+": say duplicates: yes; tables that hold nobody twice are linked on one machine")
	}
	for _, c := range s.Columns {
		refuse(c.Kind == "", "columns: say what "+c.Name+" holds, as name: kind; nothing is guessed in shards")
		p.used = append(p.used, Used{Name: c.Name, Kind: c.Kind})
	}
	refuse(len(s.Columns) == 0, "columns: name those to compare, as name: kind; nothing is guessed in shards")
	refuse(len(s.Never) > 0 || s.Judgements != "" || len(s.Encrypt.Recipients) > 0,
		"never, judgements and encrypt are for one machine")
	if len(faults.Faults) > 0 {
		return nil, faults
	}
	columns, people := columnsFor(nil, p.used)
	for _, c := range columns {
		p.Fields = append(p.Fields, c.Field)
	}
	a := assembled{spec: defaultSpec(people)}
	a.overrideSpec(s)
	p.Spec = a.spec
	if err := p.Spec.Validate(p.Fields); err != nil {
		return nil, faultf("%s: %v", s.path, err)
	}
	return p, nil
}

// Columns returns the names of the columns that are read, as the settings call them.
func (p *ShardPlan) Columns() []string {
	var out []string
	for _, u := range p.used {
		if u.Kind != Ignore {
			out = append(out, u.Name)
		}
	}
	return out
}

// TableOf returns the number of a table, −1 for none.
func (p *ShardPlan) TableOf(name string) int {
	return slices.IndexFunc(p.Settings.Tables, func(t TableSetting) bool { return t.Name == name })
}

// isKeyed reports whether values of the kind are a person's own, so that those which people of different births share are nobody's.
func (k Kind) isKeyed() bool { return fewestOf(k) > 0 }

// otherRowsSay reports whether how values of the kind are read depends on other rows.
func (k Kind) otherRowsSay() bool {
	return k == Birth || k.isKeyed() || k == Forename || k == Surname || k == MiddleNames || k == FullName
}

// EachCell calls take with the cells of a row, its values by the plan's columns, in which other rows have a say.
func (p *ShardPlan) EachCell(table int, valueOf func(column string) string, take func(Cell)) {
	birth := ""
	for _, u := range p.used {
		if u.Kind == Birth && birth == "" {
			birth = sources.PlainText(valueOf(u.Name))
		}
	}
	for _, u := range p.used {
		if value := sources.PlainText(valueOf(u.Name)); value != "" && u.Kind.otherRowsSay() {
			c := Cell{Table: table, Column: u.Name, Value: value, Rows: 1}
			if u.Kind.isKeyed() {
				c.Birth = birth
			}
			take(c)
		}
	}
}

// Settle finds out how values are read, of all cells, each once.
func (p *ShardPlan) Settle(cells []Cell) Readings {
	out := Readings{}
	births := namesOfKind(p.used, Birth)
	for _, u := range p.used {
		if u.Kind.otherRowsSay() && !u.Kind.isKeyed() {
			tables := p.tablesOf(cells, u.Name)
			before := tables.columnsNamed(u.Name)
			clearNothing(tables.list, []Used{u})
			out.note(tables, before, u.Name)
		}
	}
	for _, u := range p.used {
		if !u.Kind.isKeyed() {
			continue
		}
		tables := p.tablesOf(cells, u.Name)
		before := tables.columnsNamed(u.Name)
		used := []Used{u}
		clearNothing(tables.list, used)
		if len(births) > 0 {
			tables.addBirths(births[0], out)
			clearSharedKeys(tables.list, append(used, Used{Name: births[0], Kind: Birth}))
		}
		out.note(tables, before, u.Name)
	}
	return out
}

// cellTables are tables of cells: a row of theirs stands for as many as have the cell.
type cellTables struct {
	list   []*table
	births [][]string // raw, by table and row
}

// tablesOf returns the cells of one column as tables.
func (p *ShardPlan) tablesOf(cells []Cell, name string) *cellTables {
	out := &cellTables{births: make([][]string, len(p.Settings.Tables))}
	for _, t := range p.Settings.Tables {
		c := newColumn(name)
		c.weights = []int{}
		out.list = append(out.list, &table{name: t.Name, columns: []*column{c}})
	}
	for _, cell := range cells {
		if cell.Column == name && cell.Table < len(out.list) {
			t := out.list[cell.Table]
			t.rows++
			t.columns[0].addValue(cell.Value)
			t.columns[0].weights = append(t.columns[0].weights, cell.Rows)
			out.births[cell.Table] = append(out.births[cell.Table], cell.Birth)
		}
	}
	return out
}

// columnsNamed returns a column of each table.
func (t *cellTables) columnsNamed(name string) (out []*column) {
	for _, table := range t.list {
		out = append(out, table.columnNamed(name))
	}
	return out
}

// addBirths adds the dates of birth that stand beside the cells, as they are read.
func (t *cellTables) addBirths(name string, read Readings) {
	for k, table := range t.list {
		c := newColumn(name)
		for _, birth := range t.births[k] {
			c.addValue(read.of(table.name, name, birth))
		}
		c.weights = table.columns[0].weights
		table.columns = append(table.columns, c)
	}
}

// note notes which values of a column are read as another, or as none.
func (r Readings) note(tables *cellTables, before []*column, name string) {
	for k, t := range tables.list {
		after := t.columnNamed(name)
		for i := range before[k].codes {
			from, to := before[k].valueOf(i), after.valueOf(i)
			if from == to {
				continue
			}
			if r[t.name] == nil {
				r[t.name] = map[string]map[string]string{}
			}
			if r[t.name][name] == nil {
				r[t.name][name] = map[string]string{}
			}
			r[t.name][name][from] = to
		}
	}
}

// of returns how a value is read.
func (r Readings) of(table, column, value string) string {
	if to, ok := r[table][column][value]; ok {
		return to
	}
	return value
}

// RowCells is a row as a table holds it: the number of its table, its place in the order of keys of all rows, and its values by the plan's columns.
type RowCells struct {
	Table  int
	Row    int32
	Values []string
}

// Rows returns some rows as Link would compare them, in their order.
func (p *ShardPlan) Rows(rows []RowCells, read Readings) ([]matchers.ShardRow, error) {
	tables := make([]*table, len(p.Settings.Tables))
	for k, t := range p.Settings.Tables {
		tables[k] = &table{name: t.Name}
		for _, name := range p.Columns() {
			tables[k].columns = append(tables[k].columns, newColumn(name))
		}
	}
	for _, r := range rows {
		t := tables[r.Table]
		t.rows++
		for k, c := range t.columns {
			c.addValue(read.of(t.name, c.name, sources.PlainText(r.Values[k])))
		}
	}
	var alone []Used // no other row has a say
	for _, u := range p.used {
		if !u.Kind.otherRowsSay() {
			alone = append(alone, u)
		}
	}
	clearNothing(tables, alone)
	columns, _ := columnsFor(tables, p.used)
	order := rowsByTable(rows)
	keys, datasets := make([]string, len(rows)), make([]uint16, len(rows))
	for at, k := range order {
		datasets[at] = uint16(rows[k].Table)
	}
	table, err := matchers.FromColumns(keys, datasets, columns)
	if err != nil {
		return nil, err
	}
	out := make([]matchers.ShardRow, len(rows))
	for at, k := range order {
		out[k] = table.ShardRow(int32(at))
		out[k].Row, out[k].Home = rows[k].Row, rows[k].Row
	}
	return out, nil
}

// rowsByTable returns the rows in the order of their tables, in which columns are put together.
func rowsByTable(rows []RowCells) []int {
	order := make([]int, len(rows))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[a].Table, rows[b].Table) })
	return order
}
