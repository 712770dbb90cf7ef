// platform/base/result.h: how a fallible function answers. We do not throw: conflicts, lost networks and full disks are ordinary
// days here, so they stand in the signature.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

// What a caller can do about it, not what went wrong inside.
enum class Fault {
  NotFound,  // no such thing; ask for another
  Corrupt,   // bytes are not what was written; quarantine and fetch again
  TooNew,    // written by a newer version; update the app
  Denied,    // wrong key, wrong PIN, no right
  Busy,      // somebody else holds it; try later
  Full,      // no room; free some and try again
  Offline,   // no network or peer
  BadInput,  // the caller's input cannot be used; `detail` says why
};

const char* fault_name(Fault fault);

// `detail` is for logs: ids, counts and places, never a name or an answer.
struct Error {
  Fault fault = Fault::BadInput;
  std::string detail;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

// return base::fail(Fault::Full, "map pages 12");
inline tl::unexpected<Error> fail(Fault fault, std::string detail) { return tl::unexpected<Error>(Error{fault, std::move(detail)}); }
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace base

#define BASE_JOIN_(a, b) a##b
#define BASE_JOIN(a, b) BASE_JOIN_(a, b)
// TRY(const T value, fallible()); declares `value`, or returns the error to our caller.
#define TRY(declaration, ...) TRY_IMPL_(BASE_JOIN(try_result_, __COUNTER__), declaration, __VA_ARGS__)
#define TRY_IMPL_(result, declaration, ...)                          \
  auto result = (__VA_ARGS__);                                       \
  if (!result) return ::base::fail(std::move(result).error());      \
  declaration = std::move(*result)
// TRY_DO(fallible()); for a Status, or a value nobody needs.
#define TRY_DO(...) TRY_DO_IMPL_(BASE_JOIN(try_status_, __COUNTER__), __VA_ARGS__)
#define TRY_DO_IMPL_(status, ...)                                                     \
  do {                                                                                \
    if (auto status = (__VA_ARGS__); !status) return ::base::fail(std::move(status).error()); \
  } while (false)
