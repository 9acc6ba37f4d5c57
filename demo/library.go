package demo

import (
	"luoshi/models"
	"luoshi/models/library"
)

// shelf is the library of the demonstration: the documents that its rules, duties
// and reminders name, their clauses in our own words.
var shelf = []struct {
	library.Document
	clauses [][2]string
	instead int // its successor's place on the shelf, counted from 1; 0 for none
}{
	{Document: library.Document{Title: "中国共产党支部工作条例（试行）", ShortTitle: "支部工作条例", Issuer: "中共中央", IssuedOn: "2018-10-28", Level: library.Central},
		clauses: [][2]string{
			{"第四条", "正式党员3人以上的单位成立党支部，党支部党员一般不超过50人。"},
			{"第五条", "正式党员不足3人的，可以与邻近单位联合成立党支部，覆盖单位一般不超过5个；党支部设立、调整须报上级党组织审批。"},
			{"第十一条", "支部党员大会一般每季度召开1次；表决时到会的有表决权党员须过半数，赞成人数超过应到会有表决权党员的半数为通过。"},
			{"第十二条", "支委会一般每月召开1次，根据需要随时召开；到会委员须超过半数。"},
			{"第十三条", "党小组会一般每月召开1次。"},
			{"第十四条", "支部党员大会、支委会由书记召集并主持，书记可以委托副书记或者委员主持。"},
			{"第十五条", "每月相对固定1天开展主题党日；开展前支委会研究确定主题和内容，开展后抓好议定事项落实。"},
			{"第十六条", "党课应当按期开展，党员领导干部每年讲党课。"},
		}},
	{Document: library.Document{Title: "中国共产党党和国家机关基层组织工作条例", ShortTitle: "机关基层组织工作条例", Issuer: "中共中央", IssuedOn: "2019-12-20", Level: library.Central},
		clauses: [][2]string{
			{"组织设置", "党员100名以上设机关党委，50至99名设党总支，正式党员3名以上设党支部；因工作需要不足规定人数的，可以报批设立。"},
			{"任期", "机关党的基层委员会每届任期5年，总支、支部每届任期3年。"},
			{"专职人员", "机关党委设专职副书记；机关专职党务工作人员按机关工作人员总数的一定比例配备。"},
		}},
	{Document: library.Document{Title: "中国共产党党和国家机关基层组织工作条例", Issuer: "中共中央", IssuedOn: "2010-06-04", Level: library.Central, EndedOn: "2019-12-19"}, instead: 2},
	{Document: library.Document{Title: "中国共产党基层组织选举工作条例", ShortTitle: "基层组织选举工作条例", Issuer: "中共中央", IssuedOn: "2020-07-13", Level: library.Central},
		clauses: [][2]string{{"第三条", "党的基层组织按期换届选举；需要提前或者延期的，报上级党组织批准，延期一般不超过1年。"}}},
	{Document: library.Document{Title: "中国共产党发展党员工作细则", ShortTitle: "发展党员工作细则", Issuer: "中共中央办公厅", IssuedOn: "2014-05-28", Level: library.Central},
		clauses: [][2]string{
			{"培养教育", "入党积极分子经过一年以上培养教育和考察，可以列为发展对象；支部每半年考察一次。"},
			{"集中培训", "发展对象集中培训不少于3天或24学时。"},
			{"预备期", "预备党员预备期为1年，从支部大会通过之日算起。"},
		}},
	{Document: library.Document{Title: "党委（党组）书记抓基层党建工作述职评议考核办法（试行）", ShortTitle: "述职评议考核办法", Issuer: "中共中央办公厅", Level: library.Central},
		clauses: [][2]string{{"述职评议", "党委（党组）书记每年就抓基层党建工作述职，接受评议；结果作为领导干部考核的依据。"}}},
	{Document: library.Document{Title: "关于指导督促部门单位党组（党委）履行机关党建主体责任的意见（试行）", ShortTitle: "机关党建主体责任意见", Number: "澜直工发〔2021〕9号",
		Issuer: "中共澜川市委市直机关工作委员会", IssuedOn: "2021-06-18", Level: library.City},
		clauses: [][2]string{
			{"一、第一责任人", "部门党组（党委）主要负责同志是机关党建第一责任人，每半年主持专题研究机关党建工作不少于1次，每年讲党课不少于1次。"},
			{"二、分管负责同志", "分管负责同志具体抓，逾期事项先由分管负责同志督促。"},
			{"三、一岗双责", "其他党组成员抓好分管范围内党组织的党建工作，项目明确分管领导。"},
			{"四、双重领导", "机关党组织服从部门党组（党委）和市直机关工委的双重领导，工作情况一次报送、两条线都能看到。"},
		}},
	{Document: library.Document{Title: "全市机关党的建设工作推进会讲话要点", Number: "澜直工发〔2022〕1号", Issuer: "中共澜川市委市直机关工作委员会", IssuedOn: "2022-01-04", Level: library.City},
		clauses: [][2]string{
			{"主题党日", "各党支部每月开展主题党日不少于2次，全年有计划，每月有固定日。"},
			{"支委会", "支委会按月召开，主题党日之前先研究主题和内容。"},
			{"四同", "党建和业务同部署、同推进、同检查、同考核。"},
			{"项目化管理机制", "年度任务按项目管理：有时间表、路线图，分阶段定目标、措施和责任人，全程有检查、有改进。"},
			{"督导整改机制", "部门单位自查和市里督导抽查结合，发现问题及时通报、督促整改。"},
			{"考核评价机制", "三级述职评议，结合督导调研、巡察反馈和日常了解作综合评价。"},
		}},
}

// shelve puts the documents into the library.
func (c *City) shelve(tx *models.Tx) error {
	ids := make([]int64, len(shelf))
	for _, late := range []bool{false, true} { // successors first
		for i, s := range shelf {
			if (s.instead != 0) != late {
				continue
			}
			d := s.Document
			d.Summary = true
			if late {
				d.SupersededByID = &ids[s.instead-1]
			}
			var clauses []library.Clause
			for _, text := range s.clauses {
				clauses = append(clauses, library.Clause{Code: text[0], Text: text[1]})
			}
			if err := d.Create(tx, clauses); err != nil {
				return err
			}
			ids[i] = d.ID
		}
	}
	return nil
}
