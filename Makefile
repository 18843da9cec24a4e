# What to do with this folder. Only Go is needed; "make browser" needs Chromium.

GO ?= go
export CGO_ENABLED ?= 0

.PHONY: build test race browser fuzz bench score train release clean

build: ## one static binary
	$(GO) build -trimpath -ldflags="-s -w" -o depesche ./cmd/depesche

test: ## all tests, and the checks that need nothing but Go
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) test ./...

race: ## the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race ./...

browser: ## the tests of the desk in Chromium, which must be installed
	DEPESCHE_BROWSER=required $(GO) test ./web/... -run Browser -count=1

FUZZTIME ?= 20s
fuzz: ## every fuzz target for FUZZTIME
	@for target in $$(grep -rlE '^func Fuzz' --include=*_test.go . | xargs -n1 dirname | sort -u); do \
	  for name in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]*' $$target/*_test.go | sed 's/func //'); do \
	    echo "== $$target $$name"; $(GO) test $$target -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) || exit 1; done; done

bench: ## the benchmark of every stage
	$(GO) test -run '^$$' -bench . -benchmem ./...

# GOLD is a folder of gold sets: docs/scores.md.
score: build ## rewrite eval/scores.tsv
	@test -n "$(GOLD)" || { echo 'say make score GOLD=folder'; exit 2; }
	./depesche score --format tsv $(GOLD) > scores.tmp
	mv scores.tmp eval/scores.tsv

release: ## binaries for Linux, macOS and Windows in dist/
	@for os in linux darwin windows; do for arch in amd64 arm64; do \
	  out=dist/depesche-$$os-$$arch; [ $$os = windows ] && out=$$out.exe; echo $$out; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags="-s -w" -o $$out ./cmd/depesche || exit 1; done; done

clean:
	rm -rf depesche dist scores.tmp
