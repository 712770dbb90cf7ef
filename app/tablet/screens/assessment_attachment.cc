// A question answered by something captured: a signature in ink, a photo, a file.
#include <algorithm>

#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr std::string_view kUrn = "urn:uuid:";
constexpr std::string_view kAuthorSignature = "1.2.840.10065.1.12.1.1";  // ASTM E1762: the author's; every other here is the person's

const forms::json::Value& signature_code(const forms::Item& item) {
  return forms::extension_of(*item.node, "questionnaire-signatureRequired")["valueCodeableConcept"]["coding"][0]["code"];
}

state::CaptureFor capture_for(const FormView& view, const std::string& path, const std::string& words) {
  return {.person = view.page.head.person, .visit = view.page.head.visit, .response = view.page.response, .field = path, .title = words, .signed_by = {}};
}

void draw_held(FormView& view, const forms::PageRow& row, const std::string& path, size_t at, bool enabled) {
  const forms::Answer& answer = view.form.node(row.node).answers[at];
  const std::string id = path + "/" + std::to_string(at + 1);
  const bool ours = answer.text.starts_with(kUrn);
  const bool ink = !signature_code(view.form.item(row.node)).is_null();
  const std::string title = answer.display.empty() ? answer.text : answer.display;
  if (ui::row(id, {.icon = ink ? ui::Icon::Sign : ui::Icon::Attach, .title = title, .subtitle = answer.code, .chevron = ours, .tappable = ours})) {
    record::RecordId attachment;
    if (record::parse_record_id(std::string_view(answer.text).substr(kUrn.size()), attachment)) view.out.push(state::OpenAttachment{attachment, view.page.head.person});
  }
  if (!enabled || !ui::quiet_button(id + "/remove", ui::tr("common.remove"), ui::Icon::Delete)) return;
  forms::Answers answers = view.form.node(row.node).answers;
  answers.erase(answers.begin() + std::ptrdiff_t(at));
  view.out.push(state::SetAnswers{row.node, std::move(answers)});
}

}  // namespace

void draw_attachment(FormView& view, const forms::PageRow& row, const std::string& path, const std::string& words) {
  const forms::Item& item = view.form.item(row.node);
  const size_t held = view.form.node(row.node).answers.size();
  const bool enabled = view.may_change() && !item.read_only && !row.read_only;
  for (size_t at = 0; at < held; ++at) draw_held(view, row, path, at, enabled);
  if (!enabled || (held > 0 && !item.repeats)) return;
  const forms::json::Value& code = signature_code(item);
  state::CaptureFor about = capture_for(view, path, words);
  if (code.is_null()) {
    if (ui::outline_button(path, ui::tr("assessment.add_photo"), ui::Icon::Camera)) view.out.push(state::StartPhoto{std::move(about)});
    return;
  }
  const care::Person* const person = view.state.caseload.person(view.page.head.person);
  about.signed_by = code.string() == kAuthorSignature ? view.state.caseload.worker_name() : person ? care::full_name(*person) : std::string();
  if (ui::outline_button(path, ui::tr("assessment.sign_here"), ui::Icon::Sign)) view.out.push(state::StartInk{std::move(about)});
}

}  // namespace screens
