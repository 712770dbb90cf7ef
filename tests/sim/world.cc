#include "tests/sim/world.h"

#include <algorithm>
#include <cstdio>

#include "platform/base/check.h"
#include "sync/record/sync_types.h"
#include "tests/sim/tablet.h"

namespace sim {
namespace {

constexpr record::RecordType kPerson{1}, kNote{5};
const char* const kValuePaths[] = {"head/title", "a/q1", "a/q2"};
const char* const kTextPaths[] = {"b/words", "b/more"};

// Every word is one character nobody else writes, so that no part of it can be taken for another's.
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

}  // namespace

World::World(const Plan& plan) : plan_(plan), random_(plan.seed * 7919 + 17) {
  open_hub();
  for (int i = 0; i < 3; ++i) people_.push_back(record::make_record_id(clock_.now_ms() + i, random_));
  for (int i = 0; i < plan.tablets; ++i) {
    tablets_.push_back(std::make_unique<Tablet>(uint64_t(11 + i), random_));
    Tablet& tablet = *tablets_.back();
    tablet.clock.advance_ms((int64_t(draw(7)) - 3) * 86'400'000 * (chance(30) ? 1 : 0));
    tablet.open();
    CHECK(hub_->enrol(tablet.device, tablet.key.verify_key(), tablet.author()));
    for (const record::RecordId& person : people_) {
      if (!chance(85)) continue;
      CHECK(hub_->grant(tablet.device, person, true));
      tablet.granted.insert(person);
    }
  }
}
World::~World() = default;

void World::say(const std::string& what) const {
  if (plan_.verbose) std::fprintf(stderr, "%s\n", what.c_str());
}

void World::open_hub() {
  reconcile::HubOptions options;
  options.clock = &clock_;
  options.random = &random_;
  table_.die_after(-1);
  auto hub = reconcile::Hub::open(table_, policy_, {}, {}, options);
  CHECK(hub);
  hub_ = std::move(*hub);
}

void World::edit(Tablet& tablet) {
  std::vector<Thing> here;
  for (const Thing& thing : things_)
    if (tablet.store->read_section(thing.id == thing.person ? kPerson : kNote, thing.id, "head").value_or(record::FieldMap()).count("head/person")) here.push_back(thing);
  const bool begin = here.empty() || chance(15);
  store::Commit commit;
  commit.author = tablet.author();
  commit.group = "visit " + std::to_string(draw(3));
  commit.continues_typing = chance(25);
  Thing thing;
  if (begin) {
    const record::RecordId person = people_[draw(people_.size())];
    if (!tablet.granted.count(person) && !chance(10)) return;
    thing = {record::make_record_id(clock_.now_ms(), tablet.random), person};
    const bool is_person = std::none_of(things_.begin(), things_.end(), [&](const Thing& each) { return each.id == person; });
    if (is_person) thing.id = person;
    things_.push_back(thing);
    commit.edits.push_back({thing.id, is_person ? kPerson : kNote, "head/person", record::atom(record::to_string(person))});
  } else {
    thing = here[draw(here.size())];
  }
  const record::RecordType type = thing.id == thing.person ? kPerson : kNote;
  for (uint64_t i = 1 + draw(2); i > 0; --i) {
    const bool text = chance(55);
    const record::FieldPath path = text ? kTextPaths[draw(2)] : kValuePaths[draw(3)];
    if (std::any_of(commit.edits.begin(), commit.edits.end(), [&](const record::Edit& edit) { return edit.path == path; })) continue;
    const auto section = tablet.store->read_section(type, thing.id, record::section_of(path)).value_or(record::FieldMap());
    const auto field = section.find(path);
    std::string shown(field == section.end() ? std::string_view() : record::utf8_of(field->second.value));
    const std::string word = word_of(++next_word_);
    said_[word] = {thing.id, path};
    if (!text) {
      for (const std::string& old : words_in(shown)) replaced_.insert(old);
      commit.edits.push_back({thing.id, type, path, record::atom(word)});
      continue;
    }
    const std::vector<std::string> words = words_in(shown);
    if (!words.empty() && chance(30)) {
      const std::string& gone = words[draw(words.size())];
      shown.erase(shown.find(gone), gone.size());
      replaced_.insert(gone);
    }
    size_t at = draw(shown.size() + 1);
    while (at > 0 && shown[at - 1] != ' ') --at;
    if (chance(40)) at = shown.size();
    shown.insert(at, word + " ");
    commit.edits.push_back({thing.id, type, path, record::text(shown)});
  }
  const auto done = tablet.store->commit(commit);
  if (!done) complain("commit: " + done.error().detail);
  counts_.edits += commit.edits.size();
  for (const record::Edit& edit : commit.edits) say(tablet.author() + " writes " + record::to_string(thing.id) + " " + edit.path + ": " + std::string(record::utf8_of(edit.to)) + (commit.continues_typing ? " (typing)" : ""));
}

void World::settle_a_conflict(Tablet& tablet) {
  std::vector<std::pair<record::RecordId, record::FieldMap>> open;
  CHECK(tablet.store->each_head(record::kConflictType, [&](const record::RecordId& id, const record::FieldMap& head) {
    const auto state = head.find(record::kConflictState);
    if (state != head.end() && record::utf8_of(state->second.value) == record::kOpen) open.emplace_back(id, head);
  }));
  if (open.empty()) return;
  store::Commit commit;
  commit.author = tablet.author();
  commit.edits.push_back({open[draw(open.size())].first, record::kConflictType, std::string(record::kConflictState), record::atom(std::string(record::kSettled))});
  const auto done = tablet.store->commit(commit);
  if (!done) complain("settling: " + done.error().detail);
  ++counts_.settled;
}

// The hub works on what came. It may die before its write is whole, and is started again.
base::Bytes World::deliver(base::ByteView request) {
  if (chance(6)) table_.die_after(int(draw(60)));
  const int commits = table_.commits();
  base::Bytes answer = hub_->answer(request);
  const bool dies = chance(4);
  if (dies || table_.content().empty()) ++counts_.hub_deaths;
  if (dies) say("hub dies after " + std::to_string(table_.commits() - commits) + " writes");
  if (dies) answer.clear();
  if (dies) open_hub();
  table_.die_after(-1);
  return answer;
}

void World::exchange(Tablet& tablet) {
  ++counts_.exchanges;
  const auto request = tablet.replica->request();
  if (!request) return complain("request: " + request.error().detail);
  if (chance(3)) return ++counts_.tablet_deaths, tablet.die();
  if (chance(10)) old_requests_.push_back(*request);
  base::ByteView sent = *request;
  if (chance(8)) return ++counts_.lost, tablet.replica->link_lost();
  if (chance(10)) {
    sent = sent.first(draw(sent.size()));
    ++counts_.torn;
    (void)deliver(sent);
    return tablet.replica->link_lost();
  }
  base::Bytes answer = deliver(sent);
  if (chance(8)) ++counts_.repeated, answer = deliver(sent);
  if (answer.empty() || chance(8)) return ++counts_.lost, tablet.replica->link_lost();
  if (chance(8)) {
    answer.resize(draw(answer.size()));
    ++counts_.torn;
    if (wire::is_long(answer)) (void)tablet.replica->answer(answer);
    return tablet.replica->link_lost();
  }
  if (chance(3)) return ++counts_.tablet_deaths, tablet.die();
  const auto outcome = tablet.replica->answer(answer);
  say(tablet.author() + " exchanged, cursor " + std::to_string(tablet.replica->state().cursor) + ", held " + std::to_string(tablet.replica->state().held));
  if (!outcome) return complain("answer: " + outcome.error().detail);
  if (outcome->status != wire::Status::Ok && outcome->status != wire::Status::Busy) return complain(tablet.author() + " was refused: " + wire::status_name(outcome->status));
}

void World::regrant() {
  Tablet& tablet = *tablets_[draw(tablets_.size())];
  const record::RecordId person = people_[draw(people_.size())];
  const bool give = !tablet.granted.count(person);
  CHECK(hub_->grant(tablet.device, person, give));
  if (give) tablet.granted.insert(person);
  else tablet.granted.erase(person);
  ++counts_.grants;
  say(std::string(give ? "grant " : "revoke ") + record::to_string(person) + " " + tablet.author());
}

// A disk was lost and last night's copy put in its place.
void World::restore_hub() {
  hub_.reset();
  table_.restore(*backup_);
  open_hub();
  CHECK(hub_->begin_new_epoch());
  for (const auto& tablet : tablets_) {
    for (const record::RecordId& person : people_) CHECK(hub_->grant(tablet->device, person, tablet->granted.count(person) > 0));
  }
  backup_.reset();
  ++counts_.restores;
  say("hub restored");
}

void World::step() {
  clock_.advance_ms(int64_t(draw(600'000)));
  Tablet& tablet = *tablets_[draw(tablets_.size())];
  tablet.clock.advance_ms(int64_t(draw(600'000)) - (chance(5) ? 3'600'000 : 0));
  const uint64_t what = draw(100);
  if (what < 48) return edit(tablet);
  if (what < 90) {
    for (uint64_t i = 1 + draw(4); i > 0; --i) exchange(tablet);
    return;
  }
  if (what < 93) return settle_a_conflict(tablet);
  if (what < 95 && !old_requests_.empty()) return ++counts_.late, void(deliver(old_requests_[draw(old_requests_.size())]));
  if (what < 97) return ++counts_.tablet_deaths, tablet.die();
  if (what == 97 && plan_.regrants) return regrant();
  if (what == 98 && plan_.restores && !backup_) backup_ = table_.content();
  if (what == 99 && backup_ && chance(50)) restore_hub();
}

std::string World::run() {
  for (int i = 0; i < plan_.steps && trouble_.empty(); ++i) step();
  if (trouble_.empty()) trouble_ = heal();
  if (trouble_.empty()) trouble_ = check();
  // In a history that began anew an entry no longer says what it was typed over; it is still at the hub, signed, as check() has seen.
  if (trouble_.empty() && counts_.restores == 0) trouble_ = check_words();
  count_conflicts();
  return trouble_;
}

void World::count_conflicts() {
  const auto buckets = hub_->buckets();
  for (const record::RecordId& bucket : buckets.value_or(std::vector<record::RecordId>()))
    for (const record::Record& record : hub_->read_bucket(bucket).value_or(std::vector<record::Record>())) counts_.conflicts += record.type == record::kConflictType;
}

// No more faults: everything must settle in a bounded number of exchanges.
std::string World::heal() {
  for (int round = 0; round < 12; ++round) {
    for (const auto& tablet : tablets_) {
      bool more = true;
      for (int i = 0; more; ++i) {
        if (i == 400) return tablet->author() + " does not come to an end";
        const auto request = tablet->replica->request();
        if (!request) return "request while healing: " + request.error().detail;
        const auto outcome = tablet->replica->answer(hub_->answer(*request));
        if (!outcome) return "answer while healing: " + outcome.error().detail;
        if (outcome->status != wire::Status::Ok) return tablet->author() + " is refused while healing: " + wire::status_name(outcome->status);
        more = outcome->more;
      }
    }
    const uint64_t last = hub_->figures().last_sequence;
    if (std::all_of(tablets_.begin(), tablets_.end(), [&](const auto& tablet) { return tablet->replica->state().cursor == last && tablet->replica->state().drops.empty(); })) return {};
  }
  return "the tablets do not come to rest";
}

namespace {

using Content = std::map<record::RecordId, std::map<record::FieldPath, record::Value>>;

Content content_of(const std::vector<record::Record>& records) {
  Content out;
  for (const record::Record& record : records)
    for (const auto& [path, field] : record.fields)
      if (!record::is_absent(field.value)) out[record.id][path] = field.value;
  return out;
}

std::string difference(const Content& a, const Content& b) {
  for (const auto& [id, fields] : a) {
    const auto other = b.find(id);
    if (other == b.end()) return "record " + record::to_string(id) + " is missing";
    for (const auto& [path, value] : fields) {
      const auto there = other->second.find(path);
      if (there == other->second.end() || there->second != value)
        return "field " + record::to_string(id) + " " + path + ": " + std::string(record::utf8_of(value)) + " against " +
               (there == other->second.end() ? "nothing" : std::string(record::utf8_of(there->second)));
    }
  }
  return {};
}

}  // namespace

std::string World::check() {
  for (const auto& tablet : tablets_) {
    std::vector<record::Record> scope;
    std::set<record::RecordId> buckets = tablet->granted;
    buckets.insert(reconcile::private_bucket_of(tablet->device));
    const auto row = hub_->device(tablet->device);
    for (const record::RecordId& bucket : buckets) {
      auto some = hub_->read_bucket(bucket);
      if (!some) return "hub reads: " + some.error().detail;
      scope.insert(scope.end(), some->begin(), some->end());
    }
    const Content hub = content_of(scope), here = content_of(tablet->records());
    if (const std::string what = difference(hub, here); !what.empty()) return tablet->author() + " lacks: " + what;
    if (const std::string what = difference(here, hub); !what.empty()) return tablet->author() + " has beyond the hub: " + what;
    if (tablet->store->last_sequence() != (*row)->held || (*row)->held != (*row)->applied) return tablet->author() + ": entries " + std::to_string(tablet->store->last_sequence()) + ", held " + std::to_string((*row)->held);
    const auto replication = tablet->store->replication();
    if (!replication || replication->settled != tablet->store->last_sequence()) return tablet->author() + ": entries without a place";
    if (const auto chain = hub_->verify_chain(tablet->device); !chain) return tablet->author() + ": " + chain.error().detail;
    const auto verified = tablet->store->verify();
    if (!verified || !verified->sound()) return tablet->author() + ": the store is not sound";
  }
  return {};
}

// Every word said and not knowingly taken away is shown, or kept where somebody will look at it.
std::string World::check_words() {
  std::set<std::string> kept;
  const auto buckets = hub_->buckets();
  if (!buckets) return "hub reads: " + buckets.error().detail;
  for (const record::RecordId& bucket : *buckets) {
    const auto records = hub_->read_bucket(bucket);
    if (!records) return "hub reads: " + records.error().detail;
    for (const record::Record& record : *records)
      for (const auto& [path, field] : record.fields)
        say(record::to_string(record.id) + " " + std::to_string(int(record.type)) + " " + path + " = " + std::string(record::utf8_of(field.value)));
    for (const record::Record& record : *records)
      for (const auto& [path, field] : record.fields)
        for (std::string& word : words_in(record::utf8_of(field.value))) kept.insert(std::move(word));
  }
  for (const auto& [word, place] : said_)
    if (!kept.count(word) && !replaced_.count(word)) return "word " + word + " of " + record::to_string(place.first) + " " + place.second + " is lost";
  return {};
}

}  // namespace sim
