# What to do with this folder. Only Go is needed; "make browser" needs Chromium.

GO ?= go
export CGO_ENABLED ?= 0

.PHONY: build test race browser fuzz bench score release notices clean

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

release: notices ## binaries for Linux, macOS and Windows in dist/, with the licences of what they hold
	@for os in linux darwin windows; do for arch in amd64 arm64; do \
	  out=dist/depesche-$$os-$$arch; [ $$os = windows ] && out=$$out.exe; echo $$out; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags="-s -w" -o $$out ./cmd/depesche || exit 1; done; done

notices: ## dist/NOTICES.txt: our notice, and the licence of Go and of every module in the binary
	@mkdir -p dist && { cat NOTICE; echo; echo "== Go"; cat "$$($(GO) env GOROOT)/LICENSE"; \
	  $(GO) list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/depesche | sort -u | \
	  while read -r path version dir; do echo; echo "== $$path $$version"; \
	    cat "$$dir"/LICENSE* "$$dir"/COPYING* 2>/dev/null | grep . || { echo "no licence found for $$path" >&2; exit 1; }; done; } > dist/NOTICES.txt

clean:
	rm -rf depesche dist scores.tmp
