package language

import (
	"slices"
	"testing"
)

func TestOrderGoesByTheSound(t *testing.T) {
	t.Parallel()
	names := []string{"市住建局", "市公安局", "张三", "市财政局", "王五", "1科", "市公安局", "𬭎"}
	slices.SortFunc(names, Order)
	if want := []string{"1科", "𬭎", "市财政局", "市公安局", "市公安局", "市住建局", "王五", "张三"}; !slices.Equal(names, want) {
		t.Errorf("got %q", names)
	}
}
