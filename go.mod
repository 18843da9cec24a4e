module depesche

go 1.26.0

require (
	github.com/RadhiFadlillah/whatlanggo v0.0.0-20240916001553-aac1f0f737fc // language identification by trigrams
	github.com/andybalholm/brotli v1.2.8 // pages that servers send packed with brotli
	github.com/chromedp/chromedp v0.23.0 // tests only: the desk in a real browser
	github.com/google/go-cmp v0.7.0 // tests only: readable differences
	github.com/klauspost/compress v1.20.3 // gzip record by record, zstd
	github.com/rogpeppe/go-internal v1.16.0 // tests only: end-to-end scripts, txtar files
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // tests only: records against the published schema
	github.com/spf13/cobra v1.10.2 // commands, help, shell completion
	golang.org/x/net v0.62.0 // HTML tokenizer with raw bytes
	golang.org/x/term v0.47.0 // width of the terminal
	golang.org/x/text v0.43.0 // encodings, Unicode normal forms, names of countries and languages
	modernc.org/sqlite v1.61.1 // the record: SQLite without C
)

require (
	github.com/chromedp/cdproto v0.159.0 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	modernc.org/libc v1.79.0 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
