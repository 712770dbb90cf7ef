// tests/tools/fhirpath_eval/cases.h: runs FHIRPath cases written as JSON lines (id, expr, input, model, base, context, vars, context_vars,
// questionnaire, now, strict, predicate, expect, error). Used by fhirpath-eval, the suite tests and the benchmark.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/fhirpath/document.h"
#include "app/fhirpath/evaluator.h"

namespace cases {

struct Folders {
  std::string inputs;          // of `input`
  std::string questionnaires;  // of `questionnaire`
  std::string context;         // a file: name -> resource, for `context_vars`
};

struct Answer {
  bool failed = false;
  std::string unreadable;  // what the case needs and cannot have: a file that is not there, or no JSON. Then `error` says nothing
  fhirpath::ExpressionError error;
  std::string result;  // a JSON array
};

// What a case says, read out of its line.
class Case {
 public:
  // Errors: BadInput (no JSON object with an expression in it), Full.
  static base::Result<std::unique_ptr<Case>> parse(const std::string& line);
  std::string text(const char* key) const;
  bool has(const char* key) const { return !item(key).is_none(); }
  bool flag(const char* key) const;
  fhirpath::Item item(const char* key) const;
  const fhirpath::Document& document() const { return *document_; }
  const fhirpath::Model& model() const;
  const std::vector<std::string>& empty_variables() const { return empty_variables_; }

 private:
  std::vector<std::string> empty_variables_;
  std::unique_ptr<fhirpath::Document> document_;
};

// Documents are read once and kept.
class Runner {
 public:
  explicit Runner(Folders folders) : folders_(std::move(folders)) {}
  Answer run(const Case& one);
  // The same in two steps, for timing.
  struct Prepared;
  std::unique_ptr<Prepared> prepare(const Case& one, Answer& answer);
  fhirpath::Evaluator::Result evaluate(const Prepared& prepared);

 private:
  base::Result<const fhirpath::Document*> load(const std::string& path, const fhirpath::Model& model, const std::string& type_path);
  base::Status give_focus(const Case& one, Prepared& to);
  base::Status give_variables(const Case& one, Prepared& to);
  tl::expected<void, fhirpath::ExpressionError> give_context(const Case& one, Prepared& to);

  Folders folders_;
  std::map<std::string, std::unique_ptr<fhirpath::Document>> loaded_;
  std::vector<std::unique_ptr<fhirpath::Document>> made_;
  fhirpath::Evaluator evaluator_;
};

struct Runner::Prepared {
  std::unique_ptr<fhirpath::Expression> expression;
  std::vector<fhirpath::Item> focus;
  std::vector<fhirpath::Item> context_items;
  std::unique_ptr<fhirpath::Variables> variables;
  fhirpath::Context context;
};

// {"id": ..., "result": [...]} or {"id": ..., "error": {"kind": ..., "position": {...}, "message": ...}}, no line end.
// Kinds are those of expression.h, and "input" for what a case needs and cannot have.
std::string answer_line(const Case& one, const Answer& answer);
// The same for a line that is no case.
std::string unreadable_line(size_t line_number, const std::string& reason);
// Whether the answer is what the case expects; numbers compare by value, to 15 digits unless the case is `precise`.
bool is_expected(const Case& one, const Answer& answer, std::string* why = nullptr);

}  // namespace cases
