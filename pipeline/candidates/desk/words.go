package desk

import (
	"context"
	"errors"
	"math/bits"
	"strings"
	"sync"

	"github.com/antzucaro/matchr"
)

// words are the words of names and addresses that the store is asked by, for what is spelt otherwise.
type words struct {
	names, parents, addresses []wordKey
	mutex                     sync.Mutex
	sounds                    map[string]string // of words, as far as they were asked for
}

// wordKey is a word and which letters it has.
type wordKey struct {
	text    string
	letters uint64
}

// lettersOf is a bit for each letter and figure of a folded word.
func lettersOf(word string) (letters uint64) {
	for i := range len(word) {
		letters |= 1 << (word[i] & 63)
	}
	return letters
}

// words reads the words once, when something is first looked for.
func (d *Desk) words() (*words, error) {
	d.spelt.Lock()
	defer d.spelt.Unlock()
	if d.speltWords != nil {
		return d.speltWords, nil
	}
	w := &words{sounds: map[string]string{}}
	for _, of := range []struct {
		kind byte
		to   *[]wordKey
	}{{aName, &w.names}, {aParent, &w.parents}, {anAddress, &w.addresses}} {
		if err := d.eachKey(context.Background(), string(of.kind), func(key string, _ children) {
			*of.to = append(*of.to, wordKey{key[1:], lettersOf(key[1:])})
		}); err != nil {
			return nil, err
		}
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
	letters, sound := lettersOf(typed), ""
	if len(typed) >= 3 && figures(typed) == "" {
		sound = w.soundOf(typed)
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
		case figures(typed) != "" || figures(k.text) != "": // another number is another house
			continue
		}
		off, longer := bits.OnesCount64(letters^k.letters), len(k.text)-len(typed)
		if len(typed) >= fewestSpelt && longer >= -2 && longer <= 2 && off <= 4 {
			switch distance := matchr.DamerauLevenshtein(typed, k.text); {
			case distance == 1:
				call(k.text, oneOff)
				continue
			case distance == 2 && len(typed) >= fewestTwice:
				call(k.text, twoOff)
				continue
			}
		}
		if sound != "" && longer >= -4 && longer <= 4 && k.text[0] == typed[0] && w.soundOf(k.text) == sound {
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

// readKey calls with the children of a key, or of every key that begins so.
func (d *Desk) readKey(ctx context.Context, key string, beginning bool, call func(children)) error {
	return d.eachKey(ctx, key, func(k string, who children) {
		if beginning || k == key {
			call(who)
		}
	})
}

// eachKey calls with every key that begins so.
func (d *Desk) eachKey(ctx context.Context, beginning string, call func(key string, who children)) error {
	rows, err := d.db.QueryContext(ctx, `SELECT block FROM found_by WHERE first >= coalesce((SELECT max(first) FROM found_by WHERE first <= ?1), '') AND first < ?1 || char(1114111)`, beginning)
	if err != nil {
		return faultOf(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			return faultOf(ctx, err)
		}
		block, err := unpack(packed)
		if err != nil {
			return err
		}
		past := false
		if err := readBlock(block, func(key string, who children) bool {
			if strings.HasPrefix(key, beginning) {
				call(key, who)
				return true
			}
			past = key > beginning
			return !past
		}); err != nil || past {
			return errors.Join(err, rows.Close())
		}
	}
	return faultOf(ctx, rows.Err())
}
