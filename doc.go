// SPDX-License-Identifier: Apache-2.0

// Package depesche holds the domain of depesche: articles, the people and
// states they speak of, what was said on whose word, what was done, and which
// reports are copies of one another. It imports only the standard library.
package depesche
