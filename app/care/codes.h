// app/care/codes.h: the lists people choose from, as rows of assets/codes/*.csv: our own short code for ever, the words people see in English and
// Welsh, from when to when it may be chosen. A value already recorded keeps its label after its row has ended. What a return calls it is kept in the
// same row, chosen at the time of recording and not mapped a year later.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/care/date.h"
#include "platform/base/result.h"

namespace care {

enum class Language { English, Welsh };

struct Code {
  std::string code;
  std::string english;
  std::string welsh;   // empty: the English is shown
  std::string group;   // a heading over several, or empty
  std::string icon;    // name of the picture, or empty
  Date starts;         // empty: always
  Date ends;           // the last day it may be chosen; empty: still
  std::map<std::string, std::string, std::less<>> other;  // every further column of the file: "cld", "nhs", "unit", "colour"
  const std::string& label(Language language) const { return language == Language::Welsh && !welsh.empty() ? welsh : english; }
  bool is_open(const Date& on) const { return (starts.is_empty() || starts <= on) && (ends.is_empty() || on <= ends); }
};

class CodeList {
 public:
  // Columns: code,en,cy and optionally group,icon,starts,ends and more. Order of rows is the order shown. Errors: BadInput (a code twice, no code, no
  // English label, a date that is none).
  static base::Result<CodeList> parse(std::string_view csv);
  // nullptr when there is none; borrowed.
  const Code* find(std::string_view code) const;
  // The words for `code`, or the code itself where the list does not know it (a newer list on another tablet).
  std::string label(std::string_view code, Language language) const;
  const std::vector<Code>& all() const { return codes_; }
  std::vector<const Code*> open_on(const Date& on) const;

 private:
  std::vector<Code> codes_;
  std::map<std::string, size_t, std::less<>> by_code_;
};

// Every list by the name of its file without ".csv". Filled by whoever reads the folder; care itself opens no file.
class Codes {
 public:
  base::Status add(std::string name, std::string_view csv);
  // An empty list when there is none of that name, so that a screen shows codes rather than nothing.
  const CodeList& list(std::string_view name) const;
  std::string label(std::string_view list_name, std::string_view code, Language language) const { return list(list_name).label(code, language); }
  size_t size() const { return lists_.size(); }

 private:
  std::map<std::string, CodeList, std::less<>> lists_;
};

// The files of assets/codes that are lists in this sense; bank-holidays.csv, time-limits.csv and local-rules.csv there have their own
// readers (time_limits.h, local_rules.h).
const std::vector<std::string>& code_list_names();

}  // namespace care
