// app/demo/teller.h: tells the story of story.h, table by table. Private to it: story.cc has the people, story_around.cc what hangs on them, story_forms.cc
// the answered forms and what became of them, story_plan.cc the plans.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/demo/answers.h"
#include "app/demo/cells.h"
#include "app/demo/people.h"
#include "app/demo/story.h"

namespace demo {

class Teller {
 public:
  Teller(const World& world, Answers& answers) : world_(world), answers_(answers), lists_(*world.lists) {}
  base::Result<std::vector<Batch>> tell();

 private:
  using Rows = const base::Csv&;

  Batch& batch(os::UnixMs at, const record::RecordId& by, std::vector<record::Edit> edits);
  Draw draw(std::string_view what, size_t row) const { return Draw(world_.seed, std::string("story/").append(what), row); }
  const record::RecordId& person(std::string_view key) const { return houses_.find(std::string(key))->second.person.id; }
  record::RecordId author(std::string_view who) const;

  void people();
  void read_person(Rows rows, size_t row, care::Person& person);
  void tell_people();

  void relations();
  void alerts();
  void visits();
  void notes();
  void long_note();

  void responses_ids();
  base::Status responses();
  base::Status response(Rows rows, size_t row);
  care::Response states(Rows rows, size_t row, const care::Response& draft, os::UnixMs submitted, os::UnixMs returned, os::UnixMs approved);

  void plans();
  void plan_row(Rows rows, size_t row, care::Plan& plan);

  const World& world_;
  Answers& answers_;
  const Lists& lists_;
  std::map<std::string, Household> houses_;
  std::map<std::string, record::RecordId> response_ids_;
  std::vector<Batch> batches_;
};

}  // namespace demo
