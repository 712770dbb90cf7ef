// hub-test-tablet FOLDER URL [MODE]: a tablet in a process of its own, to be killed. It does its user's work, one act after the other, says "saved WORD" once each is on the
// disk, and syncs now and then over TLS ("held N" is what the hub said it has). What the user is stands in the folder's file "role": "notes" (only notes), "worker" or "lead".
//   --offline  never syncs, and stops by itself after 25 acts
//   --finish   only syncs, until there is no more to say, and prints the digest of all it has
//   --tidy     does what others wait for and syncs, until there is neither; prints how many acts that took: "tidied N"
#include <cstdio>
#include <string>
#include <string_view>

#include "platform/os/file.h"
#include "tests/app/hub/tablet/work.h"

namespace {

using test_tablet::Desk;
using test_tablet::Work;

constexpr int kTriesMax = 2'000, kTidiedMax = 2'000, kOfflineActs = 25;
constexpr uint64_t kUnsentMax = 12;  // then it writes no more until some of it is at the hub

std::string role_in(const std::string& folder) { return std::string(base::text_view(os::read_file(folder + "/role", 64).value())); }

bool reaches(Desk& desk) {
  for (int i = 0; i < kTriesMax; ++i)
    if (desk.sync()) return true;
  return false;
}

int finish(Desk& desk) {
  if (!reaches(desk)) return 1;
  std::printf("digest %s\n", desk.digest().c_str());
  return 0;
}

int tidy(Desk& desk, Work& work) {
  int acts = 0;
  for (bool was = true; was && acts < kTidiedMax;) {
    for (was = false; acts < kTidiedMax && work.tidy(); ++acts) was = true;
    if (!reaches(desk)) return 1;
  }
  std::printf("tidied %d\n", acts);
  return acts < kTidiedMax ? 0 : 1;
}

[[noreturn]] void live(Desk& desk, Work& work, bool only_notes) {
  for (;;) {
    for (uint64_t i = desk.chance().next_u64() % 6; i > 0; --i)
      if (desk.unsent() <= kUnsentMax) only_notes ? work.notes() : work.act();
    (void)desk.sync();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::setvbuf(stdout, nullptr, _IOLBF, 1024);
  const std::string role = role_in(argv[1]);
  const std::string_view mode = argc > 3 ? argv[3] : "";
  Desk desk(argv[1], argv[2]);
  Work work(desk, role == "lead");
  if (mode == "--finish") return finish(desk);
  if (mode == "--tidy") return tidy(desk, work);
  if (mode != "--offline") live(desk, work, role == "notes");
  for (int i = 0; i < kOfflineActs; ++i) work.act();
  return 0;
}
