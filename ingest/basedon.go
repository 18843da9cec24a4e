// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"net/url"
	"slices"

	sites "depesche/address"
)

// maxBasedOn bounds how many originals a page may name.
const maxBasedOn = 8

// basedOn lists the addresses on other sites that the page names as the
// original of its article: isBasedOn, a canonical address elsewhere, and the
// meta elements by which news sites name whom they took a text over from.
func (p *page) basedOn(own string) []string {
	references := []string{p.links["canonical"], p.metaValue("og:url")}
	for _, name := range []string{"original-source", "syndication-source"} {
		references = append(references, p.metas[name]...)
	}
	for _, o := range p.linked.article() {
		references = append(references, p.linked.addresses(o["isBasedOn"], 0)...)
	}
	var list []string
	for _, reference := range references {
		address := resolve(p.opts.URL, reference)
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || len(u.Path) < 2 && u.RawQuery == "" || own == "" || sites.SameSite(own, address) {
			continue
		}
		if !slices.Contains(list, address) && len(list) < maxBasedOn {
			list = append(list, address)
		}
	}
	return list
}

// addresses returns the addresses in a value: itself, those of a list, or the
// one of an object.
func (l *linked) addresses(value any, depth int) []string {
	if depth > maxLinkedDepth {
		return nil
	}
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, x := range v {
			list = append(list, l.addresses(x, depth+1)...)
		}
		return list
	case map[string]any:
		for _, key := range []string{"url", "@id"} {
			if s, ok := v[key].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}
