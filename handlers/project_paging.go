package handlers

import (
	"strconv"

	"luoshi/calendar"
	"luoshi/models/project"
)

// before is the id a list that runs backwards goes on from, 0 for the beginning.
func (p Paging) before() int64 {
	if p.After == nil {
		return 0
	}
	return number64(p.After[0])
}

// pageByDay is which page is asked for of a list ordered by a day and the id.
func (r *Request) pageByDay() (page project.Page, err error) {
	paging, err := r.Paging(2)
	page.Limit = paging.Limit
	if err != nil || paging.After == nil {
		return page, err
	}
	if page.Due = calendar.Date(paging.After[0]); page.Due != "" && !page.Due.Valid() {
		return page, badCursor
	}
	page.ID = number64(paging.After[1])
	return page, nil
}

// pageByCode is which page is asked for of a list ordered by year and code.
func (r *Request) pageByCode() (page project.Page, err error) {
	paging, err := r.Paging(3)
	page.Limit = paging.Limit
	if err != nil || paging.After == nil {
		return page, err
	}
	if page.Year, err = strconv.Atoi(paging.After[0]); err != nil {
		return page, badCursor
	}
	page.Code, page.ID = paging.After[1], number64(paging.After[2])
	return page, nil
}

// number64 is a number that has been found to be one.
func number64(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // Paging refuses what is none
	return n
}
