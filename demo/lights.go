package demo

import (
	"luoshi/models"
	"luoshi/models/project"
)

// lightActs count the lights once a week before the program itself does so each day.
func (c *City) lightActs() (acts []act) {
	for day := c.days.Next("2022-01-14"); day < Opens; day = day.Add(7) {
		acts = append(acts, act{at: string(day) + " 18:00", do: func(tx *models.Tx) error { return project.CountLights(tx, day) }})
	}
	return acts
}
