package orglife

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Listed is a line of a list exported from the platform.
type Listed struct {
	Row        int // as people count, from 1
	Branch     string
	Kind       string
	Day        calendar.Date
	UploadedOn calendar.Date // "" where the list does not say

	OrgID int64 // found by Reconcile
	Type  Type
	Fault language.Phrase // why the line could not be compared
}

// uploadColumns are the columns of a list, by the names that platforms give them.
var uploadColumns = []struct {
	key   string
	names []string
	must  bool
}{
	{"branch", []string{"党支部", "党支部名称", "支部", "支部名称", "组织名称", "党组织名称", "所属党组织"}, true},
	{"kind", []string{"类型", "活动类型", "会议类型", "组织生活类型", "类别"}, true},
	{"day", []string{"日期", "活动日期", "召开日期", "召开时间", "活动时间", "开展时间", "开展日期", "会议时间", "开始时间"}, true},
	{"uploaded", []string{"上传日期", "上传时间", "提交时间", "录入时间"}, false},
}

// typeAliases are what platforms call the types besides our own names.
var typeAliases = map[string]Type{"支部委员会": CommitteeMeeting, "支部委员会会议": CommitteeMeeting, "支部委员会议": CommitteeMeeting, "支部党员大会": GeneralMeeting,
	"主题党日活动": ThemeDay, "支部主题党日": ThemeDay, "专题组织生活会": LifeMeeting, "民主评议": Appraisal}

// ReadUploadSheet finds the list in a workbook: the one sheet with its columns.
func ReadUploadSheet(sheets []models.Sheet) ([]Listed, error) {
	for _, s := range sheets {
		for at, cells := range s.Rows {
			if columns := uploadHead(cells); len(columns) > 0 {
				return readUploads(s.Rows, at, columns)
			}
		}
	}
	var names []string
	for _, c := range uploadColumns {
		if c.must {
			names = append(names, c.names[0])
		}
	}
	return nil, badSheet("没有找到表头：须有%s三列（也认“组织名称”“活动类型”“召开时间”等叫法），上传日期可以没有。", strings.Join(names, "、"))
}

// uploadHead finds the columns of a head, nil for a row that is none.
func uploadHead(cells []string) map[string]int {
	columns := map[string]int{}
	for _, c := range uploadColumns {
		at := slices.IndexFunc(cells, func(cell string) bool { return slices.Contains(c.names, flat(cell)) })
		switch {
		case at >= 0:
			columns[c.key] = at
		case c.must:
			return nil
		}
	}
	return columns
}

func readUploads(rows [][]string, head int, columns map[string]int) ([]Listed, error) {
	var list []Listed
	for i := head + 1; i < len(rows); i++ {
		cell := func(key string) string {
			at, there := columns[key]
			if !there || at >= len(rows[i]) {
				return ""
			}
			return strings.TrimSpace(rows[i][at])
		}
		if cell("branch")+cell("kind")+cell("day") == "" {
			continue
		}
		l := Listed{Row: i + 1, Branch: cell("branch"), Kind: cell("kind"), Day: loosely(cell("day")), UploadedOn: loosely(cell("uploaded"))}
		if l.Day == "" {
			l.Fault = language.Phrase{"日期“%s”无法识别", cell("day")}
		}
		list = append(list, l)
	}
	if len(list) == 0 {
		return nil, badSheet("表头下面没有内容。")
	}
	return list, nil
}

// loosely reads a day as people and platforms write it, perhaps with a time: "" for what is none.
func loosely(text string) calendar.Date {
	text = strings.NewReplacer("年", "-", "月", "-", "日", " ", "/", "-", ".", "-", "T", " ").Replace(text)
	day, _, _ := strings.Cut(text, " ")
	var y, m, d int
	if n, _ := fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d); n != 3 { // what it could not read is not three numbers
		return ""
	}
	if found := calendar.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, d)); found.Valid() {
		return found
	}
	return ""
}

// Reconciliation is a list held against what is on record here, by branch, day and type.
type Reconciliation struct {
	From, To calendar.Date // the months the list speaks of
	ToMark   []Matched     // on both sides, and not noted as uploaded yet
	Known    int           // on both sides, and noted
	NotThere []UploadRow   // on record here, and not in the list
	NotHere  []Listed      // in the list, and not on record here
	Unclear  []Listed
}

// Matched is an activity that the list has too.
type Matched struct {
	UploadRow
	On calendar.Date // the day it was uploaded; "" where the list does not say
}

// Reconcile compares the list with the records of the branches it names, or with
// those of all branches the actor sees.
func Reconcile(tx *models.Tx, list []Listed, all bool) (*Reconciliation, error) {
	r := &Reconciliation{}
	named, err := knowBranches(tx, list)
	if err != nil {
		return nil, err
	}
	type key struct {
		org int64
		t   Type
		day calendar.Date
	}
	there := map[key][]Listed{}
	for _, l := range list {
		if l.Fault != nil {
			r.Unclear = append(r.Unclear, l)
			continue
		}
		if r.From == "" || l.Day < r.From {
			r.From = l.Day
		}
		r.To = max(r.To, l.Day)
		k := key{l.OrgID, l.Type, l.Day}
		there[k] = append(there[k], l)
	}
	if r.From == "" {
		return r, nil
	}
	r.From, r.To = r.From.Month().First(), min(r.To.Month().Last(), tx.Today())
	ours, err := Uploads(tx, UploadSearch{From: r.From, To: r.To, Limit: 1 << 30})
	if err != nil {
		return nil, err
	}
	for _, u := range ours {
		k := key{u.OrgID, u.Type, u.HeldOn}
		switch {
		case len(there[k]) == 0:
			if (all || named[u.OrgID]) && u.State != Spared {
				r.NotThere = append(r.NotThere, u)
			}
			continue
		case u.State == Uploaded:
			r.Known++
		default:
			r.ToMark = append(r.ToMark, Matched{u, dayWithin(there[k][0].UploadedOn, u.HeldOn, tx.Today())})
		}
		there[k] = there[k][1:]
	}
	for _, left := range there {
		r.NotHere = append(r.NotHere, left...)
	}
	slices.SortFunc(r.NotHere, func(a, b Listed) int { return cmp.Compare(a.Row, b.Row) })
	return r, nil
}

// dayWithin is a day if it lies between two others, and else "".
func dayWithin(d, from, to calendar.Date) calendar.Date {
	if d < from || d > to {
		return ""
	}
	return d
}

// knowBranches finds whose activity of which type each line is, and tells which
// branches the list names.
func knowBranches(tx *models.Tx, list []Listed) (map[int64]bool, error) {
	branches, err := models.Visible[models.Org](tx, models.Uploads, "id").Where("kind IN ?", owingKinds).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	byName := map[string]int64{}
	for _, o := range branches {
		byName[flat(o.Name)], byName[o.Code] = o.ID, o.ID
	}
	named := map[int64]bool{}
	for i := range list {
		l := &list[i]
		id, known := byName[strings.TrimPrefix(flat(l.Branch), "中共")]
		t := typeAliases[flat(l.Kind)]
		for _, f := range forms {
			if f.platform && string(f.name) == flat(l.Kind) {
				t = f.code
			}
		}
		switch {
		case !known:
			l.Fault = language.Phrase{"没有找到党支部“%s”", l.Branch}
		case t == "":
			l.Fault = language.Phrase{"类型“%s”无法识别", l.Kind}
		}
		l.OrgID, l.Type = id, t
		if known {
			named[id] = true
		}
	}
	return named, nil
}
