// SPDX-License-Identifier: MIT
#include "tests/images/allocations.h"

#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {
std::atomic<bool> counting{false};
std::atomic<long> allocations{0};

/// SFML allocates whenever a texture is bound: that is drawing, and not ours.
bool ours(void* caller) {
    Dl_info from{};
    return dladdr(caller, &from) == 0 || !from.dli_fname || !std::strstr(from.dli_fname, "libsfml");
}
}  // namespace

void* operator new(std::size_t size) {
    if (counting && ours(__builtin_return_address(0))) ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
// Every form, or a sanitizer that replaces the others finds what was allocated here freed there.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    if (counting && ours(__builtin_return_address(0))) ++allocations;
    return std::malloc(size);
}
void* operator new[](std::size_t size) {
    if (counting && ours(__builtin_return_address(0))) ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    if (counting && ours(__builtin_return_address(0))) ++allocations;
    return std::malloc(size);
}
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace sendscape::testing {

long count_allocations(bool on) {
    counting = on;
    if (on) allocations = 0;
    return allocations;
}

}  // namespace sendscape::testing
