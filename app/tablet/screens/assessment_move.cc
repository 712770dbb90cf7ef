// The newer version of a draft's form: that there is one, what would move to it, what did not, and the way back.
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_left(const std::vector<forms::LeftAnswer>& left) {
  for (size_t i = 0; i < left.size(); ++i) {
    const std::string id = "left/" + std::to_string(i);
    const std::string why(ui::tr("assessment.left." + std::string(forms::not_moved_name(left[i].why))));
    const ui::Block block(id, 84);
    if (!block) continue;
    const ui::Card card(id, {.padding_dp = 12});
    ui::set_gap(4);
    ui::strong(left[i].question);
    ui::text(left[i].answer, {.id = id + "/answer"});
    ui::secondary(why);
  }
}

void draw_plan(FormView& view) {
  std::optional<forms::Migration>& plan = view.page.draft.moving;
  const ui::Dialog dialog("move", ui::tr("assessment.move_title", view.page.other_version->version()), {.icon = ui::Icon::Document});
  ui::text(ui::tr(plan->left.empty() ? "assessment.move_all" : "assessment.move_some"));
  draw_left(plan->left);
  ui::Wrap line;
  const bool no = ui::outline_button("move/keep", ui::tr("common.cancel")) || dialog.closed();
  const bool yes = ui::primary_button("move/yes", ui::tr("assessment.move_yes"));
  if (yes) view.out.push(state::MoveToNewer{});
  if (yes || no) plan.reset();
}

void draw_what_is_left(FormView& view) {
  bool& open = view.page.draft.left_listed;
  const ui::Dialog dialog("moved_list", ui::tr("assessment.moved_from", view.page.moved_from), {.icon = ui::Icon::Document});
  if (view.page.left.empty()) ui::text(ui::tr("assessment.moved_from_all"));
  else ui::text(count("assessment.moved_from_some", int64_t(view.page.left.size())));
  draw_left(view.page.left);
  ui::Wrap line;
  if (ui::outline_button("moved_list/done", ui::tr("common.close")) || dialog.closed()) open = false;
  if (!view.page.can_move_back()) return;
  if (!ui::quiet_button("moved_list/back", ui::tr("assessment.move_back", view.page.moved_from), ui::Icon::Undo)) return;
  view.out.push(state::MoveBack{});
  open = false;
}

}  // namespace

void draw_version(FormView& view) {
  state::AssessmentPage& page = view.page;
  if (page.own_version_missing) ui::banner("version_missing", ui::Banner::Info, ui::tr("assessment.version_missing"), ui::tr("assessment.version_missing_detail", page.head.form_version));
  if (!page.moved_from.empty()) {
    const std::string detail = page.left.empty() ? std::string(ui::tr("assessment.moved_from_all")) : count("assessment.moved_from_some", int64_t(page.left.size()));
    if (ui::banner("moved", page.left.empty() ? ui::Banner::Info : ui::Banner::Warning, ui::tr("assessment.moved_from", page.moved_from), detail, ui::tr("assessment.moved_look"))) page.draft.left_listed = true;
  } else if (page.can_move()) {
    const std::string detail = ui::tr("assessment.newer_detail", view.definition().version(), page.other_version->version());
    if (ui::banner("newer", ui::Banner::Info, ui::tr("assessment.newer"), detail, ui::tr("assessment.newer_look"))) view.out.push(state::PlanMove{});
  }
}

bool draw_version_dialog(FormView& view) {
  if (view.page.draft.moving) return draw_plan(view), true;
  if (view.page.draft.left_listed) return draw_what_is_left(view), true;
  return false;
}

}  // namespace screens
