// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape::testing {

/// Whether the program was begun with --update: results are recorded, not compared.
bool& renewing_goldens();

}  // namespace sendscape::testing
