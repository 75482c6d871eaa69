package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// matching is what is matched tonight. Where an earlier night matched the very same, by the same model and under the same judgements, what
// it found stands, and no row is made for any identity: who is one child hangs on nothing else. One identity more or less makes all
// anew, since how rare a name is, and so every pair, hangs on all.
type matching struct {
	folk     *people.People
	judged   []people.JudgedPair
	before   *matched      // what an earlier night found of the same; nil: it is found tonight
	compared *journal.Told // what was told of the pairs; nil where a checkpoint had them

	shelf *kept.Shelf
	of    string       // digest of what is compared
	tells journal.Told // what was told of the table
}

// matched is the clusters of identities, and what is told of them.
type matched struct {
	clusters      *matchers.Clusters
	told, oneHome int // rows told of a namesake, and pairs of one home
	errors        []matchers.ErrorRate
	compared      journal.Told
}

// standardise makes identities of records and, unless an earlier night matched the very same, rows to compare.
func standardise(j *journal.Journal, s *settings.Settings, shelf *kept.Shelf, passed *intake.Passed, sealing *people.Sealing, reg *register.Register, memory *past.Past) (*matching, error) {
	m := &matching{folk: people.Group(j, passed, sealing, reg.KeyPrint), shelf: shelf}
	m.judged = m.folk.JudgedPairs(memory.Judgements)
	if shelf != nil {
		m.of = m.folk.ComparedDigest(passed.Ingested.Schools)
		if m.lookBack(j, s) {
			return m, nil
		}
	}
	var err error
	m.tells, err = j.Overhear(func() error { return m.folk.BuildTable(j, passed.Ingested.Schools) })
	return m, err
}

// lookBack looks for what an earlier night found of the same, and reports whether it did.
func (m *matching) lookBack(j *journal.Journal, s *settings.Settings) bool {
	model, err := settledModel(s)
	if err != nil {
		return false // said by the stage that wants it
	}
	if model == nil {
		model, _ = m.readModel()
	}
	if model == nil {
		return false
	}
	var k keptMatching
	if !m.shelf.Take(m.nameMatched(model), func(r io.Reader) error { return gob.NewDecoder(r).Decode(&k) }) {
		return false
	}
	before := m.part(k.clusters())
	if people.ClustersDigest(before.clusters) != k.Parted { // claims tell another story of the same identities
		return false
	}
	before.errors, before.compared = k.Errors, k.Compared
	m.before = before
	j.TakeKept(k.Table)
	return true
}

// nameModel names the model that is trained on what is compared.
func (m *matching) nameModel() kept.Name {
	return m.shelf.NameOf("model", m.of, people.JudgedDigest(m.judged))
}

// nameMatched names what is found by a model of what is compared.
func (m *matching) nameMatched(model *matchers.Model) kept.Name {
	h := sha256.New()
	if err := model.Save(h); err != nil {
		return m.shelf.NameOf("no model", err.Error())
	}
	return m.shelf.NameOf("matched", m.of, string(h.Sum(nil)), people.JudgedDigest(m.judged), fmt.Sprint(m.folk.SealConstraints()))
}

// keptModel is a trained model and what was told of its training.
type keptModel struct {
	Told  journal.Told
	Model []byte
}

// readModel has back the model that was trained on the very same.
func (m *matching) readModel() (*matchers.Model, journal.Told) {
	var k keptModel
	var model *matchers.Model
	m.shelf.Take(m.nameModel(), func(r io.Reader) (err error) {
		if err = gob.NewDecoder(r).Decode(&k); err == nil {
			model, err = matchers.LoadModel(bytes.NewReader(k.Model))
		}
		return err
	})
	return model, k.Told
}

// takeModel is readModel for the stage that settles the model.
func (m *matching) takeModel(j *journal.Journal) *matchers.Model {
	model, told := m.readModel()
	if model != nil {
		j.TakeKept(told)
	}
	return model
}

func (m *matching) keepModel(model *matchers.Model, told journal.Told) {
	if m.shelf == nil {
		return
	}
	var b bytes.Buffer
	if err := model.Save(&b); err != nil {
		return // it is said where the model is published
	}
	m.shelf.Put(m.nameModel(), func(w io.Writer) error { return gob.NewEncoder(w).Encode(keptModel{told, b.Bytes()}) })
}

// match resolves edges into clusters. What is to be kept of them is returned beside them: what follows changes them.
func (m *matching) match(ctx context.Context, j *journal.Journal, model *matchers.Model, edges *matchers.Edges) (*matched, *keptMatching, error) {
	clusters, err := matchers.Resolve(ctx, m.folk.Table, model, edges, matchers.ResolveOptions{
		Exclusive: people.ReturnColumn, Possible: people.GreyFrom, Workers: j.Workers,
		Judgements: append(people.Constraints(m.judged), m.folk.SealConstraints()...),
	})
	if err != nil {
		return nil, nil, err
	}
	var k *keptMatching
	if m.shelf != nil {
		k = keepClusters(clusters)
	}
	return m.part(clusters), k, nil
}

// part leaves to a person what no model should decide.
func (m *matching) part(clusters *matchers.Clusters) *matched {
	out := &matched{clusters: clusters}
	out.told = m.folk.PartHearsay(clusters, m.judged)
	out.oneHome = m.folk.AddOneHome(clusters)
	return out
}

// keep keeps what was found for the next night.
func (m *matching) keep(model *matchers.Model, found *matched, k *keptMatching, parted string) {
	if k == nil || m.compared == nil {
		return
	}
	k.Table, k.Compared, k.Parted, k.Errors = m.tells, *m.compared, parted, found.errors
	m.shelf.Put(m.nameMatched(model), func(w io.Writer) error { return gob.NewEncoder(w).Encode(k) })
}
