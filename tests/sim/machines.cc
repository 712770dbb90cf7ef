// What machines do in the simulation: carry, lose, tear, repeat, die, fill up, lie, and come back.
#include <algorithm>

#include "platform/base/check.h"
#include "tests/sim/world.h"

namespace sim {

// The hub works on what came. Its disk may be full, or it may die before its write is whole, and is started again.
base::Bytes World::deliver(const Tablet& tablet, base::ByteView request) {
  const bool full = chance(3), dies = chance(5);
  if (full || dies) disk_.end_after(int(draw(60)), full ? HubDisk::End::Full : HubDisk::End::Dies);
  base::Bytes answer = hub_->answer(request);
  const bool ended = disk_.ended();
  disk_.end_after(-1, HubDisk::End::Dies);
  if (full && ended) ++counts_.full_disks;
  if (!full && (ended || (dies && chance(50)))) {
    hub_dies();
    return {};
  }
  watch_answer(tablet, request, answer);
  return answer;
}

void World::hub_dies() {
  ++counts_.hub_deaths;
  const size_t lost = disk_.unsure() == 0 ? 0 : size_t(draw(disk_.unsure() + 1));
  disk_.lose(lost);
  counts_.hub_writes_lost += lost;
  open_hub();
  say("hub dies, writes lost " + std::to_string(lost));
  if (lost == 0) return;
  set_back_ = true;
  grant_again();
}

void World::grant_again() {
  for (const auto& tablet : tablets_) {
    CHECK(hub_->enrol(tablet->device, tablet->key.verify_key(), tablet->author()));
    for (const record::RecordId& person : people_) CHECK(hub_->grant(tablet->device, person, tablet->granted.count(person) > 0));
    if (tablet->revoked) CHECK(hub_->revoke(tablet->device));
  }
  for (const auto& tablet : replaced_tablets_) {
    CHECK(hub_->enrol(tablet->device, tablet->key.verify_key(), tablet->author()));
    if (std::none_of(tablets_.begin(), tablets_.end(), [&](const auto& each) { return each->device == tablet->device; })) CHECK(hub_->revoke(tablet->device));
  }
}

// A disk was lost and last night's copy put in its place.
void World::restore_hub() {
  disk_.restore(*backup_);
  open_hub();
  CHECK(hub_->begin_new_epoch());
  grant_again();
  backup_.reset();
  set_back_ = true;
  ++counts_.restores;
  say("hub restored");
}

void World::tablet_dies(Tablet& tablet) {
  ++counts_.tablet_deaths;
  tablet.die();
  if (tablet.store->last_sequence() < tablet.saved) complain(tablet.name() + ": something that was saved is gone");
}

void World::tablet_is_set_back(Tablet& tablet) {
  if (!tablet.disk.has_image()) return;
  tablet.go_back();
  tablet.may_be_forked = true;
  tablet.saved = tablet.store->last_sequence();
  const auto row = hub_->device(tablet.device);
  for (auto& [word, said] : said_) {
    if (said.by != &tablet || said.sequence <= tablet.saved) continue;
    said.by = nullptr;  // it is not here any more: the hub has it, or nobody
    if (!row || !*row || said.sequence > (*row)->held) excused_.insert(word);
  }
  ++counts_.set_back;
  say(tablet.name() + " is set back to entry " + std::to_string(tablet.saved));
}

void World::exchange(Tablet& tablet) {
  ++counts_.exchanges;
  TabletDisk::use(&tablet.disk);
  if (chance(4)) tablet.disk.die_after(int(draw(3)), chance(50));
  const auto request = next_request(tablet);
  if (chance(50)) tablet.disk.die_after(-1, false);
  if (tablet.disk.died()) return ++counts_.deaths_in_a_write, tablet_dies(tablet);
  if (!request) return tablet.disk.full() ? void() : complain("request: " + request.error().detail);
  if (chance(3)) return tablet_dies(tablet);
  if (chance(10)) old_requests_.emplace_back(tablet.device, *request);
  base::ByteView sent = *request;
  if (chance(8)) return ++counts_.lost, tablet.replica->link_lost();
  if (chance(10)) {
    sent = sent.first(draw(sent.size()));
    ++counts_.torn;
    (void)deliver(tablet, sent);
    return tablet.replica->link_lost();
  }
  base::Bytes answer = deliver(tablet, sent);
  if (chance(8)) ++counts_.repeated, answer = deliver(tablet, sent);
  if (answer.empty() || chance(8)) return ++counts_.lost, tablet.replica->link_lost();
  if (chance(8)) {
    answer.resize(draw(answer.size()));
    ++counts_.torn;
    if (wire::is_long(answer) || wire::is_blob_part(answer)) (void)tablet.replica->answer(answer);
    if (tablet.disk.died()) return ++counts_.deaths_in_a_write, tablet_dies(tablet);
    return tablet.replica->link_lost();
  }
  if (chance(3)) return tablet_dies(tablet);
  take(tablet, answer);
}

namespace {
// A blob's answer does not, nor a part of a long one, nor that this is gone: where the hub's disk has lied, the tablet does not know of it yet.
bool says_what_is_held(base::ByteView answer, const replica::Outcome& outcome) {
  if (outcome.hub_unix_s != 0) return true;
  const auto read = wire::decode_answer(answer);
  return read && std::holds_alternative<wire::Staged>(*read);
}
}  // namespace

void World::take(Tablet& tablet, base::ByteView answer) {
  const auto outcome = tablet.replica->answer(answer);
  const bool full = tablet.disk.full();
  if (tablet.disk.died()) return ++counts_.deaths_in_a_write, tablet_dies(tablet);
  tablet.disk.die_after(-1, false);
  if (!outcome) return full ? tablet.replica->link_lost() : complain(tablet.name() + " answer: " + outcome.error().detail);
  tablet.words_to_say = outcome->more;
  say(tablet.name() + " exchanged: " + wire::status_name(outcome->status) + ", cursor " + std::to_string(tablet.replica->state().cursor) + ", held " + std::to_string(tablet.replica->state().held));
  if (full && chance(30)) tablet.disk.be_full(false);
  switch (outcome->status) {
    case wire::Status::Ok: return says_what_is_held(answer, *outcome) ? check_what_is_shown(tablet) : void();
    case wire::Status::Busy:
    case wire::Status::Full: return;
    case wire::Status::Revoked:
      if (!tablet.revoked) return complain(tablet.name() + " was told it is revoked");
      return replace(tablet);
    case wire::Status::Forked:
      if (!tablet.may_be_forked) return complain(tablet.name() + " was told it is forked");
      ++counts_.forks;
      return outcome->more ? exchange(tablet) : replace(tablet);
    default: return complain(tablet.name() + " was refused: " + wire::status_name(outcome->status));
  }
}

base::Result<base::Bytes> World::next_request(Tablet& tablet) {
  tablet.asks_for_words = true;
  if (!tablet.words_to_say) {
    TRY(std::optional<base::Bytes> blob, tablet.replica->blob_request());
    if (blob) return ++counts_.parts, tablet.asks_for_words = false, std::move(*blob);
  }
  return tablet.replica->request();
}

std::string World::heal_blobs(Tablet& tablet) {
  for (int i = 0; i < 1'000; ++i) {
    const auto request = tablet.replica->blob_request();
    if (!request) return tablet.name() + " blob while healing: " + request.error().detail;
    if (!*request) return {};
    const base::Bytes answer = hub_->answer(**request);
    watch_answer(tablet, **request, answer);
    const auto outcome = tablet.replica->answer(answer);
    if (!outcome) return tablet.name() + " blob's answer while healing: " + outcome.error().detail;
    if (outcome->status != wire::Status::Ok || outcome->more) return {};  // the words' own exchange says the rest
  }
  return tablet.name() + "'s blobs do not come to an end";
}

// Until one tablet has no more to say or hear. Empty: so it ended.
std::string World::heal(Tablet& tablet) {
  TabletDisk::use(&tablet.disk);
  for (int i = 0; i < 400; ++i) {
    const auto request = tablet.replica->request();
    if (!request) return "request while healing: " + request.error().detail;
    const base::Bytes answer = hub_->answer(*request);
    watch_answer(tablet, *request, answer);
    const auto outcome = tablet.replica->answer(answer);
    if (!outcome) return "answer while healing: " + outcome.error().detail;
    const bool out_of_use = (outcome->status == wire::Status::Forked && tablet.may_be_forked) || (outcome->status == wire::Status::Revoked && tablet.revoked);
    if (outcome->status != wire::Status::Ok && !out_of_use) return tablet.name() + " is refused while healing: " + wire::status_name(outcome->status);
    check_what_is_shown(tablet);
    const replica::State& state = tablet.replica->state();
    say(tablet.name() + " heals: cursor " + std::to_string(state.cursor) + ", grants " + std::to_string(state.grants) + ", held " + std::to_string(state.held) + " of " + std::to_string(tablet.store->last_sequence()) + ", placed " +
        std::to_string(tablet.store->replication()->settled) + ", anew " + std::to_string(int(state.anew)) + (outcome->more ? ", more" : ""));
    if (outcome->more) continue;
    if (!out_of_use) return heal_blobs(tablet);
    counts_.forks += outcome->status == wire::Status::Forked, replace(tablet);
    return {};
  }
  return tablet.name() + " does not come to an end";
}

// No more faults: everything must settle in a bounded number of exchanges.
std::string World::heal() {
  disk_.lie(false);
  for (const auto& tablet : tablets_) {
    tablet->disk.die_after(-1, false);
    tablet->disk.be_full(false);
  }
  int rested = 0;
  for (int round = 0; round < 16; ++round) {
    std::vector<Tablet*> now;
    for (const auto& tablet : tablets_) now.push_back(tablet.get());
    for (Tablet* const tablet : now)
      if (const std::string trouble = heal(*tablet); !trouble.empty()) return trouble;
    const uint64_t last = hub_->figures().last_sequence;
    if (std::all_of(tablets_.begin(), tablets_.end(), [&](const auto& tablet) { return tablet->replica->state().cursor == last && tablet->replica->state().drops.empty(); })) ++rested;
    else rested = 0;
    // Blobs follow the words: in one round goes up what was put off in a session that went wrong, in the next everybody fetches it.
    if (rested == 3) return {};
  }
  return "the tablets do not come to rest";
}

}  // namespace sim
