package language

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed english/*.json
var files embed.FS

// english is what is said for each Chinese phrase, from english/*.json: a file
// for each topic, its keys the phrases as they stand in code and pages.
var english = load()

// load reads the catalogue; a broken file is a programmer's mistake.
func load() map[string]string {
	all := map[string]string{}
	names, err := fs.Glob(files, "english/*.json")
	if err != nil {
		panic("language: " + err.Error())
	}
	for _, name := range names {
		entries, err := read(name)
		if err != nil {
			panic(fmt.Sprintf("language: %s: %v", name, err))
		}
		for chinese, said := range entries {
			if before, ok := all[chinese]; ok && before != said {
				panic(fmt.Sprintf("language: %s says %q for %q, another file %q", name, said, chinese, before))
			}
			all[chinese] = said
		}
	}
	return all
}

func read(name string) (map[string]string, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var entries map[string]string
	return entries, json.Unmarshal(text, &entries)
}
