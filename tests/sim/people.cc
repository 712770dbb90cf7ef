// What people do in the simulation: write, correct, settle, seal, hand over, and lose or copy a tablet.
#include <algorithm>

#include "platform/base/check.h"
#include "sync/record/sync_types.h"
#include "tests/sim/blobs.h"
#include "tests/sim/world.h"

namespace sim {
namespace {

const char* const kValuePaths[] = {"head/title", "a/q1", "a/q2"};
const char* const kTextPaths[] = {"b/words", "b/more"};
constexpr const char* kOwner = "head/person";
constexpr const char* kState = "head/state";
constexpr const char* kSealed = "sealed";

std::string shown_at(const store::Store& store, record::RecordType type, const record::RecordId& id, const record::FieldPath& path) {
  const auto section = store.read_section(type, id, record::section_of(path)).value_or(record::FieldMap());
  const auto field = section.find(path);
  return std::string(field == section.end() ? std::string_view() : record::utf8_of(field->second.value));
}

}  // namespace

std::string World::Policy::refusal(const changeset::Entry& entry, const reconcile::DeviceRow&, const reconcile::Look& look) const {
  const bool sealed = std::any_of(entry.ops.begin(), entry.ops.end(), [&](const changeset::Op& op) { return op.type == kNote && record::utf8_of(look.before(op.id, kState)) == kSealed; });
  return sealed ? "sealed" : "";
}

void World::save(Tablet& tablet, const store::Commit& commit) {
  TabletDisk::use(&tablet.disk);
  std::map<std::string, record::Edit> words;
  std::vector<std::string> written_over;
  for (const record::Edit& edit : commit.edits) {
    const std::vector<std::string> now = words_in(record::utf8_of(edit.to));
    for (const std::string& word : now)
      if (!said_.count(word)) words[word] = edit;
    for (const std::string& old : words_in(shown_at(*tablet.store, edit.type, edit.id, edit.path)))
      if (std::find(now.begin(), now.end(), old) == now.end()) written_over.push_back(old);
  }
  for (const record::Edit& edit : commit.edits) say(tablet.name() + " has " + record::to_string(edit.id) + " " + edit.path + ": " + shown_at(*tablet.store, edit.type, edit.id, edit.path));
  if (chance(4)) tablet.disk.die_after(0, chance(50));
  const auto done = tablet.store->commit(commit);
  const bool died = tablet.disk.died(), full = tablet.disk.full();
  tablet.disk.die_after(-1, false);
  if (died) ++counts_.deaths_in_a_write, tablet_dies(tablet);
  if (!done && !died && !full) return complain("commit: " + done.error().detail);
  if (done && full) return complain("saved on a full disk");
  bool there = true;
  for (const auto& [word, edit] : words) there = there && shown_at(*tablet.store, edit.type, edit.id, edit.path).find(word) != std::string::npos;
  if (done && !there) return complain("said to be saved, and is not there");
  if (!done && !died && there && !words.empty()) return complain("shown, and was not saved");
  if (!there) return;
  tablet.saved = tablet.store->last_sequence();
  for (const auto& [word, edit] : words) said_[word] = {edit.id, edit.path, &tablet, tablet.saved};
  replaced_.insert(written_over.begin(), written_over.end());
  counts_.edits += commit.edits.size();
  for (const record::Edit& edit : commit.edits)
    say(tablet.name() + " writes " + record::to_string(edit.id) + " " + edit.path + ": " + std::string(record::utf8_of(edit.to)) + (commit.continues_typing ? " (typing)" : ""));
}

void World::change_a_field(Tablet& tablet, const Thing& thing, store::Commit& commit) {
  const record::RecordType type = thing.id == thing.person ? kPerson : kNote;
  const bool text = chance(55);
  const record::FieldPath path = text ? kTextPaths[draw(2)] : kValuePaths[draw(3)];
  if (std::any_of(commit.edits.begin(), commit.edits.end(), [&](const record::Edit& edit) { return edit.path == path; })) return;
  const std::string word = word_of(++next_word_);
  if (!text) return commit.edits.push_back({thing.id, type, path, record::atom(word)});
  std::string shown = shown_at(*tablet.store, type, thing.id, path);
  const std::vector<std::string> words = words_in(shown);
  if (!words.empty() && chance(30)) {
    const std::string& gone = words[draw(words.size())];
    shown.erase(shown.find(gone), gone.size());
  }
  size_t at = draw(shown.size() + 1);
  while (at > 0 && shown[at - 1] != ' ') --at;
  if (chance(40)) at = shown.size();
  std::string added = word + " ";
  if (chance(4))  // somebody writes at length: answers and runs that go in several parts
    for (uint64_t letters = 4'000 + draw(8'000); letters > 0; --letters) added += char('a' + draw(26));
  shown.insert(at, added + " ");
  commit.edits.push_back({thing.id, type, path, record::text(shown)});
}

void World::edit(Tablet& tablet) {
  TabletDisk::use(&tablet.disk);
  std::vector<Thing> here;
  for (const Thing& thing : things_) {
    const auto head = tablet.store->read_section(thing.id == thing.person ? kPerson : kNote, thing.id, "head").value_or(record::FieldMap());
    const auto state = head.find(kState);
    if (head.count(kOwner) && (state == head.end() || record::utf8_of(state->second.value) != kSealed)) here.push_back(thing);
  }
  store::Commit commit;
  commit.author = tablet.author();
  commit.group = "visit " + std::to_string(draw(3));
  commit.continues_typing = chance(25);
  Thing thing;
  if (here.empty() || chance(15)) {
    const record::RecordId person = people_[draw(people_.size())];
    if (!tablet.granted.count(person) && !chance(10)) return;
    thing = {record::make_record_id(clock_.now_ms(), tablet.random), person};
    const bool is_person = std::none_of(things_.begin(), things_.end(), [&](const Thing& each) { return each.id == person; });
    if (is_person) thing.id = person;
    things_.push_back(thing);
    commit.edits.push_back({thing.id, is_person ? kPerson : kNote, kOwner, record::atom(record::to_string(person))});
    const auto blob = !is_person && chance(40) ? blobs_->attach(tablet, thing.id, random_) : std::nullopt;
    if (blob) commit.edits.push_back({thing.id, kNote, kBlobPath, record::atom(blob::to_string(*blob))});
  } else {
    thing = here[draw(here.size())];
  }
  for (uint64_t i = 1 + draw(2); i > 0; --i) change_a_field(tablet, thing, commit);
  save(tablet, commit);
}

void World::settle_a_conflict(Tablet& tablet) {
  std::vector<record::RecordId> open;
  CHECK(tablet.store->each_head(record::kConflictType, [&](const record::RecordId& id, const record::FieldMap& head) {
    const auto state = head.find(std::string(record::kConflictState));
    if (state != head.end() && record::utf8_of(state->second.value) == record::kOpen) open.push_back(id);
  }));
  if (open.empty()) return;
  store::Commit commit;
  commit.author = tablet.author();
  commit.edits.push_back({open[draw(open.size())], record::kConflictType, std::string(record::kConflictState), record::atom(std::string(record::kSettled))});
  save(tablet, commit);
  ++counts_.settled;
}

void World::seal(Tablet& tablet) {
  std::vector<record::RecordId> notes;
  CHECK(tablet.store->each_head(kNote, [&](const record::RecordId& id, const record::FieldMap& head) {
    if (head.count(kOwner) && !head.count(kState)) notes.push_back(id);
  }));
  if (notes.empty()) return;
  store::Commit commit;
  commit.author = tablet.author();
  commit.edits.push_back({notes[draw(notes.size())], kNote, kState, record::atom(kSealed)});
  save(tablet, commit);
  ++counts_.sealed;
}

void World::regrant(Tablet& tablet, const record::RecordId& person, bool give) {
  if (tablet.revoked) return;
  CHECK(hub_->grant(tablet.device, person, give));
  for (const auto& each : tablets_) {
    if (each->device != tablet.device) continue;
    if (give) each->granted.insert(person);
    else each->granted.erase(person);
  }
  ++counts_.grants;
  say(std::string(give ? "grant " : "take ") + record::to_string(person) + " " + tablet.name());
}

void World::hand_over() {
  Tablet &from = any_tablet(), &to = any_tablet();
  if (from.device == to.device || from.granted.empty()) return;
  const record::RecordId person = *std::next(from.granted.begin(), ptrdiff_t(draw(from.granted.size())));
  regrant(from, person, false);
  regrant(to, person, true);
}

void World::revoke(Tablet& tablet) {
  if (tablet.revoked || tablets_.size() < 2) return;
  CHECK(hub_->revoke(tablet.device));
  for (const auto& each : tablets_) each->revoked = each->revoked || each->device == tablet.device;
  ++counts_.revoked;
  say("revoke " + tablet.name());
}

void World::copy_a_tablet(Tablet& tablet) {
  if (tablets_.size() > size_t(plan_.tablets)) return;
  tablet.may_be_forked = true;
  tablets_.push_back(std::make_unique<Tablet>(tablet, random_));
  tablets_.back()->open();
  ++counts_.copied;
  say("copy " + tablet.name());
}

void World::replace(Tablet& tablet) {
  const uint64_t known = tablet.replica->state().held;
  for (auto& [word, said] : said_)
    if (said.by == &tablet && said.sequence > known) apart_.insert(word);
  const auto at = std::find_if(tablets_.begin(), tablets_.end(), [&](const auto& each) { return each.get() == &tablet; });
  replaced_tablets_.push_back(std::move(*at));
  tablets_.erase(at);
  const bool twin = std::any_of(tablets_.begin(), tablets_.end(), [&](const auto& each) { return each->worker == tablet.worker; });
  if (!twin) (void)add_tablet(tablet.worker, tablet.granted);
  say(tablet.name() + " is replaced, entries apart from " + std::to_string(known + 1));
}

}  // namespace sim
