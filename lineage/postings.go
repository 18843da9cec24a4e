// SPDX-License-Identifier: Apache-2.0

package lineage

import "math"

// nearest is how many articles before and after it in time an article is
// compared with for each hash that it shares with more of them (the sorted
// neighbourhood method: Hernandez and Stolfo, SIGMOD 1995). A hash that
// thousands of articles carry still links them, each with a few, and which
// ones depends on the articles alone and not on the order in which they came.
const nearestInTime = 12

// few is how many articles of a hash stand in the slots of the table; those of
// a hash that more have stand in a list of their own.
const few = nearestInTime + 1

// postings says in which articles a hash stands. The articles of a hash that
// few have stand in the slots of a hash table, eight bytes each; the others in
// lists of their own, in order of time.
type postings struct {
	shards [shards]shard
	lists  []*timeline // of the hashes that more than few articles have
	clock  clock
	warmed int
	room   []int32
}

// A hash finds its shard by its first bits and its slot by the others. Shards
// grow one by one, so that growing never holds the whole table twice, and since
// they begin with different sizes they do not all grow at the same time.
const (
	shards    = 256
	shardBits = 24
)

type shard struct {
	slots []slot
	used  int
}

// slot is one article of one hash; a hash of 0 is a free slot.
type slot struct {
	hash uint32
	at   int32 // an article, or deleted, or from firstList down the number of a list
}

const (
	deleted   = int32(-1) // nothing stands here any more
	firstList = int32(-2)
)

func newPostings(c clock) *postings { return &postings{clock: c} }

func (p *postings) shard(hash uint32) *shard { return &p.shards[hash>>shardBits] }

// list is the list that a slot stands for, or nil.
func (p *postings) list(s slot) *timeline {
	if s.at > firstList {
		return nil
	}
	return p.lists[firstList-s.at]
}

// first is the slot at which the search for a hash begins.
func (s *shard) first(hash uint32) int {
	const low = 1<<shardBits - 1
	return int(uint64(hash&low) * uint64(len(s.slots)) >> shardBits)
}

// find writes the slots of the hash into room and returns how many there are,
// at most as many as there is room for.
func (s *shard) find(hash uint32, room []*slot) (n int) {
	if len(s.slots) == 0 {
		return 0
	}
	for i := s.first(hash); s.slots[i].hash != 0 && n < len(room); {
		if s.slots[i].hash == hash && s.slots[i].at != deleted {
			room[n] = &s.slots[i]
			n++
		}
		if i++; i == len(s.slots) {
			i = 0
		}
	}
	return n
}

// put fills a free slot.
func (s *shard) put(hash uint32, at int32) {
	if 5*(s.used+1) > 4*len(s.slots) {
		s.grow(hash)
	}
	i := s.first(hash)
	for s.slots[i].hash != 0 {
		if i++; i == len(s.slots) {
			i = 0
		}
	}
	s.slots[i] = slot{hash, at}
	s.used++
}

// grow makes room for half as many slots again in the shard of a hash.
func (s *shard) grow(hash uint32) {
	old := s.slots
	s.slots, s.used = make([]slot, max(roomy(leastSlots, hash), len(old)+len(old)/2)), 0
	for _, o := range old {
		if o.hash != 0 && o.at != deleted {
			s.put(o.hash, o.at)
		}
	}
}

// leastSlots is with how many slots a shard begins at least.
const leastSlots = 64

// roomy is up to half as much again, by the shard of a hash: with even steps
// between the logarithms.
func roomy(n int, hash uint32) int {
	return int(float64(n) * math.Pow(1.5, float64(hash>>shardBits)/shards))
}

// warm reads where the hashes stand, all at once. In a table of a million
// articles every hash is a miss of the caches; those of reads that do not wait
// for one another are paid together.
func (p *postings) warm(hashes []uint32) {
	sum := 0
	var lists [64]*timeline
	n := 0
	for _, h := range hashes {
		if s := p.shard(h); len(s.slots) > 0 {
			at := s.slots[s.first(h)]
			if at.hash == h && at.at <= firstList && n < len(lists) {
				lists[n] = p.lists[firstList-at.at]
				n++
			}
			sum += int(at.hash)
		}
	}
	for _, l := range lists[:n] {
		sum += len(l.blocks)
	}
	for _, l := range lists[:n] {
		if last := len(l.blocks) - 1; last >= 0 {
			sum += len(l.blocks[last])
		}
	}
	for _, l := range lists[:n] {
		if last := len(l.blocks) - 1; last >= 0 {
			b := l.blocks[last]
			sum += int(b[len(b)-1].minute)
		}
	}
	p.warmed = sum
}

// add puts an article under a hash, and appends the articles to near that it
// is to be compared with. Where there are more, they are in order of time, and
// before tells how many of them are earlier; otherwise it is -1.
func (p *postings) add(hash uint32, article int32, near []int32) (_ []int32, before int) {
	s := p.shard(hash)
	var room [few]*slot
	here := room[:s.find(hash, room[:])]
	if len(here) > 0 {
		if list := p.list(*here[0]); list != nil {
			return list.insert(p.clock, article, nearestInTime, near)
		}
	}
	if len(here) == few {
		list := &timeline{}
		for _, at := range here {
			list.insert(p.clock, at.at, 0, nil)
			at.at = deleted
		}
		p.lists = append(p.lists, list)
		here[0].at = firstList - int32(len(p.lists)-1)
		return list.insert(p.clock, article, nearestInTime, near)
	}
	for _, at := range here {
		near = append(near, at.at)
	}
	s.put(hash, article)
	return near, -1
}

// addAll puts an article under hashes.
func (p *postings) addAll(hashes []uint32, article int32) {
	p.warm(hashes)
	for _, h := range hashes {
		p.room, _ = p.add(h, article, p.room[:0])
	}
}

// remove takes an article away from a hash.
func (p *postings) remove(hash uint32, article int32) {
	var room [few]*slot
	for _, at := range room[:p.shard(hash).find(hash, room[:])] {
		if list := p.list(*at); list != nil {
			list.remove(p.clock, article)
		} else if at.at == article {
			at.at = deleted
		}
	}
}

// near appends the articles of the hash that an article, itself among them,
// is to be compared with, as add does.
func (p *postings) near(hash uint32, article int32, to []int32) (_ []int32, before int) {
	var room [few]*slot
	for _, at := range room[:p.shard(hash).find(hash, room[:])] {
		if list := p.list(*at); list != nil {
			to, before, found := list.around(p.clock, article, nearestInTime, to)
			if !found {
				before = -1
			}
			return to, before
		}
		if at.at != article {
			to = append(to, at.at)
		}
	}
	return to, -1
}

// parted appends the pairs among neighbours in time, so many of them before an
// article, that are too far apart to be compared only because it stands
// between them.
func parted(near []int32, before int, to [][2]int32) [][2]int32 {
	for first := range max(0, before) {
		if last := first + nearestInTime; last < len(near) {
			to = append(to, [2]int32{near[first], near[last]})
		}
	}
	return to
}
