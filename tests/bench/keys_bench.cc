// Unlocking: what Argon2id is meant to cost, and what everything around it costs besides.
// links: sync_keys platform_crypto platform_os
#include "sync/keys/key_ring.h"
#include "tests/bench/report.h"
#include "tests/support/temp_folder.h"

namespace {

using keys::Kind;
using keys::KeyRing;

constexpr std::string_view kPin = "824613";
constexpr crypto::StretchCost kCheap{1, 8192};  // Argon2id's least: what remains is ours
bool all_ok = true;

void report(const char* figure, double value, const char* unit, double limit) { all_ok &= bench::report("keys", figure, value, unit, limit); }

struct Tablet {
  testing_support::TempFolder home{testing_support::TempFolder::Where::Disk};
  keys::FileDevice device{home / "device.key"};
  keys::World world{os::system_clock(), os::system_random(), device};

  KeyRing enrols(crypto::StretchCost cost) {
    keys::Enrolment how;
    how.profile = {"Amara Osei", "AO", "North", 0};
    how.cost = cost;
    auto enrolled = KeyRing::enrol(home.path(), world, how, base::view(kPin));
    if (!enrolled) std::fprintf(stderr, "%s\n", enrolled.error().detail.c_str());
    return std::move(enrolled->ring);
  }
};

void unlocking(const char* figure, crypto::StretchCost cost, int count, double limit) {
  Tablet tablet;
  KeyRing ring = tablet.enrols(cost);
  report(figure, bench::median(bench::times_ms(count, [&](int) { all_ok &= ring.unlock(Kind::Pin, base::view(kPin)).has_value(); })), "ms", limit);
}

void opening() {
  Tablet tablet;
  { const KeyRing ring = tablet.enrols(kCheap); }
  const auto times = bench::times_ms(51, [&](int) { all_ok &= KeyRing::open(tablet.home.path(), tablet.world).has_value(); });
  report("open the key ring, for the unlock screen", bench::median(times), "ms", 5);
}

}  // namespace

int main() {
  const auto began = bench::Time::now();
  const crypto::StretchCost cost = keys::calibrate(os::system_clock());
  report("calibrate", bench::ms_since(began), "ms", 3000);
  bench::note("keys", "chosen memory", double(cost.memory_bytes >> 20), "MiB");
  bench::note("keys", "chosen passes", cost.ops, "");
  const auto alone = bench::times_ms(3, [&](int) { all_ok &= crypto::stretch(base::view(kPin), {}, cost).has_value(); });
  report("Argon2id alone, at the chosen cost", bench::median(alone), "ms", 1000);
  unlocking("unlock, at the chosen cost", cost, 3, 1100);
  unlocking("unlock, without Argon2id: two counts and a success, on disk", kCheap, 21, 100);
  opening();
  return all_ok ? 0 : 1;
}
