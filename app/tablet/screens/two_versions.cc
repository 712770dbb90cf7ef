// Two people gave one answer two versions while neither knew of the other: what each said, their words joined, and what the record should say.
#include "app/tablet/screens/field_words.h"
#include "app/tablet/screens/said_pictures.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr float kPageDp = 24, kCardDp = 20, kButtonDp = 52, kBelowDp = 72, kCardsNarrowestDp = 260;

FieldOf field_here(const state::AppState& state) {
  const state::SettlePage& page = state.settle;
  return {state, page.conflict.person, page.conflict.about_type, page.conflict.about, page.conflict.path, page.form.get()};
}

bool is_text(const record::Value& value) { return std::holds_alternative<record::Text>(value); }

// Buttons of cards side by side stand at one height: where the page ends, or below the longest words.
void to_foot(const ui::Columns& columns) {
  if (columns.stacked()) return ui::space(12);
  const ui::Rect rest = ui::flow_rect();
  const float foot = rest.y1 - ui::dp(kPageDp + kCardDp + kButtonDp) - ui::sp(kBelowDp);
  ui::space(std::max(12.0f, (foot - rest.y0) / ui::dp(1)));
}

void draw_said(const state::AppState& state, const care::Version& version) {
  const FieldOf field = field_here(state);
  const record::Value& base = state.settle.choices.base;
  if (!is_text(version.side.value) || !is_text(base)) return ui::text(said_words(field, version.side.value), {.id = "said"});
  const std::string words(record::utf8_of(version.side.value));
  std::vector<ui::Stretch> marks;
  for (const care::Changed& changed : care::changed_words(record::utf8_of(base), words)) marks.push_back({changed.begin, changed.end});
  ui::marked(words, marks, version.mine ? ui::Tone::Teal : ui::Tone::Violet, "said");
}

std::string whose_words(const state::AppState& state, const care::Version& version) {
  if (version.side.is_since()) return std::string(ui::tr("versions.says_now"));
  const std::string when = moment_words(state, version.side.unix_s * 1000);
  if (version.side.is_earlier()) return ui::tr("versions.earlier", version.mine ? std::string(ui::tr("versions.you")) : author_words(state, version.side.author), when);
  return version.mine ? ui::tr("versions.mine", when) : ui::tr("versions.theirs", author_words(state, version.side.author), when);
}

void draw_version(state::AppState& state, const ui::Columns& columns, size_t at, state::Commands& out) {
  const state::SettlePage& page = state.settle;
  const care::Version& version = page.choices.versions[at];
  const std::string id = "version" + std::to_string(at);
  const ui::Card card(id);
  const ui::Scope scope(id);
  ui::pill(whose_words(state, version), version.mine ? ui::Tone::Teal : ui::Tone::Violet);
  draw_said(state, version);
  draw_said_pictures(field_here(state), version.side.value, out);
  if (version.shown) ui::small(ui::tr("versions.shown"), "shown");
  if (!page.conflict.is_open) return;
  to_foot(columns);
  const bool may = !page.sealed || version.shown;
  if (ui::button("keep", ui::tr("versions.keep"), {.kind = ui::Kind::Outline, .fill = true, .enabled = may})) out.push(state::KeepVersion{at});
}

void draw_joined(state::AppState& state, const ui::Columns& columns, state::Commands& out) {
  state::SettlePage& page = state.settle;
  const ui::Card card("joined", {.outlined = true});
  const ui::Scope scope("joined");
  const bool words = is_text(*page.choices.joined);
  ui::pill(ui::tr(words ? "versions.joined_edit" : "versions.joined"), ui::Tone::Green);
  if (!words) ui::text(said_words(field_here(state), *page.choices.joined), {.id = "said"}), draw_said_pictures(field_here(state), *page.choices.joined, out);
  std::string typed = page.joined;
  if (words) {
    const float room = columns.stacked() ? 0 : ui::flow_rect().y1 - ui::flow_rect().y0 - ui::dp(kPageDp + kCardDp + kButtonDp) - ui::sp(kBelowDp) - ui::dp(60);
    const int lines = std::max(4, int(room / ui::sp(25)));
    if (ui::text_area("words", typed, {.spoken = ui::tr("versions.joined_edit"), .lines_min = lines})) out.push(state::TypeJoined{typed});
  }
  to_foot(columns);
  if (ui::button("use", ui::tr("versions.use"), {.kind = ui::Kind::Primary, .icon = ui::Icon::Check, .fill = true, .enabled = !page.sealed})) out.push(state::KeepJoined{});
}

void draw_what(const state::AppState& state) {
  const state::SettlePage& page = state.settle;
  const ui::Card card("what");
  ui::heading(asked_words(field_here(state)), ui::Icon::Merge, "asked");
  if (!page.conflict.is_open) return;
  ui::text(ui::tr("versions.nothing_lost"));
  const care::Reader reader{state.caseload.owner(), state.worker};
  if (const size_t merged = care::merged_beside(page.conflict, page.about, reader); merged > 0) ui::secondary(count("versions.merged", int64_t(merged)), "merged");
  if (page.conflict.kind == care::ConflictKind::Overlap) ui::secondary(ui::tr("versions.same_words"));
  if (page.conflict.kind == care::ConflictKind::Loose) ui::secondary(ui::tr("versions.loose"));
  if (page.sealed) ui::banner("sealed", ui::Banner::Info, ui::tr("versions.sealed"), ui::tr("versions.sealed_detail"));
}

void draw_before(const state::AppState& state) {
  const record::Value& base = state.settle.choices.base;
  const std::string kept(ui::tr("versions.kept"));
  if (record::is_absent(base)) return ui::secondary(kept, "before");
  ui::secondary(ui::tr("versions.before", said_words(field_here(state), base)) + " · " + kept, "before");
}

void draw_choices(state::AppState& state, state::Commands& out) {
  const care::Choices& choices = state.settle.choices;
  const size_t columns_wanted = choices.versions.size() + (choices.joined && state.settle.conflict.is_open ? 1 : 0);
  const bool many = columns_wanted > 3;  // earlier versions stand below each other
  ui::Columns columns(many || columns_wanted < 3 ? std::initializer_list<float>{1, 1} : std::initializer_list<float>{1, 1, 1.15f}, kCardsNarrowestDp, 16);
  const size_t first_column = many ? (choices.versions.size() + 1) / 2 : 1;
  for (size_t i = 0; i < choices.versions.size(); ++i) {
    if (i == first_column || (!many && i > 1)) columns.next();
    draw_version(state, columns, i, out);
  }
  if (!choices.joined || !state.settle.conflict.is_open) return;
  if (!many) columns.next();
  draw_joined(state, columns, out);
}

// Settled: what it says now, whether that can be taken back, and where to go on.
void draw_settled(state::AppState& state, state::Commands& out) {
  const state::SettlePage& page = state.settle;
  const std::string by = author_words(state, record::to_string(page.conflict.settled_by));
  const bool own = page.conflict.settled_by == state.caseload.owner();
  const ui::Card card("settled");
  ui::heading(own ? std::string(ui::tr("versions.settled_by_you")) : ui::tr("versions.settled_by", by, moment_words(state, page.conflict.settled_at)), ui::Icon::Done, "by");
  ui::secondary(ui::tr("versions.says_now"));
  ui::text(said_words(field_here(state), page.about.value(page.conflict.path)), {.id = "now"});
  const size_t left = state.caseload.conflicts_of(page.conflict.person).size();
  ui::Wrap line;
  if (!page.take_back.empty() && ui::outline_button("take_back", ui::tr("versions.take_back"), ui::Icon::Undo)) out.push(state::TakeBackSettlement{});
  if (own && page.take_back.empty()) ui::secondary(ui::tr("versions.sent"), "sent");
  line.to_right();
  const std::string next = left == 0 ? std::string(ui::tr("common.back")) : ui::tr("versions.next", left);
  if (ui::primary_button("next", next, left == 0 ? ui::Icon::Back : ui::Icon::Forward)) out.push(state::NextConflict{});
}

std::string subtitle_of(const state::AppState& state) {
  const state::Among among = state::among(state);
  return among.place == 0 ? std::string(ui::tr("versions.settled")) : ui::tr("versions.one_of", among.place, among.of);
}

}  // namespace

void draw_two_versions(state::AppState& state, state::Commands& out) {
  const state::SettlePage& page = state.settle;
  const bool here = page.loaded == state.place().subject && !page.missing;
  const std::string name = name_of(state, state.place().person);
  const std::string thing = here ? record_words(state, page.conflict.about_type, page.conflict.about) : std::string(ui::tr("versions.title"));
  draw_top_bar(state, out, {.title = name.empty() ? thing : name + " · " + thing, .subtitle = here ? subtitle_of(state) : std::string(), .back = true});
  const ui::Page frame("two_versions", {.padding_dp = kPageDp});
  const ui::Scope scope("versions");
  if (page.missing) return void(ui::empty_state("gone", ui::Icon::Merge, ui::tr("versions.gone"), ui::tr("versions.gone_detail")));
  if (!here) return;
  draw_what(state);
  if (!page.conflict.is_open) draw_settled(state, out);
  draw_choices(state, out);
  draw_before(state);
}

}  // namespace screens
