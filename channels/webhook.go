package channels

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
)

// Webhook hands messages to a program of the house as JSON. The receiver takes
// "luoshi-signature" = "sha256=" + hex(HMAC-SHA256(secret, timestamp + "." + body)),
// with the time of "luoshi-timestamp" in seconds; "Idempotency-Key" is the
// message's id, the same on every attempt.
type Webhook struct {
	Web     *Web
	Address Secret
	Secret  Secret
}

// Send returns nil once the receiver has answered 2xx.
func (c Webhook) Send(ctx context.Context, m Message) error {
	body, err := json.Marshal(map[string]string{"id": m.ID, "to": m.Address, "name": m.Name, "title": m.Title, "body": m.Body, "link": m.Link})
	if err != nil {
		return permanent{err}
	}
	stamp := strconv.FormatInt(c.Web.Now().Unix(), 10)
	r, err := c.Web.do(ctx, http.MethodPost, string(c.Address), body, http.Header{
		"Idempotency-Key":  {m.ID},
		"Luoshi-Timestamp": {stamp},
		"Luoshi-Signature": {"sha256=" + hex.EncodeToString(signed(string(c.Secret), stamp+"."+string(body)))},
	})
	if err != nil {
		return err
	}
	return r.byStatus(c.Web.Now())
}
