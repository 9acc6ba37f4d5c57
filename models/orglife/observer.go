package orglife

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/models"
)

// Observer is somebody who is no member yet and sits in on an activity: 列席. They
// are listed and counted in no rate.
type Observer struct {
	ID         int64
	ActivityID int64
	Name       string
	Kind       ObserverKind
}

// ObserverKind is how far somebody has come on the way to membership.
type ObserverKind string

const (
	Developing ObserverKind = "developing"
	Activist   ObserverKind = "activist"
)

// ObserverKinds lists them in the order of pages.
var ObserverKinds = []ObserverKind{Developing, Activist}

var observerNames = map[ObserverKind]string{Developing: "发展对象", Activist: "入党积极分子"}

func (k ObserverKind) String() string { return observerNames[k] }

// listObservers reads who sat in.
func (a *Activity) listObservers(tx *models.Tx) (err error) {
	a.Observers, err = models.In[Observer](tx).Where("activity_id = ?", a.ID).Order("name, id").Find(tx.Ctx)
	return err
}

// checkObservers tidies who sat in: each once.
func (a *Activity) checkObservers(wrong models.FieldErrors) {
	for i := range a.Observers {
		o := &a.Observers[i]
		o.Name = strings.TrimSpace(o.Name)
		switch {
		case o.Kind.String() == "":
			wrong.Add("observers", "列席人员请注明 developing（发展对象）或 activist（入党积极分子）")
		case o.Name == "" || utf8.RuneCountInString(o.Name) > 50:
			wrong.Add("observers", "列席人员的姓名须为1至50个字")
		}
	}
	slices.SortFunc(a.Observers, func(x, y Observer) int { return cmp.Compare(x.Name, y.Name) })
	a.Observers = slices.CompactFunc(a.Observers, func(x, y Observer) bool { return x.Name == y.Name })
	if len(a.Observers) > 50 {
		wrong.Add("observers", "列席人员最多50名")
	}
}

// keepObservers replaces who sat in by those named now.
func (a *Activity) keepObservers(tx *models.Tx) error {
	if _, err := models.In[Observer](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil || len(a.Observers) == 0 {
		return err
	}
	for i := range a.Observers {
		a.Observers[i].ID, a.Observers[i].ActivityID = 0, a.ID
	}
	return models.In[Observer](tx).CreateInBatches(tx.Ctx, &a.Observers, 50)
}
