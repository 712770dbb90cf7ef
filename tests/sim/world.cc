#include "tests/sim/world.h"

#include <algorithm>
#include <cstdio>

#include "platform/base/check.h"
#include "tests/sim/blobs.h"

namespace sim {

constexpr int64_t kDayMs = 86'400'000;

std::string word_of(uint64_t number) {
  const uint32_t point = 0x4E00 + uint32_t(number);
  return {char(0xE0 | point >> 12), char(0x80 | (point >> 6 & 63)), char(0x80 | (point & 63))};
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size(); ++at)
    if (uint8_t(text[at]) >= 0xE0 && at + 3 <= text.size()) out.emplace_back(text.substr(at, 3));
  return out;
}

std::string again(const Plan& plan) {
  return "build/release/bin/sync-sim --seed " + std::to_string(plan.seed) + " --tablets " + std::to_string(plan.tablets) + " --steps " + std::to_string(plan.steps) + (plan.forgets ? " --forgets" : "") + " --verbose";
}

void Counts::add(const Counts& other) {
  const auto* const from = reinterpret_cast<const uint64_t*>(&other);
  auto* const to = reinterpret_cast<uint64_t*>(this);
  for (size_t i = 0; i < sizeof(Counts) / sizeof(uint64_t); ++i) to[i] += from[i];
}

std::string Counts::text() const {
  const std::pair<const char*, uint64_t> all[] = {{"edits", edits}, {"exchanges", exchanges}, {"lost", lost}, {"torn", torn}, {"repeated", repeated}, {"late", late}, {"tablet deaths", tablet_deaths},
      {"of those in a write", deaths_in_a_write}, {"hub deaths", hub_deaths}, {"hub writes lost by a lying disk", hub_writes_lost}, {"full disks", full_disks}, {"restores", restores}, {"grants", grants},
      {"conflicts settled", settled}, {"sealed", sealed}, {"revoked", revoked}, {"copied", copied}, {"set back", set_back}, {"forks", forks}, {"conflicts", conflicts}, {"refused changes", refused}, {"blobs", blobs}, {"parts of them", parts}};
  std::string out;
  for (const auto& [name, count] : all) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  return out;
}

World::World(const Plan& plan) : plan_(plan), random_(plan.seed * 7919 + 17), blobs_(std::make_unique<Blobs>()) {
  open_hub();
  for (int i = 0; i < 3; ++i) people_.push_back(record::make_record_id(clock_.now_ms() + i, random_));
  for (int i = 0; i < plan.tablets; ++i) {
    std::set<record::RecordId> granted;
    for (const record::RecordId& person : people_)
      if (chance(85)) granted.insert(person);
    Tablet& tablet = add_tablet(i + 1, granted);
    tablet.clock.advance_ms((int64_t(draw(7)) - 3) * kDayMs * (chance(30) ? 1 : 0));
  }
}

World::~World() { TabletDisk::use(nullptr); }

void World::say(const std::string& what) const {
  if (plan_.verbose) std::fprintf(stderr, "%s\n", what.c_str());
}

void World::open_hub() {
  reconcile::HubOptions options;
  options.clock = &clock_;
  options.random = &random_;
  options.staged_bytes_max = 20 * 1024;
  options.answers_bytes_max = 40 * 1024;
  disk_.end_after(-1, HubDisk::End::Dies);
  auto hub = reconcile::Hub::open(disk_, policy_, {}, {}, options);
  CHECK(hub);
  hub_ = std::move(*hub);
}

Tablet& World::add_tablet(int worker, const std::set<record::RecordId>& granted) {
  tablets_.push_back(std::make_unique<Tablet>(next_device_++, worker, random_));
  Tablet& tablet = *tablets_.back();
  if (plan_.forgets) tablet.keep_dropped_ms = int64_t{-1} << 60;  // whatever its clock says
  tablet.open();
  tablet.granted = granted;
  CHECK(hub_->enrol(tablet.device, tablet.key.verify_key(), tablet.author()));
  for (const record::RecordId& person : granted) CHECK(hub_->grant(tablet.device, person, true));
  return tablet;
}

void World::step() {
  clock_.advance_ms(int64_t(draw(600'000)));
  Tablet& tablet = any_tablet();
  tablet.clock.advance_ms(int64_t(draw(600'000)) - (chance(5) ? 3'600'000 : 0) + (chance(1) ? int64_t(draw(9)) * kDayMs : 0));
  const uint64_t what = draw(1000);
  if (what < 460) return edit(tablet);
  if (what < 880) {
    for (uint64_t i = 1 + draw(4); i > 0 && trouble_.empty(); --i) exchange(any_tablet());
    return;
  }
  if (what < 905) return settle_a_conflict(tablet);
  if (what < 915) return seal(tablet);
  if (what < 935 && !old_requests_.empty()) {
    ++counts_.late;
    const auto& old = old_requests_[draw(old_requests_.size())];
    for (const auto& each : tablets_)
      if (each->device == old.first) return void(deliver(*each, old.second));
    return;
  }
  if (what < 955) return tablet_dies(tablet);
  if (what < 960) return tablet.disk.be_full(true), void(++counts_.full_disks);
  if (what < 968) return tablet.disk.take_image();
  if (what < 972) return tablet_is_set_back(tablet);
  if (what < 974) return copy_a_tablet(tablet);
  if (what < 976) return revoke(tablet);
  if (what < 982) return regrant(tablet, people_[draw(people_.size())], chance(50));
  if (what < 986) return hand_over();
  if (what < 988) return disk_.lie(chance(50) && !plan_.forgets);
  if (what < 990) return hub_dies();
  if (what < 996 && !backup_) backup_ = disk_.content();
  if (what == 999 && backup_ && !plan_.forgets) restore_hub();
}

std::string World::run() {
  for (int i = 0; i < plan_.steps && trouble_.empty(); ++i) step();
  if (trouble_.empty()) trouble_ = heal();
  if (trouble_.empty() && plan_.forgets) trouble_ = check_forgotten();
  if (trouble_.empty()) trouble_ = check();
  if (trouble_.empty()) trouble_ = blobs_->check(*hub_, tablets_, set_back_);
  counts_.blobs = blobs_->count();
  if (trouble_.empty()) trouble_ = check_seals();
  if (trouble_.empty()) trouble_ = check_words();
  count_conflicts();
  return trouble_;
}

}  // namespace sim
