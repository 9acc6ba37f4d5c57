package models

import (
	"fmt"
	"strings"

	"luoshi/language"
)

// This file is every permission in the program: the table of domain
// organisation.md D.3, as role × object → verb and scope. What a person may do
// follows from the posts held; "who enters does not verify" is a line in the verb.

// Object is what a permission is about.
type Object string

const (
	Orgs         Object = "组织与职务"
	Fields       Object = "党组成员分管范围"
	Members      Object = "党员名册"
	Projects     Object = "项目、阶段、进展"
	Tags         Object = "项目标签"
	Divisions    Object = "任务分解"
	Reports      Object = "报送"
	Checks       Object = "检查"
	Improvements Object = "改进核验"
	Duties       Object = "应办事项"
	Plans        Object = "年度计划"
	Changes      Object = "活动变更、补开、免除"
	Minutes      Object = "党员大会、主题党日记录"
	CommitteeLog Object = "支委会记录"
	Studies      Object = "党组学习记录"
	Attendance   Object = "个人到会情况"
	Conduct      Object = "双重组织生活、支委履职"
	Uploads      Object = "上传山东e支部"
	Discussions  Object = "评论、附件"
	Calendars    Object = "规则与日历"
	Documents    Object = "文件库"
	Accounts     Object = "账号"
	Jobs         Object = "后台任务"
	Channels     Object = "发送渠道、暂停规则"
	Mutes        Object = "提醒免打扰"
	Findings     Object = "检查问题、整改"
	Bulletins    Object = "通报"
	Trainings    Object = "培训记录"
	Cases        Object = "典型经验"
	Campaigns    Object = "模范机关创建"
	Elections    Object = "换届选举"
)

// Objects lists them in the order of the printed table.
var Objects = []Object{Orgs, Fields, Members, Phones, Projects, Tags, Reports, Divisions, Checks, Improvements, Findings, Bulletins, Duties, Plans, Changes, Minutes, CommitteeLog, Studies, Attendance, Conduct, Uploads, Discussions, Calendars, Documents, Trainings, Cases, Campaigns, Elections, Mutes, Accounts, Jobs, Channels, Security, AuditTrail}

// Verb is what is done to an object. Entering, approving and exporting include viewing.
type Verb byte

const (
	View    Verb = 'v'
	Enter   Verb = 'e'
	Approve Verb = 'a'
	Export  Verb = 'x'
)

// Role is a column of the table.
type Role string

// The three administrators: none of them sees business content, and none does
// what another is for.
const (
	SystemAdmin   Role = "R16" // accounts, jobs, backups
	SecurityAdmin Role = "R17" // who is an administrator, rules of signing in, unlocking
	AuditAdmin    Role = "R18" // reads the audit trail, and changes nothing
)

// Roles lists them in the order of the printed table.
var Roles = []Role{"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", SystemAdmin, SecurityAdmin, AuditAdmin}

// RoleNames are the roles as people read them.
var RoleNames = map[Role]string{
	"R1": "市委领导", "R2": "市委组织部", "R3": "工委管理员", "R4": "工委督导员", "R5": "党组书记", "R6": "分管负责同志",
	"R7": "党组成员", "R8": "机关党委/总支书记", "R9": "专职副书记", "R10": "党务干部", "R11": "党支部书记", "R12": "支委",
	"R13": "党小组长", "R14": "党员", SystemAdmin: "系统管理员", SecurityAdmin: "安全管理员", AuditAdmin: "审计管理员",
}

// RoleOf is the role an office gives in an organisation of a kind.
func RoleOf(office Office, kind OrgKind) Role {
	inCommittee := kind == WorkCommittee || kind == Section
	switch office {
	case CityLeader:
		return "R1"
	case DepartmentOfficer:
		return "R2"
	case WorkOfficer:
		return "R3"
	case Inspector:
		return "R4"
	case GroupSecretary:
		return "R5"
	case GroupDeputy:
		return "R6"
	case GroupMember:
		return "R7"
	case CommitteeSecretary, DeputySecretary:
		if inCommittee {
			return "R3"
		}
		if office == CommitteeSecretary {
			return "R8"
		}
		return "R9"
	case Staff:
		return "R10"
	case BranchSecretary:
		return "R11"
	case PartyGroupLeader:
		return "R13"
	}
	return "R12"
}

// matrix is the table. A cell lists verb and scope: C the whole city, T the tree
// below the post's organisation (for a leading group: what it guides), F the own
// field in it (一岗双责; see Supervision), S only what is one's own. Notes: a branch's tree is the branch itself; the work
// committee sees that a committee met, not its minutes (D.3 "only if sampled");
// of organisations a member without a post sees the own branch's name; a task is
// handed on inside a department by those who approve there, and the organisation
// department's own tasks by itself; the work committee decides on changes of a
// branch that it leads directly, and sees the others; a bulletin is seen once it is
// published and by those it is addressed to, S if it is open to everybody there; comments and files are seen with the thing they belong to, and who may write does so on all one sees.
var matrix = map[Object]map[Role]string{
	Orgs: {"R1": "vC", "R2": "vC aC", "R3": "eC aC xC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT",
		"R10": "eT", "R11": "vT", "R12": "vT", "R13": "vT", "R14": "vS"},
	Fields: {"R1": "vC", "R2": "vC", "R3": "eC", "R4": "vC", "R5": "eT", "R6": "vT", "R7": "vT"},
	Members: {"R2": "vC xC", "R3": "eC xC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT", "R11": "eT",
		"R12": "vT"},
	Phones: {"R2": "vC", "R3": "vC", "R8": "vT", "R9": "vT", "R10": "vT", "R11": "vT"},
	Projects: {"R1": "vC", "R2": "vC", "R3": "eC aC xC", "R4": "vC", "R5": "vT", "R6": "vF", "R7": "vF", "R8": "eT aT xT",
		"R9": "eT aT xT", "R10": "eT xT", "R11": "eT xT", "R12": "eS"},
	Reports: {"R3": "vC", "R4": "vC", "R5": "vT", "R6": "vF", "R7": "vF", "R8": "vT", "R9": "vT", "R10": "vT", "R11": "vT", "R12": "vT"},
	Tags: {"R1": "vC", "R2": "vC", "R3": "eC", "R4": "vC", "R5": "vC", "R6": "vC", "R7": "vC", "R8": "vC", "R9": "vC", "R10": "vC", "R11": "vC",
		"R12": "vC"},
	Divisions: {"R1": "vC", "R2": "vC aT", "R3": "eC aC xC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "vT aT", "R9": "vT aT",
		"R10": "vT", "R11": "vT", "R12": "vT"},
	Checks: {"R1": "vC", "R2": "vC", "R3": "eC", "R4": "eC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "vT",
		"R11": "vT", "R12": "vT"},
	Improvements: {"R2": "vC", "R3": "aC", "R4": "aC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "aT", "R9": "aT"},
	Findings: {"R1": "vC", "R2": "vC", "R3": "eC aC xC", "R4": "eC aC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT aT", "R9": "eT aT",
		"R10": "eT", "R11": "eT", "R12": "vT"},
	Bulletins: {"R1": "vC", "R2": "vC", "R3": "eC aC xC", "R4": "eC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "vT", "R9": "vT", "R10": "vT", "R11": "vT",
		"R12": "vS", "R13": "vS", "R14": "vS"},
	Duties: {"R1": "vC", "R2": "vC", "R3": "vC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "aT", "R9": "aT", "R10": "eT",
		"R11": "eT", "R12": "vT", "R13": "eT", "R14": "vT"},
	Plans: {"R2": "vC", "R3": "aC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "aT", "R9": "aT", "R10": "eT", "R11": "eT",
		"R12": "eT", "R14": "vT"},
	Changes: {"R3": "aC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "aT", "R9": "aT", "R10": "eT", "R11": "eT", "R12": "eT"},
	Minutes: {"R2": "vC", "R3": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "vT", "R9": "vT", "R10": "eT", "R11": "eT",
		"R12": "vT", "R13": "eT", "R14": "vT"},
	CommitteeLog: {"R5": "vT", "R6": "vT", "R7": "vT", "R8": "vT", "R9": "vT", "R10": "eT", "R11": "eT", "R12": "vT"},
	Studies:      {"R2": "vC", "R3": "vC", "R5": "eT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT"},
	Attendance:   {"R8": "vT", "R9": "vT", "R10": "eT", "R11": "eT", "R12": "vT", "R13": "eT", "R14": "vS"},
	Conduct:      {"R3": "vC", "R4": "vC", "R8": "vT", "R9": "vT", "R11": "vT"},
	Uploads: {"R2": "vC", "R3": "eC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT", "R11": "eT", "R12": "eT",
		"R13": "vT"},
	Calendars: {"R2": "vC", "R3": "eC aC", SystemAdmin: "vC"},
	Documents: {"R1": "vC", "R2": "vC", "R3": "eC", "R4": "vC", "R5": "vC", "R6": "vC", "R7": "vC", "R8": "vC", "R9": "vC", "R10": "vC",
		"R11": "vC", "R12": "vC", "R14": "vC", SystemAdmin: "vC"},
	Trainings: {"R2": "vC", "R3": "eC xC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT",
		"R11": "eT", "R12": "vT"},
	Cases: {"R1": "vC", "R2": "vC", "R3": "eC aC xC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT",
		"R11": "eT", "R12": "vT"},
	Campaigns: {"R1": "vC", "R2": "vC", "R3": "eC aC xC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT", "R9": "eT", "R10": "eT",
		"R11": "eT", "R12": "vT"},
	Elections: {"R1": "vC", "R2": "vC", "R3": "aC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "eT aT", "R9": "eT aT", "R10": "eT",
		"R11": "eT", "R12": "vT"},
	Accounts:   {"R3": "vC", "R8": "vT", "R9": "vT", SystemAdmin: "eC", SecurityAdmin: "vC"},
	Jobs:       {"R3": "vC", SystemAdmin: "eC"},
	Channels:   {"R3": "vC aC", SystemAdmin: "eC aC"},
	Mutes:      {"R3": "eC", "R4": "vC", "R5": "vT", "R6": "vT", "R7": "vT", "R8": "vT", "R9": "eT", "R10": "vT", "R11": "vT", "R12": "vT"},
	Security:   {SecurityAdmin: "eC"},
	AuditTrail: {AuditAdmin: "vC xC"},
	Discussions: {"R1": "eC", "R2": "eC", "R3": "eC aC", "R4": "eC", "R5": "eT", "R6": "eT", "R7": "eT", "R8": "eT aT", "R9": "eT aT", "R10": "eT",
		"R11": "eT", "R12": "eS", "R14": "vS"},
}

// Cell is the table's cell of a role and an object, "" for none.
func Cell(o Object, r Role) string { return matrix[o][r] }

// allows reports whether a cell grants the verb, and how far: 'C', 'T', 'F', 'S', or 0.
func allows(cell string, verb Verb) (reach byte) {
	const widest = "CTFS"
	for i := 0; i+1 < len(cell); i += 3 {
		if Verb(cell[i]) != verb && verb != View {
			continue
		}
		if reach == 0 || strings.IndexByte(widest, cell[i+1]) < strings.IndexByte(widest, reach) {
			reach = cell[i+1]
		}
	}
	return reach
}

// Can reports whether the actor may do the verb to an object of an organisation;
// orgID 0 asks for the whole city. Scope S is for the verb itself to check.
func (tx *Tx) Can(verb Verb, object Object, orgID int64) bool {
	may, err := tx.can(verb, object, orgID)
	return err == nil && may
}

func (tx *Tx) can(verb Verb, object Object, orgID int64) (bool, error) {
	s := tx.scope(verb, object)
	if s.everything || orgID == 0 || len(s.below) == 0 {
		return s.everything, nil
	}
	where, args := s.sql("id")
	n, err := In[Org](tx).Where("id = ?", orgID).Where(where, args...).Count(tx.Ctx, "id")
	return n > 0, err
}

// Require stops work the actor may not do.
func (tx *Tx) Require(verb Verb, object Object, orgID int64) error {
	may, err := tx.can(verb, object, orgID)
	if err != nil {
		return err
	}
	if !may {
		return Fail(Forbidden, "您的职务没有“%s”的%s权限；如需办理，请联系本单位党务干部或市直机关工委。", language.Word(object), language.Word(verbNames[verb]))
	}
	return nil
}

var verbNames = map[Verb]string{View: "查看", Enter: "填报", Approve: "审批", Export: "导出"}

func (r Role) String() string { return fmt.Sprintf("%s %s", string(r), RoleNames[r]) }
