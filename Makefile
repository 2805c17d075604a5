# The commands of the project. Each is a few lines over the Go and npm tools.

export GOFLAGS := -trimpath -tags=netgo,sqlite_omit_load_extension
export FIGUREHEAD_TEST_SHARED ?= $(realpath ../shared)

.PHONY: build run test check go-test fuzz browser-test browser-programs soak browser-soak bench golden clean

build: public/dist/manifest.json ## ./figurehead
	go build -o figurehead ./server/figurehead

public/dist/manifest.json: public/package-lock.json public/build.mjs $(wildcard public/css/* public/css/screens/* public/js/* public/img/*)
	cd public && npm ci --no-audit --no-fund --ignore-scripts && npm run --silent build

run: build ## the demo on http://127.0.0.1:8080
	./figurehead serve --demo --data ./data --addr 127.0.0.1:8080

test: build check go-test fuzz browser-test ## everything that must pass

check:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run gofmt on these'; exit 1; }
	go vet ./...
	go tool staticcheck ./...

# What only computes, in one goroutine, is not watched by the race detector: it takes two thirds of its time.
UNRACED := $(foreach package,hash/adler32 github.com/klauspost/compress/... github.com/andybalholm/brotli/... github.com/golang/freetype/... \
  github.com/rivo/uniseg/... golang.org/x/image/...,-gcflags=$(package)=-race=false)

go-test: ## everything once whole; then again with the race detector, with a tenth of the random cases
	go test -timeout 20m ./...
	GOGC=400 GOMEMLIMIT=1GiB go test -race $(UNRACED) -short -timeout 20m ./...
	cd bench && go vet ./... && go test ./...
	cd bench/engine && go vet ./crossread && go test ./crossread

fuzz: ## every parser and each kind of figure with hostile input, five seconds each
	./fuzz.sh 5s

browser-test: build browser-programs
	cd browser && npm ci --no-audit --no-fund --ignore-scripts && npm test

browser-programs:
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium fonts-liberation; } || \
	  { echo 'The browser tests need Chromium. Install it, for example with: apt-get install chromium'; exit 1; }

soak: build browser-programs ## the long counts: run before an issue is called done
	FIGUREHEAD_SOAK=1 go test -timeout 60m ./datasets/... ./store/... ./server/figurehead/... ./server/refresh/... ./widgets/...
	./fuzz.sh 60s
	$(MAKE) browser-soak

SOAK_PACKAGES := nginx-light caddy firefox-esr wordpress wordpress-theme-twentytwentythree mariadb-server php-cli php-mysql php-xml php-curl php-gd php-mbstring

browser-soak: build browser-programs ## the frame in Firefox and in a real WordPress; the recipes for nginx and Caddy
	@{ command -v firefox-esr && command -v nginx && command -v caddy && command -v mariadbd && command -v php && test -d /usr/share/wordpress; } >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends $(SOAK_PACKAGES); } || \
	  { echo 'These tests need nginx, Caddy, Firefox ESR, WordPress, MariaDB and PHP. Install them, for example with: apt-get install $(SOAK_PACKAGES)'; exit 1; }
	php -l docs/recipes/drupal/figures/figures.module
	cd browser && npm ci --no-audit --no-fund --ignore-scripts && npm run --silent soak

bench: build ## against the peers: pictures, data, serving (with nginx), what a reader's browser gets (with Chromium)
	@missed=0; bench/run.sh || missed=1; bench/engine/run.sh || missed=1; \
	  (cd bench && go run ./serving -rounds 9) || missed=1; bench/embed/run.sh || missed=1; exit $$missed

golden: ## rewrites the golden images and texts and widgets/testdata/out/contact-sheet.html; look at every one
	go test ./widgets/... -update

clean:
	rm -rf figurehead public/dist/*.* public/node_modules browser/node_modules bench/node_modules bench/embed/node_modules
