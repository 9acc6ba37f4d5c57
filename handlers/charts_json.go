package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

type completionJSON struct {
	Unit     string `json:"unit"`
	Projects int    `json:"projects"`
	Closed   int    `json:"closed"`
	Percent  int    `json:"percent"`
}

type dayLightsJSON struct {
	Day  calendar.Date `json:"day"`
	OK   int           `json:"ok"`
	Warn int           `json:"warn"`
	Late int           `json:"late"`
	Info int           `json:"info"`
	Idle int           `json:"idle"`
}

type dueJSON struct {
	Monday calendar.Date `json:"monday"`
	Count  int           `json:"count"`
}

// figures answers programs with the figures of one chart; people are shown the page.
func figures[T, J any](s *Server, read func(*models.Tx, int, string) ([]T, error), show func(T) J) Action {
	return func(r *Request) (Answer, error) {
		if !wantsJSON(r.Context) {
			return Answer{Goto: link("/charts", keep(r, "year", "unit"))}, nil
		}
		answer := List[J]{Items: []J{}}
		err := r.View(func(tx *models.Tx) error {
			year, unit, _, err := s.chartOf(r, tx)
			if err != nil {
				return err
			}
			list, err := read(tx, year, unit)
			for _, item := range list {
				answer.Items = append(answer.Items, show(item))
			}
			return err
		})
		return Answer{JSON: answer}, err
	}
}

func showCompletion(c project.Completion) completionJSON {
	return completionJSON{c.Unit, c.Projects, c.Closed, c.Percent}
}

func showLights(d project.DayLights) dayLightsJSON {
	return dayLightsJSON{d.Day, d.Count[project.OK], d.Count[project.Warn], d.Count[project.Late], d.Count[project.Info], d.Count[project.Idle]}
}

func showDue(w project.WeekDue) dueJSON { return dueJSON{w.Monday, w.Count} }
