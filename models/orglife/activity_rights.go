package orglife

import "luoshi/models"

// MayEnter stops who does not keep the branch's records.
func (a *Activity) MayEnter(tx *models.Tx) error {
	_, err := a.mayEnter(tx)
	return err
}

// mayEnter finds the branch, among those the actor may see, and asks whether the actor keeps its records.
func (a *Activity) mayEnter(tx *models.Tx) (*models.Org, error) {
	where, args := reach(tx, models.View, models.Duties, "id")
	org, err := models.In[models.Org](tx).Where("id = ?", a.OrgID).Where(where, args...).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	return &org, a.MayEnterFor(tx, &org)
}

// MayEnterFor is MayEnter for the branch, which has been found already.
func (a *Activity) MayEnterFor(tx *models.Tx, org *models.Org) error {
	wrong := models.FieldErrors{}
	switch {
	case !a.Type.Held():
		wrong.Add("type", "类型请填写 %s", heldTypes())
	case a.Type == CommitteeMeeting && org.IsBranch() && org.CommitteeSeats == 0:
		wrong.Add("type", "%s未设支部委员会，没有支委会可记；如已设立，请先在组织信息中登记委员职数", org.Name)
	case !a.Type.Owes(org):
		wrong.Add("org_id", "%s不开展%s，请选择%s", org.Name, a.Type.Name(), byCode[a.Type].whose.name)
	}
	if err := wrong.Err("活动类型或组织有误。"); err != nil {
		return err
	}
	where, args := reach(tx, models.Enter, a.Minutes(), "id")
	may, err := among(tx, []int64{org.ID}, where, args)
	if err == nil && !may[org.ID] {
		err = tx.Require(models.Enter, a.Minutes(), a.OrgID)
	}
	return err
}
