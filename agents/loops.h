// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// Each feedback and growth term has a switch of its own: 1 on, 0 off. `frozen-hazards` turns all of them off, and the
/// model must then follow the path that published hazards and the age structure alone give.
struct LoopSwitches {
    double growth = 1;            ///< secular growth of need and of propensity to request
    double contagion = 1;         ///< families hear of plans from families
    double strain_requests = 1;   ///< unmet need raises requests
    double strain_responses = 1;  ///< schools under strain cut, deflect and exclude
    double magnets = 1;           ///< reputation for inclusion draws SEND families and naming
    double ethos = 1;             ///< ethos drifts with strain, accountability, head teachers
    double flight = 1;            ///< other families leave strained schools
    double money_panel = 1;       ///< deficit tightens the panel and naming
    double services = 1;          ///< queues for services delay plans and add to school load
    double capacity = 1;          ///< specialist places are limited
    double commissioning = 1;     ///< the authority orders places
    double accountability = 1;    ///< inspection and results feed back
};

}  // namespace sendscape
