// What a form says about itself: what it is for, who made it, whose it is. Several instruments may only be used with their copyright on show, so that also stands
// under the questions of the first page.
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr int kCopyrightLines = 3;  // under the questions; the rest is in the panel

std::string_view said(const FormView& view, std::string_view member) { return view.definition().said(member, view.wording.language); }

void draw_part(const FormView& view, std::string_view member, std::string_view words) {
  const std::string_view markdown = said(view, member);
  if (markdown.empty()) return;
  ui::strong(ui::tr(words));
  draw_markdown(markdown);
  ui::set_gap(16);
}

void draw_line(std::string_view words, std::string_view value, std::string_view id) {
  if (!value.empty()) ui::key_value(ui::tr(words), value, id);
}

}  // namespace

bool has_about(const FormView& view) {
  for (const std::string_view member : {"description", "purpose", "copyright", "publisher"})
    if (!said(view, member).empty()) return true;
  return false;
}

void draw_about(FormView& view) {
  const ui::Dialog dialog("about", form_title(view), {.icon = ui::Icon::Info});
  draw_part(view, "description", "assessment.about_what");
  draw_part(view, "purpose", "assessment.about_purpose");
  draw_part(view, "copyright", "assessment.about_copyright");
  draw_line("assessment.about_publisher", said(view, "publisher"), "about/publisher");
  draw_line("assessment.about_version", view.definition().version(), "about/version");
  const std::string_view date = view.definition().root()["date"].string();
  draw_line("assessment.about_date", date.size() >= 10 ? iso_day_words(std::string(date.substr(0, 10))) : std::string(date), "about/date");
  if (ui::primary_button("about/done", ui::tr("common.close")) || dialog.closed()) view.page.draft.about = false;
}

void draw_copyright(const FormView& view) {
  const std::string_view words = said(view, "copyright");
  if (words.empty() || view.page.page != state::neighbour(view.page, SIZE_MAX, 1)) return;
  ui::divider();
  ui::text(words, {.style = ui::Style::Small, .lines_max = kCopyrightLines, .id = "copyright"});
}

}  // namespace screens
