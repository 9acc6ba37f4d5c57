package calendar

// notice is what the State Council's notice says about one festival.
type notice struct {
	name     string
	from, to Date
	makeup   []Date
}

var notices = []struct {
	source    string
	festivals []notice
}{
	{"http://www.beijing.gov.cn/zhengce/zhengcefagui/202110/t20211026_2520500.html", []notice{
		{"元旦", "2022-01-01", "2022-01-03", nil},
		{"春节", "2022-01-31", "2022-02-06", []Date{"2022-01-29", "2022-01-30"}},
		{"清明节", "2022-04-03", "2022-04-05", []Date{"2022-04-02"}},
		{"劳动节", "2022-04-30", "2022-05-04", []Date{"2022-04-24", "2022-05-07"}},
		{"端午节", "2022-06-03", "2022-06-05", nil},
		{"中秋节", "2022-09-10", "2022-09-12", nil},
		{"国庆节", "2022-10-01", "2022-10-07", []Date{"2022-10-08", "2022-10-09"}},
	}},
	{"https://wxredian.com/art?id=63e914e2d2b1c4a258e09fe1282edb17", []notice{
		{"元旦", "2025-01-01", "2025-01-01", nil},
		{"春节", "2025-01-28", "2025-02-04", []Date{"2025-01-26", "2025-02-08"}},
		{"清明节", "2025-04-04", "2025-04-06", nil},
		{"劳动节", "2025-05-01", "2025-05-05", []Date{"2025-04-27"}},
		{"端午节", "2025-05-31", "2025-06-02", nil},
		{"国庆节、中秋节", "2025-10-01", "2025-10-08", []Date{"2025-09-28", "2025-10-11"}},
	}},
	{"https://politics.gmw.cn/2025-11/04/content_38391083.htm", []notice{
		{"元旦", "2026-01-01", "2026-01-03", []Date{"2026-01-04"}},
		{"春节", "2026-02-15", "2026-02-23", []Date{"2026-02-14", "2026-02-28"}},
		{"清明节", "2026-04-04", "2026-04-06", nil},
		{"劳动节", "2026-05-01", "2026-05-05", []Date{"2026-05-09"}},
		{"端午节", "2026-06-19", "2026-06-21", nil},
		{"中秋节", "2026-09-25", "2026-09-27", nil},
		{"国庆节", "2026-10-01", "2026-10-07", []Date{"2026-09-20", "2026-10-10"}},
	}},
}

// Shipped returns the holidays and makeup days of the years that come with the
// program: 2022, 2025 and 2026.
func Shipped() []Day {
	var days []Day
	for _, year := range notices {
		for _, festival := range year.festivals {
			for d := festival.from; d <= festival.to; d = d.Add(1) {
				days = append(days, Day{On: d, Kind: Holiday, Name: festival.name, Source: year.source})
			}
			for _, d := range festival.makeup {
				days = append(days, Day{On: d, Kind: Makeup, Name: festival.name + "调休", Source: year.source})
			}
		}
	}
	return days
}
