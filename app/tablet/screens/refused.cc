// Changes of this tablet's that the hub did not accept: why, the words as they were, and what can be done about them.
#include <algorithm>

#include "app/care/record_types.h"
#include "app/tablet/screens/field_words.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_why(const state::AppState& state, const std::string& reason) {
  ui::problem(refusal_words(state, reason), "why");
  const std::string detail = refusal_way_out(reason);
  if (!detail.empty()) ui::secondary(detail);
}

void draw_one(state::AppState& state, const care::Verdict& verdict, state::Commands& out) {
  const state::SettlePage& page = state.settle;
  const FieldOf field{state, verdict.person, verdict.about_type, verdict.about, verdict.path, page.form.get()};
  const std::string id = record::to_string(verdict.id);
  const ui::Card card(id);
  const ui::Scope scope(id);
  ui::heading(asked_words(field), ui::Icon::Note, "asked");
  ui::secondary(ui::tr("refused.you_wrote"));
  std::string said = said_words(field, verdict.said);
  // A field, so that its words can be marked and copied with a finger.
  ui::text_area("said", said, {.spoken = ui::tr("refused.you_wrote"), .read_only = true, .lines_min = 1});
  draw_why(state, verdict.reason);
  ui::Wrap line;
  const bool again = care::may_try_again(verdict) && !page.about.fields.empty();
  if (again && ui::outline_button("again", ui::tr("refused.again"), ui::Icon::Refresh)) out.push(state::PutInAgain{verdict.id});
  line.to_right();
  if (ui::quiet_button("dismiss", ui::tr("refused.dismiss"), ui::Icon::Check)) out.push(state::DismissRefused{verdict.id});
}

// What was said with a decision, in one piece.
std::string words_of_step(const care::RefusedAct& act) {
  for (const care::Verdict& verdict : act.verdicts)
    if (verdict.path == "head/return-comment") return std::string(record::utf8_of(verdict.said));
  for (const care::Verdict& verdict : act.verdicts)
    if (verdict.about_type == care::kDecisionRecord && verdict.path == "head/comment") return std::string(record::utf8_of(verdict.said));
  return {};
}

void open_again(const state::AppState& state, const care::RefusedAct& act, state::Commands& out) {
  const care::Verdict& verdict = act.first();
  if (act.is_decision && state::may_decide(state)) return out.push(state::ReviewIt{verdict.about, true});
  if (verdict.about_type == care::kPlanRecord) return out.push(state::OpenPlan{verdict.about, verdict.person});
  out.push(state::OpenResponse{verdict.about, verdict.person});
}

// A form or plan was sent or decided on, and the hub did not take that.
void draw_step(state::AppState& state, const care::RefusedAct& act, state::Commands& out) {
  const care::Verdict& verdict = act.first();
  const FieldOf field{state, verdict.person, verdict.about_type, verdict.about, verdict.path, nullptr};
  const std::string id = record::to_string(verdict.id);
  const ui::Card card(id);
  const ui::Scope scope(id);
  const std::string asked = act.is_decision ? ui::tr("refused.decision", said_words(field, verdict.said)) : std::string(ui::tr("refused.sending"));
  ui::heading(asked, act.is_decision ? ui::Icon::Clipboard : ui::Icon::CloudUp, "asked");
  std::string said = words_of_step(act);
  if (!said.empty()) ui::text_area("said", said, {.label = ui::tr("refused.you_wrote"), .read_only = true, .lines_min = 1});
  draw_why(state, verdict.reason);
  ui::Wrap line;
  if (!state.settle.about.fields.empty() && ui::outline_button("open", ui::tr("refused.open"), ui::Icon::Forward)) open_again(state, act, out);
  line.to_right();
  if (ui::quiet_button("dismiss", ui::tr("refused.dismiss"), ui::Icon::Check)) out.push(state::DismissRefused{verdict.id});
}

}  // namespace

std::string refusal_words(const state::AppState& state, const std::string& reason) {
  return state.assets->codes.list("refusals").find(reason) ? state.label("refusals", reason) : std::string(ui::tr("refused.why_other"));
}

std::string refusal_way_out(const std::string& reason) {
  const std::string key = "refused.do." + reason;
  return ui::has_words(key) ? std::string(ui::tr(key)) : std::string();
}

void draw_refused(state::AppState& state, state::Commands& out) {
  const state::SettlePage& page = state.settle;
  const bool here = page.loaded == state.place().subject;
  const std::string name = name_of(state, state.place().person);
  const std::string thing = here && !page.verdicts.empty() ? record_words(state, page.about.type, page.loaded) : std::string(ui::tr("refused.title"));
  draw_top_bar(state, out, {.title = name.empty() ? thing : name + " · " + thing, .subtitle = std::string(ui::tr("refused.title")), .back = true});
  const ui::Page frame("refused", {.width_dp_max = 820});
  const ui::Scope scope("refused");
  if (!here) return;
  if (page.verdicts.empty()) {
    if (ui::empty_state("none", ui::Icon::Done, ui::tr("refused.none"), ui::tr("refused.none_detail"), ui::tr("common.back"))) out.push(state::Back{});
    return;
  }
  const std::vector<care::RefusedAct> acts = care::acts_of(page.verdicts);
  const bool only_steps = std::all_of(acts.begin(), acts.end(), [](const care::RefusedAct& act) { return act.is_step; });
  ui::banner("kept", ui::Banner::Warning, ui::tr(only_steps ? "refused.step_kept" : "refused.kept"), ui::tr(only_steps ? "refused.step_kept_detail" : "refused.kept_detail"));
  for (const care::RefusedAct& act : acts) act.is_step ? draw_step(state, act, out) : draw_one(state, act.first(), out);
  if (acts.size() > 1 && ui::outline_button("dismiss_all", ui::tr("refused.dismiss_all"), ui::Icon::Check)) out.push(state::DismissRefused{});
}

}  // namespace screens
