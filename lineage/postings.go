// SPDX-License-Identifier: Apache-2.0

package lineage

// nearest is how many articles before and after it in time an article is
// compared with for each hash that it shares with more of them (the sorted
// neighbourhood method: Hernandez and Stolfo, SIGMOD 1995). A hash that
// thousands of articles carry still links them, each with a few, and which
// ones depends on the articles alone and not on the order in which they came.
const nearestInTime = 12

// postings says in which articles a hash stands. The articles of a hash that
// few have stand in the slots of a hash table, eight bytes each; the others in
// lists of their own, in order of time.
type postings struct {
	shards [shards]shard
	lists  map[uint32]*timeline // of the hashes that more than nearestInTime+1 articles have
	clock  clock
}

// A hash finds its shard by its first bits and its slot by the others. Shards
// grow one by one, so that growing never holds the whole table twice.
const (
	shards    = 256
	shardBits = 24
	listed    = int32(-1) // in place of an article: see lists
	deleted   = int32(-2) // in place of an article: nothing stands here any more
)

type shard struct {
	slots []slot
	used  int
}

// slot is one article of one hash; a hash of 0 is a free slot.
type slot struct {
	hash    uint32
	article int32
}

func newPostings(c clock) *postings { return &postings{lists: map[uint32]*timeline{}, clock: c} }

func (p *postings) shard(hash uint32) *shard { return &p.shards[hash>>shardBits] }

// first is the slot at which the search for a hash begins.
func (s *shard) first(hash uint32) int {
	const low = 1<<shardBits - 1
	return int(uint64(hash&low) * uint64(len(s.slots)) >> shardBits)
}

// each calls do with every slot of the hash until it returns false.
func (s *shard) each(hash uint32, do func(*slot) bool) {
	if len(s.slots) == 0 {
		return
	}
	for i := s.first(hash); s.slots[i].hash != 0; {
		if s.slots[i].hash == hash && s.slots[i].article != deleted && !do(&s.slots[i]) {
			return
		}
		if i++; i == len(s.slots) {
			i = 0
		}
	}
}

// put fills a free slot.
func (s *shard) put(hash uint32, article int32) {
	if 5*(s.used+1) > 4*len(s.slots) {
		s.grow()
	}
	i := s.first(hash)
	for s.slots[i].hash != 0 {
		if i++; i == len(s.slots) {
			i = 0
		}
	}
	s.slots[i] = slot{hash, article}
	s.used++
}

func (s *shard) grow() {
	old := s.slots
	s.slots, s.used = make([]slot, max(16, len(old)+len(old)/2)), 0
	for _, o := range old {
		if o.hash != 0 && o.article != deleted {
			s.put(o.hash, o.article)
		}
	}
}

// add puts an article under a hash.
func (p *postings) add(hash uint32, article int32) {
	s := p.shard(hash)
	var here [nearestInTime + 1]*slot
	n := 0
	s.each(hash, func(at *slot) bool {
		here[n] = at
		n++
		return at.article != listed && n < len(here)
	})
	switch {
	case n > 0 && here[n-1].article == listed:
		p.lists[hash].insert(p.clock, article)
	case n < len(here):
		s.put(hash, article)
	default:
		list := &timeline{}
		for _, at := range here {
			list.insert(p.clock, at.article)
			at.article = deleted
		}
		here[0].article = listed
		list.insert(p.clock, article)
		p.lists[hash] = list
	}
}

// remove takes an article away from a hash.
func (p *postings) remove(hash uint32, article int32) {
	p.shard(hash).each(hash, func(at *slot) bool {
		switch at.article {
		case article:
			at.article = deleted
			return false
		case listed:
			p.lists[hash].remove(p.clock, article)
			return false
		}
		return true
	})
}

// near appends the articles of the hash that an article, itself among them,
// is to be compared with.
func (p *postings) near(hash uint32, article int32, to []int32) []int32 {
	p.shard(hash).each(hash, func(at *slot) bool {
		if at.article == listed {
			to, _, _ = p.lists[hash].around(p.clock, article, nearestInTime, to)
			return false
		}
		if at.article != article {
			to = append(to, at.article)
		}
		return true
	})
	return to
}

// over appends the pairs of articles of the hash, in order of time, which are
// too far apart to be compared only because the article stands between them.
func (p *postings) over(hash uint32, article int32, to [][2]int32) [][2]int32 {
	list := p.lists[hash]
	if list == nil {
		return to
	}
	var room [2 * nearestInTime]int32
	around, before, found := list.around(p.clock, article, nearestInTime, room[:0])
	if !found {
		return to
	}
	for first := range before {
		if last := first + nearestInTime; last < len(around) {
			to = append(to, [2]int32{around[first], around[last]})
		}
	}
	return to
}
