package documents

import (
	"fmt"
	"strings"
)

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	letterTypes = xmlHead + `<Types xmlns="` + packageSpace + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="` + wordType + `fontTable+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/><Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/word/footer2.xml" ContentType="` + wordType + `footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	letterRoot = xmlHead + `<Relationships xmlns="` + packageSpace + `relationships"><Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageSpace + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	letterRelations = xmlHead + `<Relationships xmlns="` + packageSpace + `relationships"><Relationship Id="rId1" Type="` + relationSpace + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relationSpace + `/fontTable" Target="fontTable.xml"/><Relationship Id="rId3" Type="` + relationSpace + `/settings" Target="settings.xml"/>` +
		`<Relationship Id="rId4" Type="` + relationSpace + `/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="` + relationSpace + `/footer" Target="footer2.xml"/></Relationships>`

	letterSettings = xmlHead + `<w:settings xmlns:w="` + wordSpace + `"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>`
)

// letterProperties name the document and who made it.
func letterProperties(name string) string {
	return xmlHead + `<cp:coreProperties xmlns:cp="` + packageSpace + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
		escapeXML(printable(name)) + `</dc:title><dc:creator>落实</dc:creator></cp:coreProperties>`
}

// face is a font by the name offices know it by, and what stands in where it is not installed.
type face struct{ name, instead string }

var (
	titleFace  = face{"方正小标宋简体", "方正小标宋_GBK,华文中宋,宋体"}
	bodyFace   = face{"仿宋_GB2312", "仿宋,FangSong,STFangsong"}
	firstFace  = face{"黑体", "SimHei,STHeiti"}
	secondFace = face{"楷体_GB2312", "楷体,KaiTi,STKaiti"}
	numberFace = face{"宋体", "SimSun,STSong"}
)

// letterFonts tell a reader without a font which one to take.
func letterFonts() string {
	var out strings.Builder
	out.WriteString(xmlHead + `<w:fonts xmlns:w="` + wordSpace + `">`)
	for _, f := range []face{titleFace, bodyFace, firstFace, secondFace, numberFace} {
		fmt.Fprintf(&out, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`, f.name, f.instead)
	}
	out.WriteString(`</w:fonts>`)
	return out.String()
}

// look is how a kind of paragraph is set; sizes are half points.
type look struct {
	style, name string
	face        face
	size        int
	paragraph   string
	ink         string // colour; "" for black
}

const (
	red     = "C3150F"
	redLine = `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="` + red + `"/></w:pBdr>`
)

const twoIn = `<w:ind w:firstLineChars="200" w:firstLine="640"/>`

var looks = map[ParagraphKind]look{
	Masthead:  {"Masthead", "发文机关标志", titleFace, largest, `<w:keepNext/><w:spacing w:before="0" w:after="280" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`, red},
	Number:    {"Number", "文号", bodyFace, 32, `<w:keepNext/>` + redLine + `<w:spacing w:before="280" w:after="560"/><w:jc w:val="center"/>`, ""},
	Title:     {"Title", "Title", titleFace, 44, `<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="560" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>`, ""},
	Addressee: {"Addressee", "主送", bodyFace, 32, ``, ""},
	Heading1:  {"Heading1", "heading 1", firstFace, 32, `<w:keepNext/>` + twoIn + `<w:outlineLvl w:val="0"/>`, ""},
	Heading2:  {"Heading2", "heading 2", secondFace, 32, `<w:keepNext/>` + twoIn + `<w:outlineLvl w:val="1"/>`, ""},
	Body:      {"Text", "正文公文", bodyFace, 32, twoIn + `<w:jc w:val="both"/>`, ""},
	Remark:    {"Remark", "表注", bodyFace, 24, `<w:spacing w:line="400" w:lineRule="exact"/>`, ""},
	Signature: {"Signature", "署名", bodyFace, 32, `<w:keepNext/><w:spacing w:before="560"/><w:jc w:val="right"/>`, ""},
	Date:      {"IssueDate", "成文日期", bodyFace, 32, `<w:ind w:right="1280"/><w:jc w:val="right"/>`, ""},
}

// letterStyles are the looks as Word's styles, so that an office can change one for the whole text.
func letterStyles() string {
	var out strings.Builder
	fmt.Fprintf(&out, `%s<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr>%s<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>`+
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`, xmlHead, wordSpace, inFace(bodyFace, 32, ""), pitch)
	for _, kind := range []ParagraphKind{Masthead, Number, Title, Addressee, Heading1, Heading2, Body, Remark, Signature, Date} {
		l := looks[kind]
		writeStyle(&out, l)
	}
	writeStyle(&out, look{"GridHead", "表头", firstFace, 21, `<w:keepNext/><w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="center"/>`, ""})
	writeStyle(&out, look{"GridText", "表文", bodyFace, 21, `<w:spacing w:line="320" w:lineRule="exact"/>`, ""})
	writeStyle(&out, look{"PageNumber", "页码", numberFace, 28, `<w:ind w:left="280" w:right="280"/>`, ""})
	out.WriteString(`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&out, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	out.WriteString(`</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`)
	return out.String()
}

func writeStyle(out *strings.Builder, l look) {
	fmt.Fprintf(out, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
		l.style, l.name, l.paragraph, inFace(l.face, l.size, l.ink))
}

func inFace(f face, size int, ink string) string {
	colour := ""
	if ink != "" {
		colour = `<w:color w:val="` + ink + `"/>`
	}
	return fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s"/>%[3]s<w:sz w:val="%[2]d"/><w:szCs w:val="%[2]d"/>`, f.name, size, colour)
}

// pageNumber is the foot of a page, such as — 1 —, on the outer side.
func pageNumber(side string) string {
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return xmlHead + `<w:ftr xmlns:w="` + wordSpace + `"><w:p><w:pPr><w:pStyle w:val="PageNumber"/><w:jc w:val="` + side + `"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>` +
		field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` + field("separate") + `<w:r><w:t>1</w:t></w:r>` + field("end") +
		`<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}
