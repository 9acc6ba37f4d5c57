package inspection

import (
	"math/rand/v2"
	"slices"
)

// Frame is what a lot is drawn from: departments in the order of their first branch's
// code, each with the codes of its branches.
type Frame []Department

// Department is a stratum of the frame.
type Department struct {
	Name  string   `json:"name"`
	Codes []string `json:"codes"`
}

// Size is how many branches there are.
func (f Frame) Size() (n int) {
	for _, d := range f {
		n += len(d.Codes)
	}
	return n
}

// Share is how many of so many a percentage is, rounded, but at least one.
func Share(size, percent int) int { return min(size, max(1, (size*percent+50)/100)) }

// Draw draws n of the frame's branches by lot, the same ones for the same seed: PCG
// mixes the departments and the branches of each, then from a start by lot every
// size/n-th is taken. So each branch is as likely as any other, and no department
// gives more than its share rounded up, or less than it rounded down.
func (f Frame) Draw(n int, seed int64) []string {
	size := f.Size()
	lot := rand.New(rand.NewPCG(uint64(seed), 0))
	departments := slices.Clone(f)
	lot.Shuffle(len(departments), func(i, j int) { departments[i], departments[j] = departments[j], departments[i] })
	var row []string
	for _, d := range departments {
		codes := slices.Clone(d.Codes)
		lot.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
		row = append(row, codes...)
	}
	if n < 1 || size == 0 {
		return nil
	}
	start := lot.IntN(size)
	drawn := make([]string, 0, n)
	for i := range min(n, size) {
		drawn = append(drawn, row[(start+i*size)/min(n, size)])
	}
	return drawn
}
