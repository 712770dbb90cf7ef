// The last page: what is still missing or cannot stand, each with a tap to go there; then submit.
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/written_copy.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kMissingListedMax = 200;
constexpr float kFindingRowDp = 73;

std::string place_words(const FormView& view, forms::NodeId node) { return page_title(view, forms::page_of(view.form, view.page.list, node)); }

std::string name_of(const FormView& view, forms::NodeId node) {
  const forms::Item& item = view.form.item(node);
  const std::string words = is_unnamed(view, node) ? std::string() : question_words(view, item);
  return words.empty() ? std::string(item.link_id) : words;
}

void draw_list(FormView& view, const std::vector<forms::NodeId>& nodes, std::string_view title, ui::Icon icon, std::string_view prefix) {
  if (nodes.empty()) return;
  const ui::Card card(prefix);
  ui::heading(title, icon);
  for (const forms::NodeId node : nodes) {
    const std::string id = std::string(prefix) + "/" + view.form.path(node);
    const ui::Block block(id + "/row", kFindingRowDp);
    if (!block) continue;
    const std::vector<forms::Issue> issues = view.form.issues(node);
    const std::string problem = issues.empty() ? std::string() : issue_words(view, node, issues.front());
    if (ui::row(id, {.title = name_of(view, node), .subtitle = place_words(view, node), .detail = prefix == "invalid" ? std::string_view(problem) : std::string_view(), .chevron = true}))
      view.out.push(state::GoToQuestion{node});
  }
}

void draw_submit(FormView& view, bool ready) {
  if (!view.may_change()) return;
  if (ui::primary_button("submit", ui::tr("assessment.submit"), ui::Icon::Send, ready)) view.page.draft.submitting = true;
  if (!ready) ui::secondary(ui::tr("assessment.not_yet"));
}

}  // namespace

void draw_check(FormView& view) {
  const std::vector<forms::NodeId> missing = view.form.missing(forms::kRoot, kMissingListedMax), invalid = view.form.invalid(forms::kRoot, kMissingListedMax);
  const forms::Counts& counts = view.form.counts();
  ui::progress(counts.asked ? float(counts.answered) / float(counts.asked) : 1, ui::tr("assessment.answered", counts.answered, counts.asked), "answered");
  const bool ready = counts.missing == 0 && counts.invalid == 0;
  if (ready) ui::banner("ready", ui::Banner::Done, ui::tr("assessment.complete"), ui::tr("assessment.complete_detail"));
  draw_list(view, missing, count("assessment.missing", int64_t(counts.missing)), ui::Icon::Flag, "missing");
  draw_list(view, invalid, count("assessment.invalid", int64_t(counts.invalid)), ui::Icon::Warning, "invalid");
  draw_submit(view, ready);
  draw_written_copy(view.state, view.out, view.wording, false);
}

}  // namespace screens
