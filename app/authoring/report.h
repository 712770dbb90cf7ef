// app/authoring/report.h: what the parts of a check share. Private to the module.
#pragma once
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/authoring/check.h"
#include "app/forms/json_places.h"
#include "app/forms/questionnaire.h"
#include "app/forms/rules.h"

namespace authoring {

// A form in parts is put together before it is read, and what is read then stands in no file: its items are found again by linkId.
using PlaceByLinkId = std::map<std::string, forms::json::Place, std::less<>>;

class Report {
 public:
  explicit Report(const forms::json::Places& places, const PlaceByLinkId* assembled = nullptr) : places_(places), assembled_(assembled) {}
  void add(Rule rule, const forms::json::Value& at, std::string_view link_id, std::string problem) {
    add_at(rule, assembled_ ? place_of(link_id) : places_.of(at), link_id, std::move(problem));
  }
  void add_in(Rule rule, const forms::json::Value& text, size_t byte, std::string_view link_id, std::string problem) {
    add_at(rule, assembled_ ? place_of(link_id) : places_.in(text, byte), link_id, std::move(problem));
  }
  void add(Finding finding) { add_at(finding.rule, finding.at, finding.link_id, std::move(finding.problem)); }
  // Nothing of these is told: they cannot be judged here.
  void leave_out(std::initializer_list<Rule> rules) { left_out_.insert(rules); }
  std::vector<Finding> take();

 private:
  void add_at(Rule rule, forms::json::Place at, std::string_view link_id, std::string problem);
  forms::json::Place place_of(std::string_view link_id) const;
  const forms::json::Places& places_;
  const PlaceByLinkId* assembled_;
  std::vector<Finding> findings_;
  std::set<Rule> left_out_;
};

// A form that could be read, and where to say what.
struct Checked {
  const forms::Questionnaire& form;
  const CheckOptions& options;
  Report& report;
};

// "text", cut so that a finding stays one line.
std::string quoted(std::string_view text);
bool is_type(const forms::Item& item, std::initializer_list<forms::ItemType> types);
// Answers can come without anybody giving one: calculated, initial, populated.
bool answers_itself(const forms::Questionnaire& form, const forms::Item& item);
bool has_rule(const forms::Questionnaire& form, const forms::Item& item, std::initializer_list<forms::RuleKind> kinds);

void check_structure(const forms::json::Value& root, Report& report);
void check_items(const Checked& checked);
void check_answers(const Checked& checked);
void check_conditions(const Checked& checked);
void check_expressions(const Checked& checked);
void check_words(const Checked& checked);

}  // namespace authoring
