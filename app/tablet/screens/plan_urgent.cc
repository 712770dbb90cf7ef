// Urgent needs may be met before any assessment (Care Act s19(3)): the author says that and why, a duty manager lets help begin.
#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_plan_urgent(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  if (!state.plan.may_change() && !plan.is_urgent) return;
  const ui::Card card("urgent_card");
  ui::heading(ui::tr("plan.urgent"), ui::Icon::Warning);
  ui::secondary(ui::tr("plan.urgent_help", state::limits_now(state).assess_days));
  care::Plan after = plan;
  if (ui::toggle("urgent", ui::tr("plan.is_urgent"), plan.is_urgent)) {
    after.is_urgent = !plan.is_urgent;
    return out.push(state::ChangePlan{std::move(after)});
  }
  if (!plan.is_urgent) return;
  if (!ui::text_area("urgent_why", after.urgent_why, {.label = ui::tr("plan.urgent_why"), .required = true, .lines_min = 2})) return;
  out.push(state::ChangePlan{std::move(after), true});
}

}  // namespace screens
