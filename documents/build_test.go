package documents

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"
)

// parts is what a zip holds: texts by name.
type parts map[string]string

const (
	rootRels = `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
		`<Relationship Id="r3" Type="x/styles" Target="styles.xml"/>` +
		`<Relationship Id="r4" Type="x/sharedStrings" Target="sharedStrings.xml"/>` +
		`<Relationship Id="r5" Type="x/externalLink" TargetMode="External" Target="http://127.0.0.1:1/other.xlsx"/></Relationships>`
	oneSheet = `<workbook><sheets><sheet name="清单" sheetId="1" r:id="r1"/></sheets></workbook>`
	noStyles = `<styleSheet/>`
	noTexts  = `<sst/>`
)

// workbook is a small workbook with the given sheet, in which single parts may be replaced.
func workbook(t testing.TB, sheet string, other parts) []byte {
	t.Helper()
	all := parts{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                rootRels,
		"xl/workbook.xml":            oneSheet,
		"xl/_rels/workbook.xml.rels": bookRels,
		"xl/styles.xml":              noStyles,
		"xl/sharedStrings.xml":       noTexts,
		"xl/worksheets/sheet1.xml":   `<worksheet>` + sheet + `</worksheet>`,
	}
	for name, text := range other {
		all[name] = text
	}
	return zipped(t, all)
}

func zipped(t testing.TB, all parts) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a workbook whose first sheet unfolds to that many megabytes of zeros.
func bomb(t testing.TB, megabytes int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for range megabytes {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	other := parts{"_rels/.rels": rootRels, "xl/workbook.xml": oneSheet, "xl/_rels/workbook.xml.rels": bookRels, "xl/styles.xml": noStyles, "xl/sharedStrings.xml": noTexts}
	for name, text := range other {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// declare changes the size that the zip's directory states for its first part.
func declare(data []byte, size uint32) []byte {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte("PK\x01\x02")) + 24
	binary.LittleEndian.PutUint32(data[at:], size)
	return data
}

func manyParts(t testing.TB, n int) []byte {
	all := parts{}
	for i := range n {
		all[fmt.Sprintf("xl/media/%d.txt", i)] = ""
	}
	return workbook(t, "", all)
}

func row(n int, cells string) string {
	return fmt.Sprintf(`<row r="%d">%s</row>`, n, cells)
}

func inline(place, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, place, text)
}
