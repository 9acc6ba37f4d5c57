// Package docs carries the description of the API into the program.
package docs

import _ "embed"

//go:embed openapi.yaml
var OpenAPI []byte
