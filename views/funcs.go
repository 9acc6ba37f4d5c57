package views

import (
	"fmt"
	"html/template"
	"unicode/utf8"
)

func (e edition) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":    e.asset,
		"icon":     e.icon,
		"say":      func(format string, values ...any) string { return e.Say(format, values...) },
		"in":       func(value any) any { return e.In(value) },
		"tongue":   e.Tag,
		"light":    e.light,
		"tag":      e.tag,
		"progress": e.progress,
		"face":     e.face,
		"empty":    empty,
		"markdown": markdown(),
	}
}

// icon draws an icon; it says nothing by itself, so a word stands beside it.
func (v *Views) icon(name string) (template.HTML, error) {
	if !v.icons[name] {
		return "", fmt.Errorf("no icon %q", name)
	}
	sprite, err := v.asset("icons.svg")
	if err != nil {
		return "", err
	}
	return template.HTML(fmt.Sprintf(`<svg class="i" aria-hidden="true"><use href="%s#i-%s"/></svg>`, sprite, name)), nil
}

// shapes are the marks of the five lights: told apart without colour.
var shapes = map[string]string{
	"ok":   `<circle cx="6" cy="6" r="5" class="f-ok"/>`,
	"warn": `<path d="M6 .8 11.6 11H.4Z" class="f-warn"/>`,
	"late": `<path d="M6 0 12 6 6 12 0 6Z" class="f-late"/>`,
	"info": `<path d="M1 1h10v10H1Z" class="f-info"/>`,
	"idle": `<circle cx="6" cy="6" r="4.6" class="f-idle"/>`,
}

// light shows a state by shape, word and colour; kind is ok, warn, late, info or idle.
func (e edition) light(kind string, text any) (template.HTML, error) {
	return e.lamp(kind, "light "+kind, text)
}

// tag is a light on a wash of its colour.
func (e edition) tag(kind string, text any) (template.HTML, error) {
	return e.lamp(kind, "light tag "+kind, text)
}

func (e edition) lamp(kind, class string, text any) (template.HTML, error) {
	shape, ok := shapes[kind]
	if !ok {
		return "", fmt.Errorf("no light %q", kind)
	}
	return template.HTML(fmt.Sprintf(`<span class="%s"><svg viewBox="0 0 12 12" aria-hidden="true">%s</svg>%s</span>`,
		class, shape, template.HTMLEscapeString(fmt.Sprint(e.In(text))))), nil
}

// progress draws what is done as a bar and the time gone as an upright line,
// both in percent; a negative time leaves the line out. A kind, warn or late,
// colours the bar.
func (e edition) progress(done, time int, kind ...string) template.HTML {
	done, time = min(max(done, 0), 100), min(time, 100)
	class := "p-fill"
	for _, k := range kind {
		class += " " + template.HTMLEscapeString(k)
	}
	label, now, words := e.Say("完成 %d%%", done), "", ""
	if time >= 0 {
		label = e.Say("完成 %d%%，时间已过 %d%%", done, time)
		now = fmt.Sprintf(`<rect class="p-now" x="%d%%" y="0" width="3" height="13"/>`, time)
		words = "<span>" + e.Say("时间 %d%%", time) + "</span>"
	}
	return template.HTML(fmt.Sprintf(`<div class="prog"><svg role="img" aria-label="%s">`+
		`<rect class="p-track" x="0" y="3" width="100%%" height="7" rx="2"/>`+
		`<rect class="%s" x="0" y="3" width="%d%%" height="7" rx="2"/>%s</svg>`+
		`<p><span>%s <b>%d%%</b></span>%s</p></div>`, label, class, done, now, e.Say("完成"), done, words))
}

// face is the first character of a name, as the round mark of a person shows it.
func (e edition) face(name any) string {
	r, size := utf8.DecodeRuneInString(fmt.Sprint(e.In(name)))
	if size == 0 {
		return ""
	}
	return string(r)
}

// empty makes an Empty in a template; after the text may follow a link and what it does.
func empty(icon, title, text string, link ...string) Empty {
	e := Empty{Icon: icon, Title: title, Text: text}
	if len(link) == 2 {
		e.Link, e.Action = link[0], link[1]
	}
	return e
}
