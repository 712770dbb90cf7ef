// links: app_screens app_state app_ui app_forms platform_os platform_window GTest::gtest
// A form on the screen: from its text to the first frame of its first page, a keystroke shown, an option tapped, and the memory it takes; for the forms of
// ../shared/fhir/perf and for one list of 10,000 codes. Beside them stand what was measured of two browsers' renderers (first frame, keystroke, memory):
// LHC-Forms 1,240 / 1,459 / 2,920 ms, 226 ms, 399 MB; Enketo 1,133 ms, 12.5 ms, 169 MB.
#include <unistd.h>

#include <fstream>

#include "app/tablet/ui/kit.h"
#include "platform/window/window.h"
#include "tests/app/forms_drawn/form_window.h"
#include "tests/bench/report.h"
#include "tests/support/text_file.h"

namespace {

bool all_ok = true;

void report(const std::string& figure, double value, const char* unit, double limit) { all_ok &= bench::report("form_frame", figure.c_str(), value, unit, limit); }

double resident_mb() {
  std::ifstream in("/proc/self/statm");
  long pages = 0, resident = 0;
  in >> pages >> resident;
  return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

void must(const std::string& wrong) {
  if (!wrong.empty()) std::fprintf(stderr, "%s\n", wrong.c_str()), std::exit(1);
}

// The first question with a box to type into; empty when there is none.
std::string first_box(const forms_drawn::FormWindow& window) {
  for (const forms::Item& item : window.form().definition().items())
    if (item.is_asked() && (item.is_free_text() || item.type == forms::ItemType::Integer || item.type == forms::ItemType::Decimal))
      if (const forms::NodeId node = window.form().find(item.link_id); node != forms::kNoNode && window.form().reachable(node)) return window.form().path(node);
  return {};
}

double typed_ms(forms_drawn::FormWindow& window) {
  return bench::median(bench::cpu_times_ms(60, [&](int) {
    window::Event event;
    event.kind = window::Event::Kind::Text, event.text = "7";
    window::push(event);
    window.host().turn(0);
  }));
}

void whole_form(forms_drawn::FormWindow& window, const std::string& name, const std::string& text) {
  if (text.empty()) return;
  const double before = resident_mb();
  double first = 1e9;
  for (int i = 0; i < 7; ++i) {
    const double start = bench::cpu_ms();
    auto form = forms::Questionnaire::parse(text);
    if (!form) must(form.error().detail);
    window.opens(*form);
    first = std::min(first, bench::cpu_ms() - start);
  }
  report("text to first frame, " + name, first, "ms", 80);
  if (const std::string field = first_box(window); !field.empty()) {
    must(window.run("tap " + field + "\n"));
    report("keystroke to frame, " + name, typed_ms(window), "ms", 8);
  }
  report("memory, " + name, std::max(0.0, resident_mb() - before), "MB", 60);
}

void long_list(forms_drawn::FormWindow& window) {
  std::string concepts;
  for (int i = 0; i < 10'000; ++i) concepts += std::string(i ? "," : "") + R"({"code":"c)" + std::to_string(i) + R"(","display":"Condition )" + std::to_string(i) + R"( of the left knee, long-standing"})";
  auto form = forms::Questionnaire::parse(R"({"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[)" + concepts +
                                       R"(]}]}}],"item":[{"linkId":"q","type":"choice","text":"Q","answerValueSet":"#v","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"autocomplete"}]}}]}]})");
  if (!form) must(form.error().detail);
  window.opens(*form);
  must(window.run("tap _/q\n"));
  report("keystroke to frame, search in 10,000 codes", typed_ms(window), "ms", 16);
}

}  // namespace

int main() {
  forms_drawn::FormWindow window;
  const std::string perf = "../shared/fhir/perf/";  // skipped where it is not
  whole_form(window, "11 items (small.json)", testing_support::text_of(perf + "small.json"));
  whole_form(window, "150 items (medium.json)", testing_support::text_of(perf + "medium.json"));
  whole_form(window, "1,000 items (large.json)", testing_support::text_of(perf + "large.json"));
  long_list(window);
  return all_ok ? 0 : 1;
}
