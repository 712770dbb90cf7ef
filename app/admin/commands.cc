#include "app/admin/commands.h"

#include <cstdio>

namespace admin {
namespace {

constexpr Command kCommands[] = {
    {"forms", "check",
     "FILE... [--json] [--language CODE]... [--valuesets FILE]\n"
     "      what is wrong with a form, where, and what to do. Ends with 0 nothing, 1 warnings, 2 errors.\n"
     "      --language: what it has to be translated into (cy; none: nothing)",
     forms_check},
    {"forms", "stats", "FILE... [--json]\n      items by type, depth, expressions, longest texts, pages, bytes", forms_stats},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

int complain(const base::Error& error) {
  std::fprintf(stderr, "doorstep-admin: %s\n", error.detail.c_str());
  return error.fault == base::Fault::BadInput ? kUsage : kFailed;
}

}  // namespace admin
