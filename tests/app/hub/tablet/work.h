// tests/app/hub/tablet/work.h: what the people of a team do on their tablets, one act at a time, each decided from what the tablet then holds: so that a process
// that was killed goes on where it was, as its user would.
#pragma once
#include <functional>

#include "tests/app/hub/tablet/desk.h"
#include "tests/app/hub/tablet/paper.h"

namespace test_tablet {

class Work {
 public:
  Work(Desk& desk, bool leads) : desk_(desk), leads_(leads) {}
  // Any act, drawn.
  void act();
  // A note, or a word in the one everybody writes in.
  void notes() { desk_.chance().next_u64() % 2 == 0 ? writes_note() : writes_in_shared(); }
  // Something that others wait for: what was returned is amended and sent, what was sent is decided on, two versions are settled. False: there is nothing.
  bool tidy();

 private:
  std::vector<Paper> papers(const std::function<bool(const Paper&)>& wanted) const;
  bool is_mine(const Paper& paper) const { return paper.author == desk_.worker; }
  std::string with_word(const record::Record& record, const std::string& path, const std::string& word) const;
  void writes_note();
  void writes_in_shared();
  void sets_field_of_person();
  void begins_paper();
  void writes_in_draft(bool of_a_colleague);
  void tries_what_is_sealed();
  bool submits(bool everything);
  bool amends();
  bool decides();
  bool settles();
  care::Decision draft_about(const Paper& paper, std::vector<std::string>& words);
  Desk& desk_;
  const bool leads_;
};

}  // namespace test_tablet
