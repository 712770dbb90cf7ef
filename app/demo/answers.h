// app/demo/answers.h: fills in a form from rows of assets/demo/answers.csv the way a worker would, through the form engine, so that what an invented
// draft holds is what a real one would.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/care/date.h"
#include "app/demo/lists.h"
#include "app/forms/form.h"

namespace demo {

// What {slots} in answers stand for.
struct Slots {
  std::string name, full, carer, they;  // called, full name, the nearest person, "she"
  std::string reason, home;             // primary support reason and kind of home, their codes
  care::Date date;                      // of the form
  care::Date today;
};
// Replaces {name} {full} {carer} {they} {They} {reason} {home} {date} {date+365} {day-3}; anything else in braces stays.
std::string fill_in(std::string_view text, const Slots& slots);

struct FilledForm {
  std::string url, version, title;
  std::vector<forms::FieldEdit> fields;
  forms::Counts counts;
};

class Answers {
 public:
  // Borrows both, which must outlive it.
  Answers(const Lists& lists, const ReadAsset& read) : lists_(&lists), read_(&read) {}
  // Errors: those of reading the form; BadInput (a row whose question or option the form does not have: the detail names the linkId).
  // `again`: a set answered after it, over it; the same seed makes the same repeats with and without.
  base::Result<FilledForm> fill(std::string_view form, std::string_view set, const Slots& slots, uint64_t seed, std::string_view again = {});

 private:
  using Definition = std::shared_ptr<const forms::Questionnaire>;
  base::Status answer(forms::Form& form, std::string_view name, std::string_view set, const Slots& slots) const;
  base::Result<Definition> definition(std::string_view form);
  const Lists* lists_;
  const ReadAsset* read_;
  std::map<std::string, Definition, std::less<>> definitions_;
};

}  // namespace demo
