package discussion

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// Place is a part of a subject's page that may itself be talked about: a stage or node of the project.
type Place struct {
	Key  string
	Name language.Phrase
}

// Places lists them in the order of the page; an activity has none.
func (s *Subject) Places(tx *models.Tx) ([]Place, error) {
	if !strings.HasPrefix(s.Key, "projects/") {
		return nil, nil
	}
	list, err := (&project.Project{ID: idOf(s.Topic)}).All(tx)
	places := make([]Place, len(list))
	for i := range list {
		places[i] = Place{list[i].Subject(), list[i].Label()}
	}
	return places, err
}

// OfComments lists the files that were handed in with comments.
func OfComments(tx *models.Tx, comments []Comment) ([]Attachment, error) {
	if len(comments) == 0 {
		return nil, nil
	}
	keys := make([]string, len(comments))
	for i, c := range comments {
		keys[i] = fmt.Sprintf("comments/%d", c.ID)
	}
	return models.In[Attachment](tx).Where("topic = ? AND subject IN ? AND removed_at IS NULL", comments[0].Topic, keys).Order("id").Find(tx.Ctx)
}
