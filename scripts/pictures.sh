#!/bin/sh
# Takes the README's pictures from the demonstration, as the tests see it.
set -eu
shots=$(mktemp -d)
LUOSHI_SHOTS=$shots go test -count=1 -run TestLooks ./e2e
mkdir -p docs/pictures
for pair in today:today-secretary-1366x768 project:project-1366x768 timetable:timetable-1366x768 phone:today-secretary-390x844; do
	convert "$shots/${pair#*:}.png" -crop x1500+0+0 +repage -strip -colors 128 "PNG8:docs/pictures/${pair%%:*}.png"
done
rm -r "$shots"
