// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "sim/commands/cli.h"
#include "sim/core/interrupt.h"
#include "sim/core/machine_limits.h"
#include "sim/core/standard_streams.h"

namespace {

constexpr const char* defect_words =
    "This is a defect of Sendscape, not of your input. Please report it: the command you typed, this message and, if "
    "there is one, run.log.\n";

/// Exit status 1 also where an error escapes every catch, on another thread say; 3 where the machine is to blame: the
/// library of threads lets no caller catch that it was refused memory or a thread.
[[noreturn]] void end_with_a_defect() {
    try {
        if (const auto error = std::current_exception()) std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
        std::cerr << "sendscape: the machine ran out of memory\n" << std::flush;
        std::_Exit(3);
    } catch (const std::exception& error) {
        if (std::string_view(error.what()).starts_with("pthread_create")) {
            std::cerr << "sendscape: the system gave no more threads (" << error.what() << "): use fewer --threads\n"
                      << std::flush;
            std::_Exit(3);
        }
    } catch (...) {
    }
    std::cerr << "sendscape: ended by an error nobody caught. " << defect_words << std::flush;
    std::_Exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    sendscape::watch_for_interrupts();  // first: until here a signal ends the program as it ends any
    std::set_terminate(end_with_a_defect);
    sendscape::open_standard_streams();
    sendscape::give_memory_back();
    try {
        const int status =
            sendscape::run_command_line(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
        if (status != 0) return status;
        return sendscape::all_was_printed("sendscape") ? 0 : 3;
    } catch (const std::exception& error) {
        std::cerr << "sendscape: " << error.what() << "\n" << defect_words;
    } catch (...) {
        std::cerr << "sendscape: an unknown error. " << defect_words;
    }
    return 1;
}
