#include "app/care/codes.h"

#include "platform/base/csv.h"

namespace care {

namespace {

bool read_date(std::string_view text, Date& out) { return text.empty() || parse_iso(text, out); }

}  // namespace

base::Result<CodeList> CodeList::parse(std::string_view text) {
  TRY(const base::Csv csv, base::Csv::parse(text));
  CodeList list;
  for (size_t row = 0; row < csv.row_count(); ++row) {
    Code code;
    for (size_t i = 0; i < csv.columns().size(); ++i) {
      const std::string &column = csv.columns()[i], &value = csv.row(row)[i];
      if (column == "code") code.code = value;
      else if (column == "en") code.english = value;
      else if (column == "cy") code.welsh = value;
      else if (column == "group") code.group = value;
      else if (column == "icon") code.icon = value;
      else if (column != "starts" && column != "ends" && !value.empty()) code.other.emplace(column, value);
    }
    const bool dates_read = read_date(csv.at(row, "starts"), code.starts) && read_date(csv.at(row, "ends"), code.ends);
    if (!dates_read || code.code.empty() || code.english.empty() || !list.by_code_.emplace(code.code, list.codes_.size()).second)
      return base::fail(base::Fault::BadInput, "code list row " + std::to_string(row + 1));
    list.codes_.push_back(std::move(code));
  }
  return list;
}

const Code* CodeList::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &codes_[found->second];
}

std::string CodeList::label(std::string_view code, Language language) const {
  const Code* found = find(code);
  return found ? found->label(language) : std::string(code);
}

std::vector<const Code*> CodeList::open_on(const Date& on) const {
  std::vector<const Code*> open;
  for (const Code& code : codes_)
    if (code.is_open(on)) open.push_back(&code);
  return open;
}

base::Status Codes::add(std::string name, std::string_view csv) {
  TRY(CodeList list, CodeList::parse(csv));
  lists_.insert_or_assign(std::move(name), std::move(list));
  return {};
}

const CodeList& Codes::list(std::string_view name) const {
  static const CodeList kNone;
  const auto found = lists_.find(name);
  return found == lists_.end() ? kNone : found->second;
}

const std::vector<std::string>& code_list_names() {
  static const std::vector<std::string> kNames{
      "accommodation", "alert-kinds",     "body-marks",   "capacity",     "carer-offer",      "consent",         "employment",
      "ethnicity",     "form-kinds",      "gender",       "languages",    "mark-colours",     "nhs-status",      "note-categories",
      "powers",        "progress",        "provider-kinds", "relation-roles", "safeguarding",  "services",        "severities",
      "support-reasons", "visit-purposes", "worker-roles", "refusals"};
  return kNames;
}

}  // namespace care
