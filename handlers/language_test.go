package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

func TestLanguageBeforeSigningIn(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	const chosen = "Cookie: luoshi-language=en"
	for _, c := range []struct {
		name, lang string
		headers    []string
	}{
		{"is Chinese for a browser that asks for nothing", "zh-CN", nil},
		{"is Chinese for a browser of this country", "zh-CN", []string{"Accept-Language: zh-CN,zh;q=0.9,en;q=0.8"}},
		{"is English for a browser that likes it better", "en", []string{"Accept-Language: zh;q=0.5,en-GB;q=0.9"}},
		{"is Chinese for a browser that reads neither", "zh-CN", []string{"Accept-Language: de, fr;q=0.5"}},
		{"is what was chosen before", "en", []string{"Accept-Language: zh-CN", chosen}},
		{"is none that we do not have", "zh-CN", []string{"Cookie: luoshi-language=fr"}},
	} {
		for _, path := range []string{"/login", "/nowhere"} {
			page := app.Nobody().Send("GET", path, "", "", c.headers...)
			if !strings.Contains(page.Body.String(), `<html lang="`+c.lang+`"`) {
				t.Errorf("%s: %s is not in %s", c.name, path, c.lang)
			}
		}
	}
}

func TestLanguageIsChosenPerPerson(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	b, other := app.Browser("tongjianing"), app.Browser("yanchuxia")
	b.Get("/me").Want(200).Says(`<html lang="zh-CN"`, "我的账号", `<button name="language" value="en" lang="en">`)
	reply := b.Post("/language?_method=PUT", url.Values{"language": {"en"}}).Want(303)
	if set := reply.Result().Cookies(); len(set) != 1 || set[0].Name != "luoshi-language" || set[0].Value != "en" || !set[0].HttpOnly {
		t.Errorf("the browser keeps %v", set)
	}
	b.Get("/me").Want(200).Says(`<html lang="en"`, "My account", `<button name="language" value="zh" lang="zh-CN">`)
	other.Get("/me").Want(200).Says(`<html lang="zh-CN"`)
	app.Program("tongjianing").Get("/me").Want(200).Says(`"language":"en"`)
	b.Post("/me?_method=PATCH", url.Values{"language": {"zh"}, "large": {"true"}}).Want(303)
	b.Get("/me").Want(200).Says(`<html lang="zh-CN" data-type="large"`)
	b.Post("/me?_method=PATCH", url.Values{"large": {"false"}}).Want(303)
	app.Program("tongjianing").Get("/me").Want(200).Says(`"language":"zh"`, `"large":false`)
	b.Post("/me?_method=PATCH", url.Values{"language": {"fr"}}).Want(422)
}

func TestRefusalsAreSaidInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("PATCH", "/me", map[string]any{"language": "en"}).Want(204)
	for login, words := range map[string][]string{
		"xumuye":    {`"title":"Not found"`, "Nothing is there, or it is not yours to see."},
		"yanchuxia": {`"title":"没有找到"`, "没有找到，或者不在您的查看范围内。"},
	} {
		app.Program(login).Get("/projects/999999").Want(404).Says(words...)
	}
}
