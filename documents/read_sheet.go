package documents

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheet reads one worksheet in a single pass.
func (b *book) sheet(name, part string) (*Sheet, error) {
	s := &Sheet{Name: name}
	row, col, filled := 0, 0, 0
	err := b.each(part, func(dec *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			row, col = row+1, 0
			if r := attr(e, "r"); r != "" {
				n, err := strconv.Atoi(r)
				if err != nil || n < 1 {
					return errDamaged
				}
				row = n
			}
		case "c":
			col++
			if r := attr(e, "r"); r != "" {
				var err error
				if col, row, err = excelize.CellNameToCoordinates(r); err != nil {
					return errDamaged
				}
			}
			return b.cell(dec, e, s, row, col)
		case "mergeCells":
			s.trim() // before filling, or a merge would keep rows alive that say nothing else
		case "mergeCell":
			return s.fillMerged(attr(e, "ref"), &filled)
		}
		return nil
	})
	s.trim()
	return s, err
}

// cell reads one cell into its sheet; an empty one leaves no trace, wherever it is.
func (b *book) cell(dec *xml.Decoder, c xml.StartElement, s *Sheet, row, col int) error {
	var raw, rich string
	formula := false
	for {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				raw, err = innerText(dec)
			case "is":
				rich, err = richText(dec)
			case "f":
				formula = true
				err = dec.Skip()
			default:
				err = dec.Skip()
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			text, err := b.shown(attr(c, "t"), attr(c, "s"), raw, rich)
			if err != nil || (text == "" && !formula) {
				return err
			}
			if b.text += len(text); b.text > maxText {
				return errTooMuch
			}
			if err := s.add(row, col, text); err != nil {
				return err
			}
			if formula {
				place, err := excelize.CoordinatesToCellName(col, row)
				if err != nil {
					return err
				}
				s.Formulas = append(s.Formulas, place)
			}
			return nil
		}
	}
}

// shown is the text of a cell as a person sees it.
func (b *book) shown(kind, style, raw, rich string) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw))
		if err != nil || i < 0 || i >= len(b.strings) {
			return "", errDamaged
		}
		return b.strings[i], nil
	case "inlineStr":
		return plain(rich), nil
	case "b":
		return map[string]string{"0": "FALSE", "1": "TRUE"}[strings.TrimSpace(raw)], nil
	case "d": // ISO 8601
		return raw[:min(len(raw), len("2006-01-02"))], nil
	case "str", "e":
		return plain(raw), nil
	}
	return b.formats.number(strings.TrimSpace(raw), style), nil
}

// fillMerged repeats the value of a vertically merged cell in each of its rows, in
// its first column. Merges that overlap are not Excel's: their number is bounded.
func (s *Sheet) fillMerged(ref string, filled *int) error {
	from, to, _ := strings.Cut(ref, ":")
	col, first, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return errDamaged
	}
	_, last, err := excelize.CellNameToCoordinates(to)
	if to != "" && err != nil {
		return errDamaged
	}
	last = min(last, len(s.Rows))
	if first >= last || len(s.Rows[first-1]) < col {
		return nil
	}
	text := s.Rows[first-1][col-1]
	for row := first + 1; row <= last && text != ""; row++ {
		if *filled++; *filled > MaxRows*MaxColumns {
			return errTooMuch
		}
		if err := s.add(row, col, text); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) readStrings(part string) error {
	return b.each(part, func(dec *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := richText(dec)
		b.strings = append(b.strings, plain(text))
		return err
	})
}

// richText joins the runs of a string up to its closing tag, without the reading
// aids that may stand beside them.
func richText(dec *xml.Decoder) (string, error) {
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				run, err := innerText(dec)
				if err != nil {
					return "", err
				}
				text.WriteString(run)
			case "rPh":
				if err := dec.Skip(); err != nil {
					return "", err
				}
			default:
				depth++
			}
		case xml.EndElement:
			depth--
		}
	}
	return text.String(), nil
}

// innerText is the text up to the closing tag.
func innerText(dec *xml.Decoder) (string, error) {
	var text strings.Builder
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return "", io.ErrUnexpectedEOF
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			if err := dec.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return text.String(), nil
		}
	}
}

var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// plain undoes the spelling _x000D_ that workbooks use for characters XML cannot
// hold, and makes \r\n one line break.
func plain(text string) string {
	if strings.Contains(text, "_x") {
		text = escaped.ReplaceAllStringFunc(text, func(code string) string {
			n, err := strconv.ParseUint(code[2:6], 16, 16)
			if err != nil {
				return code
			}
			return string(rune(n))
		})
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}
