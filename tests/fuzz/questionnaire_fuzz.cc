// LINK app_forms platform_os
// A form from anywhere: put together, parsed, answered, changed, exported, imported, restored, extracted, and moved to another version and back. Bytes after the first 0xFF choose what is done.
#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "app/forms/extract.h"
#include "app/forms/extract_check.h"
#include "app/forms/form.h"
#include "app/forms/launch.h"
#include "app/forms/migrate.h"

namespace {

void answer_some(forms::Form& form, const uint8_t* acts, size_t count) {
  for (size_t i = 0; i + 1 < count && i < 64; i += 2) {
    const forms::NodeId id = forms::NodeId(1 + acts[i] % (form.node_count() > 1 ? form.node_count() - 1 : 1));
    if (!form.exists(id)) continue;
    const forms::Item& item = form.item(id);
    switch (acts[i + 1] % 8) {
      case 0: form.add_repeat(id); break;
      case 1: form.remove_repeat(id); break;
      case 2: form.move_repeat(id, acts[i + 1] / 8); break;
      case 3: form.undo(); break;
      case 4: form.redo(); break;
      case 5: form.set_answers(id, {forms::Answer::typed("as typed")}); break;
      case 6: form.set_answers(id, {forms::Answer::integer(acts[i + 1])}); break;
      default: if (!item.options.empty()) form.toggle(id, item.options[acts[i + 1] % item.options.size()].value);
    }
  }
}

// Somebody the form is about, so that what populates and what is extracted have something to find.
std::shared_ptr<const forms::LaunchContext> somebody() {
  auto read = forms::LaunchContext::parse(R"({"patient":{"resourceType":"Patient","id":"p","name":[{"family":"A","given":["B","C"]},{"family":"D"}],"birthDate":"1950"},
    "seen":[{"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"c"}]},"effectiveDateTime":"2025-11-20","valueQuantity":{"value":3,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"},
      "component":[{"code":{"coding":[{"code":"d"}]},"valueInteger":4}],"hasMember":[{"reference":"Observation/o"}]}]})");
  if (!read) std::abort();
  return std::make_shared<forms::LaunchContext>(std::move(*read));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string json = text.substr(0, text.find('\xFF'));
  const auto definition = forms::Questionnaire::parse(json);
  if (!definition) return 0;
  os::SeededRandom random(1);
  const os::ManualClock clock(1'763'800'000'000);
  static const std::shared_ptr<const forms::LaunchContext> launch = somebody();
  forms::not_extracted(**definition);
  forms::Form form(*definition, random, {&clock, launch, 0});
  answer_some(form, data + json.size(), size - json.size());
  for (forms::NodeId id = 1; id < form.node_count(); ++id) form.issues(id);
  const std::string response = form.response();
  const auto imported = forms::Form::from_response(*definition, random, response);
  // What an expression that failed left behind is not in a response, so a form with expressions may come back otherwise; so may one in which two items have a
  // linkId (R4 forbids it), as a response cannot say which of them it means.
  const auto& items = (*definition)->items();
  const bool exact = !(*definition)->has_expressions() && std::none_of(items.begin(), items.end(), [&](const forms::Item& item) { return (*definition)->is_repeated(item.link_id); });
  if (!imported || (exact && imported->response() != response)) std::abort();
  record::FieldMap fields;
  for (const forms::FieldEdit& edit : form.fields()) fields[edit.path].value = edit.to;
  const forms::Form restored = forms::Form::restore(*definition, random, fields);
  if (exact && restored.fields() != form.fields()) std::abort();
  if (!forms::json::Document::parse(forms::extract(form, {}, random, {&clock, launch, 0}).bundle)) std::abort();
  // To a form that asks one other thing: nothing may be lost, and the way back leads to where it came from.
  static const std::shared_ptr<const forms::Questionnaire> other = *forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","version":"2","item":[{"linkId":"a","type":"text"}]})");
  const forms::Migration moved = forms::migrate(form, other, {});
  const forms::Form now = forms::Form::restore(other, random, forms::after_edits(form, moved.edits));
  record::FieldMap back = forms::after_edits(now, forms::move_back(now));
  if (exact && back != fields) std::abort();
  return 0;
}
