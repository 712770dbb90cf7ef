#include "app/fhirpath/functions.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "app/fhirpath/types.h"

namespace fhirpath {
namespace {

constexpr FunctionInfo kFunctions[] = {
#define X(name, id, least, most, kinds) {name, Fn::id, least, most, kinds},
#include "app/fhirpath/function_list.inc"
#undef X
};

using Table = std::unordered_map<std::string_view, const FunctionInfo*>;

Table make_table(bool factory) {
  Table table;
  for (const FunctionInfo& function : kFunctions)
    if ((function.id >= Fn::MakeExtension) == factory && !function.name.empty()) table.emplace(function.name, &function);
  return table;
}

int edit_distance(std::string_view a, std::string_view b) {
  std::array<int, 33> row{};
  if (a.size() > 32 || b.size() > 32) return 99;
  for (size_t j = 0; j <= b.size(); ++j) row[j] = int(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    int corner = row[0]++;
    for (size_t j = 1; j <= b.size(); ++j) {
      const int change = corner + (a[i - 1] != b[j - 1]);
      corner = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

const FunctionInfo* find_function(std::string_view name) {
  static const Table* table = new Table(make_table(false));
  const auto found = table->find(name);
  return found == table->end() ? nullptr : found->second;
}

const FunctionInfo* find_factory_function(std::string_view name) {
  static const Table* table = new Table(make_table(true));
  if (const auto found = table->find(name); found != table->end()) return found->second;
  const TypeId type = Model::r4().find("FHIR", name);
  const bool primitive = (type != kNoType && Model::r4().is_primitive(type)) || name == "integer64";
  return primitive ? &function_info(Fn::MakePrimitive) : nullptr;
}

const FunctionInfo& function_info(Fn id) { return kFunctions[size_t(id)]; }

std::string_view nearest_function(std::string_view name) {
  const FunctionInfo* best = nullptr;
  int distance = 3;
  for (const FunctionInfo& function : kFunctions) {
    if (function.id >= Fn::MakeExtension) break;
    const int now = edit_distance(name, function.name);
    if (now >= distance) continue;
    distance = now;
    best = &function;
  }
  return best == nullptr ? std::string_view() : best->name;
}

}  // namespace fhirpath
