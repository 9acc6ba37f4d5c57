package project

import (
	"slices"
	"strings"
)

// deliverables are words for what can be seen to be there.
var deliverables = []string{"清零", "制度", "方案", "台账", "全部", "全覆盖"}

// Vague reports whether the target says neither how much nor what is to be there.
func (p *Project) Vague() bool {
	target := strings.ReplaceAll(p.Target, "进一步", "")
	return target != "" && !strings.ContainsAny(target, "0123456789一二两三四五六七八九十百千") &&
		!slices.ContainsFunc(deliverables, func(word string) bool { return strings.Contains(target, word) })
}
