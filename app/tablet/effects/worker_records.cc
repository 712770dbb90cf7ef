// Records in and out: commits, places, and what a screen opens.
#include <algorithm>
#include <set>

#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/forms/extract.h"
#include "app/forms/migrate.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "platform/base/log.h"

namespace effects {
namespace {

const base::Error kLocked{base::Fault::Denied, "locked"};

void log_failure(const char* what, const base::Error& error) {
  base::log(base::Level::Error, std::string(what) + ": " + base::fault_name(error.fault) + ": " + error.detail);
}

}  // namespace

void Worker::on(state::CommitEdits& effect) {
  if (!opened_) return post_(state::CommitFailed{effect.ticket, kLocked, std::move(effect.edits)});
  store::Commit commit{.edits = effect.edits,
                       .author = opened_->author,
                       .group = effect.group,
                       .continues_typing = effect.continues_typing,
                       .place = std::move(effect.place)};
  const auto done = opened_->store.commit(commit);
  if (!done) {
    log_failure("commit failed", done.error());
    return post_(state::CommitFailed{effect.ticket, done.error(), std::move(effect.edits)});
  }
  if (done->changed) {
    for (const record::Edit& edit : effect.edits) opened_->unsent.take(effect.group, edit.type, edit.id);
    if (opened_->session) opened_->session->changed();
  }
  state::Committed committed;
  committed.ticket = effect.ticket;
  committed.unix_ms = done->unix_ms;
  std::set<std::pair<record::RecordType, record::RecordId>> heads;
  for (const record::Edit& edit : effect.edits)
    if (record::section_of(edit.path) == record::kHeadSection) heads.insert({edit.type, edit.id});
  for (const auto& [type, id] : heads) {
    auto head = opened_->store.read_section(type, id, record::kHeadSection);
    if (!head) continue;
    committed.heads.push_back({type, id, std::move(*head)});
    remember_head(committed.heads.back().type, committed.heads.back().id, committed.heads.back().head);
  }
  if (done->changed) {
    committed.sequence = done->sequence;
    for (const record::Edit& edit : effect.edits)
      if (committed.records.empty() || committed.records.back() != edit.id) committed.records.push_back(edit.id);
  }
  committed.unsent = figures().unsent;
  post_(std::move(committed));
}

void Worker::on(state::SavePlace& effect) {
  if (!opened_) return;
  store::Commit place_alone;
  place_alone.place = std::move(effect.place);
  if (const auto kept = opened_->store.commit(place_alone); !kept) log_failure("place not kept", kept.error());
}

void Worker::on(state::LoadPerson& effect) {
  if (!opened_) return post_(state::LoadFailed{effect.person, kLocked});
  state::PersonLoaded loaded{effect.person, {}, {}};
  if (const auto named = opened_->by_person.find(effect.person); named != opened_->by_person.end())
    for (const auto& [type, id] : named->second) {
      if (const auto last = opened_->store.last_change(id); last && *last > 0) loaded.own.emplace_back(id, *last);
      // An answered form is read whole when it is opened; its head is enough for a list.
      if (type == care::kResponseRecord) {
        if (auto head = opened_->store.read_section(type, id, record::kHeadSection)) loaded.records.push_back({id, type, std::move(*head)});
      } else if (auto whole = opened_->store.read(type, id)) {
        loaded.records.push_back(std::move(*whole));
      }
    }
  post_(std::move(loaded));
}

std::string Worker::observations_for(const forms::Questionnaire& form, const record::RecordId& person) {
  const std::span<const forms::Item> items = form.items();
  if (!opened_ || person.is_nil() || std::none_of(items.begin(), items.end(), [](const forms::Item& item) { return item.observed; })) return {};
  const auto named = opened_->by_person.find(person);
  if (named == opened_->by_person.end()) return {};
  std::string out;
  for (const auto& [type, id] : named->second) {
    if (type != care::kResponseRecord) continue;
    const auto head = opened_->store.read_section(type, id, record::kHeadSection);
    const care::Response earlier = head ? care::response_from({id, type, *head}) : care::Response();
    if (earlier.submitted == 0 || earlier.is_open()) continue;
    const auto asked = forms_.find(form_name(earlier.form), earlier.form_version);
    const auto whole = asked ? opened_->store.read(type, id) : base::fail(asked.error());
    if (!whole) continue;
    const forms::Form answers = forms::Form::restore(*asked, *options_.random, whole->fields);
    const care::WallTime when = care::wall_time(earlier.submitted);
    const forms::Extracted made = forms::extract(answers, {.status = {}, .id = record::to_string(id), .subject = "Patient/" + record::to_string(person), .author = {}, .authored = care::to_iso(when.date)}, *options_.random);
    if (made.resources > 0) (out += out.empty() ? "[" : ",") += made.bundle;
  }
  return out.empty() ? out : out + "]";
}

void Worker::on(state::LoadResponse& effect) {
  if (!opened_) return post_(state::LoadFailed{effect.response, kLocked});
  auto whole = opened_->store.read(care::kResponseRecord, effect.response);
  if (!whole) return post_(state::LoadFailed{effect.response, whole.error()});
  const care::Response head = care::response_from(*whole);
  const std::string name = form_name(head.form);
  const auto form = forms_.find(name, head.form_version);
  if (!form) return post_(state::LoadFailed{effect.response, form.error()});
  state::ResponseLoaded loaded{effect.response, std::move(*whole), *form, std::nullopt};
  loaded.own_version_missing = (*form)->version() != head.form_version;
  if (head.is_open()) {
    const std::string moved_from(loaded.record.utf8(forms::kMovedFrom));
    const auto other = forms_.find(name, moved_from);
    if (other && (*other)->version() != (*form)->version()) loaded.other_version = *other;
  }
  std::optional<care::Response> newest;
  for (const auto& [type, id] : opened_->by_person[head.person]) {
    if (type != care::kResponseRecord || id == effect.response) continue;
    const auto fields = opened_->store.read_section(type, id, record::kHeadSection);
    if (!fields) continue;
    const care::Response other = care::response_from({id, type, *fields});
    if (other.form == head.form && other.started < head.started && (!newest || other.started > newest->started)) newest = other;
  }
  // Last time's, of an amendment, is what it amends.
  const record::RecordId last = !head.amends.is_nil() ? head.amends : newest ? newest->id : record::RecordId{};
  if (!last.is_nil())
    if (auto previous = opened_->store.read(care::kResponseRecord, last)) loaded.previous = std::move(*previous);
  post_(std::move(loaded));
}

void Worker::on(state::LoadHistory& effect) {
  if (!opened_) return post_(state::LoadFailed{effect.record, kLocked});
  state::HistoryLoaded loaded{effect.record, {}};
  const store::Figures now = opened_->store.figures();
  const uint64_t acknowledged = now.last_sequence - now.waiting;
  // A person's history is that of everything about them.
  std::set<record::RecordId> ids{effect.record};
  if (const auto named = opened_->by_person.find(effect.record); named != opened_->by_person.end())
    for (const auto& [type, id] : named->second) ids.insert(id);
  for (const record::RecordId& id : ids) {
    const auto entries = opened_->store.history(id);
    if (!entries) return post_(state::LoadFailed{effect.record, entries.error()});
    for (const store::LogEntry& entry : *entries)
      for (const store::Change& change : entry.changes)
        if (change.edit.id == id)
          loaded.rows.push_back({entry.unix_ms, entry.author, {}, change.edit.type, id, change.edit.path, change.from, change.edit.to, entry.sequence > acknowledged});
  }
  std::stable_sort(loaded.rows.begin(), loaded.rows.end(), [](const auto& a, const auto& b) { return a.unix_ms > b.unix_ms; });
  loaded.settled = settled_conflicts_of(opened_->store, effect.record);
  const auto know_form = [&](record::RecordType type, const record::RecordId& id) {
    if (type != care::kResponseRecord || loaded.forms.contains(id)) return;
    const auto head = opened_->store.read_section(type, id, record::kHeadSection);
    loaded.forms.emplace(id, head ? form_of({id, type, *head}) : nullptr);
  };
  for (const state::HistoryRow& row : loaded.rows) know_form(row.type, row.record);
  for (const care::Conflict& conflict : loaded.settled) know_form(conflict.about_type, conflict.about);
  post_(std::move(loaded));
}

state::Figures Worker::figures() const {
  if (!opened_) return {};
  const store::Figures now = opened_->store.figures();
  state::Figures out;
  for (const auto& [type, count] : now.records) {
    out.records += count;
    if (type == care::kPersonRecord) out.people = count;
  }
  out.unsent = opened_->unsent.counted(now.waiting);
  out.store_bytes = now.bytes_used;
  out.free_bytes = now.free_disk_bytes;
  out.reserve_in_use = now.saving == store::Saving::Tight;
  out.quarantined = now.quarantined;
  return out;
}

}  // namespace effects
