// SPDX-License-Identifier: MIT
// Built with sanitizers alone: libraries stay loaded to the end, so that the check for leaks can name whose memory it
// is and leave out what drivers keep (tests/leaks.supp).
extern "C" int dlclose(void* /*library*/) noexcept { return 0; }
