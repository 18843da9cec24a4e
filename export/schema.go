// SPDX-License-Identifier: Apache-2.0

package export

import _ "embed"

// Schema is the JSON Schema (2020-12) of a record.
//
//go:embed record.schema.json
var Schema []byte
