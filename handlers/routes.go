package handlers

// route is one address; every one is mounted for pages at / and for programs at /api/v1.
type route struct {
	method string
	path   string
	action Action
	open   bool // also for those not signed in
}

// routes is every address of the application, by what it is about.
func (s *Server) routes() []route {
	return []route{
		// signing in
		{"GET", "/login", s.showLogin, true},
		{"POST", "/session", s.signIn, true},
		{"DELETE", "/session", s.signOut, false},
		{"GET", "/me", s.showMe, false},
		{"PATCH", "/me", s.changeMe, false},
		{"GET", "/me/tokens", s.listTokens, false},
		{"POST", "/me/tokens", s.createToken, false},
		{"DELETE", "/me/tokens/:id", s.revokeToken, false},

		// projects
		{"GET", "/projects", s.listProjects, false},
		{"POST", "/projects", s.createProject, false},
		{"GET", "/projects/:id", s.showProject, false},
	}
}
