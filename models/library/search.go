package library

import "luoshi/models"

// SearchDocuments finds documents by their titles, the latest first.
func SearchDocuments(tx *models.Tx, w models.Words, limit int) ([]Document, error) {
	if !tx.Sees(models.Documents) {
		return nil, nil
	}
	where, args := w.In(models.SearchDocuments, "documents.id", true)
	return models.In[Document](tx).Where(where, args...).Order("issued_on DESC, id DESC").Limit(limit).Find(tx.Ctx)
}

// index makes the document found by its titles.
func (d *Document) index(tx *models.Tx) error {
	return tx.Index(models.SearchDocuments, models.Findable{ID: d.ID, Texts: []string{d.Title, d.ShortTitle}})
}
