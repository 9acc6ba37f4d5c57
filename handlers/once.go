package handlers

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/models"
)

// A request that changes something may bring a key: programs in Idempotency-Key,
// pages in the hidden field that stands in every form. Under one key it takes
// effect once, however often it is sent: a double click, the back button, a
// program that got no answer and asks again.

const (
	onceHeader = "Idempotency-Key"
	onceField  = "once"
	onceKept   = 64 << 10 // bytes of an answer kept for whoever asks again
)

// readClaim finds the key of a request; there is no claim without one.
func (r *Request) readClaim() error {
	request := r.Context.Request
	if r.User == nil || request.Method == http.MethodGet || request.Method == http.MethodHead {
		return nil
	}
	what := request.Method + " " + request.URL.RequestURI() + "\n"
	key := r.GetHeader(onceHeader)
	switch {
	case len(key) > 200:
		return models.Fail(models.Invalid, "Idempotency-Key 不能超过200个字符。")
	case key != "" && !strings.HasPrefix(r.ContentType(), "multipart/"):
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return err
		}
		request.Body = io.NopCloser(bytes.NewReader(body))
		what += string(body)
	case key == "" && r.ContentType() == "application/x-www-form-urlencoded":
		if err := request.ParseForm(); err != nil || request.PostForm.Get(onceField) == "" {
			return nil // what is wrong with a form is for its own action to say
		}
		what += request.PostForm.Encode()
		key = what // a form sent again with other content is another request
	}
	if key != "" {
		r.claim = models.NewClaim(r.User, key, what)
		r.Writer = &keeping{ResponseWriter: r.Writer}
	}
	return nil
}

// keeping keeps the beginning of what is answered.
type keeping struct {
	gin.ResponseWriter
	body bytes.Buffer
}

func (k *keeping) Write(b []byte) (int, error) {
	if k.body.Len() <= onceKept {
		k.body.Write(b)
	}
	return k.ResponseWriter.Write(b)
}

// keepAnswer remembers what was answered to a claim that took effect. Answers with
// a secret in them, and large ones, are not kept.
func (s *Server) keepAnswer(r *Request, a Answer) {
	written, ok := r.Writer.(*keeping)
	if !ok || !r.staked {
		return
	}
	r.claim.Status, r.claim.Location, r.claim.Body = written.Status(), a.Goto, []byte{}
	if wantsJSON(r.Context) && !a.Secret && written.body.Len() <= onceKept {
		r.claim.Type, r.claim.Body = written.Header().Get("Content-Type"), written.body.Bytes()
	}
	if err := s.DB.Answered(r.Context.Request.Context(), r.claim); err != nil {
		s.Log.Error("keep answer", "error", err) // it has taken effect, and will not again
	}
}

// answerAgain answers a request whose key has been used.
func (s *Server) answerAgain(r *Request) {
	earlier, err := s.DB.Earlier(r.Context.Request.Context(), r.claim)
	switch {
	case err != nil:
		s.fail(r.Context, err)
	case !wantsJSON(r.Context):
		s.leaveFlash(r, r.Say("已经办理，没有重复提交。"))
		to := earlier.Location
		if to == "" {
			to = back(refererPath(r.Context), "/")
		}
		s.redirect(r.Context, to)
	case earlier.Status == 0 || earlier.Status != http.StatusNoContent && len(earlier.Body) == 0:
		r.Header("Retry-After", "1")
		s.fail(r.Context, models.Taken)
	default:
		r.Header("Idempotency-Replayed", "true")
		r.Data(earlier.Status, earlier.Type, earlier.Body)
	}
}
