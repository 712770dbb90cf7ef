// doorstep-admin: what IT does at a shell.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "app/admin/commands.h"

namespace {

void print_usage(std::FILE* out) {
  std::fputs("doorstep-admin GROUP COMMAND ...\n", out);
  for (const admin::Command& command : admin::commands()) std::fprintf(out, "  %s %s %s\n", command.group, command.name, command.usage);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 1 && words[0] == "--help") return print_usage(stdout), admin::kDone;
  if (words.size() >= 2)
    for (const admin::Command& command : admin::commands())
      if (words[0] == command.group && words[1] == command.name) return command.run(std::span(words).subspan(2));
  print_usage(stderr);
  return admin::kUsage;
}
