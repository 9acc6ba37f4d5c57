# make run    the demonstration on http://127.0.0.1:8080
# make test   installs what tests need, runs everything on SQLite and on MariaDB, and ends
# make faults kills the program 300 times during its tick, on both databases
# make bench  prints the figures of docs/quality.md
# make lint   gofmt, vet, golangci-lint
GO ?= go

.PHONY: pictures run test tools check unit browser faults bench lint build

run:
	$(GO) run ./cmd/luoshi demo

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/luoshi ./cmd/luoshi

test: tools check
	$(GO) build ./...
	$(GO) test -timeout 20m ./...
	LUOSHI_TEST_DB=mysql $(GO) test -timeout 20m ./models/... ./scheduler/... ./handlers/... ./demo/... ./cmd/...

tools:
	scripts/tools.sh

check:
	@test -z "$$(gofmt -l .)" || { echo "not formatted:"; gofmt -l .; exit 1; }
	$(GO) vet ./...

# kills the program during its tick, many more times than the tests do
faults:
	LUOSHI_FAULT_ROUNDS=300 $(GO) test -count=1 -timeout 20m -v -run TestS1Killed ./cmd/luoshi
	LUOSHI_FAULT_ROUNDS=300 LUOSHI_TEST_DB=mysql $(GO) test -count=1 -timeout 20m -v -run TestS1Killed ./cmd/luoshi

bench:
	$(GO) run ./cmd/bench

lint: check
	golangci-lint run

# takes the pictures of the README anew
pictures:
	scripts/pictures.sh
