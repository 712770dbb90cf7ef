// The form engine: opening forms of several sizes, and what one answer costs wherever it stands.
// links: app_forms platform_os
#include <algorithm>
#include <functional>

#include "app/forms/form.h"
#include "tests/bench/report.h"
#include "tests/support/text_file.h"

namespace {

using forms::Answer;
using forms::Form;
using forms::NodeId;
using forms::Questionnaire;

// Pages of twenty questions of every kind; each third waits for the one before it.
std::string generated(size_t items) {
  std::string out = R"({"resourceType":"Questionnaire","url":"urn:generated","item":[)";
  for (size_t i = 0; i < items;) {
    const std::string page = std::to_string(i / 20);
    out += (i ? ",{\"linkId\":\"p" : "{\"linkId\":\"p") + page + R"(","type":"group","text":"Page )" + page + R"(","item":[)";
    ++i;
    for (size_t j = 0; j < 19 && i < items; ++j, ++i) {
      const std::string id = "q" + std::to_string(i);
      if (j) out += ',';
      out += R"({"linkId":")" + id + R"(","text":"Question )" + id + R"(: how has this been over the last two weeks?","required":true,)";
      if (j % 3 == 1) out += R"("enableWhen":[{"question":"q)" + std::to_string(i - 1) + R"(","operator":"exists","answerBoolean":true}],)";
      if (j % 3 == 0) out += R"("type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a","display":"Not at all"}},{"valueCoding":{"system":"s","code":"b","display":"Some days"}},{"valueCoding":{"system":"s","code":"c","display":"Every day"}}]})";
      else out += j % 3 == 1 ? R"("type":"text"})" : R"("type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0}]})";
    }
    out += "]}";
  }
  return out + "]}";
}

std::shared_ptr<const Questionnaire> parsed(const std::string& text) {
  auto read = Questionnaire::parse(text);
  if (!read) std::fprintf(stderr, "%s\n", read.error().detail.c_str());
  return read ? *read : nullptr;
}

os::SeededRandom random_(1);
bool all_ok = true;

void report(const std::string& figure, double value, const char* unit, double limit) {
  all_ok &= bench::report("forms", figure.c_str(), value, unit, limit);
}

template <class Work>
double median_us(int count, const Work& work) {
  return bench::median(bench::cpu_times_ms(count, work)) * 1000;  // processor time: others may be on the machine
}

void opening(const std::string& name, const std::string& text) {
  if (text.empty()) return;
  report("open " + name, median_us(15, [&](int) { Form form(parsed(text), random_); }) / 1000, "ms", 10);
}

// One answer, alternating, at a question that others wait for.
double tap_us(Form& form, NodeId question) {
  const forms::Answers a = {Answer::coding("s", "a", "Not at all")}, none;
  return median_us(2000, [&](int i) { form.set_answers(question, i % 2 ? none : a); });
}

void tapping(size_t items) {
  Form form(parsed(generated(items)), random_);
  const std::string size = std::to_string(items) + " items";
  report("answer, " + size + ", question 1", tap_us(form, form.find("q1")), "us", 20);
  if (items >= 500) report("answer, " + size + ", question 481", tap_us(form, form.find("q481")), "us", 20);
}

void repeating(size_t repeats) {
  Form form(parsed(R"({"resourceType":"Questionnaire","item":[{"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"c","type":"choice"},
    {"linkId":"d","type":"text","enableWhen":[{"question":"c","operator":"exists","answerBoolean":true}]}]}]})"), random_);
  NodeId last = form.find("g");
  for (size_t i = 1; i < repeats; ++i) last = form.add_repeat(last).added.front();
  report("answer, in repeat " + std::to_string(repeats), tap_us(form, form.node(last).children.front()), "us", 20);
  report("add a repeat after " + std::to_string(repeats), median_us(51, [&](int) { last = form.add_repeat(last).added.front(); }), "us", 100);
}

// Pages of ten scored questions, a score and a section that waits for it on each; the whole added up once.
std::string calculated(size_t items) {
  const std::string sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
  const auto expression = [](const std::string& text) { return R"("valueExpression":{"language":"text/fhirpath","expression":")" + text + "\"}}"; };
  std::string out = R"({"resourceType":"Questionnaire","url":"urn:calculated","item":[)", sum;
  for (size_t page = 0; page * 13 < items; ++page) {
    const std::string p = "p" + std::to_string(page);
    out += std::string(page ? "," : "") + R"({"linkId":")" + p + R"(","type":"group","item":[)";
    for (size_t j = 0; j < 10; ++j) out += R"({"linkId":")" + p + "q" + std::to_string(j) + R"(","type":"integer"},)";
    out += R"({"linkId":")" + p + R"(score","type":"integer","extension":[{"url":")" + sdc + R"(calculatedExpression",)" +
           expression("%resource.item.where(linkId='" + p + "').item.where(linkId.startsWith('" + p + "q')).answer.value.sum()") + "]},";
    out += R"({"linkId":")" + p + R"(more","type":"text","extension":[{"url":")" + sdc + R"(enableWhenExpression",)" +
           expression("%resource.descendants().where(linkId='" + p + "score').answer.value > 3") + "]}]}";
  }
  return out + "]}";
}

// The least of many: what an answer costs when nothing else has the machine.
double least_us(int count, const std::function<void(int)>& work) {
  std::vector<double> all = bench::times_ms(count, work);
  return *std::min_element(all.begin(), all.end()) * 1000;
}

void calculating(size_t items) {
  const std::string text = calculated(items), size = std::to_string(items) + " items with expressions";
  report("open " + size, median_us(9, [&](int) { Form form(parsed(text), random_); }) / 1000, "ms", 60);
  Form form(parsed(text), random_);
  for (const NodeId page : form.node(forms::kRoot).children)
    for (const NodeId question : form.node(page).children)
      if (form.item(question).type == forms::ItemType::Integer && !form.item(question).calculated) form.set_answers(question, {Answer::integer(1)});
  const NodeId question = form.find("p0q5");
  const uint64_t before = form.evaluations();
  form.set_answers(question, {Answer::integer(2)});
  report("expressions run by an answer, " + size, double(form.evaluations() - before), "", 3);
  report("answer with what follows, " + size, least_us(2000, [&](int i) { form.set_answers(question, {Answer::integer(i % 2)}); }), "us", 50);
}

void calculating_in_repeats(size_t repeats) {
  Form form(parsed(R"({"resourceType":"Questionnaire","item":[{"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"integer"},
    {"linkId":"b","type":"integer","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression","valueExpression":{"language":"text/fhirpath","expression":"true"}}]},
    {"linkId":"c","type":"integer","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{"language":"text/fhirpath","expression":"%a * 2"}}]}],
    "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"name":"a","language":"text/fhirpath","expression":"item.where(linkId='a').answer.value"}}]}]})"),
            random_);
  NodeId last = form.find("g");
  for (size_t i = 1; i < repeats; ++i) last = form.add_repeat(last).added.front();
  const NodeId question = form.node(last).children.front();
  report("answer with its repeat's sum, repeat " + std::to_string(repeats), least_us(2000, [&](int i) { form.set_answers(question, {Answer::integer(i % 2)}); }), "us", 50);
}

void typing() {
  Form form(parsed(generated(2000)), random_);
  form.set_answers(form.find("q1"), {Answer::coding("s", "a", "")});
  const NodeId text = form.find("q2");
  std::string words;
  report("keystroke in 2,000 characters, 2,000 items", median_us(2000, [&](int i) {
                  words += char('a' + i % 26);
                  form.set_answers(text, {Answer::string(words)}, forms::Typing::Yes);
                }), "us", 20);
}

}  // namespace

int main() {
  const std::string perf = "../shared/fhir/perf/";  // skipped where it is not
  opening("150 items (medium.json)", testing_support::text_of(perf + "medium.json"));
  opening("1,000 items (large.json)", testing_support::text_of(perf + "large.json"));
  for (const size_t items : {150u, 500u, 2000u}) opening(std::to_string(items) + " items", generated(items));
  for (const size_t items : {50u, 500u, 2000u}) tapping(items);
  for (const size_t repeats : {1u, 200u}) repeating(repeats);
  for (const size_t items : {50u, 500u, 2000u}) calculating(items);
  for (const size_t repeats : {1u, 200u}) calculating_in_repeats(repeats);
  typing();
  const Form form(parsed(generated(2000)), random_);
  report("memory, definition of 2,000 items", double(form.definition().memory_bytes()) / 1e6, "MB", 4);
  report("memory, draft of 2,000 items", double(form.memory_bytes()) / 1e6, "MB", 2);
  return all_ok ? 0 : 1;
}
