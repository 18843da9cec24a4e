// SPDX-License-Identifier: Apache-2.0

package markup

import "strings"

// scope is an element with attributes that hold for all that is in it: xmlns,
// xml:lang and xml:base. The scopes around an element are a list, so that what
// holds for it is found in few steps.
type scope struct {
	node  *Node
	outer *scope
	depth int
}

// maxScopes bounds the scopes around an element; further ones are not seen.
const maxScopes = 32

// declare makes the element a scope when it has such attributes.
func (n *Node) declare() {
	for _, a := range n.Attrs {
		if a.Prefix == "xmlns" || a.Prefix == "xml" || a.Prefix == "" && a.Name == "xmlns" {
			depth := 1
			if n.scope != nil {
				depth = n.scope.depth + 1
			}
			if depth <= maxScopes {
				n.scope = &scope{n, n.scope, depth}
			}
			return
		}
	}
}

// namespace finds the address that the prefix stands for at the element.
func (n *Node) namespace(prefix string) string {
	for s := n.scope; s != nil; s = s.outer {
		for _, a := range s.node.Attrs {
			if prefix != "" && a.Prefix == "xmlns" && a.Name == prefix || prefix == "" && a.Prefix == "" && a.Name == "xmlns" {
				return strings.TrimSpace(a.Value)
			}
		}
	}
	return ""
}

// Inherited returns the value of the attribute with the prefix xml, such as
// xml:lang, of the element or of the nearest one around it that has it, or "".
func (n *Node) Inherited(name string) string {
	for s := n.scope; s != nil; s = s.outer {
		if v := s.node.Prefixed("xml", name); v != "" {
			return v
		}
	}
	return ""
}

// Bases lists the values of xml:base that hold for the element, the innermost
// first: each may be relative to the next.
func (n *Node) Bases() []string {
	var all []string
	for s := n.scope; s != nil; s = s.outer {
		if v := s.node.Prefixed("xml", "base"); v != "" {
			all = append(all, strings.TrimSpace(v))
		}
	}
	return all
}
