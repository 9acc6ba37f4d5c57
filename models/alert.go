package models

import (
	"cmp"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
)

// Level is how grave an alert is.
type Level string

const (
	Red    Level = "red"    // what is written is not kept
	Yellow Level = "yellow" // it soon will not be, or the city's higher demand is not met
	Info   Level = "info"   // good to know
)

// Levels lists them, the gravest first.
var Levels = []Level{Red, Yellow, Info}

var levelNames = map[Level]language.Word{Red: "红色", Yellow: "黄色", Info: "提示"}

func (l Level) String() string { return string(levelNames[l]) }

// Alert is something that the records show not to be in order on a day. It is
// worked out whenever somebody looks, and stored nowhere.
type Alert struct {
	OrgID   int64
	OrgCode string
	OrgName string
	Code    string // "PARTICIPATION_LOW", or the name of what is owed: "支委会"
	Level   Level
	Period  calendar.Period // "" for what belongs to none
	Subject string          // what of the organisation it is about, such as "posts/7"; "" for itself
	Detail  language.Phrase
	Rule    string        // the code of the dated rule
	Basis   language.Word // where it is written
	DueOn   calendar.Date
	Advice  language.Phrase // what to do
	Link    string
}

// AlertSource works out one mechanism's alerts of a day, as far as the actor may see.
type AlertSource func(tx *Tx, day calendar.Date) ([]Alert, error)

// Alerts lists what the sources find on a day: the gravest first, then by code of
// the organisation.
func Alerts(tx *Tx, day calendar.Date, sources ...AlertSource) ([]Alert, error) {
	var list []Alert
	for _, source := range sources {
		some, err := source(tx, day)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.SortStableFunc(list, func(a, b Alert) int {
		return cmp.Or(slices.Index(Levels, a.Level)-slices.Index(Levels, b.Level), cmp.Compare(a.OrgCode, b.OrgCode), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Period, b.Period))
	})
	return list, nil
}
