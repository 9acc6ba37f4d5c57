package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"luoshi/calendar"
	"luoshi/demo"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/scheduler"
)

var zone = time.FixedZone("CST", 8*60*60)

// Sizes of the generated city.
const (
	committees = 30
	branches   = 300
	members    = 10 // of each branch
	projects   = 2500
	stages     = 4
)

// open migrates a database and opens it with a clock.
func open(dsn string, now func() time.Time) (*models.DB, error) {
	db, err := models.Open(dsn, zone, now)
	if err == nil {
		err = db.Migrate(context.Background())
	}
	return db, err
}

// office plays the demonstration's city: 40 organisations, 14 projects, with the
// keys of the program that serves it.
func office(dsn, keyFile string) error {
	at := time.Date(2022, 6, 15, 8, 30, 0, 0, zone)
	clock := at
	db, err := open(dsn, func() time.Time { return clock })
	if err != nil {
		return err
	}
	defer db.Close()
	keys, err := models.OpenKeys(keyFile)
	if err != nil {
		return err
	}
	db.TakeKeys(keys)
	reminders := &scheduler.Scheduler{DB: db, Rules: scheduler.Rules, Log: quiet}
	city := &demo.City{DB: db, Turn: func(t time.Time) { clock = t }, Tick: reminders.Tick, Zone: zone, Rules: scheduler.Rules}
	if err := city.Play(context.Background(), at); err != nil {
		return err
	}
	return fresh(db)
}

// generate makes a city ten times as large; the same each time.
func generate(tx *models.Tx) error {
	dice := rand.New(rand.NewPCG(2026, 1))
	top := models.Org{Code: "SW", Name: "市委", Kind: models.CityCommittee, UnitName: "市委"}
	if err := tx.CreateOrg(&top); err != nil {
		return err
	}
	work := models.Org{ParentID: &top.ID, Code: "GW", Name: "市直机关工委", Kind: models.WorkCommittee, UnitName: "市直机关工委"}
	if err := tx.CreateOrg(&work); err != nil {
		return err
	}
	officer, err := post(tx, work.ID, models.WorkOfficer, "组织科科长", "xumuye")
	if err != nil {
		return err
	}
	var leads []models.Post
	var crowd []models.Member
	for i := range committees {
		above := models.Org{Code: fmt.Sprintf("D%02d", i), Name: fmt.Sprintf("第%d机关党委", i), Kind: models.OrganCommittee, UnitName: fmt.Sprintf("第%d局", i), ParentID: &work.ID}
		if err := tx.CreateOrg(&above); err != nil {
			return err
		}
		if _, err := post(tx, above.ID, models.DeputySecretary, "专职副书记", fmt.Sprintf("deputy%d", i)); err != nil {
			return err
		}
		for j := range branches / committees {
			branch := models.Org{Code: fmt.Sprintf("B%02d%02d", i, j), Name: fmt.Sprintf("第%d局第%d党支部", i, j), Kind: models.Branch, UnitName: above.UnitName,
				ParentID: &above.ID, FixedDay: "每月5日", CommitteeSeats: 3}
			if err := tx.CreateOrg(&branch); err != nil {
				return err
			}
			secretary, err := post(tx, branch.ID, models.BranchSecretary, "书记", fmt.Sprintf("secretary%d", i*100+j))
			if err != nil {
				return err
			}
			leads = append(leads, secretary)
			for n := range members {
				crowd = append(crowd, models.Member{OrgID: &branch.ID, Name: fmt.Sprintf("党员%d", n), Status: models.Full})
			}
		}
	}
	if err := tx.CreateMembers(crowd); err != nil {
		return err
	}
	return yearOfWork(tx, dice, officer, leads)
}

// post makes a chair, somebody to sit in it, and an account.
func post(tx *models.Tx, org int64, office models.Office, name, login string) (models.Post, error) {
	p := models.Post{OrgID: org, Office: office, Name: name}
	if err := tx.CreatePost(&p); err != nil {
		return p, err
	}
	m := models.Member{Name: login, Status: models.Full, OrgID: &org}
	if office == models.WorkOfficer || office == models.DeputySecretary {
		m.OrgID = nil
	}
	if err := tx.CreateMember(&m); err != nil {
		return p, err
	}
	if err := p.Appoint(tx, &models.Tenure{MemberID: m.ID, StartOn: "2025-01-01", FullTime: true}); err != nil {
		return p, err
	}
	return p, tx.CreateUser(&models.User{Login: login, Name: login, MemberID: &m.ID})
}

// yearOfWork is a year's projects, every hundredth the work committee's own.
func yearOfWork(tx *models.Tx, dice *rand.Rand, officer models.Post, leads []models.Post) error {
	list := make([]project.Project, projects)
	for i := range list {
		owner := leads[i%len(leads)]
		if i%100 == 0 {
			owner = officer
		}
		list[i] = project.Project{Year: 2026, Code: fmt.Sprintf("P%04d", i), Name: fmt.Sprintf("重点任务第%d号", i), Type: project.Key, Objective: "推进支部规范化建设，补齐短板", Measures: "摸底\n调度\n验收",
			Target: "全部达标", OrgID: owner.OrgID, OwnerPostID: owner.ID, ReviewerPostID: officer.ID, StartOn: "2026-01-01", DueOn: "2026-12-20", FirstDueOn: "2026-12-20",
			State: project.InProgress, CreatedAt: tx.Now}
	}
	if err := models.In[project.Project](tx).CreateInBatches(tx.Ctx, &list, 500); err != nil {
		return err
	}
	var partners []project.ProjectOrg
	var steps []project.Milestone
	for _, p := range list {
		partners = append(partners, project.ProjectOrg{ProjectID: p.ID, OrgID: p.OrgID, IsLead: true})
		for n := range stages {
			begin := calendar.Date("2026-01-01").Add(88 * n)
			due := begin.Add(30 + dice.IntN(57))
			steps = append(steps, project.Milestone{ProjectID: p.ID, OrgID: p.OrgID, Seq: n + 1, Name: fmt.Sprintf("第%d阶段工作", n+1), Goal: "完成本阶段全部任务并形成台账",
				Measures: "明确责任\n每周调度", Standard: "台账齐全", OwnerPostID: p.OwnerPostID, ReviewerPostID: officer.ID, StartOn: begin, DueOn: due, FirstDueOn: due, OwedOn: due,
				Weight: 100 / stages, Percent: dice.IntN(100), State: project.Active, Running: true, EnteredOn: "2026-01-01"})
		}
	}
	if err := models.In[project.ProjectOrg](tx).CreateInBatches(tx.Ctx, &partners, 500); err != nil {
		return err
	}
	return models.In[project.Milestone](tx).CreateInBatches(tx.Ctx, &steps, 500)
}
