// app/tablet/state/assessment_form.h: putting a form on the page, and what is saved of it. Private to app/tablet/state; see assessment.h.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "app/tablet/state/assessment.h"

namespace state {

// What the form's expressions may see, and the clock they look at: set before each act, so that they and the screen agree on the time.
struct Opening {
  std::unique_ptr<os::ManualClock> clock;
  forms::Surroundings around;
};
// `observations`: see QuestionnaireLoaded.
Opening opening_for(const AppState& state, const record::RecordId& person, const std::string& observations = {});
// A fresh page of that form; nothing of the one before stays.
void take_form(AppState& state, care::Response head, forms::Form form, Opening opening);

// What a page is called in a place: the linkId its first item has. And back; the first page that is shown when none has that name.
std::string part_of(const AssessmentPage& page, size_t index);
size_t page_named(const AssessmentPage& page, std::string_view part);
void show_rows(AppState& state);
void show_page(AppState& state, size_t index);
// Groups around it that stand closed are opened.
void open_to(AppState& state, forms::NodeId node);

std::vector<record::Edit> record_edits(const record::RecordId& id, const std::vector<forms::FieldEdit>& fields);
// With what they write over of the submission that was returned; as they are where nothing was.
std::vector<record::Edit> keeping_versions(AssessmentPage& page, std::vector<record::Edit> edits);
void count_answers(const forms::Form& form, care::Response& head);

}  // namespace state
