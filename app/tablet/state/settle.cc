#include "app/tablet/state/settle.h"

#include <algorithm>

#include "app/care/field_meaning.h"
#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/forms/words.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

// Several answers to one question are joined answer by answer.
std::optional<record::Value> join_answers(const record::Value& base, const std::vector<care::Version>& versions) {
  const auto read = [](const record::Value& value) { return forms::from_field_text(record::utf8_of(value)).value_or(forms::Answers()); };
  std::vector<forms::Answers> said;
  for (const care::Version& version : versions) said.push_back(read(version.side.value));
  const forms::Answers all = forms::merge_answers(read(base), said);
  return all.empty() ? record::Value() : record::atom(forms::to_field_text(all));
}

care::Join join_for(const SettlePage& page) {
  const care::FieldMeaning meaning = care::meaning_of(page.conflict.about_type, page.conflict.path);
  if (meaning.kind == care::FieldKind::Codes) return care::join_codes;
  if (meaning.kind != care::FieldKind::Answer || !page.form) return {};
  const forms::ItemIndex item = forms::item_at_path(*page.form, page.conflict.path);
  return item != forms::kNoItem && page.form->item(item).repeats ? care::Join(join_answers) : care::Join();
}

bool is_sealed(const record::Record& about) { return about.type == care::kResponseRecord && !care::response_from(about).is_open(); }

void take_conflict(AppState& state, ConflictLoaded& loaded) {
  SettlePage page;
  page.loaded = loaded.conflict;
  page.missing = loaded.record.fields.empty();
  page.conflict = care::conflict_from(loaded.record);
  page.about = std::move(loaded.about);
  page.form = std::move(loaded.form);
  page.sealed = is_sealed(page.about);
  page.take_back = std::move(loaded.take_back);
  const care::Reader reader{state.caseload.owner(), state.worker};
  page.choices = care::choices_of(page.conflict, page.about.value(page.conflict.path), reader, join_for(page));
  page.joined = loaded.record.utf8(care::joining_path(state.caseload.owner()));
  if (page.joined.empty() && page.choices.joined) page.joined = record::utf8_of(*page.choices.joined);
  state.settle = std::move(page);
}

void take_refused(AppState& state, RefusedLoaded& loaded) {
  SettlePage page;
  page.loaded = loaded.about_id;
  page.about = std::move(loaded.about);
  page.form = std::move(loaded.form);
  for (const record::Record& record : loaded.verdicts) {
    care::Verdict verdict = care::verdict_from(record);
    if (verdict.is_open) page.verdicts.push_back(std::move(verdict));
  }
  care::sort_verdicts(page.verdicts);
  state.settle = std::move(page);
}

// Of a form or plan that came back, what its submission said is kept beside what is written over it (care/versions.h).
std::vector<record::Edit> with_versions(const record::Record& about, std::vector<record::Edit> edits) {
  const bool is_plan = about.type == care::kPlanRecord;
  if (!is_plan && about.type != care::kResponseRecord) return edits;
  const care::Course course = is_plan ? care::course_of(care::plan_from(about)) : care::course_of(care::response_from(about));
  if (course.status != care::ApprovalState::Returned) return edits;
  std::vector<record::Edit> own;
  for (const record::Edit& edit : edits)
    if (edit.id == about.id && care::is_content(edit.path)) own.push_back(edit);
  std::vector<record::Edit> kept = care::keeping_was(about.fields, course.submission, own);
  kept.resize(kept.size() - own.size());  // what comes before them
  edits.insert(edits.begin(), kept.begin(), kept.end());
  return edits;
}

struct SettleAct {
  AppState& state;
  Effects& out;
  SettlePage& page = state.settle;

  void operator()(const OpenConflict& c) const { go(state, Place{.screen = Screen::TwoVersions, .person = c.person, .subject = c.conflict}, out); }
  void operator()(const OpenRefused& c) const { go(state, Place{.screen = Screen::Refused, .person = c.person, .subject = c.about}, out); }
  void operator()(const KeepVersion& c) const {
    if (c.version < page.choices.versions.size()) settle_on(page.choices.versions[c.version].side.value);
  }
  void operator()(const TypeJoined& c) const {
    if (!is_here() || !page.conflict.is_open || page.joined == c.words) return;
    page.joined = c.words;
    save_typing(state, {{page.conflict.id, record::kConflictType, care::joining_path(state.caseload.owner()), record::text(c.words)}}, out);
  }
  void operator()(const KeepJoined&) const {
    if (!page.choices.joined) return;
    const bool words = std::holds_alternative<record::Text>(*page.choices.joined);
    settle_on(!words ? *page.choices.joined : page.joined.empty() ? record::Value() : record::text(page.joined));
  }
  void operator()(const TakeBackSettlement&) const {
    if (!is_here() || page.take_back.empty()) return;
    keep(std::exchange(page.take_back, {}));
  }
  void operator()(const NextConflict&) const {
    const std::vector<care::Conflict> left = state.caseload.conflicts_of(page.conflict.person);
    if (left.empty()) return back(state, out);
    state.place() = Place{.screen = Screen::TwoVersions, .person = left.front().person, .subject = left.front().id};
    arrive(state, out);
    save_place(state, out);
  }
  void operator()(const PutInAgain& c) const {
    const care::Verdict* const verdict = verdict_of(c.verdict);
    if (!verdict || !care::may_try_again(*verdict) || page.about.fields.empty()) return;
    keep(with_versions(page.about, care::put_in_again(*verdict, page.about.value(verdict->path))));
    state.toast = "refused.put_in";
  }
  void operator()(const DismissRefused& c) const {
    std::vector<record::Edit> edits;
    for (const care::RefusedAct& act : care::acts_of(page.verdicts))
      if (c.verdict.is_nil() || act.first().id == c.verdict)
        for (const care::Verdict& verdict : act.verdicts) edits.push_back(care::dismissed(verdict));
    if (!edits.empty() && is_here()) keep(std::move(edits));
  }

  bool is_here() const { return !page.loaded.is_nil() && page.loaded == state.place().subject; }
  const care::Verdict* verdict_of(const record::RecordId& id) const {
    const auto found = std::find_if(page.verdicts.begin(), page.verdicts.end(), [&](const care::Verdict& verdict) { return verdict.id == id; });
    return found == page.verdicts.end() || !is_here() ? nullptr : &*found;
  }
  void settle_on(const record::Value& chosen) const {
    if (!is_here() || !page.conflict.is_open) return;
    if (page.sealed && chosen != page.about.value(page.conflict.path)) return;
    keep(with_versions(page.about, care::settle(page.conflict, page.about, chosen, state.caseload.owner(), state.now_ms)));
  }
  // Saved, and read again as it then stands.
  void keep(std::vector<record::Edit> edits) const {
    const record::RecordId about = page.about.id;
    save(state, std::move(edits), out, {.group = record::to_string(about)});
    forget_open(state, about);
    arrive_settle(state, out);
  }
};

}  // namespace

void forget_open(AppState& state, const record::RecordId& record) {
  if (state.assessment.response == record) state.assessment = AssessmentPage{};
  if (state.plan.plan.id == record) state.plan = PlanPage{};
  if (state.notes.note.id == record) state.notes = NotesPage{};
  if (state.person.relation.id == record) state.person.relation = {};
  if (state.person.alert.id == record) state.person.alert = {};
}

Among among(const AppState& state) {
  const std::vector<care::Conflict> all = state.caseload.conflicts_of(state.settle.conflict.person);
  const auto here = std::find_if(all.begin(), all.end(), [&](const care::Conflict& conflict) { return conflict.id == state.settle.loaded; });
  return {here == all.end() ? 0 : size_t(here - all.begin()) + 1, all.size()};
}

void apply_settle(AppState& state, const SettleCommand& command, Effects& out) { std::visit(SettleAct{state, out}, command); }

void settle_on_event(AppState& state, Event& event, Effects&) {
  if (auto* loaded = std::get_if<ConflictLoaded>(&event); loaded && loaded->conflict == state.place().subject) take_conflict(state, *loaded);
  if (auto* loaded = std::get_if<RefusedLoaded>(&event); loaded && loaded->about_id == state.place().subject) take_refused(state, *loaded);
}

void arrive_settle(AppState& state, Effects& out) {
  const Place& place = state.place();
  if (state.settle.loaded != place.subject) state.settle = SettlePage{};
  if (!place.person.is_nil()) load_person(state, place.person, out);  // the photos that answers are
  if (place.screen == Screen::TwoVersions) out.push_back(LoadConflict{place.subject});
  else out.push_back(LoadRefused{place.subject});
}

}  // namespace state
