package campaign

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// words name the kinds of links where people type them.
var words = []struct {
	kind Kind
	name string
}{{Tag, "标签"}, {Type, "类型"}, {Duty, "应办"}}

// check says what is wrong with a link, if anything.
func (l Link) check() language.Phrase {
	switch _, err := strconv.ParseInt(l.Value, 10, 64); {
	case l.Kind == Project && err != nil:
		return language.Phrase{"项目须为项目的编号"}
	case l.Kind == Type && !slices.Contains(project.Types, project.Type(l.Value)):
		return language.Phrase{"没有“%s”这种项目类型", l.Value}
	case l.Kind == Duty && !slices.Contains(orglife.Types, orglife.Type(l.Value)):
		return language.Phrase{"没有“%s”这种应办事项", l.Value}
	case l.Kind == Tag && (l.Value == "" || len([]rune(l.Value)) > 100):
		return language.Phrase{"标签须为1至100个字"}
	case !slices.Contains([]Kind{Project, Tag, Type, Duty}, l.Kind):
		return language.Phrase{"只能对应项目、标签、类型、应办事项"}
	}
	return nil
}

// ReadLinks understands what people type, such as "P03、标签:规范提升、类型:品牌创建、应办:主题党日",
// by the names of things and the codes of the year's projects.
func ReadLinks(tx *models.Tx, year int, text string) ([]Link, error) {
	var list []Link
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("、，,；;\n", c) }) {
		word = strings.TrimSpace(strings.ReplaceAll(word, "：", ":"))
		name, value, typed := strings.Cut(word, ":")
		if value = strings.TrimSpace(value); !typed {
			p, err := models.In[project.Project](tx).Select("id").Where("year = ? AND code = ?", year, word).Limit(1).Find(tx.Ctx)
			if err != nil {
				return nil, err
			}
			if len(p) == 0 {
				return nil, models.FailAt(models.Invalid, "criteria", "%d年度没有编号为“%s”的项目；标签、类型、应办事项请写作 标签:规范提升。", year, word)
			}
			list = append(list, Link{Kind: Project, Value: strconv.FormatInt(p[0].ID, 10)})
			continue
		}
		l := Link{Value: value}
		for _, w := range words {
			if w.name == strings.TrimSpace(name) {
				l.Kind = w.kind
			}
		}
		for _, t := range project.Types {
			if l.Kind == Type && t.String() == value {
				l.Value = string(t)
			}
		}
		for _, t := range orglife.Types {
			if l.Kind == Duty && orglife.TypeNames[t] == value {
				l.Value = string(t)
			}
		}
		if wrong := l.check(); wrong != nil {
			return nil, models.FailAt(models.Invalid, "criteria", "%s。", wrong)
		}
		list = append(list, l)
	}
	return list, nil
}

// Words is a link as people type it; codes has those of projects.
func (l Link) Words(codes map[int64]*project.Project) string {
	switch l.Kind {
	case Tag:
		return "标签:" + l.Value
	case Type:
		return "类型:" + project.Type(l.Value).String()
	case Duty:
		return "应办:" + orglife.TypeNames[orglife.Type(l.Value)]
	}
	if p := codes[l.project()]; p != nil {
		return p.Code
	}
	return ""
}

// project is the id of the project a link names, 0 for none.
func (l Link) project() int64 {
	if l.Kind != Project {
		return 0
	}
	id, err := strconv.ParseInt(l.Value, 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// Projects are the ids of the projects that links name one by one.
func (c *Campaign) Projects() []int64 {
	var ids []int64
	for _, one := range c.Criteria {
		for _, l := range one.Links {
			if id := l.project(); id != 0 {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
