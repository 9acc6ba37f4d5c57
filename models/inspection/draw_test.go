package inspection_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models/inspection"
)

// thirty is a frame of thirty branches in departments of one to six.
func thirty() (f inspection.Frame) {
	for i, size := range []int{6, 5, 5, 4, 3, 3, 2, 1, 1} {
		d := inspection.Department{Name: fmt.Sprint("部门", i)}
		for n := range size {
			d.Codes = append(d.Codes, fmt.Sprintf("B%d%02d", i, n))
		}
		f = append(f, d)
	}
	return f
}

func TestADrawCanBeRepeated(t *testing.T) {
	t.Parallel()
	f := thirty()
	n := inspection.Share(f.Size(), 20)
	if n != 6 {
		t.Fatalf("20%% of 30: %d", n)
	}
	first := f.Draw(n, 202206)
	if again := thirty().Draw(n, 202206); !slices.Equal(first, again) {
		t.Errorf("the same seed: %v, then %v", first, again)
	}
	if want := []string{"B600", "B004", "B402", "B203", "B301", "B102"}; !slices.Equal(first, want) {
		t.Errorf("got %v, want %v as ever", first, want)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(first))); len(unique) != 6 {
		t.Errorf("drawn twice: %v", first)
	}
}

func TestEveryBranchIsAsLikelyAndNoDepartmentIsOverlooked(t *testing.T) {
	t.Parallel()
	f := thirty()
	times := map[string]int{}
	const rounds = 6000
	for seed := range int64(rounds) {
		drawn := f.Draw(6, seed+1)
		for _, d := range f {
			some := 0
			for _, code := range drawn {
				if slices.Contains(d.Codes, code) {
					some++
					times[code]++
				}
			}
			if low, high := len(d.Codes)*6/30, (len(d.Codes)*6+29)/30; some < low || some > high {
				t.Fatalf("seed %d: %d of %s, want %d to %d", seed+1, some, d.Name, low, high)
			}
		}
	}
	for _, d := range f {
		for _, code := range d.Codes {
			if share := 100 * times[code] / rounds; share < 17 || share > 23 { // 20, five deviations either way
				t.Errorf("%s is drawn in %d%%", code, share)
			}
		}
	}
}

func TestShareOfABranchOrTwo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ size, percent, want int }{{30, 20, 6}, {32, 20, 6}, {33, 20, 7}, {3, 10, 1}, {1, 100, 1}, {0, 20, 0}, {5, 100, 5}} {
		if got := inspection.Share(c.size, c.percent); got != c.want {
			t.Errorf("%d%% of %d: %d, want %d", c.percent, c.size, got, c.want)
		}
	}
}
