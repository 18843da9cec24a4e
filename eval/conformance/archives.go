// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"depesche/ingest/sitemap"
	"depesche/warc"
)

// archives reads every archive to its end and prints how many records it has
// and which places are broken.
func archives(files []string) error {
	records, broken := 0, 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		count := 0
		r := warc.NewReader(f, warc.ReaderOptions{})
		for {
			_, err := r.Next()
			var damage *warc.DamageError
			if errors.As(err, &damage) {
				broken++
				fmt.Printf("broken   %s: %v\n", file, err)
				continue
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				f.Close()
				return fmt.Errorf("read %s: %w", file, err)
			}
			count++
		}
		f.Close()
		fmt.Printf("%4d records  %s\n", count, file)
		records += count
	}
	fmt.Printf("%d files, %d records, %d broken places\n", len(files), records, broken)
	return nil
}

// sitemaps reads every sitemap and prints how many addresses it has.
func sitemaps(files []string) error {
	read := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		f, err := sitemap.Parse(data, sitemap.Options{})
		if err != nil {
			fmt.Printf("refused  %s: %v\n", file, err)
			continue
		}
		read++
		fmt.Printf("%5d pages, %3d sitemaps, %d problems  %s\n", len(f.Pages), len(f.Sitemaps), len(f.Problems), file)
	}
	fmt.Printf("%d files, %d read\n", len(files), read)
	return nil
}
