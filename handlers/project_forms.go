package handlers

import (
	"encoding/json"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models/project"
)

// lines is text with one entry a line; programs may send it as a list.
type lines string

// UnmarshalJSON takes a list of texts, or one text.
func (l *lines) UnmarshalJSON(b []byte) error {
	var list []string
	if json.Unmarshal(b, &list) == nil {
		*l = lines(strings.Join(list, "\n"))
		return nil
	}
	return json.Unmarshal(b, (*string)(l))
}

// inLines is such a text as a list.
func inLines(text string) []string {
	list := []string{}
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// stageForm is a stage as it is sent, or typed in as fields such as stages.0.name.
type stageForm struct {
	Name           string        `form:"name" json:"name"`
	Goal           string        `form:"goal" json:"goal"`
	Measures       lines         `form:"measures" json:"measures"`
	Standard       string        `form:"standard" json:"standard"`
	Weight         int           `form:"weight" json:"weight"`
	OwnerPostID    int64         `form:"owner_post_id" json:"owner_post_id"`
	ReviewerPostID int64         `form:"reviewer_post_id" json:"reviewer_post_id"`
	StartOn        calendar.Date `form:"start_on" json:"start_on"`
	DueOn          calendar.Date `form:"due_on" json:"due_on"`
	After          []int         `form:"-" json:"after"` // stages that come first, by place
}

func stages(forms []stageForm) []project.Milestone {
	var list []project.Milestone
	for _, f := range forms {
		list = append(list, project.Milestone{Name: f.Name, Goal: f.Goal, Measures: string(f.Measures), Standard: f.Standard, Weight: f.Weight,
			OwnerPostID: f.OwnerPostID, ReviewerPostID: f.ReviewerPostID, StartOn: f.StartOn, DueOn: f.DueOn, After: f.After})
	}
	return list
}

// stagesTyped reads the stages of a page's form; rows left empty are none.
func stagesTyped(r *Request) []stageForm {
	var list []stageForm
	for i := range compactStages(r) {
		at := func(field string) string {
			return strings.TrimSpace(r.PostForm("stages." + strconv.Itoa(i) + "." + field))
		}
		number := func(field string) int {
			n, _ := strconv.Atoi(at(field)) // what is no number counts as nothing, and the rules say what is missing
			return n
		}
		f := stageForm{Name: at("name"), Goal: at("goal"), Measures: lines(at("measures")), Standard: at("standard"), Weight: number("weight"),
			OwnerPostID: int64(number("owner_post_id")), ReviewerPostID: int64(number("reviewer_post_id")),
			StartOn: calendar.Date(at("start_on")), DueOn: calendar.Date(at("due_on"))}
		for _, place := range strings.FieldsFunc(at("after"), func(c rune) bool { return strings.ContainsRune(" ,，、", c) }) {
			n, _ := strconv.Atoi(place)
			f.After = append(f.After, n)
		}
		list = append(list, f)
	}
	return list
}
