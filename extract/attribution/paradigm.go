// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"fmt"
	"strings"
)

// paradigm spells the forms of a verb: "~" stands for the lemma less the
// suffix, "1", "2" … for the principal parts that the verb's line gives.
type paradigm struct {
	suffix string
	forms  []paradigmForm
}

type paradigmForm struct {
	kind  formKind
	spell string
}

// readParadigm reads "NAME -SUFFIX kind:form,form kind:form …"; the suffix
// "-" is empty.
func (p *lexiconParser) readParadigm(rest string) error {
	fields := strings.Fields(rest)
	if len(fields) < 3 || !strings.HasPrefix(fields[1], "-") {
		return fmt.Errorf("paradigm wants a name, a -suffix and forms: %q", rest)
	}
	out := paradigm{suffix: fields[1][1:]}
	for _, field := range fields[2:] {
		name, list, _ := strings.Cut(field, ":")
		kind, ok := formKinds[name]
		if !ok || list == "" {
			return fmt.Errorf("unknown forms %q", field)
		}
		for _, spell := range strings.Split(list, ",") {
			out.forms = append(out.forms, paradigmForm{kind, spell})
		}
	}
	p.paradigms[fields[0]] = out
	return nil
}

// readVerb reads "LEMMA PARADIGM [principal parts] [+ partners] [: prepositions]". A
// partner is a word of the same clause, or several that stand together:
// "zum_Ausdruck".
func (p *lexiconParser) readVerb(rest string) error {
	rest, preps, _ := strings.Cut(rest, " : ")
	rest, partners, _ := strings.Cut(rest, " + ")
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return fmt.Errorf("verb wants a lemma and a paradigm: %q", rest)
	}
	par, ok := p.paradigms[fields[1]]
	if !ok {
		return fmt.Errorf("unknown paradigm %q", fields[1])
	}
	v := p.block
	if v.takes == 0 {
		return fmt.Errorf("verb %q stands outside a cue block that says what it takes", fields[0])
	}
	for _, partner := range strings.Fields(strings.ToLower(partners)) {
		v.partners = append(v.partners, strings.Split(partner, "_"))
	}
	v.preps = strings.Fields(strings.ToLower(preps))
	lemma := fields[0]
	if before, after, ok := strings.Cut(lemma, "|"); ok {
		v.particle, lemma = before, after
		p.particles[before] = true
	}
	v.lemma = v.particle + lemma
	stem, ok := strings.CutSuffix(lemma, par.suffix)
	if !ok {
		return fmt.Errorf("verb %q does not end in %q", lemma, par.suffix)
	}
	return p.spell(&v, stem, par, fields[2:])
}

// spell adds all forms of the verb.
func (p *lexiconParser) spell(v *verb, stem string, par paradigm, parts []string) error {
	for _, f := range par.forms {
		text, err := spellForm(f.spell, stem, parts)
		if err != nil {
			return fmt.Errorf("verb %q: %w", v.lemma, err)
		}
		if v.particle == "" {
			p.addForm(text, form{v, f.kind, true})
			continue
		}
		switch f.kind {
		case formFinite, formSubjunctive:
			p.addForm(text, form{v, f.kind, false})
		case formInfinitive:
			p.addForm(v.particle+p.settings["infix"]+text, form{v, f.kind, true})
		}
		p.addForm(v.particle+text, form{v, f.kind, true})
	}
	return nil
}

// spellForm puts the stem and the principal parts into a form.
func spellForm(spell, stem string, parts []string) (string, error) {
	var b strings.Builder
	for _, r := range spell {
		switch {
		case r == '~':
			b.WriteString(stem)
		case '1' <= r && r <= '9':
			if int(r-'1') >= len(parts) {
				return "", fmt.Errorf("principal part %c is missing", r)
			}
			b.WriteString(parts[r-'1'])
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), nil
}

func (p *lexiconParser) addForm(text string, f form) {
	text = strings.ToLower(text)
	for _, have := range p.forms[text] {
		if have == f {
			return
		}
	}
	p.forms[text] = append(p.forms[text], f)
}
