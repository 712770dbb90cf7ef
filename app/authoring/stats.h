// app/authoring/stats.h: a form in figures. Pure; any thread.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/forms/questionnaire.h"

namespace authoring {

struct LongestText {
  std::string link_id;
  std::string text;
  size_t letters = 0;
};

struct Stats {
  std::string title, url, version;
  size_t items = 0, questions = 0, required = 0, hidden = 0, repeating = 0, conditional = 0;
  std::map<std::string, size_t> by_type;        // as written
  size_t depth = 0;                             // levels of items
  size_t sections = 0, pages = 0;
  size_t options = 0, longest_list = 0;         // to choose from, all together; in one question
  std::map<std::string, size_t> expressions;    // by what they decide
  std::vector<LongestText> longest;             // of what items say, longest first, a handful
  size_t file_bytes = 0, packed_bytes = 0;      // packed_bytes is for the caller to fill in
  size_t memory_bytes = 0;                      // of the definition once it is read
};

Stats stats_of(const forms::Questionnaire& form, size_t file_bytes);

}  // namespace authoring
