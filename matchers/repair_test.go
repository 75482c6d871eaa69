package matchers

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestAFitThatFoundNobodyIsTold trains on children who have one record each.
func TestAFitThatFoundNobodyIsTold(t *testing.T) {
	v := invent(5, 150)
	seen := map[int]bool{}
	var once []person
	for _, p := range v.people {
		if !seen[p.who] {
			seen[p.who] = true
			p.upn = ""
			once = append(once, p)
		}
	}
	v.people = once
	_, training, err := Train(context.Background(), v.table(t, inOrder(len(once))), PersonSpec(inventedColumns), TrainOptions{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !training.Nobody || training.Alike > 1 || !strings.Contains(strings.Join(training.Warnings, " "), foundNobody) {
		t.Errorf("nobody found %v, %g pairs alike, told %q", training.Nobody, training.Alike, training.Warnings)
	}
}

// TestARuleThatMisleadsIsLeftOut fits rules of which one brings nothing but twins: the household class becomes theirs. What is fitted without it is well, and it is told.
func TestARuleThatMisleadsIsLeftOut(t *testing.T) {
	x, told := fitMisled(t, "postcode but a letter and forename")
	if ailment := x.findAilment(); ailment != "" || !x.households || x.birthsByChance {
		t.Errorf("%s; households %v, births by chance %v", ailment, x.households, x.birthsByChance)
	}
	if !strings.Contains(told, "postcode but a letter and forename") {
		t.Errorf("told %q (want the rule)", told)
	}
}

// TestHouseholdsHaveTheirBirthsByChance fits rules of which two bring nothing but twins, so that leaving one out does not help: a class of
// households is kept, of whom two have one birthday no oftener than strangers, and it is told.
func TestHouseholdsHaveTheirBirthsByChance(t *testing.T) {
	x, told := fitMisled(t, "postcode but a letter and forename", "postcode and forename")
	birth := x.spec.Index("birth")
	if ailment := x.findAilment(); ailment != "" || !x.households || !x.birthsByChance || x.namesakes > mostNamesakes ||
		math.Abs(x.theta[classH][birth][dateExact]-x.theta[classU][birth][dateExact]) > 1e-4 {
		t.Errorf("%s; households %v, births by chance %v, namesakes %.4f, of one birthday %.4f", ailment, x.households, x.birthsByChance, x.namesakes, x.theta[classH][birth][dateExact])
	}
	if !strings.Contains(told, "births by chance") {
		t.Errorf("told %q", told)
	}
}

// fitMisled fits the rules of invented children of which some are made to bring twins, and returns what was told of it.
func fitMisled(t *testing.T, misled ...string) (*mixture, string) {
	t.Helper()
	v := invent(8, 400)
	table := v.table(t, inOrder(len(v.people)))
	spec := PersonSpec(inventedColumns)
	vectors, err := table.prepareVectors(spec)
	if err != nil {
		t.Fatal(err)
	}
	chance, err := chancePatterns(context.Background(), table, vectors, spec, 100_000, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := table.prepareBlocks(context.Background(), spec, 500, 2, true)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := observePatterns(context.Background(), vectors, spec, b, nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	twins := Vector(0)
	for name, g := range map[string]int8{"forename": forenameElse, "surname": surnameExact, "birth": dateExact, "place": placeBoth} {
		twins = twins.set(spec.Index(name), g)
	}
	for r, rule := range spec.Blocking {
		if slices.Contains(misled, rule.Name) {
			seen.told[r] = []cell{{twins, 20_000}}
		}
	}
	training := &Training{}
	x := training.fitHealthy(func(households bool) *mixture {
		return newMixture(spec, chance, float64(table.Len()), pairsOf(table, spec), households)
	}, seen, true, 500)
	return x, strings.Join(training.Warnings, " ")
}
