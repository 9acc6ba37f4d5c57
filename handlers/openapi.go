package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"luoshi/docs"
)

func (s *Server) openapi(c *gin.Context) {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", docs.OpenAPI)
}
