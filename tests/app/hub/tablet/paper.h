// tests/app/hub/tablet/paper.h: an assessment or a plan, as far as both take the same steps, and what its words say in a version of it. Values and pure functions.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/care/decision.h"
#include "app/care/plan.h"
#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/care/versions.h"
#include "sync/changeset/digest.h"

namespace test_tablet {

inline constexpr record::RecordType kPapers[] = {care::kResponseRecord, care::kPlanRecord};

struct Paper {
  record::Record whole;
  record::RecordId author;
  care::Course course;
  bool is_plan() const { return whole.type == care::kPlanRecord; }
};

inline Paper paper_of(const record::Record& whole) {
  Paper out{whole, {}, {}};
  if (out.is_plan()) {
    const care::Plan plan = care::plan_from(whole);
    out.author = plan.author;
    out.course = plan;
  } else {
    const care::Response response = care::response_from(whole);
    out.author = response.author;
    out.course = response;
  }
  return out;
}

// The changes that bring it to `now`.
inline std::vector<record::Edit> step_edits(const Paper& paper, const care::Course& now) {
  if (!paper.is_plan()) {
    const care::Response was = care::response_from(paper.whole);
    care::Response next = was;
    static_cast<care::Course&>(next) = now;
    return care::to_edits(was, next);
  }
  const care::Plan was = care::plan_from(paper.whole);
  care::Plan next = was;
  static_cast<care::Course&>(next) = now;
  if (now.submission != was.submission) next.submitted_pence_per_week = care::weekly_pence(was);
  return care::to_edits(was, next);
}

// Two texts of each, and a code.
inline std::vector<std::string> texts_of(record::RecordType type) {
  return type == care::kPlanRecord ? std::vector<std::string>{"safety/contingency", "safety/advice"} : std::vector<std::string>{"a3/night", "a4/day"};
}
inline std::string code_of(record::RecordType type) { return type == care::kPlanRecord ? "agreed/copies" : "a5/mood"; }

// Of the words of one submission.
inline std::string words_digest(const Paper& paper, int submission) {
  record::Record out;
  out.fields = care::content_at(paper.whole.fields, submission, paper.course.submission);
  return changeset::digest_of({{record::RecordId{}, out}});
}

}  // namespace test_tablet
