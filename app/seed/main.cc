// doorstep-seed: an invented council for a hub, brought to it as a tablet would.
#include <cstdio>
#include <cstdlib>

#include "app/seed/seed.h"
#include "platform/os/file.h"
#include "platform/os/process.h"

namespace {

constexpr const char* kUsage =
    "doorstep-seed --hub URL --hub-ca FILE --enrol-code CODE --data DIR --assets DIR [--people 34] [--workers 2]\n"
    "  the code is one for IT's own worker; DIR is new, and gone at the end\n";

int complain(const std::string& why) {
  std::fprintf(stderr, "doorstep-seed: %s\n", why.c_str());
  return 2;
}

void say(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

// Beyond a few hundred, forms are named and not filled in.
void take_people(size_t people, demo::Sizes& sizes) {
  constexpr size_t kInFull = 300;
  if (people > kInFull) sizes = demo::load(people);
  sizes.people = people;
}

bool take(const std::string& name, const std::string& value, seed::Seeding& out, std::string& authority) {
  if (name == "--hub") out.invitation.url = value;
  else if (name == "--hub-ca") authority = value;
  else if (name == "--enrol-code") out.invitation.code = value;
  else if (name == "--data") out.folder = value;
  else if (name == "--assets") out.assets_dir = value;
  else if (name == "--people") take_people(std::strtoull(value.c_str(), nullptr, 10), out.sizes);
  else if (name == "--workers") out.sizes.workers = std::strtoull(value.c_str(), nullptr, 10);
  else return false;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  os::keep_memory_private();
  seed::Seeding seeding;
  seeding.sizes.workers = 2;
  std::string authority;
  for (int i = 1; i < argc; i += 2)
    if (i + 1 == argc || !take(argv[i], argv[i + 1], seeding, authority)) return std::fputs(kUsage, stderr), complain(std::string(argv[i]) + " is not known, or lacks its value");
  if (seeding.folder.empty() || seeding.assets_dir.empty() || authority.empty()) return std::fputs(kUsage, stderr), 2;
  const auto text = os::read_file(authority, 64 * 1024);
  if (!text) return complain("the certificate cannot be read");
  seeding.invitation.authority = std::string(base::text_view(*text));
  const auto done = seed::seed_hub(seeding, say);
  if (!done) return complain(std::string(base::fault_name(done.error().fault)) + ": " + done.error().detail);
  for (const care::Worker& worker : done->workers) say("worker " + record::to_string(worker.id) + " " + worker.role + " " + worker.name);
  say("the hub has accepted " + std::to_string(done->entries) + " entries in " + std::to_string(done->bytes / 1024) + " KB");
  return 0;
}
