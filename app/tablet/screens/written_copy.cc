#include "app/tablet/screens/written_copy.h"

#include <algorithm>

#include "app/care/record_types.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

std::string words(std::string_view key) { return std::string(ui::tr(key)); }

print::WrittenCopy begin_copy(const state::AppState& state) {
  print::WrittenCopy copy;
  copy.sender = words("copy.sender");
  copy.closing = words("copy.closing");
  copy.footer = words("copy.footer");
  copy.unanswered = words("copy.unanswered");
  copy.page_words = words("copy.page");
  copy.large_print = state.copies.large_print;
  if (const care::Person* person = state.caseload.person(state.place().person)) {
    copy.about.push_back({words("copy.name"), care::full_name(*person)});
    copy.about.push_back({words("copy.address"), care::address_line(*person, true)});
    if (!person->born.is_empty()) copy.about.push_back({words("copy.born"), day_short(person->born)});
  }
  if (!state.worker.empty()) copy.about.push_back({words("copy.worker"), state.worker});
  return copy;
}

print::Ink ink_of(const care::Attachment& attachment) {
  print::Ink ink;
  ink.width = float(std::max(1, attachment.width));
  ink.height = float(std::max(1, attachment.height));
  for (const care::InkStroke& kept : attachment.strokes) {
    const auto line = state::decode_ink(kept.points);
    if (!line) continue;
    auto& stroke = ink.strokes.emplace_back();
    for (const state::InkPoint& point : *line) stroke.push_back({point.x * ink.width, point.y * ink.height});
  }
  return ink;
}

// Signatures given for this form, or for the plan when `response` is nil.
void add_signatures(const state::AppState& state, const record::RecordId& response, print::WrittenCopy& copy) {
  copy.signatures_title = words("copy.signatures");
  for (const care::Attachment& one : state::attachments_of(state)) {
    if (one.kind != care::AttachmentKind::Ink || one.response != response) continue;
    copy.signatures.push_back({.name = one.signed_by.empty() ? one.title : one.signed_by,
                               .when = day_short(care::wall_time(one.at).date),
                               .ink = ink_of(one)});
  }
  if (copy.signatures.empty()) copy.signatures.push_back({.name = copy.about.empty() ? std::string() : copy.about.front().value});
}

void add_line(const forms::Line& line, print::WrittenCopy& copy) {
  if (line.kind == forms::LineKind::Section || copy.sections.empty()) copy.sections.emplace_back();
  print::Section& section = copy.sections.back();
  switch (line.kind) {
    case forms::LineKind::Section: section.title = line.text; break;
    case forms::LineKind::Group: section.blocks.push_back(print::Subheading{line.text}); break;
    case forms::LineKind::Words: section.blocks.push_back(print::Paragraph{line.text}); break;
    case forms::LineKind::Answer:
      if (!line.signature) section.blocks.push_back(print::Answer{line.text, line.answer, {}});
      break;
  }
}

void add_plan_lists(const care::Plan& plan, print::WrittenCopy& copy) {
  print::Section& outcomes = copy.sections.emplace_back();
  outcomes.title = words("copy.outcomes");
  for (const care::PlanOutcome& one : plan.outcomes) outcomes.blocks.push_back(print::Answer{one.text, one.how, {}});
  print::Section& actions = copy.sections.emplace_back();
  actions.title = words("copy.actions");
  print::Table who{{words("copy.what"), words("copy.who"), words("copy.by")}, {}};
  for (const care::PlanAction& one : plan.actions) who.rows.push_back({one.text, one.who, one.by.is_empty() ? "" : day_short(one.by)});
  if (!who.rows.empty()) actions.blocks.push_back(std::move(who));
}

print::Table week_table(const care::Plan& plan) {
  print::Table week{{std::string()}, {}};
  for (int day = 0; day < 7; ++day) week.columns.push_back(words("day.short." + std::to_string(day)));
  for (const care::WeekRow& row : care::week_rows(plan)) {
    auto& cells = week.rows.emplace_back();
    cells.push_back(care::to_clock(row.start_minute));
    for (const care::WeekSlot* slot : row.days) cells.push_back(slot ? slot->label + " " + duration(slot->minutes) : std::string());
  }
  return week;
}

void add_if(std::vector<print::Block>& blocks, const char* key, const std::string& text) {
  if (!text.empty()) blocks.push_back(print::Answer{words(key), text, {}});
}

}  // namespace

print::WrittenCopy copy_of_assessment(const state::AppState& state, const forms::Wording& wording) {
  print::WrittenCopy copy = begin_copy(state);
  const care::Response& head = state.assessment.head;
  copy.title = head.title;
  copy.subtitle = day_short(care::wall_time(head.submitted ? head.submitted : state.now_ms).date);
  if (!care::is_agreed(head.status)) copy.mark = words("copy.draft");
  for (const forms::Line& line : forms::transcript(*state.assessment.form, wording)) add_line(line, copy);
  add_signatures(state, head.id, copy);
  return copy;
}

print::WrittenCopy copy_of_plan(const state::AppState& state) {
  print::WrittenCopy copy = begin_copy(state);
  const care::Plan& plan = state.plan.plan;
  copy.title = words("copy.plan_title");
  if (!plan.starts.is_empty()) copy.subtitle = ui::tr("copy.from", day_short(plan.starts));
  if (!care::is_agreed(plan.status) && plan.status != care::PlanStatus::UrgentlyAuthorised) copy.mark = words("copy.draft");
  add_plan_lists(plan, copy);
  print::Section& week = copy.sections.emplace_back();
  week.title = words("copy.week");
  if (!plan.week.empty()) week.blocks.push_back(week_table(plan));
  print::Section& rest = copy.sections.emplace_back();
  rest.title = words("copy.arrangements");
  add_if(rest.blocks, "copy.contingency", plan.contingency);
  add_if(rest.blocks, "copy.advice", plan.advice);
  add_if(rest.blocks, "copy.agreement", plan.agreement);
  add_if(rest.blocks, "copy.review", plan.review_on.is_empty() ? std::string() : day_short(plan.review_on));
  std::erase_if(copy.sections, [](const print::Section& section) { return section.blocks.empty(); });
  add_signatures(state, {}, copy);
  return copy;
}

void draw_written_copy(state::AppState& state, state::Commands& out, const forms::Wording& wording, bool is_plan) {
  if (ui::outline_button("written_copy", ui::tr("copy.button"), ui::Icon::Print)) out.push(state::AskForCopy{true});
  if (!state.copies.asking) return;
  ui::Dialog dialog("copy", ui::tr("copy.button"), {.icon = ui::Icon::Print});
  ui::text(ui::tr("copy.explain"));
  state::ChangeCopy change{state.copies.large_print, state.copies.export_path};
  bool changed = ui::toggle("large", ui::tr("copy.large"), change.large_print, ui::tr("copy.large_detail"));
  if (changed) change.large_print = !change.large_print;
  changed |= bool(ui::text_field("file", change.export_path, {.label = ui::tr("copy.file"), .help = ui::tr("copy.file_help")}));
  if (changed) out.push(change);
  if (!state.copies.problem.empty()) ui::problem(ui::tr(state.copies.problem), "copy_problem");
  if (state.copies.done) ui::banner("copy_done", ui::Banner::Done, ui::tr("copy.done"));
  if (ui::primary_button("make", ui::tr(state.copies.making ? "copy.making" : "copy.make"), ui::Icon::Pdf, state.copies.making == 0)) {
    auto copy = std::make_shared<print::WrittenCopy>(is_plan ? copy_of_plan(state) : copy_of_assessment(state, wording));
    const record::RecordId response = is_plan ? record::RecordId{} : state.assessment.head.id;
    const std::string title = copy->title;
    out.push(state::GiveCopy{state.place().person, response, title, std::move(copy)});
  }
  if (dialog.closed()) out.push(state::AskForCopy{false});
}

}  // namespace screens
