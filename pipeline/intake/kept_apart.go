package intake

import (
	"errors"

	"rollcall/pipeline/disk"
	"rollcall/sources"
)

// apartPlaces are where in a file of an extract the codes stand of what is held apart. What they say is kept nowhere.
type apartPlaces struct {
	Path    string
	Records []int32 // that say something, by their number among those of the piece, each less the one before
	Gaps    []int64 // see sources.FindApart
}

// errNotPlaced says that what is held apart cannot be found again without reading the file as a whole.
var errNotPlaced = errors.New("what is held apart is not found in the file")

// placeApart finds where the files of an extract say what is held apart.
func (c *collector) placeApart(x sources.Extract) ([]apartPlaces, error) {
	batch := c.apart.Batch()
	if batch == nil {
		return nil, nil
	}
	paths := map[string]string{}
	for _, path := range x.Files {
		paths[sources.FileName(path, x.Root)] = path
	}
	var all []apartPlaces
	said, last, index := [][]sources.EthnicGroup{}, []int{}, map[string]int{}
	number := 0
	for _, slab := range c.slabs {
		for i := range slab.Len() {
			if group := sources.EthnicityOf(batch, number); group != sources.EthnicityNotKnown {
				file := slab.OriginOf(slab.Row(i)).File
				k, known := index[file]
				if !known {
					k = len(all)
					index[file] = k
					all, said, last = append(all, apartPlaces{Path: paths[file]}), append(said, nil), append(last, 0)
				}
				all[k].Records = append(all[k].Records, int32(number-last[k]))
				said[k], last[k] = append(said[k], group), number
			}
			number++
		}
	}
	for k := range all {
		f, err := disk.Open(all[k].Path) // of a member of an archive there is none
		if err != nil {
			return nil, err
		}
		gaps, found := sources.FindApart(x.Kind, f, said[k])
		f.Close()
		if !found {
			return nil, errNotPlaced
		}
		all[k].Gaps = gaps
	}
	return all, nil
}

// readApartPlaces reads what is held apart of so many records.
func readApartPlaces(kind sources.Kind, records int, all []apartPlaces) (sources.ApartBuilder, error) {
	var b sources.ApartBuilder
	groups := make([]sources.EthnicGroup, records)
	for _, p := range all {
		f, err := disk.Open(p.Path)
		if err != nil {
			return b, err
		}
		said, err := sources.ReadApart(kind, f, p.Gaps)
		f.Close()
		if err != nil {
			return b, err
		}
		number := 0
		for k, group := range said {
			if number += int(p.Records[k]); number >= records {
				return b, errNotPlaced
			}
			groups[number] = group
		}
	}
	for _, group := range groups {
		b.Append()
		if group != sources.EthnicityNotKnown {
			b.Last(sources.HeldApart{Ethnicity: group})
		}
	}
	return b, nil
}
