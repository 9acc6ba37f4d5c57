package models

import (
	"strings"

	"luoshi/language"
)

// Device is what somebody signs in with, in words of ours: what a browser says of
// itself is looked through for known names, and never kept.
type Device string

// browsers and systems are known by what tells them, the telling ones first:
// nearly every browser also calls itself Chrome and Safari.
var (
	browsers = [][2]string{{"MicroMessenger", "微信"}, {"DingTalk", "钉钉"}, {"Lark", "飞书"}, {"Qaxbrowser", "奇安信浏览器"}, {"360", "360浏览器"},
		{"QQBrowser", "QQ浏览器"}, {"Edg", "Edge"}, {"Firefox", "Firefox"}, {"Chrom", "Chrome"}, {"Safari", "Safari"}, {"MSIE", "IE"}, {"Trident", "IE"}}
	systems = [][2]string{{"HarmonyOS", "鸿蒙"}, {"OpenHarmony", "鸿蒙"}, {"Android", "安卓"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"UOS", "统信UOS"}, {"UnionTech", "统信UOS"}, {"Kylin", "麒麟"}, {"Linux", "Linux"}}
)

// DeviceOf reads what a browser says of itself.
func DeviceOf(agent string) Device {
	return Device(told(agent, browsers, "其他程序") + "/" + told(agent, systems, "其他系统"))
}

func told(agent string, names [][2]string, otherwise string) string {
	for _, n := range names {
		if strings.Contains(agent, n[0]) {
			return n[1]
		}
	}
	return otherwise
}

// Phrase is the device for people: "Edge，Windows".
func (d Device) Phrase() language.Phrase {
	browser, system, _ := strings.Cut(string(d), "/")
	return language.Phrase{"%s，%s", language.Word(browser), language.Word(system)}
}

// Caller is where a sign-in comes from.
type Caller struct {
	Address string
	Device  Device
}
