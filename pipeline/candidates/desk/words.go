package desk

import (
	"context"
	"math"
	"math/bits"
	"strings"
	"sync"

	"github.com/antzucaro/matchr"
)

// words are the words of names and addresses that the store is asked by, for what is spelt otherwise.
type words struct {
	firsts                    []string // of the blocks of keys, in order
	names, parents, addresses []wordKey
	ranks                     []int32 // of children by number, in the order of their ids
	mutex                     sync.Mutex
	sounds                    map[string]string // of words, as far as they were asked for
}

// wordKey is a word and which letters it has.
type wordKey struct {
	text    string
	letters uint64
}

// lettersOf is a bit for each letter of a folded word, and above them one for each figure.
func lettersOf(word string) (letters uint64) {
	for i := range len(word) {
		if isLetter(word[i]) {
			letters |= 1 << (word[i] - 'a')
		} else {
			letters |= 1 << (26 + word[i]&15)
		}
	}
	return letters
}

// figureBits are those of figures.
const figureBits = ^uint64(1<<26 - 1)

// words reads the words once, when something is first looked for.
func (d *Desk) words(ctx context.Context) (*words, error) {
	d.spelt.Lock()
	defer d.spelt.Unlock()
	if d.speltWords != nil {
		return d.speltWords, nil
	}
	w := &words{sounds: map[string]string{}}
	ranks, err := d.readRanks(ctx)
	if err != nil {
		return nil, err
	}
	w.ranks = ranks
	err = d.eachBlock(ctx, 0, math.MaxInt32, func(first string, block []byte) error {
		w.firsts = append(w.firsts, first)
		to := map[byte]*[]wordKey{aName: &w.names, aParent: &w.parents, anAddress: &w.addresses}[first[0]]
		if to == nil {
			return nil
		}
		return readPacked(block, func(key string, _ children) bool {
			*to = append(*to, wordKey{key[1:], lettersOf(key[1:])})
			return true
		})
	})
	if err != nil {
		return nil, err
	}
	d.speltWords = w
	return w, nil
}

// nearTo are the words that a typed word may mean.
func (w *words) nearTo(typed string) (keys []meant) {
	add := func(kind byte, word string, m match) { keys = append(keys, meant{string(kind) + word, false, m}) }
	w.each(typed, w.names, func(word string, how nearness) {
		add(aName, word, [...]match{same: {100, byName}, begun: {75, byNameBegun}, oneOff: {80, byNameNear}, twoOff: {65, byNameNear}, sounding: {60, byNameSound}}[how])
	})
	w.each(typed, w.parents, func(word string, how nearness) {
		add(aParent, word, [...]match{same: {85, byParent}, begun: {55, byParentNear}, oneOff: {60, byParentNear}, twoOff: {45, byParentNear}, sounding: {45, byParentNear}}[how])
	})
	w.each(typed, w.addresses, func(word string, how nearness) {
		if how != sounding && how != twoOff {
			add(anAddress, word, [...]match{same: {70, byAddress}, begun: {45, byAddressNear}, oneOff: {40, byAddressNear}}[how])
		}
	})
	return keys
}

// nearness is how a word is like another.
type nearness int

const (
	same nearness = iota
	begun
	oneOff
	twoOff
	sounding
)

// How many letters a typed word has for another to be it begun, with an error, or with two.
const fewestBegun, fewestSpelt, fewestTwice = 2, 4, 7

// each calls with the words that are like a typed one, and how.
func (w *words) each(typed string, all []wordKey, call func(word string, how nearness)) {
	letters, sound, edits := lettersOf(typed), "", 0
	if len(typed) >= 3 && letters&figureBits == 0 {
		sound = w.soundOf(typed)
	}
	if len(typed) >= fewestSpelt {
		edits = 1
	}
	if len(typed) >= fewestTwice {
		edits = 2
	}
	for i := range all {
		k := &all[i]
		switch {
		case k.text == typed:
			call(k.text, same)
			continue
		case len(typed) >= fewestBegun && strings.HasPrefix(k.text, typed):
			call(k.text, begun)
			continue
		case (letters|k.letters)&figureBits != 0: // another number is another house
			continue
		}
		longer := max(len(k.text)-len(typed), len(typed)-len(k.text))
		if edits > 0 && longer <= edits && bits.OnesCount64(letters^k.letters) <= 2*edits { // one edit changes two letters at most
			switch distance := matchr.DamerauLevenshtein(typed, k.text); {
			case distance == 1:
				call(k.text, oneOff)
				continue
			case distance == 2 && edits == 2:
				call(k.text, twoOff)
				continue
			}
		}
		if sound != "" && longer <= 4 && k.text[0] == typed[0] && w.soundOf(k.text) == sound {
			call(k.text, sounding)
		}
	}
}

// soundOf is how a word sounds; what is asked for is kept.
func (w *words) soundOf(word string) string {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	sound, known := w.sounds[word]
	if !known {
		sound, _ = matchr.DoubleMetaphone(word)
		sound = strings.TrimSpace(sound)
		w.sounds[word] = sound
	}
	return sound
}
