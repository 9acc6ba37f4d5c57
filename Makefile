# make run    the demonstration on http://127.0.0.1:8080
# make test   installs what tests need, runs everything on SQLite and on MariaDB, and ends
# make faults kills, stops and disturbs the program and what it needs, on both databases, and ends within 25 minutes
# make galera kills a node of a three-node cluster during a fan-out
# make bench  prints the figures of docs/quality.md
# make lint   gofmt, vet, golangci-lint
GO ?= go

.PHONY: pictures run test tools check unit browser faults galera bench lint build

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

# S1 a hundred kills during ticks and sending, and between pages; S3 the database killed and gone for a minute; S6 mail and
# webhook down for an hour; S9 the clock back and forward; S12 four replicas; S14 a node of a cluster killed
FAULTS = -count=1 -timeout 10m -v -run 'TestS1Killed|TestS3|TestS6|TestS9|TestS12|TestFourReplicas|TestAReplicaDies' ./cmd/luoshi ./scheduler
faults: tools galera
	LUOSHI_FAULT_ROUNDS=100 $(GO) test $(FAULTS)
	LUOSHI_FAULT_ROUNDS=100 LUOSHI_TEST_DB=mysql $(GO) test $(FAULTS)

galera: tools
	LUOSHI_GALERA=1 $(GO) test -count=1 -timeout 5m -v -run TestS14 ./cmd/luoshi

bench:
	$(GO) run ./cmd/bench

lint: check
	golangci-lint run

# takes the pictures of the README anew
pictures:
	scripts/pictures.sh
