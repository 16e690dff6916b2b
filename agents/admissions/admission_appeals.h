// SPDX-License-Identifier: MIT
#pragma once
#include "agents/admissions/waiting_lists.h"

namespace sendscape {

/// July: parents who were refused a school they like better than the one offered appeal to an independent panel (School
/// Standards and Framework Act 1998, s94), for the best they still wait for. Where the panel finds for them the child
/// is admitted over the number. Notes an `admission_appeal` for each appeal heard.
void hear_admission_appeals(WaitingLists& lists, Pupils& pupils, const Families& families,
                            const AdmissionParameters& parameters, const Step& step);

}  // namespace sendscape
