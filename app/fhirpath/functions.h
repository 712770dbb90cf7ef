// app/fhirpath/functions.h: the functions an expression can call, with how many arguments each takes and what each argument is.
#pragma once
#include <cstdint>
#include <string_view>

namespace fhirpath {

enum class Fn : uint8_t {
#define X(name, id, least, most, kinds) id,
#include "app/fhirpath/function_list.inc"
#undef X
  kCount
};

struct FunctionInfo {
  std::string_view name;
  Fn id;
  uint8_t least;
  uint8_t most;
  std::string_view kinds;
  char kind_of(size_t argument) const { return kinds[argument < kinds.size() ? argument : kinds.size() - 1]; }
};

// nullptr for a name nobody defines.
const FunctionInfo* find_function(std::string_view name);
const FunctionInfo* find_factory_function(std::string_view name);
const FunctionInfo& function_info(Fn id);
// The function whose name is nearest, for a message; empty when none is near.
std::string_view nearest_function(std::string_view name);

}  // namespace fhirpath
