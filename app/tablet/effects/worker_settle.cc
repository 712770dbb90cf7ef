// What synchronisation left for a person to settle: conflicts and verdicts, each with the record it is about.
#include <algorithm>

#include "app/care/conflict.h"
#include "app/care/record_types.h"
#include "app/care/verdict.h"
#include "app/tablet/effects/opened.h"
#include "app/tablet/effects/worker.h"
#include "sync/record/sync_types.h"

namespace effects {
namespace {

// The record as it stands; no fields when there is none.
record::Record read_or_none(const store::Store& store, record::RecordType type, const record::RecordId& id) {
  record::Record none;
  none.id = id;
  none.type = type;
  return store.read(type, id).value_or(none);
}

bool is_settlement(const store::LogEntry& entry, const record::RecordId& conflict) {
  return std::any_of(entry.changes.begin(), entry.changes.end(), [&](const store::Change& change) {
    return change.edit.id == conflict && change.edit.path == record::kConflictState && record::utf8_of(change.edit.to) == record::kSettled;
  });
}

// What takes the settlement back, while the hub has it not and every field is still as it left it.
std::vector<record::Edit> take_back_of(const store::Store& store, const care::Conflict& conflict, const record::Record& about) {
  const auto own = store.history(conflict.id);
  const store::Figures now = store.figures();
  if (conflict.is_open || !own || own->empty() || own->front().sequence <= now.last_sequence - now.waiting) return {};
  const auto entry = store.entries_after(own->front().sequence - 1, 1);
  if (!entry || entry->empty() || !is_settlement(entry->front(), conflict.id)) return {};
  std::vector<care::Written> written;
  for (const store::Change& change : entry->front().changes) {
    if (change.edit.id == about.id && about.value(change.edit.path) != change.edit.to) return {};
    written.push_back({change.edit, change.from});
  }
  return care::take_back(written);
}

std::vector<care::Verdict> open_verdicts(const store::Store& store) {
  std::vector<care::Verdict> out;
  (void)store.each_head(record::kVerdictType, [&](const record::RecordId& id, const record::FieldMap& head) {
    if (care::Verdict verdict = care::verdict_from({id, record::kVerdictType, head}); verdict.is_open) out.push_back(std::move(verdict));
  });
  return out;
}

}  // namespace

std::vector<care::Conflict> settled_conflicts_of(const store::Store& store, const record::RecordId& person) {
  std::vector<care::Conflict> out;
  (void)store.each_head(record::kConflictType, [&](const record::RecordId& id, const record::FieldMap& head) {
    care::Conflict conflict = care::conflict_from({id, record::kConflictType, head});
    if (!conflict.is_open && conflict.person == person) out.push_back(std::move(conflict));
  });
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.settled_at > b.settled_at; });
  return out;
}

FormLibrary::Form Worker::form_of(const record::Record& record) {
  if (record.type != care::kResponseRecord || record.fields.empty()) return nullptr;
  const care::Response head = care::response_from(record);
  return forms_.find(form_name(head.form), head.form_version).value_or(nullptr);
}

void Worker::on(state::LoadConflict& effect) {
  if (!opened_) return post_(state::LoadFailed{effect.conflict, {base::Fault::Denied, "locked"}});
  state::ConflictLoaded loaded;
  loaded.conflict = effect.conflict;
  loaded.record = read_or_none(opened_->store, record::kConflictType, effect.conflict);
  const care::Conflict conflict = care::conflict_from(loaded.record);
  loaded.about = read_or_none(opened_->store, conflict.about_type, conflict.about);
  loaded.form = form_of(loaded.about);
  loaded.take_back = take_back_of(opened_->store, conflict, loaded.about);
  post_(std::move(loaded));
}

void Worker::on(state::LoadRefused& effect) {
  if (!opened_) return post_(state::LoadFailed{effect.about, {base::Fault::Denied, "locked"}});
  state::RefusedLoaded loaded;
  loaded.about_id = effect.about;
  record::RecordType type{};
  for (const care::RefusedAct& act : care::acts_of(open_verdicts(opened_->store))) {
    if (act.first().about != effect.about) continue;
    type = act.first().about_type;
    for (const care::Verdict& verdict : act.verdicts) loaded.verdicts.push_back(read_or_none(opened_->store, record::kVerdictType, verdict.id));
  }
  loaded.about = read_or_none(opened_->store, type, effect.about);
  loaded.form = form_of(loaded.about);
  post_(std::move(loaded));
}

}  // namespace effects
