package handlers_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"luoshi/files"
	"luoshi/models"
	"luoshi/testkit"
)

// counted is a body that says how much of it has been read; it has no length, like a
// body that is sent in chunks.
type counted struct {
	io.Reader
	read int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

// storedFiles lists what lies in the store.
func storedFiles(t *testing.T, app *testkit.City) (names []string) {
	t.Helper()
	testkit.Must(t, filepath.WalkDir(app.Files.Folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	}))
	return names
}

// X16: a file beyond the limit is refused before more than the limit of it is read,
// also when its length is not said, and leaves nothing behind.
func TestX16TooLargeAFile(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	path := fmt.Sprintf("/api/v1/attachments?subject=projects/%d", foreignProject(app, "P71").ID)
	program := app.Program("shimuyun")
	contentType, form := testkit.FileForm(t, "说明.txt", []byte("说明"), nil)
	before, after, _ := strings.Cut(form, "说明\r\n--")
	for _, c := range []struct {
		name    string
		size    int64
		chunked bool
		status  int
		reads   int64 // at most
	}{
		{"at the limit", files.Limit, false, 201, files.Limit + 64<<10},
		{"one byte more", files.Limit + 1, false, 413, files.Limit + 64<<10},
		{"far more, and says so", 100 << 20, false, 413, 0},
		{"far more, in chunks", 100 << 20, true, 413, files.Limit + 128<<10},
		{"nothing at all", 0, false, 422, 64 << 10},
	} {
		body := &counted{Reader: io.MultiReader(strings.NewReader(before), io.LimitReader(letters{}, c.size), strings.NewReader("\r\n--"+after))}
		r := httptest.NewRequest("POST", path, body)
		r.ContentLength = int64(len(before)+len(after)+4) + c.size
		if c.chunked {
			r.ContentLength = -1
		}
		r.Header.Set("Content-Type", contentType)
		program.Lend(r)
		w := httptest.NewRecorder()
		app.Handler.ServeHTTP(w, r)
		if w.Code != c.status || body.read > c.reads {
			t.Errorf("%s: %d after %d bytes, want %d after at most %d: %.200s", c.name, w.Code, body.read, c.status, c.reads, w.Body)
		}
	}
	if kept := storedFiles(t, app); len(kept) != 1 {
		t.Errorf("the store holds %v", kept)
	}
}

// letters is a text without end.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// X16: of ten files at once no more are kept than one person may have.
func TestX16QuotaHoldsForManyAtOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("code = ?", models.RuleFiles).Update(tx.Ctx, "params", `{"user_mb":1,"per_subject":20,"per_activity":3}`)
		return err
	})
	noise := make([]byte, 300<<10)
	_, err := rand.Read(noise)
	testkit.Must(t, err)
	contentType, body := testkit.FileForm(t, "图.png", append([]byte("\x89PNG\r\n\x1a\n"), noise...), nil)
	path := fmt.Sprintf("/attachments?subject=projects/%d", foreignProject(app, "P72").ID)
	program := app.Program("shimuyun")
	codes := make(chan int, 10)
	var all sync.WaitGroup
	for range cap(codes) {
		all.Go(func() { codes <- program.Send("POST", path, contentType, body).Code })
	}
	all.Wait()
	close(codes)
	kept := 0
	for code := range codes {
		switch code {
		case 201:
			kept++
		case 422:
		default:
			t.Errorf("one of ten was answered %d", code)
		}
	}
	if kept != 3 || len(storedFiles(t, app)) != 3 {
		t.Errorf("%d files of 300 KB were taken and %d are stored where 1 MB may be", kept, len(storedFiles(t, app)))
	}
}

// X15, X16: whatever a file is called, it is handed out for saving only, under a name
// that leads nowhere, as what its content is, and lies in the store under a name of ours.
func TestX15X16FilesAreHandedOutForSaving(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	subject := fmt.Sprintf("projects/%d", foreignProject(app, "P73").ID)
	program, reader := app.Program("shimuyun"), app.Browser("wenlixin")
	for _, name := range []string{"../../etc/passwd.txt", `..\..\windows\win.ini.txt`, "/etc/cron.d/x.txt", "a\u202etxt.exe.txt", "CON.txt", "x\r\nSet-Cookie: a=b.txt",
		`a"; filename="b.html.txt`, strings.Repeat("长", 300) + ".txt", "名.txt"} {
		id := upload(app, program, subject, name, []byte("说明")).id()
		r := reader.Get(fmt.Sprintf("/attachments/%d", id)).Want(200)
		h := r.Header()
		if d := h.Get("Content-Disposition"); !strings.HasPrefix(d, `attachment; filename="`) || strings.Count(d, `"`) != 2 || strings.ContainsAny(d, "/\\\r\n") || len(d) > 2500 {
			t.Errorf("%.60q is handed out as %.200q", name, d)
		}
		if h.Get("Content-Type") != "text/plain" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Set-Cookie") != "" {
			t.Errorf("%.60q is handed out with %v", name, h)
		}
	}
	for _, path := range storedFiles(t, app) {
		inside, err := filepath.Rel(app.Files.Folder, path)
		testkit.Must(t, err)
		if !strings.HasPrefix(inside, "2022-06-15/") || strings.Contains(inside, "passwd") {
			t.Errorf("a file lies at %s", inside)
		}
	}
	for _, path := range []string{"/static/../luoshi.db", "/static/..%2f..%2fetc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/attachments/..%2f1", "/static/%00", "/static/..%5c..%5cx", "/static//etc/passwd"} {
		if code := reader.Get(path).Code; code != 404 && code != 400 && code != 301 && code != 307 {
			t.Errorf("GET %s answers %d", path, code)
		}
	}
}
