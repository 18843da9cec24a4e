// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"fmt"
	"strings"
)

// EventType is one of PLOVER's sixteen types.
type EventType struct {
	Type        string
	Quad        string  // verbal-cooperation, material-cooperation, verbal-conflict, material-conflict
	Value       float64 // from -10, most hostile, to 10, most friendly
	Roots       []string
	Cameo       string // written when no closer code is known
	Symmetric   bool   // actors and recipients are on a par
	Recipient   bool   // incomplete without a recipient
	Modes       []Mode
	Description string

	modeNames []string
}

// Mode says how an event of a type was done.
type Mode struct{ Name, Description string }

// CameoCode is a code of the older CAMEO scheme with its place in PLOVER.
type CameoCode struct{ Code, Type, Mode, Context, Description string }

func addEventType(b *Book, r row) error {
	if err := r.want(9, 9); err != nil {
		return err
	}
	value, err := r.number(2)
	if err != nil {
		return err
	}
	b.Events = append(b.Events, EventType{
		Type: r.get(0), Quad: r.get(1), Value: value, Roots: strings.Fields(r.get(3)), Cameo: r.get(4),
		Symmetric: r.get(5) == "yes", Recipient: r.get(6) == "yes",
		modeNames: strings.Fields(r.get(7)), Description: r.get(8),
	})
	return nil
}

func addMode(b *Book, r row) error {
	if err := r.want(3, 3); err != nil {
		return err
	}
	e := b.EventType(r.get(0))
	if e == nil {
		return fmt.Errorf("mode of an unknown type %q", r.get(0))
	}
	e.Modes = append(e.Modes, Mode{Name: r.get(1), Description: r.get(2)})
	return nil
}

func addCameo(b *Book, r row) error {
	if err := r.want(5, 5); err != nil {
		return err
	}
	if n := len(b.Cameo); n > 0 {
		if err := inOrder(b.Cameo[n-1].Code, r.get(0), false); err != nil {
			return err
		}
	}
	b.Cameo = append(b.Cameo, CameoCode{r.get(0), r.get(1), r.get(2), r.get(3), r.get(4)})
	return nil
}

// EventType returns the type with the name, or nil.
func (b *Book) EventType(name string) *EventType {
	for i := range b.Events {
		if b.Events[i].Type == name {
			return &b.Events[i]
		}
	}
	return nil
}

// HasMode reports whether events of the type may carry the mode.
func (e *EventType) HasMode(mode string) bool {
	for _, m := range e.Modes {
		if m.Name == mode {
			return true
		}
	}
	return false
}

// CameoCode returns the code, or the nearest code above it ("0423" gives
// "042"), or nil.
func (b *Book) CameoCode(code string) *CameoCode {
	for ; len(code) >= 3; code = code[:len(code)-1] {
		if i := find(len(b.Cameo), code, func(i int) string { return b.Cameo[i].Code }); i >= 0 {
			return &b.Cameo[i]
		}
	}
	return nil
}
