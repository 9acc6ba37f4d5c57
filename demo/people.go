package demo

import "luoshi/models"

// logins are the accounts of the city, by name: its secretaries, deputies and
// clerks sign in as their names in pinyin. All of them are invented.
var logins = map[string]string{
	"周砚清": "zhouyanqing", "孟书琴": "mengshuqin", "许牧野": "xumuye", "韩知远": "hanzhiyuan", "梁映雪": "liangyingxue",
	"陆承岳": "luchengyue", "沈怀谷": "shenhuaigu",
	"沈维岳": "shenweiyue", "雷振川": "leizhenchuan", "骆承志": "luochengzhi", "顾启明": "guqiming", "项国栋": "xiangguodong",
	"柯远山": "keyuanshan", "温立新": "wenlixin", "蒋若谷": "jiangruogu", "邵明达": "shaomingda", "童佳宁": "tongjianing",
	"庄子衿": "zhuangzijin", "蓝正南": "lanzhengnan", "戚文澜": "qiwenlan",
	"秦叙白": "qinxubai", "卫长庚": "weichanggeng", "毕惠然": "bihuiran", "宗亦寒": "zongyihan", "阮静姝": "ruanjingshu",
	"施慕云": "shimuyun", "郁青禾": "yuqinghe",
	"田语桐": "tianyutong", "丁鹤鸣": "dingheming", "祁少川": "qishaochuan", "严柏舟": "yanbozhou", "鲁文靖": "luwenjing",
	"狄云帆": "diyunfan", "耿长风": "gengchangfeng", "苗晓岚": "miaoxiaolan", "白启航": "baiqihang", "闻德厚": "wendehou",
	"谷雨晴": "guyuqing", "申屠海": "shentuhai", "汤立人": "tangliren", "舒怀瑾": "shuhuaijin", "车向晚": "chexiangwan",
	"单梓安": "shanzian", "应时雨": "yingshiyu",
	"尤凌霄": "youlingxiao", "纪小满": "jixiaoman", "桑以诚": "sangyicheng", "卓一鸣": "zhuoyiming", "傅可昕": "fukexin",
	"聂思远": "niesiyuan", "阎初夏": "yanchuxia", "戴星河": "daixinghe", "胡青岚": "huqinglan", "裴砚秋": "peiyanqiu",
}

// officers are the cadres that the roster does not list: E.1 of the demo data.
var officers = []struct {
	name, branch, org string
	office            models.Office
	post              string
}{
	{"周砚清", "", "GW", models.CommitteeSecretary, "书记"},
	{"孟书琴", "", "GW", models.DeputySecretary, "常务副书记"},
	{"许牧野", "", "GW", models.WorkOfficer, "组织科科长"},
	{"韩知远", "", "GW", models.Inspector, "督导员"},
	{"梁映雪", "", "GW", models.Inspector, "督导员"},
	{"陆承岳", "", "ZZB", models.DepartmentOfficer, "部长"},
	{"沈怀谷", "", "ZZB", models.DepartmentOfficer, "组织二科科长"},
	{"尤凌霄", "B0201", "DZ02", models.GroupDeputy, "分管负责同志"},
	{"纪小满", "B0201", "D02", models.Staff, "党务干部"},
	{"桑以诚", "B0301", "DZ03", models.GroupDeputy, "分管负责同志"},
	{"卓一鸣", "B0301", "D03", models.Staff, "党务干部"},
	{"裴砚秋", "B0401", "DZ04", models.GroupMember, "党组成员"},
	{"傅可昕", "B0401", "D04", models.Staff, "党务干部"},
	{"聂思远", "B0501", "D05", models.Staff, "党务干部"},
	{"阎初夏", "B1001", "B1001", models.Organiser, "组织委员"},
	{"戴星河", "B1001", "B1001", models.Publicist, "宣传委员"},
	{"胡青岚", "B1001", "B1001", models.Disciplinarian, "纪检委员"},
}

// faces are the roles one can look at the city as, by one click.
var faces = []string{"童佳宁", "温立新", "孟书琴", "许牧野", "韩知远", "阎初夏", "毕惠然", "施慕云", "卫长庚", "尤凌霄", "雷振川", "单梓安", "庄子衿", "裴砚秋", "沈怀谷"}

// committee are the offices filled on a branch committee beside the secretary, in this order.
var committee = []models.Office{models.Organiser, models.Publicist, models.Disciplinarian, models.CommitteeMember}
