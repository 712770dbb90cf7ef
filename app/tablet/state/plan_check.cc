#include <algorithm>

#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/tablet/state/plan_page.h"

namespace state {
namespace {

bool is_met(const care::Plan& plan, const std::string& need) {
  return std::any_of(plan.outcomes.begin(), plan.outcomes.end(), [&](const care::PlanOutcome& outcome) {
    return !outcome.text.empty() && std::find(outcome.needs.begin(), outcome.needs.end(), need) != outcome.needs.end();
  });
}

// The answer to an outcome's "can they do it", as the response keeps it: the codes "only" and "no" of assets/forms.
bool says_unable(std::string_view answer) {
  return answer.find("\"code\":\"only\"") != std::string_view::npos || answer.find("\"code\":\"no\"") != std::string_view::npos;
}

// "needs/a4/a4.can" -> "A4"; empty for any other question.
std::string outcome_of(std::string_view path) {
  const std::string_view question = path.substr(path.rfind('/') + 1);
  if (!question.ends_with(".can") || (question[0] != 'a' && question[0] != 'c')) return {};
  std::string code(question.substr(0, question.size() - 4));
  code[0] = char(code[0] - 'a' + 'A');
  return code;
}

int number_of(const std::string& code) { return std::atoi(code.c_str() + 1); }

void read_answers(const record::Record& response, AssessmentFindings& found) {
  for (const auto& [path, field] : response.fields) {
    const std::string_view answer = record::utf8_of(field.value);
    if (const std::string outcome = outcome_of(path); !outcome.empty() && says_unable(answer)) found.needs.push_back(outcome);
    if ((path.ends_with("/me.want.what") || path.ends_with("/life.want.what")) && !answer.empty()) found.wanted.emplace_back(answer);
  }
  std::sort(found.needs.begin(), found.needs.end(), [](const std::string& a, const std::string& b) { return number_of(a) < number_of(b); });
}

}  // namespace

std::vector<PlanGap> plan_gaps(const care::Plan& plan, const std::vector<std::string>& needs) {
  std::vector<PlanGap> gaps;
  const auto say = [&](bool missing, const char* words, const char* part, std::string argument = {}) {
    if (missing) gaps.push_back({words, std::move(argument), part});
  };
  if (plan.is_urgent) {  // what the assessment will say is added before it is confirmed
    say(plan.urgent_why.find_first_not_of(" \t\n") == std::string::npos, "plan.gap_urgent_why", "urgent_why");
    say(plan.services.empty(), "plan.gap_urgent_service", "add_service");
    return gaps;
  }
  say(plan.outcomes.empty(), "plan.gap_outcomes", "outcomes");
  for (const std::string& need : needs) say(!is_met(plan, need), "plan.gap_need", "outcomes", need);
  say(plan.contingency.empty(), "plan.gap_contingency", "contingency");
  say(plan.review_on.is_empty(), "plan.gap_review", "review");
  say(!plan.has_person_agreed && plan.agreement.empty(), "plan.gap_agreement", "agreement");
  say(plan.copies.empty(), "plan.gap_copies", "copies");
  return gaps;
}

AssessmentFindings findings_in(const std::vector<record::Record>& records) {
  AssessmentFindings found;
  const record::Record* newest = nullptr;
  os::UnixMs newest_started = 0;
  for (const record::Record& loaded : records) {
    if (loaded.type != care::kResponseRecord) continue;
    const care::Response head = care::response_from(loaded);
    if ((head.kind != "needs" && head.kind != "carer") || head.status == care::ResponseStatus::Cancelled) continue;
    if (newest && head.started <= newest_started) continue;
    newest = &loaded;
    newest_started = head.started;
  }
  if (!newest) return found;
  found.assessment = newest->id;
  read_answers(*newest, found);
  return found;
}

}  // namespace state
