// Package office opens what the program writes in LibreOffice, without a screen.
package office

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// PDF makes a PDF of a Word document and returns where it lies until the test ends.
func PDF(t testing.TB, docx []byte) (path string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "letter.docx")
	if err := os.WriteFile(file, docx, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", dir, file)
	return filepath.Join(dir, "letter.pdf")
}

// Pages are the texts of a PDF's pages, without spaces and line breaks: where lines
// end depends on the fonts that are installed.
func Pages(t testing.TB, pdf string) []string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(run(t, "pdftotext", pdf, "-"), "\f"), "\f")
	for i := range pages {
		pages[i] = strings.Join(strings.Fields(pages[i]), "")
	}
	return pages
}

// Info is what a PDF says of itself.
func Info(t testing.TB, pdf string) string {
	t.Helper()
	return run(t, "pdfinfo", pdf)
}

// run runs a program; scripts/tools.sh installs those that are missing.
func run(t testing.TB, program string, arguments ...string) string {
	t.Helper()
	var said strings.Builder
	c := exec.Command(program, arguments...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, said.String())
	}
	return string(out)
}
