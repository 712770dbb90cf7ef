#include "app/tablet/screens/needs_you.h"

#include "app/care/needs_you.h"
#include "app/tablet/screens/field_words.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using What = care::NeedsYou::What;

void open_row(const care::NeedsYou& row, state::Commands& out) {
  if (row.what == What::TwoVersions) out.push(state::OpenConflict{row.first, row.person});
  else out.push(state::OpenRefused{row.about, row.person});
}

void draw_needs_row(const state::AppState& state, const care::NeedsYou& row, bool with_name, state::Commands& out) {
  const bool two = row.what == What::TwoVersions;
  const std::string id = std::string(two ? "conflict:" : "refused:") + record::to_string(row.about);
  const std::string thing = record_words(state, row.about_type, row.about), name = with_name ? name_of(state, row.person) : std::string();
  const std::string title = name.empty() ? thing : name + " · " + thing;
  const std::string detail = two ? count("needs.versions", int64_t(row.count)) : refusal_words(state, row.reason);
  const std::string pill(ui::tr(two ? "needs.two_versions" : "needs.refused"));
  if (ui::row(id, {.title = title, .subtitle = detail, .pill = pill, .pill_tone = two ? ui::Tone::Violet : ui::Tone::Red, .pill_first = true, .chevron = true}))
    open_row(row, out);
}

}  // namespace

void draw_needs_you(const state::AppState& state, const record::RecordId& person, size_t shown, state::Commands& out) {
  const std::vector<care::NeedsYou> rows = care::needs_you(state.caseload, person);
  if (rows.empty()) return;
  const ui::Card card("needs_you", {.outlined = true});
  ui::heading(ui::tr("needs.you"), ui::Icon::Merge);
  for (size_t i = 0; i < std::min(rows.size(), shown); ++i) draw_needs_row(state, rows[i], person.is_nil(), out);
  if (rows.size() > shown) ui::secondary(count("today.more", int64_t(rows.size() - shown)));
}

void draw_record_needs_you(const state::AppState& state, const record::RecordId& record, state::Commands& out) {
  for (const care::NeedsYou& row : care::needs_you(state.caseload)) {
    if (row.about != record) continue;
    const bool two = row.what == What::TwoVersions;
    const std::string title = two ? count("needs.versions", int64_t(row.count)) : std::string(ui::tr("refused.kept"));
    if (ui::banner(two ? "two_versions" : "refused", ui::Banner::Warning, title, ui::tr(two ? "versions.nothing_lost" : "refused.kept_detail"), ui::tr("needs.look"))) open_row(row, out);
  }
}

void draw_question_needs_you(const state::AppState& state, const record::RecordId& record, const std::string& path, state::Commands& out) {
  if (state.caseload.conflicts().empty()) return;
  for (const care::Conflict& conflict : state.caseload.conflicts_in(record))
    if (conflict.path == path && ui::banner(path + "/two_versions", ui::Banner::Warning, ui::tr("needs.question"), {}, ui::tr("needs.look")))
      out.push(state::OpenConflict{conflict.id, conflict.person});
}

}  // namespace screens
