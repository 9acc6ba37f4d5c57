package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"luoshi/docs"
	"luoshi/models"
	"luoshi/testkit"
)

func description(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI)
	testkit.Must(t, err)
	return doc
}

// operations names what the description describes, as "GET /orgs/{id}".
func operations(doc *openapi3.T) map[string]*openapi3.Operation {
	list := map[string]*openapi3.Operation{}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			list[method+" "+path] = operation
		}
	}
	return list
}

func TestDescriptionIsSound(t *testing.T) {
	t.Parallel()
	doc := description(t)
	testkit.Must(t, doc.Validate(context.Background()))
	for name, operation := range operations(doc) {
		if operation.OperationID == "" || operation.Summary == "" || len(operation.Tags) != 1 || doc.Tags.Get(operation.Tags[0]) == nil {
			t.Errorf("%s lacks operationId, summary or a tag of the list", name)
		}
	}
}

// A GET that has nothing to say to a program is a page alone.
func TestDescriptionNamesEveryRoute(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program, described, ids := app.Program("mengshuqin"), operations(description(t)), fixtureIDs(app)
	for _, r := range app.Server.Routes() {
		name, path := r.Method+" "+strings.ReplaceAll(r.Path, ":id", "{id}"), r.Path
		if kind := kindOf(r.Path); kind != "" && len(ids[kind]) > 0 {
			path = numbered(r.Path, ids[kind][0])
		}
		page := r.Method == http.MethodGet && program.Get(path).Code == http.StatusNoContent
		switch _, found := described[name]; {
		case page && found:
			t.Errorf("%s answers programs with nothing, and is described in docs/openapi.yaml", name)
		case !page && !found:
			t.Errorf("%s is not described in docs/openapi.yaml", name)
		}
		delete(described, name)
	}
	for name := range described {
		t.Errorf("%s is described in docs/openapi.yaml, and is no route", name)
	}
}

// call is a request and how it is to be answered. {name} in path and body stands
// for a number kept from an answer before; keep says what to keep of this one, as
// "name=items.0.id".
type call struct {
	who, method, path string
	body              any // sent as JSON, or a file as a form
	status            int
	keep              string
}

// file is a workbook to upload, with the other fields of its form.
type file struct {
	content []byte
	fields  map[string]string
}

// conversation compares calls with the description.
type conversation struct {
	*testkit.City
	doc      *openapi3.T
	programs map[string]*testkit.Client
	kept     map[string]string
	half     []string        // the header of a sign-in that awaits its code
	answered map[string]bool // operations that have done what they are for
}

var placeholder = regexp.MustCompile(`"?\{(\w+)\}"?`)

// fill puts what was kept in the place of {name} and, in JSON, of "{name}".
func (c *conversation) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		value, ok := c.kept[strings.Trim(found, `"{}`)]
		if !ok {
			c.T.Fatalf("nothing is kept as %s", found)
		}
		return value
	})
}

func (c *conversation) client(login string) *testkit.Client {
	if login == "" {
		return c.Nobody()
	}
	if c.programs[login] == nil {
		c.programs[login] = c.Program(login)
	}
	return c.programs[login]
}

// content is a call's body as it is sent.
func (c *conversation) content(body any) (contentType, text string) {
	switch b := body.(type) {
	case nil:
		return "", ""
	case file:
		return testkit.FileForm(c.T, "清单.xlsx", b.content, b.fields)
	case evidence:
		return testkit.FileForm(c.T, b.name, []byte(b.content), nil)
	}
	return "application/json", c.fill(models.JSON(body))
}

// say makes a call and compares request and answer with the description.
func (c *conversation) say(row call) {
	c.T.Helper()
	path, _, _ := strings.Cut(row.path, "?")
	path = placeholder.ReplaceAllString(path, "{id}")
	name, id := row.method+" "+path, ""
	if found := placeholder.FindString(row.path); path != row.path && found != "" {
		id = c.fill(found)
	}
	contentType, body := c.content(row.body)
	address := "/api/v1" + c.fill(row.path)
	reply := c.client(row.who).Send(row.method, address, contentType, body, c.half...)
	said := fmt.Sprintf("%s: %s %s %.300s", row.who, row.method, address, body)
	if reply.Code != row.status {
		c.T.Fatalf("%s\nis answered with %d, not %d: %s", said, reply.Code, row.status, reply.Body)
	}
	item := c.doc.Paths.Find(path)
	if item == nil || item.GetOperation(row.method) == nil {
		c.T.Fatalf("%s is not described", name)
	}
	request := httptest.NewRequest(row.method, address, strings.NewReader(body))
	request.Header.Set("Content-Type", contentType)
	asked := &openapi3filter.RequestValidationInput{Request: request, PathParams: map[string]string{"id": id},
		Route:   &routers.Route{Spec: c.doc, Path: path, PathItem: item, Method: row.method, Operation: item.GetOperation(row.method)},
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, RejectWhenRequestBodyNotSpecified: true}}
	c.compare(said, asked, reply)
	if row.status < 300 {
		c.answered[name] = true
	}
	c.remember(row.keep, reply)
	for _, cookie := range reply.Result().Cookies() {
		if cookie.Name == "luoshi-half" {
			c.half = []string{"Cookie: luoshi-half=" + cookie.Value}
		}
	}
}

// compare holds a request that was understood, and any answer, against the description.
func (c *conversation) compare(said string, asked *openapi3filter.RequestValidationInput, reply *testkit.Reply) {
	c.T.Helper()
	if reply.Code != http.StatusUnprocessableEntity {
		for name := range asked.GetQueryParams() {
			if asked.Route.Operation.Parameters.GetByInAndName("query", name) == nil {
				c.T.Errorf("%s: the parameter %s is not described", said, name)
			}
		}
		if err := openapi3filter.ValidateRequest(context.Background(), asked); err != nil {
			c.T.Errorf("%s\nis not as described: %v", said, err)
		}
	}
	answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: asked, Status: reply.Code, Header: reply.Header(),
		Body: io.NopCloser(strings.NewReader(reply.Body.String())), Options: &openapi3filter.Options{IncludeResponseStatus: true}}
	if err := openapi3filter.ValidateResponse(context.Background(), answer); err != nil {
		c.T.Errorf("%s\nis answered with %d %s\nnot as described: %v", said, reply.Code, reply.Body, err)
	}
	if described := asked.Route.Operation.Responses.Status(reply.Code); described != nil && len(described.Value.Content) == 0 && reply.Body.Len() > 0 {
		c.T.Errorf("%s is to be answered with nothing, not %s", said, reply.Body)
	}
}

// remember keeps numbers of an answer under names.
func (c *conversation) remember(keep string, reply *testkit.Reply) {
	for _, pair := range strings.Fields(keep) {
		name, path, _ := strings.Cut(pair, "=")
		var value any
		testkit.Must(c.T, json.Unmarshal(reply.Body.Bytes(), &value))
		for _, step := range strings.Split(path, ".") {
			if list, ok := value.([]any); ok {
				i, err := strconv.Atoi(step)
				testkit.Must(c.T, err)
				if i >= len(list) {
					c.T.Fatalf("there is no %s in %s", path, reply.Body)
				}
				value = list[i]
				continue
			}
			value = value.(object)[step]
		}
		c.kept[name] = fmt.Sprint(int64(value.(float64)))
	}
}

// conversations are all calls, in an order in which each finds what it is about.
var conversations = []func(*testkit.City) []call{accountCalls, factorCalls, peopleCalls, projectCalls, milestoneCalls, acceptanceCalls, lifeCalls, dutyCalls, fieldCalls, reminderCalls, channelCalls, wishCalls, listCalls, dispatchCalls, findingCalls, problemCalls, paperCalls, learningCalls, guardCalls, campaignCalls, togetherCalls, planCalls, structureCalls, bulletinCalls, uploadCalls, inspectionCalls, serviceCalls}

func TestDescriptionIsTrue(t *testing.T) {
	t.Parallel()
	openapi3filter.RegisterBodyDecoder("text/calendar", openapi3filter.FileBodyDecoder)
	c := conversation{City: lifeCity(t), doc: description(t), programs: map[string]*testkit.Client{}, kept: map[string]string{}, answered: map[string]bool{}}
	c.begin()
	for _, table := range conversations {
		for _, row := range table(c.City) {
			c.say(row)
		}
	}
	var silent []string
	for name := range operations(c.doc) {
		if !c.answered[name] {
			silent = append(silent, name)
		}
	}
	slices.Sort(silent)
	if len(silent) > 0 {
		t.Errorf("add calls to handlers/openapi_calls_test.go that succeed at:\n%s", strings.Join(silent, "\n"))
	}
}
